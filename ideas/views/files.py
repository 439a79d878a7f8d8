from django.http import HttpResponse


def add(request, *args, **kwargs):
    return HttpResponse()


def change(request, *args, **kwargs):
    return HttpResponse()


def download(request, *args, **kwargs):
    return HttpResponse()

