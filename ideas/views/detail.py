from django.http import HttpResponse


def idea(request, *args, **kwargs):
    return HttpResponse()

