"""The consents a member is asked for, each with what the law says must be told (PIPA §15②, §22; RULES.md 3.3).

Changed wording gets a new VERSION, so that every consent names the words it was given to.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, User

VERSION = "2026-11"


AIMS = _("무엇에 쓰나요")
ITEMS = _("무엇을 받나요")
PERIOD = _("언제까지 갖고 있나요")
REFUSAL = _("동의하지 않으면")
NO_MEMBERSHIP = _("동의하지 않을 수 있어요. 그러면 가입은 할 수 없지만 모든 상상과 의견은 그대로 읽을 수 있어요.")


@dataclass(frozen=True)
class Wording:
    """One question and its notice, as pairs of heading and text; for personal data aims, items, period and refusal."""

    purpose: str
    question: Promise
    required: bool
    notice: tuple[tuple[Promise, Promise], ...]


WORDINGS = (
    Wording(
        Consent.Purpose.TERMS,
        _("만 14세 이상이고, 이용약관에 동의해요"),
        True,
        (
            (_("무슨 약속인가요"), _("누구나 볼 수 있는 자리에서 상상을 쓰고, 추천하고, 의견을 나누기 위한 약속이에요.")),
            (
                _("내 글은 누구 것인가요"),
                _("저작권은 나에게 있어요. 누리집은 그 글을 보여 주고, 심사하고, 실현하는 데 쓸 수 있어요."),
            ),
            (_("무엇을 지키나요"), _("남을 해치는 글과 광고는 쓰지 않아요. 그런 글은 가려질 수 있고, 까닭을 알려 드려요.")),
            (REFUSAL, NO_MEMBERSHIP),
        ),
    ),
    Wording(
        Consent.Purpose.PRIVACY,
        _("개인정보를 받고 쓰는 것에 동의해요"),
        True,
        (
            (AIMS, _("로그인하고, 한 사람이 한 번만 추천하게 하고, 내 상상에 답이 왔을 때 알려 드리는 데 써요.")),
            (
                ITEMS,
                _(
                    "이메일 주소, 별명, 알아볼 수 없게 바꾼 비밀번호, 로그인한 기기의 종류와 접속 주소(IP). "
                    "이름과 주민등록번호는 받지 않아요."
                ),
            ),
            (PERIOD, _("탈퇴할 때까지요. 탈퇴하면 바로 지워요. 법이 더 두라고 정한 기록은 따로 두었다가 때가 되면 지워요.")),
            (REFUSAL, NO_MEMBERSHIP),
        ),
    ),
    Wording(
        Consent.Purpose.NEWSLETTER,
        _("소식 편지를 받을게요"),
        False,
        (
            (AIMS, _("새로 열린 토론, 이루어진 상상, 행사 소식을 편지로 보내 드려요.")),
            (ITEMS, _("이메일 주소와 별명.")),
            (PERIOD, _("그만 받겠다고 할 때까지요. 설정에서 언제든 끌 수 있어요.")),
            (REFUSAL, _("받지 않아도 다른 것은 모두 똑같이 쓸 수 있어요.")),
        ),
    ),
)
REQUIRED = frozenset(wording.purpose for wording in WORDINGS if wording.required)


def give(user, *purposes: str) -> None:
    """Record that a member agreed to `purposes` (of Consent.Purpose), each in the wording of today.

    Giving twice changes nothing; agreeing to newer words ends the older consent.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        in_force = user.consents.filter(purpose__in=purposes, withdrawn_at__isnull=True)
        in_force.exclude(version=VERSION).update(withdrawn_at=timezone.now())
        standing = set(in_force.values_list("purpose", flat=True))
        Consent.objects.bulk_create(
            Consent(user=user, purpose=purpose, version=VERSION) for purpose in purposes if purpose not in standing
        )


def take_back(user, purpose: str) -> bool:
    """End an optional consent; returns whether there was one. Raises ValueError for what membership itself rests on."""
    if purpose in REQUIRED:
        raise ValueError(f"{purpose} ends only with the membership")
    return bool(user.consents.filter(purpose=purpose, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now()))


def stands(user, purpose: str) -> bool:
    """Whether a consent is in force."""
    return user.consents.filter(purpose=purpose, withdrawn_at__isnull=True).exists()
