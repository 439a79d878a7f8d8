from django.http import HttpResponse


def new(request, *args, **kwargs):
    return HttpResponse()


def draft(request, *args, **kwargs):
    return HttpResponse()


def discard(request, *args, **kwargs):
    return HttpResponse()


def edit(request, *args, **kwargs):
    return HttpResponse()


def withdraw(request, *args, **kwargs):
    return HttpResponse()

