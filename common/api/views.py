"""The base of every API view."""

from types import SimpleNamespace

from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import MethodNotAllowed, NotFound
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from common import limits
from common.api.parsing import StrictJSON
from common.api.problems import handle
from common.api.schema import Schema


class ByHeader(DefaultContentNegotiation):
    """The format follows from the Accept header alone; `?format=` is a parameter like any other."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)


class Api(APIView):
    """An address of the API: JSON in and out, limits, and personal answers kept out of shared caches."""

    authentication_classes = []
    permission_classes = []
    parser_classes = [StrictJSON]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = ByHeader
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    schema = Schema()

    def get_exception_handler(self):
        return handle

    def initial(self, request, *args, **kwargs):
        if request.method.lower() not in self.http_method_names or not hasattr(self, request.method.lower()):
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        limits.check("api_read" if request.method in SAFE_METHODS else "api_write", request)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
        if "Authorization" in request.headers or request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        return response


class Unknown(Api):
    """Every address below /api/v1/ that nothing lives at."""

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        raise NotFound(_("주소 끝에 /를 붙여 주세요.") if misses_slash(request.path) else None)

    put = patch = post = delete = get


def misses_slash(path: str) -> bool:
    """Whether something lives at this path with a slash behind it."""
    try:
        found = resolve(f"{path}/").func
    except Resolver404:
        return False
    return not path.endswith("/") and getattr(found, "view_class", None) is not Unknown
