"""How the API shows where an idea is on its way: what is promised, how far it is before the next bar."""

from django.utils import timezone
from rest_framework import serializers

from accounts.api import NamedPlace, named
from ideas import gates
from ideas.course import is_owed
from ideas.models import GateMode, Owner, Passage, Promise, PromiseKind
from ideas.stages import AnswerState, Stage

# What the columns of an idea have to hold for the shapes below.
WAY_COLUMNS = (
    *("closed_from", "answered_at", "decided_at", "awaits_supplement", "awaits_re_review"),
    *("merged_into__number", "merged_into__public_since"),
    *("gate_set_id", "gate_reached_at", "debated_at", "reopened_at"),
)


class PromiseBrief(serializers.Serializer):
    """What is owed next."""

    kind = serializers.ChoiceField(PromiseKind.choices)
    owner = serializers.ChoiceField(Owner.choices)
    department = NamedPlace(allow_null=True, help_text="담당 부서가 약속했을 때 그 부서예요.")
    due_on = serializers.DateField(help_text="약속한 날이에요.")
    first_due_on = serializers.DateField(help_text="처음 약속한 날이에요. 미뤄져도 바뀌지 않아요.")
    is_late = serializers.BooleanField()
    is_stopped = serializers.BooleanField(help_text="다른 일을 기다리느라 날짜가 멈췄는지예요.")


class MeasureShape(serializers.Serializer):
    """One thing that a bar counts."""

    name = serializers.ChoiceField(gates.MEASURES)
    have = serializers.IntegerField()
    need = serializers.IntegerField()


class GateShape(serializers.Serializer):
    """The bar before the next stage."""

    passage = serializers.ChoiceField(Passage.choices)
    mode = serializers.ChoiceField(GateMode.choices)
    needs_all = serializers.BooleanField(help_text="모두 채워야 하는지, 하나만 채우면 되는지예요.")
    measures = MeasureShape(many=True)
    share = serializers.IntegerField(min_value=0, max_value=100, help_text="얼마나 찼는지예요. (0~100)")
    days_left = serializers.IntegerField(allow_null=True, help_text="남은 날수예요. 기간이 없으면 null, 끝났으면 음수예요.")
    is_reached = serializers.BooleanField(help_text="이미 넘었는지예요.")


def promises_of(rows) -> dict[int, Promise]:
    """The most pressing open promise of each idea, by id; one query, none where no column says that something is owed."""
    owing = [row.pk for row in rows if is_owed(row)]
    found: dict[int, Promise] = {}
    if owing:
        promises = Promise.objects.open().filter(idea__in=owing).select_related("department")
        for promise in sorted(promises, key=lambda promise: (promise.is_stopped, promise.due_on, promise.pk)):
            found.setdefault(promise.idea_id, promise)
    return found


def promise_brief(promise: Promise | None) -> dict | None:
    """A promise as PromiseBrief declares it."""
    return promise and {
        "kind": promise.kind,
        "owner": promise.owner,
        "department": named(promise.department) if promise.department_id else None,
        "due_on": promise.due_on.isoformat(),
        "first_due_on": promise.first_due_on.isoformat(),
        "is_late": promise.is_late,
        "is_stopped": promise.is_stopped,
    }


def gate_brief(row) -> dict | None:
    """How far an idea is before the bar to a promised answer, or to its next stage once there is one; None without a bar."""
    progress = gates.progress(row)
    if row.stage == Stage.PROPOSED and row.answer_state == AnswerState.NONE:
        before_answer = gates.gate_of(row, Passage.ANSWER)
        if before_answer is not None and any(getattr(before_answer, f"min_{name}") for name in gates.MEASURES):
            progress = gates.progress(row, before_answer)
    return progress and {
        "passage": progress.gate.passage,
        "mode": progress.gate.mode,
        "needs_all": progress.gate.needs_all,
        "measures": [{"name": one.name, "have": one.have, "need": one.need} for one in progress.measures],
        "share": progress.share,
        "days_left": progress.days_left,
        "is_reached": progress.gate.passage != Passage.ANSWER and row.gate_reached_at is not None,
    }


class Way(serializers.Serializer):
    """The part of an idea that says where it is on its way."""

    closed_from = serializers.ChoiceField(
        [Stage.PROPOSED, Stage.DEBATE, Stage.WORKING, Stage.REALISATION],
        allow_null=True,
        help_text="끝난 상상이 어느 단계까지 왔는지예요. 흐르는 중이거나 알 수 없으면 null이에요.",
    )
    answered_at = serializers.DateTimeField(allow_null=True, help_text="시가 처음 답한 때예요.")
    decided_at = serializers.DateTimeField(allow_null=True, help_text="결과를 정한 때예요.")
    promise = PromiseBrief(allow_null=True, help_text="지금 지켜야 할 약속 가운데 가장 급한 것이에요.")
    gate = GateShape(allow_null=True, help_text="다음 단계 앞의 문턱이에요.")
    merged_into = serializers.IntegerField(allow_null=True, help_text="합쳐진 상상의 번호예요.")

    def way(self, row) -> dict:
        """The fields of this class for a row. Context: promises, see promises_of."""
        return {
            "closed_from": row.closed_from or None,
            "answered_at": row.answered_at and timezone.localtime(row.answered_at).isoformat(),
            "decided_at": row.decided_at and timezone.localtime(row.decided_at).isoformat(),
            "promise": promise_brief(self.context["promises"].get(row.pk)),
            "gate": gate_brief(row),
            "merged_into": row.merged_into__number if row.merged_into__public_since else None,
        }
