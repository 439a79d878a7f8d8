"""Passing a bar: noticed when counts move, and acted on once."""

from collections.abc import Iterable

from django.db import transaction

from ideas import gates
from ideas.lifecycle import advance
from ideas.models import Gate, GateCrossing, GateMode, Idea, Passage
from ideas.stages import Stage
from ideas.trail import changing, record

STEP = {Passage.DEBATE: "promote", Passage.WORKING: "send_to_working"}


def bars_ahead(idea: Idea) -> list[Gate]:
    """The bars an idea may still pass where it is now."""
    if idea.gate_set_id is None or idea.stage not in gates.NEXT or not idea.is_public:
        return []
    passages = [Passage.ANSWER] if idea.answer_state == "none" and idea.stage == Stage.PROPOSED else []
    if idea.gate_reached_at is None:
        passages.append(gates.NEXT[Stage(idea.stage)])
    bars = (gates.gate_of(idea, passage) for passage in passages)
    return [gate for gate in bars if gate is not None and gate.mode != GateMode.OFFICE]


def look(idea: Idea) -> None:
    """After the counts of an idea moved: let it pass the bars it is over. Costs one query while a bar is ahead, else none.

    idea: as loaded before; the counts are read anew, for others press at the same moment.
    """
    if not bars_ahead(idea):
        return
    now = Idea.objects.get(pk=idea.pk)
    for gate in bars_ahead(now):
        if gates.is_passed(now, Passage(gate.passage)):
            cross(now, gate)


def look_at_all(ids: Iterable[int]) -> None:
    """The same for many ideas whose views were counted."""
    if not Gate.objects.filter(min_views__gt=0).exists():
        return
    for idea in Idea.objects.filter(pk__in=list(ids), gate_set__gates__min_views__gt=0).distinct():
        look(idea)


def cross(idea: Idea, gate: Gate) -> bool:
    """Let an idea pass a bar; returns whether this call did, and only one ever does (GateCrossing)."""
    passage = Passage(gate.passage)
    with transaction.atomic():
        with changing(idea) as idea:
            made, is_first = GateCrossing.objects.get_or_create(idea=idea, passage=passage)
            if not is_first or not (passage == Passage.ANSWER or gates.NEXT.get(Stage(idea.stage)) == passage):
                return False
            seen = gates.progress(idea, gate)
            counts = {measure.name: measure.have for measure in seen.measures}
            if passage != Passage.ANSWER:
                idea.gate_reached_at = made.crossed_at
            record(idea, "gate_reached", None, data={"passage": str(passage), **counts})
            if passage == Passage.ANSWER:
                gates.promise_answer(idea, None)
        if passage != Passage.ANSWER and gate.mode == GateMode.AUTOMATIC:
            advance(idea, STEP[passage], by=None)
    return True
