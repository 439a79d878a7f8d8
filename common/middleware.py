"""What happens around every request: a log line, clean input, the chosen language, the security policy."""

import time
import uuid

import structlog
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils import translation

log = structlog.get_logger("oasis.request")

QUIET_PATHS = ("/healthz", "/readyz", "/static/")


class RequestLog:
    """One line a request with an id that every other line of that request carries too; no personal data."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex[:16]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        if not request.path.startswith(QUIET_PATHS):
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000, 1),
            )
        return response


class CleanRequest:
    """Refuses an address that holds NUL or is not UTF-8 before any of our code sees it (TRUST X13: NUL → 400)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("주소에 쓸 수 없는 글자가 있어요.", content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class ChosenLanguage:
    """Korean unless the reader chose another language with the switch; the browser's own setting does not decide."""

    known = frozenset(code for code, name in settings.LANGUAGES)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy of the public site; Wagtail's admin still has inline scripts and gets a looser one."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith("/cms/"):
            parts.config = settings.CMS_SECURITY_POLICY
        return parts
