"""/api/v1/panel/ and /api/v1/panel/rounds/: who rates ideas, by what, and what came out once a round was closed."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api import NamedPlace, named
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter
from common.orders import Order, by_time
from ideas.api.base import IdeaApi
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.promises import PromisedIdea
from ideas.api.shapes import address, moment
from ideas.models import AgeBand, Panel, Round, RoundIdea
from ideas.panel import applying, reading
from ideas.panel.reading import Result, plain
from ideas.reading import LARGEST_NUMBER

TAG = "상상누리단"


def to_decimal(text: str) -> Decimal:
    """A median out of a cursor. Raises ValueError for anything else."""
    try:
        found = Decimal(text)
        if 0 <= found <= 100:
            return found
    except InvalidOperation as broken:
        raise ValueError(text) from broken
    raise ValueError(text)


BY_TERM = Order("panels", "starts_on", date.isoformat, date.fromisoformat)
BY_OPENING = by_time("rounds", "opens_at")
BY_MEDIAN = Order("results", "median", str, to_decimal)


class CriterionShape(serializers.Serializer):
    """What ideas are rated by, 1 to 5."""

    code = serializers.CharField()
    name = serializers.CharField()
    explanation = serializers.CharField()
    low = serializers.CharField(help_text="1점이 뜻하는 것이에요.")
    high = serializers.CharField(help_text="5점이 뜻하는 것이에요.")
    weight = serializers.IntegerField(help_text="100 가운데 차지하는 몫이에요.")


class QuotaShape(serializers.Serializer):
    """At most so many members from a district, of an age, or both."""

    district = NamedPlace(allow_null=True, help_text="어느 자치구든 되면 null이에요.")
    age_band = serializers.ChoiceField(AgeBand.choices, allow_null=True, help_text="나이를 가리지 않으면 null이에요.")
    seats = serializers.IntegerField()


class PanelShape(serializers.Serializer):
    """A panel for one term. Nobody in it is named."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    intro = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_running = serializers.BooleanField(help_text="오늘이 임기 안이면 true예요.")
    seats = serializers.IntegerField()
    members = serializers.IntegerField(help_text="지금 함께하는 이웃의 수예요.")
    applications_until = serializers.DateField(allow_null=True)
    takes_applications = serializers.BooleanField(help_text="오늘 신청할 수 있으면 true예요.")
    lift_votes = serializers.IntegerField(help_text="슈퍼패스에 필요한 찬성이에요.")
    criteria = CriterionShape(many=True)
    quotas = QuotaShape(many=True)

    def to_representation(self, panel: Panel) -> dict:
        today = timezone.localdate()
        return {
            "id": panel.pk,
            **{name: getattr(panel, name) for name in ("name", "intro", "seats", "members", "lift_votes")},
            "starts_on": panel.starts_on.isoformat(),
            "ends_on": panel.ends_on.isoformat(),
            "is_running": panel.starts_on <= today <= panel.ends_on,
            "applications_until": panel.applications_until and panel.applications_until.isoformat(),
            "takes_applications": applying.is_open(panel),
            "criteria": CriterionShape(panel.criteria.all(), many=True).data,
            "quotas": [quota_shown(quota) for quota in panel.quotas.all()],
        }


def quota_shown(quota) -> dict:
    """A quota as QuotaShape declares it."""
    return {"district": named(quota.district), "age_band": quota.age_band or None, "seats": quota.seats}


class RoundShape(serializers.Serializer):
    """A round of evaluation. What members gave is told once it is closed, to nobody before."""

    id = serializers.IntegerField()
    panel = serializers.IntegerField(help_text="상상누리단의 id예요.")
    name = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True, help_text="마감하기 전에는 null이에요.")
    reviews_per_idea = serializers.IntegerField(help_text="상상마다 단원 몇 명에게 부탁하는지예요.")
    ideas = serializers.IntegerField(help_text="읽는 상상의 수예요.")
    rated = serializers.IntegerField(help_text="평가를 받은 상상의 수예요. 마감하기 전에는 0이에요.")
    url = serializers.URLField(allow_null=True, help_text="결과를 사람이 읽는 화면이에요. 마감하기 전에는 null이에요.")

    def to_representation(self, made: Round) -> dict:
        page_of_results = f"{settings.SITE_URL}{reverse('ideas:panel_round', args=[made.pk])}"
        return {
            "id": made.pk,
            "panel": made.panel_id,
            **{name: getattr(made, name) for name in ("name", "reviews_per_idea", "ideas", "rated")},
            **{name: moment(getattr(made, name)) for name in ("opens_at", "closes_at", "closed_at")},
            "url": page_of_results if made.closed_at else None,
        }


