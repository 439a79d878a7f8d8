from django.http import HttpResponse


def recommend(request, *args, **kwargs):
    return HttpResponse()

