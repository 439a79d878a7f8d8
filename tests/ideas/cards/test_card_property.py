"""Whatever is done with a card in whatever order, what everybody relies on holds."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideas.cards import doing, ending, handing_over, planning
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardChange, CardStatus, Promise, PromiseKind
from tests.factories.accounts import AppointmentFactory
from tests.factories.cards import adopted_card, day, fresh, idea_office

pytestmark = pytest.mark.django_db

R, P, D, F, S = CardStatus.REVIEW, CardStatus.PLANNING, CardStatus.DOING, CardStatus.DONE, CardStatus.STOPPED
LEGAL = {(R, P), (P, D), (P, F), (D, F), (R, S), (P, S), (D, S), (S, R), (S, P), (S, D)}
ACTS = {
    "plan": lambda card, by, there: planning.plan(
        card, by, "봄에 놓아요.", day(0), day(100 + card.revision), 1_000 + card.revision, reason="늦어졌어요."
    ),
    "step": lambda card, by, there: planning.add_milestone(card, by, planning.Step("놓기", day(9), weight=1 + card.pk % 3)),
    "done": lambda card, by, there: planning.finish_milestone(card.milestones.order_by("?").first(), by, day(0)),
    "start": lambda card, by, there: doing.start(card, by),
    "report": lambda card, by, there: doing.report(card, by, "잘 가고 있어요.", spent=5),
    "finish": lambda card, by, there: ending.finish(card, by, day(0), "다 놓았어요."),
    "stop": lambda card, by, there: ending.stop(card, by, "땅이 없어요."),
    "go on": lambda card, by, there: ending.go_on(card, by),
    "transfer": lambda card, by, there: handing_over.transfer(card, by, there, "옮겨요."),
    "note": lambda card, by, there: handing_over.write_note(card, by, "도면은 서랍에 있어요."),
    "confirm": lambda card, by, there: handing_over.confirm(card, holder_in(card), known=card.revision),
}


def holder_in(card):
    """Somebody in the department that has the card now."""
    return card.department.appointments.first().user


class Undo(Exception):
    """Take everything back, so that the next example begins anew."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=3, max_size=14))
def test_any_order_of_acts_keeps_the_promises(acts):
    try:
        with transaction.atomic():
            live(acts)
            raise Undo
    except Undo:
        return


def live(acts: list[str]) -> None:
    card, held = adopted_card()
    other, office = AppointmentFactory(post="과장"), idea_office()
    first = None
    for name in acts:
        card = fresh(card)
        there = other.department if card.department_id == held.department_id else held.department
        try:
            with transaction.atomic():
                ACTS[name](card, office, there)
        except (StepRefused, AttributeError):
            # Refused where it stands, or there is no step yet to finish: nothing may have changed.
            assert fresh(card).revision == card.revision
        card = fresh(card)
        first = first or (card.planned_at and (card.first_ends_on, card.first_budget))
        check(card, first)


def check(card: Card, first) -> None:
    open_ = Promise.objects.open().filter(idea=card.idea_id)
    assert open_.filter(kind=PromiseKind.REPORT).count() == (card.status in (P, D))
    assert open_.filter(kind=PromiseKind.PLAN).count() == (card.status == R)
    assert 0 <= planning.progress_of(card) <= 100
    assert card.holders.filter(until__isnull=True).count() == 1
    if first:
        assert (card.first_ends_on, card.first_budget) == first
    moves = card.changes.filter(what=CardChange.What.STATUS).order_by("id").values_list("before", "after")
    assert set(moves) <= LEGAL
    assert [before for before, _after in moves] == [CardStatus.REVIEW, *[after for _before, after in moves]][: len(moves)]
