"""Whatever several members do in whatever order, the counts of a debate are those of its rows."""

import contextlib

import hypothesis.strategies as st
import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings

from accounts import roles
from ideas.debates.arguing import argue, delete_argument, find_helpful, respond, take_back_helpful
from ideas.debates.running import Summary, close, summarise
from ideas.debates.standing import leave_stance, take_stance
from ideas.models import Argument, Debate, DebateDay, Helpful, Response, Side, Stance
from ideas.participation import Refused
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WHO, SIDES, WHICH = st.integers(0, 4), st.sampled_from(Side.values), st.integers(0, 5)
ACTS = st.one_of(
    st.tuples(st.just("stance"), WHO, SIDES),
    st.tuples(st.just("leave"), WHO, st.just(0)),
    st.tuples(st.just("argue"), WHO, SIDES),
    st.tuples(st.just("delete"), WHO, WHICH),
    st.tuples(st.just("helpful"), WHO, WHICH),
    st.tuples(st.just("take_back"), WHO, WHICH),
    st.tuples(st.just("respond"), WHO, WHICH),
    st.tuples(st.just("close"), WHO, st.just(0)),
    st.tuples(st.just("summarise"), WHO, st.just(0)),
)
# A close in the middle of a long list would leave the rest without effect too often.
SEQUENCES = st.lists(ACTS, min_size=1, max_size=40)


def carry_out(act, by, what, debate):
    """One act of one member; what is refused changes nothing."""
    arguments = list(Argument.objects.filter(debate=debate).order_by("id"))
    if act in ("delete", "helpful", "take_back", "respond"):
        if what >= len(arguments):
            return
        what = arguments[what]
    acts = {
        "stance": lambda: take_stance(debate, by, what),
        "leave": lambda: leave_stance(debate, by),
        "argue": lambda: argue(debate, by, what, "생각이에요"),
        "delete": lambda: delete_argument(what, by),
        "helpful": lambda: find_helpful(what, by),
        "take_back": lambda: take_back_helpful(what, by),
        "respond": lambda: respond(what, by, "답이에요"),
        "close": lambda: close(debate, by),
        "summarise": lambda: summarise(debate, by, Summary(agreed="뜻이 모였어요")),
    }
    acts[act]()


def everything(debate):
    """All that a page of the debate could show, as plain values."""
    rows = (Stance, DebateDay, Argument)
    return [list(model.objects.filter(debate=debate).order_by("id").values()) for model in rows] + [
        list(Helpful.objects.order_by("id").values()),
        list(Response.objects.order_by("id").values()),
        Debate.objects.filter(pk=debate.pk).values().get(),
    ]


def check(debate):
    """Counts equal rows."""
    debate = Debate.objects.get(pk=debate.pk)
    stances = dict(Stance.objects.filter(debate=debate).values_list("side").annotate(n=Count("id")))
    arguments = dict(Argument.objects.filter(debate=debate).shown().values_list("side").annotate(n=Count("id")))
    for side in Side.values:
        assert getattr(debate, side) == stances.get(side, 0)
        assert getattr(debate, f"{side}_arguments") == arguments.get(side, 0)
    assert debate.changes == sum(DebateDay.objects.filter(debate=debate).values_list("moved", flat=True))
    for argument in Argument.objects.filter(debate=debate):
        assert argument.helpful_count == Helpful.objects.filter(argument=argument).count()
    days = list(DebateDay.objects.filter(debate=debate).order_by("day"))
    if days:
        assert (days[-1].pro, days[-1].con, days[-1].how) == (debate.pro, debate.con, debate.how)
        assert sum(day.moved for day in days) == debate.changes
    assert not Argument.objects.filter(is_pinned=True, debate__summarised_at=None).exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=SEQUENCES)
def test_counts_equal_rows_after_anything_in_any_order(sequence):
    with transaction.atomic():
        debate = DebateFactory()
        people = [UserFactory() for _ in range(3)] + [UserFactory(role=roles.EXPERTS), UserFactory(role=roles.IDEA_OFFICE)]
        for act, who, what in sequence:
            before, is_closed = everything(debate), Debate.objects.get(pk=debate.pk).is_closed
            person = type(people[who]).objects.get(pk=people[who].pk)
            refused = False
            try:
                carry_out(act, person, what, debate)
            except Refused:
                refused = True
            after = everything(debate)
            if refused or (is_closed and act not in ("summarise", "close")):
                assert after == before
            elif after != before:
                assert after[-1]["revision"] > before[-1]["revision"]
            if is_closed:
                tally = (*Side.values, *(f"{side}_arguments" for side in Side.values), "changes", "closed_at")
                assert [after[-1][name] for name in tally] == [before[-1][name] for name in tally]
        check(debate)
        transaction.set_rollback(True)


def test_the_check_finds_a_count_that_is_wrong():
    debate = DebateFactory()
    take_stance(debate, UserFactory(), "pro")
    with contextlib.suppress(AssertionError):
        Debate.objects.update(pro=2)
        check(debate)
        pytest.fail("a wrong tally went through")
