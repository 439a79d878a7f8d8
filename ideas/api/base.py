"""What the API views of ideas share."""

import re
import uuid

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rules import has_perm

from accounts.api import MembersApi
from common.api.problems import BadParameter, Conflict
from ideas.lifecycle import StepRefused
from ideas.models import Idea
from ideas.participation import Refused
from ideas.submission import Stale

KEYS = uuid.UUID("6f9ad0f2-3f7c-4c63-9c1f-5e0d4f6a2b11")
KEY_FORM = re.compile(r"[!-~]{1,64}")
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,64}$"},
    OpenApiParameter.HEADER,
    description="다시 보내도 하나만 만들어지게 하는 이름이에요. 새 글마다 새로 짓고, 다시 보낼 때는 그대로 쓰세요. (예: UUID)",
)


class IdeaApi(MembersApi):
    """A view over ideas: what a verb refuses becomes 409 with the verb's own words."""

    def handle_exception(self, exc):
        if isinstance(exc, (Refused, StepRefused, Stale)):
            exc = Conflict(str(exc))
        return super().handle_exception(exc)


def readable(ideas, number: int, user) -> Idea:
    """The idea with this number, out of a queryset.

    Raises Http404 also when `user` may not read it, so that nobody learns of it.
    """
    idea = ideas.filter(number=number).first()
    if idea is None or not has_perm("ideas.read_idea", user, idea):
        raise Http404
    return idea


def retry_key(request, about: str) -> uuid.UUID | None:
    """A key that is the same when the caller repeats a request with its Idempotency-Key header; None without the header.

    about: what is made; the same word for two things makes two of them. Raises BadParameter for a key that is no key.
    """
    word = request.headers.get("Idempotency-Key")
    if word is None:
        return None
    if not KEY_FORM.fullmatch(word):
        raise BadParameter("Idempotency-Key", _("빈칸 없는 영문, 숫자, 기호로 64자까지 쓸 수 있어요."))
    return uuid.uuid5(KEYS, f"{request.user.pk} {about} {word}")
