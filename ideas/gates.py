"""The bars before the next stage: which hold for an idea, how far it is, and whether it is over them (DESIGN.md §4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from ideas import promises
from ideas.models import Gate, GateCrossing, GateMode, GateSet, Idea, Passage, PromiseKind, RoundIdea
from ideas.stages import AnswerState, Stage

KEPT_SECONDS = 10
KEY = "gate-sets"
MEASURES = ("recommendations", "comments", "views", "creativity")
# Which bar stands before the next stage.
NEXT = {Stage.PROPOSED: Passage.DEBATE, Stage.DEBATE: Passage.WORKING}


def sets() -> dict[int, dict[str, Gate]]:
    """All bars by set and passage, kept by each process for a few seconds; a set never changes, new ones come."""
    found = caches["local"].get(KEY)
    if found is None:
        found = {number: {} for number in GateSet.objects.order_by("number").values_list("pk", flat=True)}
        for gate in Gate.objects.all():
            found[gate.gate_set_id][gate.passage] = gate
        caches["local"].set(KEY, found, KEPT_SECONDS)
    return found


@receiver([post_save, post_delete], sender=GateSet)
@receiver([post_save, post_delete], sender=Gate)
def forget(**kwargs) -> None:
    """Read the bars anew."""
    caches["local"].delete(KEY)


def in_force() -> GateSet | None:
    """The set that holds for ideas published now."""
    return GateSet.objects.order_by("-number").first()


def gate_of(idea: Idea, passage: Passage) -> Gate | None:
    """The bar that holds for an idea; None for one that came from elsewhere without bars."""
    return sets().get(idea.gate_set_id, {}).get(passage) if idea.gate_set_id else None


def next_gate(idea: Idea) -> Gate | None:
    """The bar before the next stage; None where there is none."""
    passage = NEXT.get(Stage(idea.stage))
    return gate_of(idea, passage) if passage else None


def creativity(idea: Idea) -> int:
    """The panel's mean for creativity in the last closed round, out of 20, in whole points; 0 as long as nobody has scored."""
    rated = RoundIdea.objects.filter(idea=idea, creativity__isnull=False, round__closed_at__isnull=False)
    mean = rated.order_by("-round__closed_at", "-pk").values_list("creativity", flat=True).first()
    return int(mean or 0)


def measure(idea: Idea, name: str) -> int:
    """How much of one measure an idea has."""
    if name == "creativity":
        return creativity(idea)
    return {"recommendations": idea.recommendations, "comments": idea.comment_count, "views": idea.view_count}[name]


def counts_since(idea: Idea, passage: Passage) -> datetime:
    """When the window of a bar began."""
    if passage == Passage.WORKING and idea.debated_at:
        return idea.debated_at
    return idea.reopened_at or idea.published_at


@dataclass(frozen=True)
class Measure:
    """One measure of a bar: how much there is and how much it takes."""

    name: str
    have: int
    need: int

    @property
    def is_met(self) -> bool:
        return self.have >= self.need

    @property
    def missing(self) -> int:
        return max(0, self.need - self.have)

    @property
    def share(self) -> int:
        """0 to 100."""
        return min(100, self.have * 100 // self.need)


@dataclass(frozen=True)
class Progress:
    """How far an idea is before a bar. days_left: None without a window, negative when it has closed."""

    gate: Gate
    measures: tuple[Measure, ...]
    days_left: int | None

    @property
    def is_over(self) -> bool:
        """Whether the measures are met; without measures only the office can say so."""
        if not self.measures:
            return self.gate.mode != GateMode.OFFICE
        met = [measure.is_met for measure in self.measures]
        return all(met) if self.gate.needs_all else any(met)

    @property
    def is_closed(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def share(self) -> int:
        """0 to 100, of the measure that is furthest behind, or ahead where one is enough."""
        shares = [measure.share for measure in self.measures]
        return (min(shares) if self.gate.needs_all else max(shares)) if shares else 0


def progress(idea: Idea, gate: Gate | None = None) -> Progress | None:
    """How far an idea is before a bar, by default the one before its next stage; None where no bar stands."""
    gate = gate or next_gate(idea)
    if gate is None:
        return None
    needs = ((name, getattr(gate, f"min_{name}")) for name in MEASURES)
    measures = tuple(Measure(name, measure(idea, name), need) for name, need in needs if need)
    days_left = None
    if gate.window_days:
        last = timezone.localdate(counts_since(idea, Passage(gate.passage)) + timedelta(days=gate.window_days))
        days_left = (last - timezone.localdate()).days
    return Progress(gate, measures, days_left)


def is_reached(idea: Idea) -> bool:
    """Whether an idea may pass the bar before its next stage without a super-pass: it passed it once, or the office judges."""
    if idea.gate_reached_at:
        return True
    gate = next_gate(idea)
    return gate is not None and gate.mode == GateMode.OFFICE


def stand_before(idea: Idea) -> None:
    """An idea starts before the bars in force and keeps them whatever comes later."""
    idea.gate_set = in_force()
    idea.gate_reached_at = None


def begin(idea: Idea, by: User | None) -> None:
    """The city promises an answer at once where no bar stands before it."""
    if idea.gate_set is None or is_passed(idea, Passage.ANSWER):
        promise_answer(idea, by)


def is_passed(idea: Idea, passage: Passage) -> bool:
    """Whether an idea is over a bar now, within its window."""
    gate = gate_of(idea, passage)
    here = progress(idea, gate) if gate else None
    return here is not None and here.is_over and not here.is_closed


def promise_answer(idea: Idea, by: User | None) -> None:
    """The city promises to answer."""
    if not GateCrossing.objects.filter(idea=idea, passage=Passage.ANSWER).exists():
        GateCrossing.objects.create(idea=idea, passage=Passage.ANSWER)
    idea.answer_state = AnswerState.AWAITING
    promises.promise(idea, PromiseKind.ANSWER, *promises.owner_of(idea), by=by)


def reached_at(idea: Idea) -> datetime | None:
    """When an idea passed the bar before its next stage, if it did."""
    passage = NEXT.get(Stage(idea.stage))
    return GateCrossing.objects.filter(idea=idea, passage=passage).values_list("crossed_at", flat=True).first()


def forget_crossings(idea: Idea) -> None:
    """Every bar stands before the idea again."""
    GateCrossing.objects.filter(idea=idea).delete()
