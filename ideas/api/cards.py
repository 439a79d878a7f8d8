"""/api/v1/cards/: what becomes of adopted ideas."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rules import has_perm

from accounts.api import NamedPlace, named
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter
from common.orders import by_time
from ideas.api.base import IdeaApi
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.promises import YES_OR_NO, PromisedIdea
from ideas.api.shapes import address, moment
from ideas.api.way_shapes import PromiseBrief, promise_brief
from ideas.cards import board
from ideas.cards.keeping import OF_CARDS
from ideas.models import Card, CardChange, CardStatus, Idea, Promise
from ideas.reading import LARGEST_NUMBER

MOST_LISTED = 100
BY_MOVE = by_time("moved", "moved_at")


def day_of(day) -> str | None:
    """A day in Seoul."""
    return day and day.isoformat()


class CardShape(serializers.Serializer):
    """An implementation card in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.URLField()
    idea = PromisedIdea()
    status = serializers.ChoiceField(CardStatus.choices)
    department = NamedPlace(allow_null=True)
    district = NamedPlace(allow_null=True)
    progress = serializers.IntegerField(min_value=0, max_value=100, help_text="끝낸 단계의 비중이에요. (0~100)")
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    first_ends_on = serializers.DateField(allow_null=True, help_text="처음 정한 마치는 날이에요. 바뀌지 않아요.")
    finished_on = serializers.DateField(allow_null=True)
    budget = serializers.IntegerField(allow_null=True, help_text="원")
    first_budget = serializers.IntegerField(allow_null=True, help_text="처음 정한 예산이에요. 바뀌지 않아요. (원)")
    spent = serializers.IntegerField(help_text="원")
    stale_since = serializers.DateField(allow_null=True, help_text="약속한 날까지 추진현황이 없으면 그다음 날이에요.")
    opened_at = serializers.DateTimeField()
    moved_at = serializers.DateTimeField()

    def to_representation(self, card: Card) -> dict:
        request = self.context["request"]
        idea = card.idea
        days = ("starts_on", "ends_on", "first_ends_on", "finished_on", "stale_since")
        return {
            "id": card.pk,
            "title": card.title,
            "url": request.build_absolute_uri(card.get_absolute_url()),
            "idea": {"number": idea.number, "title": idea.title, "url": address(idea)},
            "status": card.status,
            "department": named(card.department),
            "district": named(idea.district),
            "progress": card.progress,
            **{name: day_of(getattr(card, name)) for name in days},
            **{name: getattr(card, name) for name in ("budget", "first_budget", "spent")},
            "opened_at": moment(card.opened_at),
            "moved_at": moment(card.moved_at),
        }


class MilestoneShape(serializers.Serializer):
    """A step of the plan."""

    title = serializers.CharField()
    weight = serializers.IntegerField()
    planned_on = serializers.DateField()
    first_planned_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)


class ReportShape(serializers.Serializer):
    """What the department told."""

    body = serializers.CharField()
    department = serializers.CharField()
    post = serializers.CharField()
    progress = serializers.IntegerField()
    spent = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()


class ChangeShape(serializers.Serializer):
    """What moved, from what to what, and why."""

    what = serializers.ChoiceField(CardChange.What.choices)
    before = serializers.CharField()
    after = serializers.CharField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class HolderShape(serializers.Serializer):
    """Which post looked after the card from when to when."""

    department = serializers.CharField()
    post = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)


class CardDetail(CardShape):
    """A card with everything its page shows."""

    plan = serializers.CharField()
    outcome = serializers.CharField()
    stop_reason = serializers.CharField()
    ideas = PromisedIdea(many=True, help_text="이 카드로 이루는 상상 모두예요.")
    milestones = MilestoneShape(many=True)
    reports = ReportShape(many=True)
    changes = ChangeShape(many=True)
    holders = HolderShape(many=True)
    promises = PromiseBrief(many=True, help_text="지금 기다리는 약속이에요.")

    def to_representation(self, card: Card) -> dict:
        also = Idea.objects.public().filter(shared_card__card=card).defer("body").order_by("number")[:MOST_LISTED]
        owed = Promise.objects.open().filter(idea=card.idea_id, kind__in=OF_CARDS).select_related("department")
        return {
            **super().to_representation(card),
            **{name: getattr(card, name) for name in ("plan", "outcome", "stop_reason")},
            "ideas": [{"number": one.number, "title": one.title, "url": address(one)} for one in (card.idea, *also)],
            "milestones": MilestoneShape(card.milestones.all(), many=True).data,
            "reports": ReportShape(card.reports.order_by("-created_at", "-id")[:MOST_LISTED], many=True).data,
            "changes": ChangeShape(card.changes.order_by("-at", "-id")[:MOST_LISTED], many=True).data,
            "holders": HolderShape(card.holders.order_by("-since", "-id")[:MOST_LISTED], many=True).data,
            "promises": [promise_brief(promise) for promise in owed.order_by("due_on", "id")],
        }


class Cards(IdeaApi):
    """Cards of public ideas."""

    @extend_schema(
        operation_id="cards_list",
        tags=["관리카드"],
        summary="관리카드",
        description="채택한 상상을 이루는 카드를 마지막으로 움직인 것부터 보여 드려요.",
        parameters=[
            OpenApiParameter("status", str, enum=CardStatus.values, description="어디까지 왔는지예요."),
            OpenApiParameter("department", str, description="담당 부서의 slug"),
            OpenApiParameter("district", str, description="자치구의 slug"),
            OpenApiParameter("stale", bool, description="true면 소식이 끊긴 카드만, false면 끊기지 않은 카드만 보여 드려요."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses=page_of(CardShape),
    )
    def get(self, request):
        known_parameters(request, ("status", "department", "district", "stale", *PAGING))
        found, further = page(request, wanted(request), BY_MOVE)
        shown = CardShape(board.with_progress(found), many=True, context={"request": request})
        return Response({"results": shown.data, "next": further})


class OneCard(IdeaApi):
    """One card."""

    @extend_schema(operation_id="cards_retrieve", tags=["관리카드"], summary="관리카드 하나", responses=CardDetail)
    def get(self, request, pk):
        rows = Card.objects.select_related("idea__district", "department")
        card = rows.filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
        if card is None or not has_perm("ideas.read_card", request.user, card):
            raise Http404
        return Response(CardDetail(board.with_progress([card])[0], context={"request": request}).data)


def wanted(request):
    """The cards the caller wants. Raises BadParameter for a value we do not know."""
    stale = request.GET.get("stale")
    if stale and stale not in YES_OR_NO:
        raise BadParameter("stale", _("true나 false만 쓸 수 있어요."))
    asked = board.read_wanted(request.GET)
    for name, found in (("status", asked.status), ("department", asked.department), ("district", asked.district)):
        if (value := request.GET.get(name)) and not found:
            raise BadParameter(name, _("모르는 값이에요: %(value)s") % {"value": value[:60]})
    cards = board.with_faces(asked.cards())
    return cards.filter(stale_since__isnull=not YES_OR_NO[stale]) if stale else cards
