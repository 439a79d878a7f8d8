"""What belongs to the house itself: is it alive, and what to say when something goes wrong."""

from django.http import JsonResponse
from django.shortcuts import render

from common.health import problems


def healthz(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request):
    """Everything the site needs is there; 503 and a list of what is missing otherwise."""
    missing = problems()
    return JsonResponse({"status": "ok" if not missing else "waiting", "problems": missing}, status=503 if missing else 200)


def csrf_failure(request, reason=""):
    """The form was open too long or came from elsewhere."""
    return render(request, "errors/403_csrf.html", status=403)


def bad_request(request, exception=None):
    """Something in the request could not be understood."""
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    """Not allowed, or not to this person."""
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    """There is nothing at this address."""
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """Our fault: a page that needs neither the database nor the context of a request."""
    return render(None, "errors/500.html", status=500)