class CriterionResult(serializers.Serializer):
    """What an idea got for one criterion, on the scale of 1 to 5."""

    name = serializers.CharField()
    median = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class ResultShape(serializers.Serializer):
    """What a round gave an idea. Remarks stand in the order of their words, without names."""

    idea = PromisedIdea()
    number = serializers.IntegerField(help_text="평가한 단원의 수예요.")
    median = serializers.FloatField(help_text="비중을 곱한 총점의 가운데 값이에요. (100점 만점)")
    spread = serializers.FloatField(help_text="가운데 절반이 매긴 총점의 폭이에요.")
    low = serializers.FloatField(help_text="가운데 절반의 아래쪽 끝이에요.")
    high = serializers.FloatField(help_text="가운데 절반의 위쪽 끝이에요.")
    creativity = serializers.FloatField(
        allow_null=True, help_text="창의성의 평균이에요. (20점 만점) 그런 기준이 없으면 null이에요."
    )
    criteria = CriterionResult(many=True)
    remarks = serializers.ListField(child=serializers.CharField())

    def to_representation(self, result: Result) -> dict:
        row: RoundIdea = result.row
        return {
            "idea": {"number": row.idea.number, "title": row.idea.title, "url": address(row.idea)},
            "number": row.number,
            "median": result.middle,
            "spread": plain(row.spread),
            "low": result.low,
            "high": result.high,
            "creativity": result.creativity,
            "criteria": [{"name": name, **{key: got[key] for key in ("median", "low", "high")}} for name, got in result.criteria],
            "remarks": result.remarks,
        }


class RoundDetail(RoundShape):
    """A round with a page of its results, best first."""

    results = ResultShape(many=True, help_text="마감하기 전에는 비어 있어요.")
    next = serializers.URLField(allow_null=True, help_text="다음 쪽의 주소예요. 마지막 쪽에서는 null이에요.")

    def to_representation(self, made: Round) -> dict:
        found, further = self.context["page"]
        return {**super().to_representation(made), "results": ResultShape(found, many=True).data, "next": further}


class Panels(IdeaApi):
    """All panels, the latest term first."""

    @extend_schema(
        operation_id="panels_list",
        tags=[TAG],
        summary="상상누리단 기수",
        description="지금 기수와 지난 기수를 임기가 늦은 것부터 보여 드려요. 단원의 이름은 알려 드리지 않아요.",
        parameters=[CURSOR, PAGE_SIZE],
        responses=page_of(PanelShape),
    )
    def get(self, request):
        known_parameters(request, PAGING)
        found, further = page(request, reading.panels(), BY_TERM)
        return Response({"results": PanelShape(found, many=True).data, "next": further})


class Rounds(IdeaApi):
    """Rounds that members were asked for, the latest first."""

    @extend_schema(
        operation_id="panel_rounds_list",
        tags=[TAG],
        summary="평가 회차",
        parameters=[OpenApiParameter("panel", int, description="이 기수의 회차만 보여 드려요."), CURSOR, PAGE_SIZE],
        responses=page_of(RoundShape),
    )
    def get(self, request):
        known_parameters(request, ("panel", *PAGING))
        wanted, asked = reading.rounds(), request.GET.get("panel")
        if asked:
            wanted = wanted.filter(panel=one_panel(asked))
        found, further = page(request, wanted, BY_OPENING)
        return Response({"results": RoundShape(found, many=True).data, "next": further})


def one_panel(asked: str) -> int:
    """The key of a panel. Raises BadParameter for what is none."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise BadParameter("panel", _("모르는 값이에요: %(value)s") % {"value": asked[:60]})
    return int(asked)


class OneRound(IdeaApi):
    """One round and what came out."""

    @extend_schema(
        operation_id="panel_rounds_read",
        tags=[TAG],
        summary="평가 회차와 그 결과",
        description="결과는 마감한 뒤에 누구나 볼 수 있어요. 마감하기 전에는 창의담당관에게도 보이지 않아요.",
        parameters=[CURSOR, PAGE_SIZE],
        responses=RoundDetail,
    )
    def get(self, request, pk):
        known_parameters(request, PAGING)
        made = reading.rounds().filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
        if made is None:
            raise Http404
        rows, further = page(request, reading.rated(made), BY_MEDIAN)
        found = reading.results(made, rows) if rows else []
        return Response(RoundDetail(made, context={"page": (found, further)}).data)
