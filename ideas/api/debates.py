"""/api/v1/debates/ and /api/v1/arguments/: 상상토론 for programs."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rules import has_perm

from common import limits
from common.api.fields import Form, Text
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter
from common.orders import Order, by_count, by_time
from common.words import clean_text
from ideas.api.base import IDEMPOTENCY_KEY, IdeaApi, retry_key
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.shapes import Speaker, address, moment, speaker
from ideas.debates import reading
from ideas.debates.arguing import argue, find_helpful, take_back_helpful
from ideas.debates.standing import leave_stance, take_stance
from ideas.models import Argument, Debate, Side, Voice


def whole_id(text: str) -> int:
    """An id from a cursor. Raises ValueError for what cannot be one."""
    value = int(text)
    if not 0 < value < 2**63:
        raise ValueError(text)
    return value


# Those that end last first, as ideas.debates.reading.listed has it.
BY_END = by_time("debates", "closes_at")
# The newest first is the largest id first: ids of one debate rise with time, and the index holds them.
ORDERS = {"helpful": by_count("helpful", "helpful_count"), "new": Order("arguments", "id", str, whole_id)}


class DebatedIdea(serializers.Serializer):
    """The idea that a debate is about."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.URLField()


class SideCounts(serializers.Serializer):
    """A number for each side."""

    pro = serializers.IntegerField()
    con = serializers.IntegerField()
    how = serializers.IntegerField()


class DebateSummary(serializers.Serializer):
    """A debate in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    question = serializers.CharField()
    idea = DebatedIdea(allow_null=True, help_text="시가 던진 물음이면 null이에요.")
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    is_running = serializers.BooleanField(help_text="지금 함께할 수 있는지예요.")
    stances = SideCounts(help_text="어느 쪽에 몇 명이 있는지예요. 끝나면 굳어요.")
    arguments = SideCounts(help_text="나온 생각의 수예요.")
    changes = serializers.IntegerField(help_text="생각을 바꾼 횟수예요.")
    url = serializers.URLField()

    def to_representation(self, debate: Debate) -> dict:
        idea = debate.idea if debate.idea_id else None
        return {
            "id": debate.pk,
            "title": debate.title,
            "question": debate.question,
            "idea": idea and {"number": idea.number, "title": idea.title, "url": address(idea)},
            "opens_at": moment(debate.opens_at),
            "closes_at": moment(debate.closes_at),
            "is_running": debate.is_running,
            "stances": {side: getattr(debate, side) for side in Side.values},
            "arguments": {side: getattr(debate, f"{side}_arguments") for side in Side.values},
            "changes": debate.changes,
            "url": address(debate),
        }


class DebateDetail(DebateSummary):
    """A debate with what it came to. Context: stance, the caller's."""

    lead = serializers.CharField()
    stance = serializers.ChoiceField(Side.choices, allow_null=True, help_text="지금 묻는 사람이 고른 쪽이에요.")
    agreed = serializers.CharField(help_text="뜻이 모인 것. 아직 정리하지 않았으면 비어 있어요.")
    disagreed = serializers.CharField(help_text="뜻이 갈린 것")
    taken_along = serializers.CharField(help_text="시가 가져가는 것")
    summarised_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, debate: Debate) -> dict:
        return {
            **super().to_representation(debate),
            "lead": debate.lead,
            "stance": self.context["stance"] or None,
            "agreed": debate.agreed,
            "disagreed": debate.disagreed,
            "taken_along": debate.taken_along,
            "summarised_at": moment(debate.summarised_at),
        }


class ResponseShape(serializers.Serializer):
    """What was said beneath an argument."""

    voice = serializers.ChoiceField(Voice.choices)
    author = Speaker()
    body = serializers.CharField()
    created_at = serializers.DateTimeField()

    def to_representation(self, response) -> dict:
        return {
            "voice": response.voice,
            "author": speaker(response),
            "body": response.body,
            "created_at": moment(response.created_at),
        }


class ArgumentShape(serializers.Serializer):
    """One argument with the responses beneath it."""

    id = serializers.IntegerField()
    side = serializers.ChoiceField(Side.choices)
    body = serializers.CharField()
    author = Speaker()
    is_expert = serializers.BooleanField(help_text="쓸 때 전문가였는지예요.")
    helpful = serializers.IntegerField(help_text="도움이 된다고 한 사람의 수예요.")
    is_pinned = serializers.BooleanField(help_text="정리할 때 맨 위에 둔 의견인지예요.")
    responses = ResponseShape(many=True)
    created_at = serializers.DateTimeField()
    url = serializers.URLField()

    def to_representation(self, argument: Argument) -> dict:
        return {
            "id": argument.pk,
            "side": argument.side,
            "body": argument.body,
            "author": speaker(argument),
            "is_expert": argument.is_expert,
            "helpful": argument.helpful_count,
            "is_pinned": argument.is_pinned,
            "responses": ResponseShape(argument.replies, many=True).data,
            "created_at": moment(argument.created_at),
            "url": address(argument),
        }


class StanceForm(Form):
    """Where the caller stands."""

    side = serializers.ChoiceField(Side.choices)


class ArgumentForm(Form):
    """An argument for one side."""

    side = serializers.ChoiceField(Side.choices)
    body = Text(clean=clean_text, most=Argument.BODY_LENGTH)


class StanceShape(serializers.Serializer):
    """The caller's stance and the tally as it is now."""

    stance = serializers.ChoiceField(Side.choices, allow_null=True, help_text="거두고 나면 null이에요.")
    stances = SideCounts()


class HelpfulShape(serializers.Serializer):
    """How many found an argument helpful, and whether the caller does."""

    helpful = serializers.IntegerField()
    found_helpful = serializers.BooleanField()


