"""Personal keys for the API: made, listed, ended."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken, User

MOST_LIVE = 20


class TooManyKeys(Exception):
    """A member has as many live keys as one may have; `str()` says so in the reader's words."""

    def __str__(self) -> str:
        return _("열쇠는 %(most)d개까지 만들 수 있어요. 안 쓰는 열쇠를 먼저 없애 주세요.") % {"most": MOST_LIVE}


def live(user):
    """The keys that still open the door, newest first."""
    return user.personal_tokens.filter(revoked_at__isnull=True).order_by("-created_at", "-id")


def make_key(user, name: str) -> tuple[ApiToken, str]:
    """A new key under a name the member will know it by; the key itself is seen only here. Raises TooManyKeys."""
    with transaction.atomic():
        # The lock keeps two tabs from both taking the last place.
        user = User.objects.select_for_update().get(pk=user.pk)
        if live(user).count() >= MOST_LIVE:
            raise TooManyKeys
        return ApiToken.make(user, name)


def revoke(token: ApiToken) -> None:
    """End a key at once; ending it again keeps the first time."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
