"""/api/v1/panel/reviews/ and /api/v1/panel/lifts/: what members of the panel do, by the same verbs as on the pages."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rules import has_perm

from common import limits
from common.api.fields import Form, Text
from common.api.pages import known_parameters, page, page_of
from common.orders import Order, by_time
from common.words import clean_line
from ideas.api.base import IdeaApi
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.panel import TAG, CriterionShape
from ideas.api.promises import PromisedIdea
from ideas.api.shapes import address, moment
from ideas.models import Lift, Review, ReviewState
from ideas.panel import lifts, rating, reading
from ideas.panel.criteria import MOST_POINTS
from ideas.reading import LARGEST_NUMBER

REMARK_LENGTH = Review._meta.get_field("remark").max_length
CONFLICT_LENGTH = Review._meta.get_field("conflict").max_length
# In the order by lot in which this member meets the ideas.
BY_LOT = Order("reviews", "position", str, int, rising=True)
BY_OPENING = by_time("lifts", "opened_at")


class ReviewShape(serializers.Serializer):
    """A review that the caller was asked for."""

    id = serializers.IntegerField()
    round = serializers.IntegerField(help_text="회차의 id예요.")
    idea = PromisedIdea()
    state = serializers.ChoiceField([ReviewState.ASKED, ReviewState.DONE])
    position = serializers.IntegerField(help_text="내가 읽는 차례예요. 단원마다 달라요.")
    closes_at = serializers.DateTimeField(help_text="이때까지 매기고 고칠 수 있어요.")
    submitted_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, review: Review) -> dict:
        idea, made = review.round_idea.idea, review.round_idea.round
        return {
            "id": review.pk,
            "round": made.pk,
            "idea": {"number": idea.number, "title": idea.title, "url": address(idea)},
            "state": review.state,
            "position": review.position,
            "closes_at": moment(made.closes_at),
            "submitted_at": moment(review.submitted_at),
        }


class SheetShape(ReviewShape):
    """The caller's own score sheet; nobody else can read it before the round is closed, and nobody learns whose it was after."""

    criteria = CriterionShape(many=True)
    points = serializers.DictField(
        child=serializers.IntegerField(), help_text="기준의 code마다 1~5점. 매기기 전에는 비어 있어요."
    )
    remark = serializers.CharField(help_text="마감한 뒤에 이름 없이 누구나 볼 수 있어요.")

    def to_representation(self, review: Review) -> dict:
        criteria = review.round_idea.round.panel.criteria.all()
        codes = {criterion.pk: criterion.code for criterion in criteria}
        return {
            **super().to_representation(review),
            "criteria": CriterionShape(criteria, many=True).data,
            "points": {codes[score.criterion_id]: score.points for score in review.scores.all()},
            "remark": review.remark,
        }


class SheetForm(Form):
    """What the caller gives an idea."""

    points = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_POINTS), help_text="기준의 code마다 1~5점. 모두 매겨 주세요."
    )
    remark = Text(clean=clean_line, most=REMARK_LENGTH, allow_blank=True, default="")


class ConflictForm(Form):
    """Why the caller cannot be fair to an idea."""

    reason = Text(clean=clean_line, most=CONFLICT_LENGTH, help_text="창의담당관만 볼 수 있어요.")


class LiftShape(serializers.Serializer):
    """A vote on lifting an idea. Who voted how is told to nobody."""

    id = serializers.IntegerField()
    idea = PromisedIdea()
    reason = serializers.CharField()
    opened_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    is_running = serializers.BooleanField()
    needed = serializers.IntegerField(help_text="뽑히는 데 필요한 찬성이에요.")
    in_favour = serializers.IntegerField()
    against = serializers.IntegerField()
    passed_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, lift: Lift) -> dict:
        idea = lift.idea
        return {
            "id": lift.pk,
            "idea": {"number": idea.number, "title": idea.title, "url": address(idea)},
            **{name: getattr(lift, name) for name in ("reason", "needed", "in_favour", "against")},
            **{name: moment(getattr(lift, name)) for name in ("opened_at", "closes_at", "passed_at")},
            "is_running": lifts.is_running(lift),
        }


