"""/api/v1/ideas/<number>/steps/ and /api/v1/ideas/<number>/steps/<step>/."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from common.api.fields import Form, Text, Whole
from common.api.problems import MEDIA_TYPE, Conflict, problem
from common.api.schema import Problem
from common.words import clean_line, clean_text
from common.workdays import add_months
from ideas import reasons
from ideas.answer_checks import MONTHS_TO_START
from ideas.api.base import IdeaApi, readable
from ideas.api.forms import Slug
from ideas.api.ideas import whole
from ideas.api.shapes import IdeaDetail, moment
from ideas.lifecycle import STEPS, SomebodyWasQuicker, Step, advance, steps_open_to
from ideas.models import Answer, Ground, Idea, Role
from ideas.stages import Outcome, Stage
from ideas.step_words import STEP_WORDS
from ideas.trail import role_of
from ideas.trail_reading import line

# Publishing has an address of its own; merging moves recommendations along and is done on its page.
ELSEWHERE = frozenset({"publish", "merge", "undo_merge"})
NAMES = [name for name in STEPS if name not in ELSEWHERE]
ADOPTED = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
WHERE_LENGTH = Answer._meta.get_field("transfer_to").max_length
WITHDRAWAL_LENGTH = Idea._meta.get_field("withdrawal_reason").max_length
STEP = OpenApiParameter("step", {"type": "string", "enum": NAMES}, OpenApiParameter.PATH, description="걸음의 이름이에요.")


class StepShape(serializers.Serializer):
    """A step that the caller may take."""

    name = serializers.ChoiceField(NAMES)
    title = serializers.CharField(help_text="화면의 단추에 적힌 말이에요.")
    needs_reason = serializers.BooleanField()
    to_stage = serializers.ChoiceField(
        [choice for choice in Stage.choices if choice[0] != Stage.DRAFT], allow_null=True, help_text="그대로 있으면 null이에요."
    )


class OpenSteps(serializers.Serializer):
    """What the caller may do with an idea now."""

    known = serializers.IntegerField(help_text="지금 발자취의 길이예요. 걸음을 보낼 때 함께 보내 주세요.")
    steps = StepShape(many=True)


class Happened(serializers.Serializer):
    """An entry of the trail that the caller did not know of."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    words = serializers.CharField(help_text="무슨 일이 있었는지 한 문장으로 적은 말이에요.")
    reason = serializers.CharField()


class StepConflict(Problem):
    """A step that cannot be taken now."""

    known = serializers.IntegerField(required=False, help_text="지금 발자취의 길이예요.")
    entries = Happened(many=True, required=False, help_text="그사이에 있었던 일이에요. 오래된 것부터예요.")


class GroundCode(Slug):
    """A managed reason by its code."""

    def __init__(self, **kwargs):
        super().__init__(Ground, **kwargs)
        self.slug_field = "code"


class StepInput(Form):
    """Public words for a step, and what the caller knew of the idea. Context: step."""

    reason = Text(
        clean=clean_text,
        most=reasons.LONGEST,
        allow_blank=True,
        default="",
        help_text=f"누구나 보는 까닭이에요. {reasons.LONGEST}자까지.",
    )
    known = Whole(help_text="발자취의 길이예요. 그사이에 누가 움직였으면 409로 알려 드려요.")
    ground = GroundCode(help_text="맺는 근거의 code예요. 종결에 필요해요.")
    starts_on = serializers.DateField(
        required=False, allow_null=True, help_text="언제 시작할 계획인지예요. 채택하는 걸음에 필요하고, 3년 안이어야 해요."
    )
    transfer_to = Text(
        clean=clean_line, most=WHERE_LENGTH, required=False, allow_blank=True, help_text="보내는 곳이에요. 이송에 필요해요."
    )

    def validate_reason(self, reason: str) -> str:
        """As the page of a step wants it."""
        if wrong := reasons.what_is_wrong(reason):
            raise serializers.ValidationError(wrong)
        if self.context["step"].name == "withdraw" and len(reason) > WITHDRAWAL_LENGTH:
            raise serializers.ValidationError(_("거둬들이는 까닭은 %(most)d자까지예요.") % {"most": WITHDRAWAL_LENGTH})
        return reason

    def validate(self, sent: dict) -> dict:
        """What a step wants beside its reason."""
        step = self.context["step"]
        if step.needs_reason and not sent["reason"]:
            raise serializers.ValidationError({"reason": [_("까닭을 한 줄만 적어 주세요.")]})
        if step.name == "conclude" and not sent.get("ground"):
            raise serializers.ValidationError({"ground": [_("어떤 근거로 맺는지 골라 주세요.")]})
        if step.name == "transfer" and not sent.get("transfer_to"):
            raise serializers.ValidationError({"transfer_to": [_("어느 기관으로 보내는지 적어 주세요.")]})
        if step.outcome in ADOPTED and not is_soon_enough(sent.get("starts_on")):
            raise serializers.ValidationError(
                {"starts_on": [_("3년 안에 언제 시작할 계획인지 알려 주세요. (국민 제안 규정 제10조)")]}
            )
        return sent


