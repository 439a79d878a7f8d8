"""/api/v1/ideas/<number>/trail/: everything needed to check a trail without this site (bin/verify_trail.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from common.api.pages import known_parameters
from common.api.problems import BadParameter
from ideas.api.base import IdeaApi, readable
from ideas.models import Idea, Role, TrailEntry
from ideas.trail import body_of
from ideas.trail_words import sentence

# Nobody wants to put a chain together out of small pages; most ideas have a tenth of this.
ENTRIES_EACH = 1_000
AFTER = OpenApiParameter(
    "cursor", {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}, description="이 번호 다음의 발자취부터 읽어요."
)


class TrailEntryShape(serializers.Serializer):
    """An entry: the fields its hash covers as canonical JSON sees them, the words of which it covers the mark, and the hash."""

    idea = serializers.IntegerField(help_text="상상 번호예요.")
    number = serializers.IntegerField(min_value=1, help_text="1부터 하나씩 늘어나요.")
    kind = serializers.CharField(help_text="무슨 일인지 나타내는 짧은 이름이에요.")
    at = serializers.CharField(help_text="일어난 때(UTC, 백만분의 1초까지)예요. 해시에 들어가는 꼴 그대로예요.")
    actor = serializers.IntegerField(allow_null=True, help_text="움직인 회원의 번호예요. 이름은 어디에도 적지 않아요.")
    role = serializers.ChoiceField([choice.value for choice in Role], help_text="어떤 자격으로 움직였는지예요.")
    department = serializers.CharField(allow_blank=True, help_text="그날의 부서 이름이에요.")
    reason_mark = serializers.CharField(help_text="salt와 reason을 이은 글의 SHA-256이에요.")
    data = serializers.DictField(help_text="약속한 날처럼 함께 알릴 것이에요.")
    state = serializers.DictField(help_text="그 일 다음의 상상의 모습이에요.")
    previous_hash = serializers.CharField(allow_blank=True, help_text="앞 발자취의 해시예요.")
    reason = serializers.CharField(allow_blank=True, help_text="공개한 까닭이에요. 법에 따라 지웠으면 비어 있어요.")
    salt = serializers.CharField(allow_blank=True)
    hash = serializers.CharField(help_text="위의 idea부터 previous_hash까지를 정해진 꼴의 JSON으로 쓴 글의 SHA-256이에요.")
    words = serializers.CharField(help_text="사람이 읽는 한 문장이에요. 해시에는 들어가지 않아요.")

    def to_representation(self, entry: TrailEntry) -> dict:
        return {
            **body_of(entry, self.context["number"]),
            "reason": entry.reason,
            "salt": entry.salt,
            "hash": entry.hash,
            "words": sentence(entry),
        }


class TrailShape(serializers.Serializer):
    """A trail, and what the idea itself knows of it."""

    idea = serializers.IntegerField(help_text="상상 번호예요.")
    length = serializers.IntegerField(help_text="발자취가 모두 몇 개인지예요.")
    head = serializers.CharField(allow_blank=True, help_text="마지막 발자취의 해시예요.")
    results = TrailEntryShape(many=True)
    next = serializers.URLField(allow_null=True, help_text="다음 쪽의 주소예요. 마지막 쪽에서는 null이에요.")


class Trail(IdeaApi):
    """The trail of one idea, oldest entry first."""

    @extend_schema(
        operation_id="trail_read",
        tags=["발자취"],
        summary="발자취",
        description=(
            "오래된 것부터 한 번에 1,000개까지 드려요. "
            "고쳐지지 않았는지는 /open-data/verify_trail.py 로 내 컴퓨터에서 확인할 수 있어요."
        ),
        parameters=[AFTER],
        responses=TrailShape,
    )
    def get(self, request, number):
        known_parameters(request, ("cursor",))
        after = after_which(request)
        idea = readable(Idea.objects.defer("body"), number, request.user)
        # What was added since the idea was read is left for the next time, so that length and head fit.
        entries = list(idea.trail.filter(number__gt=after, number__lte=idea.trail_length).order_by("number")[:ENTRIES_EACH])
        return Response(
            {
                "idea": idea.number,
                "length": idea.trail_length,
                "head": idea.trail_head,
                "results": TrailEntryShape(entries, many=True, context={"number": idea.number}).data,
                "next": further(request, idea, entries),
            }
        )


def after_which(request) -> int:
    """The number the page begins behind. Raises BadParameter."""
    wanted = request.GET.get("cursor") or "0"
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) <= 10 and int(wanted) < 2**31):
        raise BadParameter("cursor", _("발자취의 번호를 적어 주세요."))
    return int(wanted)


def further(request, idea: Idea, entries: list[TrailEntry]) -> str | None:
    """The address of the next page, None on the last."""
    if not entries or entries[-1].number >= idea.trail_length:
        return None
    return request.build_absolute_uri(f"{reverse('api:trail', args=[idea.number])}?cursor={entries[-1].number}")
