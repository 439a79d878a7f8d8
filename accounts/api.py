"""Who speaks to the API, and how it writes about members."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts.models import ApiToken
from common.api.views import Api

# `last_used_at` tells the owner which keys are in use; being a minute late is worth a write saved on every request.
NOTED_EVERY = timedelta(minutes=1)


class PersonalKey(BaseAuthentication):
    """`Authorization: Bearer oasis_…`, a key that a member made at /me/."""

    def authenticate(self, request):
        scheme, _space, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = self.find(key.strip())
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(_("쓸 수 없는 열쇠예요. 내 정보에서 새로 만들어 주세요."))
        self.note_use(token)
        return token.user, token

    def authenticate_header(self, request) -> str:
        return 'Bearer realm="oasis"'

    def find(self, key: str) -> ApiToken | None:
        """The key in force, with its owner; one query, none for something that was never a key of ours."""
        if not key.isascii() or not key.startswith(ApiToken.PREFIX):
            return None
        return ApiToken.objects.select_related("user").filter(digest=ApiToken.hash(key), revoked_at__isnull=True).first()

    def note_use(self, token: ApiToken) -> None:
        """Remember when the key was last used, at most once in NOTED_EVERY whatever happens at the same time."""
        now = timezone.now()
        long_ago = now - NOTED_EVERY
        if token.last_used_at is None or token.last_used_at < long_ago:
            unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lt=long_ago)
            ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)


class Session(SessionAuthentication):
    """The log-in of the site itself, for scripts on its own pages; they send the CSRF token along."""

    def enforce_csrf(self, request):
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refused:
            raise PermissionDenied(_("CSRF 열쇠가 맞지 않아요. X-CSRFToken 머리말을 함께 보내 주세요.")) from refused


class MembersWrite(BasePermission):
    """Everybody reads, members who may take part write. What a member may do with one thing, rules.py of its app says."""

    def has_permission(self, request, view) -> bool:
        if request.method in SAFE_METHODS:
            return True
        if request.user.is_authenticated and not request.user.may_take_part:
            raise PermissionDenied(_("이메일 주소를 확인한 다음에 함께할 수 있어요. 받은 편지함을 봐 주세요."))
        return request.user.is_authenticated


class MembersApi(Api):
    """An address of the API that knows who asks."""

    authentication_classes = [PersonalKey, Session]
    permission_classes = [MembersWrite]


class PersonalKeyScheme(OpenApiAuthenticationExtension):
    """How the schema describes the key."""

    target_class = "accounts.api.PersonalKey"
    name = "personalKey"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "description": "내 정보(/me/)에서 만든 개인 열쇠예요. oasis_로 시작해요."}


class SessionScheme(OpenApiAuthenticationExtension):
    """How the schema describes being logged in on the site."""

    target_class = "accounts.api.Session"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "사이트에 로그인한 창에서 쓸 수 있어요. 바꾸는 일에는 X-CSRFToken 머리말도 필요해요.",
        }


class NamedPlace(serializers.Serializer):
    """An entry of a list that editors keep: a category, district or department."""

    slug = serializers.CharField()
    name = serializers.CharField()


def named(place) -> dict | None:
    """An entry of such a list as the API shows it; None stays None."""
    return place and {"slug": place.slug, "name": place.name}