class VoteForm(Form):
    """How the caller votes."""

    in_favour = serializers.BooleanField()


def own_review(request, pk: int) -> Review:
    """The caller's own review with its idea and scores. Raises Http404 for what is somebody else's, and Conflict when it cannot
    be written now."""
    rows = Review.objects.select_related("round_idea__idea", "round_idea__round__panel", "membership")
    found = rows.prefetch_related("scores").filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if found is None or not has_perm("ideas.rate_idea", request.user, found) or not found.round_idea.idea.is_public:
        raise Http404
    if wrong := rating.why_not(found.membership, found, found.round_idea.round):
        raise rating.Refused(wrong)
    return found


class Reviews(IdeaApi):
    """What the caller is asked to rate in open rounds."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="panel_reviews_list",
        tags=[TAG],
        summary="내가 읽을 상상",
        parameters=[CURSOR, PAGE_SIZE],
        responses=page_of(ReviewShape),
    )
    def get(self, request):
        known_parameters(request, PAGING)
        found, further = page(request, reading.reviews_of(request.user), BY_LOT)
        return Response({"results": ReviewShape(found, many=True).data, "next": further})


class OneReview(IdeaApi):
    """The caller's own score sheet."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="panel_reviews_read", tags=[TAG], summary="내 평가 하나", responses=SheetShape)
    def get(self, request, pk):
        known_parameters(request, ())
        return Response(SheetShape(own_review(request, pk)).data)

    @extend_schema(
        operation_id="panel_reviews_rate",
        tags=[TAG],
        summary="점수 매기기",
        description="마감하기 전에는 언제든 고칠 수 있고, 나만 볼 수 있어요.",
        request=SheetForm,
        responses=SheetShape,
    )
    def put(self, request, pk):
        form = SheetForm(data=request.data)
        form.is_valid(raise_exception=True)
        rating.rate(own_review(request, pk), request.user, **form.validated_data)
        return Response(SheetShape(own_review(request, pk)).data)


class OneConflict(IdeaApi):
    """Saying that one cannot be fair."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="panel_reviews_pass_on",
        tags=[TAG],
        summary="가까운 사이라 넘기기",
        description="매긴 점수를 지우고 다른 단원에게 부탁해요.",
        request=ConflictForm,
        responses={204: None},
    )
    def put(self, request, pk):
        form = ConflictForm(data=request.data)
        form.is_valid(raise_exception=True)
        rating.declare_conflict(own_review(request, pk), request.user, form.validated_data["reason"])
        return Response(status=204)


class Lifts(IdeaApi):
    """Votes on a super-pass: those that are over, and to the panel and the idea office those that run."""

    @extend_schema(
        operation_id="lifts_list",
        tags=[TAG],
        summary="슈퍼패스 투표",
        description="끝난 투표는 누구나, 지금 하는 투표는 상상누리단과 창의담당관이 볼 수 있어요.",
        parameters=[CURSOR, PAGE_SIZE],
        responses=page_of(LiftShape),
    )
    def get(self, request):
        known_parameters(request, PAGING)
        found, further = page(request, lifts.readable(request.user), BY_OPENING)
        return Response({"results": LiftShape(found, many=True).data, "next": further})


class OneVote(IdeaApi):
    """The caller's own vote; the same again changes nothing."""

    @extend_schema(operation_id="lifts_vote", tags=[TAG], summary="찬성하거나 반대하기", request=VoteForm, responses=LiftShape)
    def put(self, request, pk):
        form = VoteForm(data=request.data)
        form.is_valid(raise_exception=True)
        limits.check("recommend", request)
        lift = lifts.readable(request.user).filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
        if lift is None:
            raise Http404
        return Response(LiftShape(lifts.vote(lift, request.user, form.validated_data["in_favour"])).data)
