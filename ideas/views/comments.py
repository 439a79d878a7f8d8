from django.http import HttpResponse


def page(request, *args, **kwargs):
    return HttpResponse()


def change(request, *args, **kwargs):
    return HttpResponse()


def delete(request, *args, **kwargs):
    return HttpResponse()

