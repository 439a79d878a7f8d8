from django.http import HttpResponse


def idea_list(request, *args, **kwargs):
    return HttpResponse()