def is_soon_enough(day: date | None) -> bool:
    """Whether an adopted idea starts in the time that the law gives it."""
    return day is not None and day <= add_months(timezone.localdate(), MONTHS_TO_START)


class Steps(IdeaApi):
    """What the caller may do with an idea."""

    @extend_schema(operation_id="steps_list", tags=["걸음"], summary="지금 내가 할 수 있는 걸음", responses=OpenSteps)
    def get(self, request, number):
        idea = readable(Idea.objects.select_related("department").defer("body"), number, request.user)
        open_now = [step for step in steps_open_to(request.user, idea) if step.name not in ELSEWHERE]
        return Response({"known": idea.trail_length, "steps": [shown(step) for step in open_now]})


class OneStep(IdeaApi):
    """Taking a step."""

    @extend_schema(
        operation_id="steps_take",
        tags=["걸음"],
        summary="걸음 옮기기",
        description="화면에서와 같은 사람이 같은 때에 할 수 있어요. 까닭은 발자취에 남고 누구나 볼 수 있어요.",
        parameters=[STEP],
        request=StepInput,
        responses={200: IdeaDetail, (409, MEDIA_TYPE): StepConflict},
    )
    def post(self, request, number, step):
        idea = readable(Idea.objects.select_related("department").defer("body"), number, request.user)
        wanted = STEPS.get(step)
        if wanted is None or step in ELSEWHERE:
            raise Http404
        if role_of(request.user, idea) == Role.CITIZEN:
            raise PermissionDenied
        form = StepInput(data=request.data, context={"step": wanted})
        form.is_valid(raise_exception=True)
        try:
            take(idea, wanted, request.user, form.validated_data)
        except SomebodyWasQuicker as quicker:
            return meanwhile(request, quicker)
        return Response(whole(number, request.user))


def take(idea: Idea, step: Step, by, sent: dict) -> None:
    """Take a step as it was sent. Raises PermissionDenied, StepRefused, SomebodyWasQuicker."""
    is_stale = sent["known"] != idea.trail_length
    if not is_stale and idea.stage not in step.from_stages:
        raise Conflict(_("이 상상은 지금 그 걸음을 옮길 수 있는 단계가 아니에요."))
    if not is_stale and step not in steps_open_to(by, idea):
        raise PermissionDenied
    details = {name: sent[name] for name in ("ground", "transfer_to") if sent.get(name)}
    told = {"starts_on": sent["starts_on"].isoformat()} if step.outcome in ADOPTED else {}
    advance(idea, step.name, by, sent["reason"], known=sent["known"], told=told, **details)


def shown(step: Step) -> dict:
    """A step as StepShape declares it."""
    title = str(STEP_WORDS[step.name][0])
    return {"name": step.name, "title": title, "needs_reason": step.needs_reason, "to_stage": step.to_stage}


def meanwhile(request, quicker: SomebodyWasQuicker) -> Response:
    """The problem that says what happened since the caller looked."""
    happened = [
        {"number": entry.number, "kind": entry.kind, "at": moment(entry.at), "words": line(entry).words, "reason": entry.reason}
        for entry in quicker.entries
    ]
    told = problem(request, 409, str(quicker)) | {"entries": happened}
    if happened:
        told["known"] = happened[-1]["number"]
    return Response(told, 409, content_type=MEDIA_TYPE)