def readable(pk: int, user) -> Debate:
    """A debate this caller may read. Raises Http404."""
    try:
        debate = reading.debate_by_id(pk)
    except Debate.DoesNotExist:
        raise Http404 from None
    if not has_perm("ideas.read_debate", user, debate):
        raise Http404
    return debate


class Debates(IdeaApi):
    """Debates of the city."""

    @extend_schema(
        operation_id="debates_list",
        tags=["상상토론"],
        summary="상상토론 목록",
        description="늦게 끝나는 토론부터 보여 드려요. 그래서 열린 토론이 끝난 토론보다 앞에 있어요.",
        parameters=[CURSOR, PAGE_SIZE],
        responses=page_of(DebateSummary),
    )
    def get(self, request):
        known_parameters(request, PAGING)
        found, further = page(request, reading.listed(), BY_END)
        return Response({"results": DebateSummary(found, many=True).data, "next": further})


class OneDebate(IdeaApi):
    """One debate."""

    @extend_schema(operation_id="debate", tags=["상상토론"], summary="상상토론 하나", responses=DebateDetail)
    def get(self, request, pk):
        known_parameters(request, ())
        debate = readable(pk, request.user)
        return Response(DebateDetail(debate, context={"stance": reading.stance_of(debate, request.user)}).data)


class OneStance(IdeaApi):
    """Where the caller stands; the same side again, and taking back twice, changes nothing."""

    @extend_schema(
        operation_id="take_stance",
        tags=["상상토론"],
        summary="어느 쪽인지 고르거나 바꾸기",
        request=StanceForm,
        responses=StanceShape,
    )
    def put(self, request, pk):
        form = StanceForm(data=request.data)
        form.is_valid(raise_exception=True)
        limits.check("recommend", request)
        debate, side = readable(pk, request.user), form.validated_data["side"]
        take_stance(debate, request.user, side)
        return self.told(debate, side)

    @extend_schema(
        operation_id="leave_stance", tags=["상상토론"], summary="고른 쪽 거두기", request=None, responses={200: StanceShape}
    )
    def delete(self, request, pk):
        limits.check("recommend", request)
        debate = readable(pk, request.user)
        leave_stance(debate, request.user)
        return self.told(debate, None)

    def told(self, debate: Debate, side: str | None) -> Response:
        """The caller's stance with the tally as it is now."""
        return Response({"stance": side, "stances": Debate.objects.values(*Side.values).get(pk=debate.pk)})


class Arguments(IdeaApi):
    """What is said in a debate."""

    @extend_schema(
        operation_id="arguments_list",
        tags=["상상토론"],
        summary="나온 생각들",
        parameters=[
            OpenApiParameter("side", str, enum=Side.values, required=True, description="어느 쪽 생각을 읽을지예요."),
            OpenApiParameter("sort", str, enum=list(ORDERS), description="도움 많은 순서(helpful)나 새로 쓴 순서(new)예요."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses=page_of(ArgumentShape),
    )
    def get(self, request, pk):
        known_parameters(request, ("side", "sort", *PAGING))
        debate = readable(pk, request.user)
        side = one_of(request, "side", Side.values)
        order = ORDERS[one_of(request, "sort", ORDERS, "helpful")]
        arguments = Argument.objects.filter(debate=debate, side=side).shown().with_authors()
        found, further = page(request, arguments, order)
        reading.add_replies(debate, found)
        return Response({"results": ArgumentShape(found, many=True).data, "next": further})

    @extend_schema(
        operation_id="arguments_create",
        tags=["상상토론"],
        summary="생각 보태기",
        parameters=[IDEMPOTENCY_KEY],
        request=ArgumentForm,
        responses={201: ArgumentShape},
    )
    def post(self, request, pk):
        form = ArgumentForm(data=request.data)
        form.is_valid(raise_exception=True)
        key = retry_key(request, f"argument {pk}")
        debate = readable(pk, request.user)
        limits.check("comment", request)
        made = argue(debate, request.user, form.validated_data["side"], form.validated_data["body"], key)
        reading.add_replies(debate, [made])
        return Response(ArgumentShape(made).data, status.HTTP_201_CREATED)


def one_of(request, name: str, known, otherwise: str = "") -> str:
    """A parameter that has a few values. Raises BadParameter."""
    value = request.GET.get(name) or otherwise
    if value not in known:
        raise BadParameter(name, _("쓸 수 있는 값: %(values)s") % {"values": ", ".join(known)})
    return value


class OneHelpful(IdeaApi):
    """Whether an argument helps the caller to think; doing it twice is doing it once."""

    @extend_schema(
        operation_id="find_helpful", tags=["상상토론"], summary="도움이 돼요", request=None, responses={200: HelpfulShape}
    )
    def put(self, request, pk):
        return self.change(request, pk, find_helpful, True)

    @extend_schema(
        operation_id="take_back_helpful",
        tags=["상상토론"],
        summary="도움이 돼요 거두기",
        request=None,
        responses={200: HelpfulShape},
    )
    def delete(self, request, pk):
        return self.change(request, pk, take_back_helpful, False)

    def change(self, request, pk: int, verb, found_helpful: bool) -> Response:
        """Do it and tell the number as it is now. Raises Http404 for an argument the caller cannot read."""
        limits.check("recommend", request)
        arguments = Argument.objects.shown().select_related("debate__idea")
        argument = arguments.filter(pk=pk).first() if pk <= reading.LARGEST_ID else None
        if argument is None or not has_perm("ideas.read_debate", request.user, argument.debate):
            raise Http404
        verb(argument, request.user)
        count = Argument.objects.values_list("helpful_count", flat=True).get(pk=pk)
        return Response({"helpful": count, "found_helpful": found_helpful})
