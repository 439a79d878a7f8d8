"""What the API says when something goes wrong: problem documents after RFC 9457, in the caller's words."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from common.limits import TooOften

MEDIA_TYPE = "application/problem+json"

# status: (name in the problem's type, title, what to say when the raiser said nothing)
KINDS = {
    400: (
        "invalid-input",
        gettext_lazy("보낸 내용을 다시 봐 주세요"),
        gettext_lazy("읽을 수 없는 부분이 있어요. 보낸 내용을 확인해 주세요."),
    ),
    401: (
        "not-signed-in",
        gettext_lazy("누구인지 알려 주세요"),
        gettext_lazy("로그인하거나 개인 열쇠를 함께 보내야 할 수 있는 일이에요."),
    ),
    403: ("not-allowed", gettext_lazy("할 수 없는 일이에요"), gettext_lazy("이 일을 할 수 있는 사람이 아니에요.")),
    404: ("not-found", gettext_lazy("찾을 수 없어요"), gettext_lazy("여기에는 아무것도 없어요. 주소를 다시 봐 주세요.")),
    405: (
        "method-not-allowed",
        gettext_lazy("여기서는 쓸 수 없는 방법이에요"),
        gettext_lazy("이 주소에서 쓸 수 있는 방법은 Allow 머리말에 적혀 있어요."),
    ),
    406: (
        "not-acceptable",
        gettext_lazy("그 형식으로는 보낼 수 없어요"),
        gettext_lazy("application/json으로만 답할 수 있어요. Accept 머리말을 확인해 주세요."),
    ),
    409: (
        "conflict",
        gettext_lazy("지금은 할 수 없어요"),
        gettext_lazy("그사이에 달라진 것이 있어요. 새로 읽고 다시 해 주세요."),
    ),
    413: (
        "too-large",
        gettext_lazy("보낸 내용이 너무 커요"),
        gettext_lazy("한 번에 받을 수 있는 크기를 넘었어요. 나누어 보내 주세요."),
    ),
    415: (
        "unsupported-media-type",
        gettext_lazy("읽을 수 없는 형식이에요"),
        gettext_lazy("application/json으로 보내 주세요. Content-Type 머리말을 확인해 주세요."),
    ),
    429: ("too-many-requests", gettext_lazy("조금만 천천히 해 주세요"), gettext_lazy("잠시 뒤에 다시 해 주세요.")),
    500: (
        "internal-error",
        gettext_lazy("우리 쪽에 문제가 생겼어요"),
        gettext_lazy("보낸 것이 잘못된 게 아니에요. 잠시 뒤에 다시 해 주세요."),
    ),
}

# The framework's own sentences about these are written for programmers; ours are in KINDS.
SAID_BY_US = (
    exceptions.MethodNotAllowed,
    exceptions.NotAcceptable,
    exceptions.NotAuthenticated,
    exceptions.UnsupportedMediaType,
)


class Conflict(exceptions.APIException):
    """The request is fine, but not in the state things are in now."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = KINDS[409][2]
    default_code = "conflict"


class TooLarge(exceptions.APIException):
    """More was sent than one request may hold."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = KINDS[413][2]
    default_code = "too_large"


class BadParameter(exceptions.APIException):
    """A query parameter or header says something we do not know. name: as the caller wrote it."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "invalid"

    def __init__(self, name: str, detail: str):
        super().__init__(detail)
        self.errors = [{"field": name, "parameter": name, "detail": detail}]


def problem(request, status_code: int, detail: str = "", errors: list[dict] | None = None) -> dict:
    """The members of a problem document. errors: one entry for each wrong field or parameter, see field_errors."""
    name, title, usual = KINDS.get(status_code) or KINDS[500 if status_code >= 500 else 400]
    document = {
        "type": f"urn:oasis:problem:{name}",
        "title": str(title),
        "status": status_code,
        "detail": detail or str(usual),
        "instance": f"urn:oasis:request:{getattr(request, 'id', 'unknown')}",
    }
    return {**document, "errors": errors} if errors else document


def problem_response(request, status_code: int, detail: str = "") -> HttpResponse:
    """A problem document for places where the framework of the API is not at work, such as middleware."""
    body = JSONRenderer().render(problem(request, status_code, detail))
    return HttpResponse(body, status=status_code, content_type=MEDIA_TYPE)


def field_errors(detail, pointer: str = "#") -> list[dict]:
    """The errors of a serializer as a flat list of {field, pointer, detail}; pointer is a JSON pointer into the body."""
    if isinstance(detail, dict):
        found = []
        for name, inner in detail.items():
            whole = name == api_settings.NON_FIELD_ERRORS_KEY
            step = str(name).replace("~", "~0").replace("/", "~1")
            found += field_errors(inner, pointer if whole else f"{pointer}/{step}")
        return found
    if isinstance(detail, list):
        found = []
        for inner in detail:
            found += field_errors(inner, pointer)
        return found
    field = pointer.split("/")[1].replace("~1", "/").replace("~0", "~") if "/" in pointer else ""
    return [{"field": field, "pointer": pointer, "detail": str(detail)}]


def translate(exc):
    """The framework's exception for one of Django's or ours, or the exception itself."""
    if isinstance(exc, RequestDataTooBig):
        return TooLarge()
    if isinstance(exc, (SuspiciousOperation, BadRequest, UnreadablePostError)):
        return exceptions.ParseError(KINDS[400][2])
    if isinstance(exc, TooOften):
        return exceptions.Throttled(wait=exc.wait, detail=str(exc))
    return exc


def handle(exc, context) -> Response | None:
    """The answer to an exception in an API view; None leaves it to Django, which logs it and answers 500."""
    said = str(exc) if isinstance(exc, TooOften) else ""
    exc = translate(exc)
    response = exception_handler(exc, context)
    if response is None:
        return None
    errors = getattr(exc, "errors", None)
    if isinstance(exc, exceptions.ValidationError):
        errors = field_errors(exc.detail)
        said = errors[0]["detail"] if len(errors) == 1 else _("고칠 곳이 %(count)d군데 있어요.") % {"count": len(errors)}
    elif isinstance(exc, exceptions.APIException) and not said and not isinstance(exc, SAID_BY_US):
        said = "" if exc.detail == exc.default_detail else str(exc.detail)
    response.data = problem(context["request"], response.status_code, said, errors)
    response.content_type = MEDIA_TYPE
    return response


class ProblemsUnderApi:
    """Whatever refuses a request below /api/v1/ before or after its view (a wrong host, NUL, a crash) speaks JSON as well."""

    prefix = "/api/v1/"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(self.prefix) or response.status_code < 400:
            return response
        if response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        told = problem_response(request, response.status_code)
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in response:
                told[name] = response[name]
        return told
