"""What belongs to the house itself: is it alive, and what to say when something goes wrong."""

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponseServerError, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from rules import has_perm

from common.health import problems

log = structlog.get_logger("oasis.errors")

PLAIN_WORDS = "우리 쪽에서 문제가 생겼어요. 쓰던 상상은 저장된 데까지 남아 있어요. 잠시 뒤에 다시 열어 주세요.\n"


def healthz(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request):
    """Everything the site needs is there; 503 and a list of what is missing otherwise."""
    missing = problems()
    return JsonResponse({"status": "ok" if not missing else "waiting", "problems": missing}, status=503 if missing else 200)


def cms_door(request):
    """One door: staff log in where everybody does, so that limits and second factors hold for them too.

    Wagtail also sends members here who are logged in and have no part in /cms/: the log-in page would send them straight back.
    """
    if request.user.is_authenticated and not has_perm("accounts.enter_cms", request.user):
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.META['QUERY_STRING']}")


def csrf_failure(request, reason=""):
    """The form was open too long or came from elsewhere."""
    return render(request, "errors/403_csrf.html", status=403)


def bad_request(request, exception=None):
    """Something in the request could not be understood, or it was larger than we take."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    """Not allowed, or not to this person."""
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    """There is nothing at this address."""
    return render(request, "errors/404.html", status=404)


def too_many(request, exception=None):
    """Somebody is quicker than a limit allows; a common.limits.TooOften says how long to wait."""
    response = render(request, "errors/429.html", {"reason": str(exception or "")}, status=429)
    if wait := getattr(exception, "wait", None):
        response.headers["Retry-After"] = str(wait)
    return response


def server_error(request):
    """Our fault: a page that needs neither the database nor the context of a request."""
    try:
        return render(None, "errors/500.html", status=500)
    except Exception:
        # Even the page for bad days failed (files missing after a broken update): plain words are better than none.
        log.exception("error_page_failed")
        return HttpResponseServerError(PLAIN_WORDS, content_type="text/plain; charset=utf-8")
