from django.http import HttpResponse


def overview(request, *args, **kwargs):
    return HttpResponse()


def ideas(request, *args, **kwargs):
    return HttpResponse()


def member(request, *args, **kwargs):
    return HttpResponse()

