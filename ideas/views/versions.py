from django.http import HttpResponse


def history(request, *args, **kwargs):
    return HttpResponse()

