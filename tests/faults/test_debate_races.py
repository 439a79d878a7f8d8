"""Eight processes change their stance in one debate at once, while others argue and the clock closes it."""

import multiprocessing

import pytest
from django.db.models import Count, Sum
from django.utils import timezone

from ideas.debates.arguing import argue, find_helpful
from ideas.debates.running import close_due
from ideas.debates.standing import take_stance
from ideas.models import Argument, Debate, DebateDay, Helpful, Side, Stance, TrailEntry
from ideas.participation import Refused
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory
from tests.faults.test_step_races import PROCESSES, in_processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

ROUNDS = 25
fork = multiprocessing.get_context("fork")


def counts_equal_rows(debate):
    debate = Debate.objects.get(pk=debate.pk)
    rows = dict(Stance.objects.filter(debate=debate).values_list("side").annotate(n=Count("id")))
    assert {side: getattr(debate, side) for side in Side.values} == {side: rows.get(side, 0) for side in Side.values}
    assert debate.changes == Stance.objects.filter(debate=debate).aggregate(n=Sum("changes"))["n"]
    return debate


def test_eight_processes_change_stances_at_once_and_none_is_lost():
    debate, people = DebateFactory(), UserFactory.create_batch(4)
    start = fork.Barrier(PROCESSES)

    def press(which):
        # Two processes act for each member, as two windows of one person would.
        start.wait(60)
        for number in range(ROUNDS):
            take_stance(debate, people[which % 4], Side.values[(which + number) % 3])

    assert in_processes(press) == [0] * PROCESSES
    debate = counts_equal_rows(debate)
    assert debate.people == 4
    day = DebateDay.objects.get()
    assert (day.pro, day.con, day.how, day.moved) == (debate.pro, debate.con, debate.how, debate.changes)


def test_eight_processes_send_one_form_and_press_one_button():
    debate, writer, reader = DebateFactory(), UserFactory(), UserFactory()
    made, key = argue(debate, UserFactory(), "pro", "그늘이 필요해요."), "7e0f9b62-6e0c-4e3b-9a53-3c9f5a0d2b11"
    start = fork.Barrier(PROCESSES)

    def press(_which):
        start.wait(60)
        argue(debate, writer, "con", "바람이 세요.", key)
        find_helpful(made, reader)

    assert in_processes(press) == [0] * PROCESSES
    counts_equal_rows(debate)
    assert Argument.objects.filter(author=writer).count() == Debate.objects.get().con_arguments == 1
    assert Argument.objects.get(pk=made.pk).helpful_count == Helpful.objects.count() == 1


def test_what_the_closing_froze_is_what_the_trail_says():
    debate, people = DebateFactory(), UserFactory.create_batch(PROCESSES - 1)
    start = fork.Barrier(PROCESSES)

    def press(which):
        start.wait(60)
        if which == PROCESSES - 1:
            Debate.objects.update(closes_at=timezone.now())
            assert close_due() == 1
            return
        for number in range(ROUNDS):
            try:
                take_stance(debate, people[which], Side.values[number % 3])
            except Refused:
                return

    assert in_processes(press) == [0] * PROCESSES
    debate = counts_equal_rows(debate) if Stance.objects.exists() else Debate.objects.get()
    told = TrailEntry.objects.get(kind="debate_closed").data
    assert {side: told[side] for side in Side.values} == {side: getattr(debate, side) for side in Side.values}


def naive_stance(debate, by, side):
    """What a site without the lock does; the twin that shows that the test can fail."""
    stance = Stance.objects.get(debate=debate, member=by)
    now = Debate.objects.get(pk=debate.pk)
    Stance.objects.filter(pk=stance.pk).update(side=side)
    tally = {stance.side: getattr(now, stance.side) - 1, side: getattr(now, side) + 1}
    if stance.side != side:
        Debate.objects.filter(pk=debate.pk).update(**{name: max(0, count) for name, count in tally.items()})


def test_the_naive_way_loses_count():
    debate, people = DebateFactory(), UserFactory.create_batch(PROCESSES)
    for person in people:
        take_stance(debate, person, "pro")
    start = fork.Barrier(PROCESSES)

    def press(which):
        for number in range(ROUNDS):
            start.wait(60)
            naive_stance(debate, people[which], Side.values[(which + number) % 3])

    in_processes(press)
    with pytest.raises(AssertionError):
        counts_equal_rows(debate)
