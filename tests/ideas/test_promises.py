"""ideas.promises: the clock of a promise, how it stops, goes on, moves and ends."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import workdays
from ideas import promises
from ideas.models import Owner, Promise, PromiseKind
from ideas.trail import changing
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
ANSWER = PromiseKind.ANSWER
START = date(2026, 10, 22)  # a Thursday; one month later is a Sunday, so the answer is due on Monday the 23rd


def on(day: date, hour: int = 12):
    """It is this day in Seoul."""
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL), tick=False)


def do(verb, idea, *args, **kwargs) -> Promise | None:
    """One verb on a locked idea."""
    with changing(idea) as locked:
        return verb(locked, *args, **kwargs)


@pytest.fixture
def idea():
    """An idea whose answer was promised on START."""
    with on(START):
        idea = IdeaFactory()
        do(promises.promise, idea, ANSWER, Owner.OFFICE)
    return idea


def kinds(idea) -> list[str]:
    return list(idea.trail.order_by("number").values_list("kind", flat=True))


def test_a_promise_says_who_what_and_until_when_in_the_trail(idea):
    made = Promise.objects.get()
    assert (made.due_on, made.first_due_on) == (date(2026, 11, 23), date(2026, 11, 23))
    entry = idea.trail.get()
    assert (entry.kind, entry.data) == ("promised", {"promise": "answer", "owner": "창의담당관", "due_on": "2026-11-23"})


def test_promising_again_what_is_promised_changes_nothing(idea):
    with on(START + timedelta(days=3)):
        again = do(promises.promise, idea, ANSWER, Owner.OFFICE)
    assert again == Promise.objects.get()
    assert again.due_on == date(2026, 11, 23)
    assert kinds(idea) == ["promised"]


def test_the_database_keeps_one_open_promise_of_a_kind(idea):
    PromiseFactory(idea=idea, kind=PromiseKind.OPINION)
    PromiseFactory(idea=idea, kept_at=timezone.now())
    PromiseFactory(idea=idea, cancelled_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseFactory(idea=idea)


@pytest.mark.parametrize(
    ("day", "days", "was_late"),
    [(START, 0, False), (date(2026, 11, 1), 10, False), (date(2026, 11, 23), 32, False), (date(2026, 11, 24), 33, True)],
)
def test_a_promise_is_kept_in_time_up_to_its_last_day(idea, day, days, was_late):
    with on(day, hour=23):
        made = do(promises.keep, idea, ANSWER)
    assert (made.days_to_keep, made.was_late, made.is_open) == (days, was_late, False)


@pytest.mark.parametrize(("hour", "days"), [(0, 0), (23, 0)])
def test_days_are_days_in_seoul(hour, days):
    with time_machine.travel(datetime(2026, 10, 22, hour, 30, tzinfo=SEOUL), tick=False):
        idea = IdeaFactory()
        do(promises.promise, idea, ANSWER, Owner.OFFICE)
        assert Promise.objects.get().due_on == date(2026, 11, 23)
        assert do(promises.keep, idea, ANSWER).days_to_keep == days


def test_lateness_begins_at_midnight_in_seoul(idea):
    with time_machine.travel(datetime(2026, 11, 23, 14, 59, tzinfo=ZoneInfo("UTC")), tick=False):
        assert (Promise.objects.get().days_left, Promise.objects.get().is_late) == (0, False)
        assert not Promise.objects.late().exists()
    with time_machine.travel(datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("UTC")), tick=False):
        assert (Promise.objects.get().days_left, Promise.objects.get().is_late) == (-1, True)
        assert Promise.objects.late().exists()


def test_the_days_a_clock_stood_are_put_behind_the_last_day(idea):
    with on(date(2026, 11, 2)):
        do(promises.stop, idea, ANSWER, "보완을 기다려요.")
    with on(date(2026, 11, 10)):
        made = do(promises.resume, idea, ANSWER)
    assert (made.stopped_days, made.due_on, made.first_due_on) == (8, date(2026, 12, 1), date(2026, 11, 23))
    assert (made.stopped_on, made.stop_reason) == (None, "")
    assert kinds(idea) == ["promised", "clock_stopped", "clock_resumed"]


def test_a_stopped_clock_is_never_late_and_stops_once(idea):
    with on(date(2026, 11, 2)):
        do(promises.stop, idea, ANSWER, "첫 까닭")
    with on(date(2027, 3, 1)):
        made = do(promises.stop, idea, ANSWER, "둘째 까닭")
        assert (made.stopped_on, made.stop_reason, made.is_late) == (date(2026, 11, 2), "첫 까닭", False)
        assert not Promise.objects.late().exists()
    assert kinds(idea) == ["promised", "clock_stopped"]


def test_a_clock_that_stops_on_the_last_day_leaves_that_day(idea):
    with on(date(2026, 11, 23)):
        do(promises.stop, idea, ANSWER, "보완을 기다려요.")
    with on(date(2026, 11, 30)):
        made = do(promises.resume, idea, ANSWER)
        assert (made.due_on, made.days_left) == (date(2026, 11, 30), 0)


def test_a_late_promise_stays_as_late_when_its_clock_stood(idea):
    with on(date(2026, 11, 26)):
        do(promises.stop, idea, ANSWER, "보완을 기다려요.")
    with on(date(2026, 12, 3)):
        made = do(promises.resume, idea, ANSWER)
        assert (made.due_on, made.days_left) == (date(2026, 11, 30), -3)


def test_stopping_and_going_on_on_one_day_changes_no_day(idea):
    with on(date(2026, 11, 2)):
        do(promises.stop, idea, ANSWER, "까닭")
        made = do(promises.resume, idea, ANSWER)
    assert (made.stopped_days, made.due_on) == (0, date(2026, 11, 23))


def test_a_new_last_day_that_is_free_moves_to_a_workday(idea):
    with on(date(2026, 11, 2)):
        do(promises.stop, idea, ANSWER, "까닭")
    with on(date(2026, 11, 7)):
        assert do(promises.resume, idea, ANSWER).due_on == date(2026, 11, 30)  # the 28th is a Saturday


def test_keeping_a_promise_whose_clock_stands_takes_the_stop_off(idea):
    with on(date(2026, 11, 2)):
        do(promises.stop, idea, ANSWER, "까닭")
    with on(date(2026, 12, 2)):
        made = do(promises.keep, idea, ANSWER)
    assert (made.days_to_keep, made.stopped_days, made.was_late, made.stopped_on) == (11, 30, False, None)


def test_a_clock_set_back_breaks_nothing(idea):
    with on(START - timedelta(days=2)):
        do(promises.stop, idea, ANSWER, "까닭")
    with on(START - timedelta(days=5)):
        made = do(promises.resume, idea, ANSWER)
        assert (made.stopped_days, made.due_on) == (0, date(2026, 11, 23))
        made = do(promises.keep, idea, ANSWER)
    assert (made.days_to_keep, made.was_late) == (0, False)


def test_a_promise_that_fell_away_comes_back_with_its_day_once(idea):
    with on(date(2026, 11, 2)):
        do(promises.cancel, idea, ANSWER, "합쳐졌어요.")
        assert promises.open_of(idea, ANSWER) is None
        back = do(promises.revive, idea, ANSWER, timezone.now())
        assert (back.is_open, back.cancel_reason, back.due_on) == (True, "", date(2026, 11, 23))
        assert do(promises.revive, idea, ANSWER, timezone.now()) is None


def test_whoever_takes_over_owes_it_by_the_same_day_and_the_trail_says_so(idea):
    department = DepartmentFactory(name="버스정책과")
    Promise.objects.update(reminded_on=START)
    with on(date(2026, 11, 2)):
        made = do(promises.hand_to, idea, ANSWER, Owner.DEPARTMENT, department, None)
        do(promises.hand_to, idea, ANSWER, Owner.DEPARTMENT, department, None)
    assert (made.owner_name, made.due_on, made.reminded_on) == ("버스정책과", date(2026, 11, 23), None)
    assert kinds(idea) == ["promised", "promise_moved"]
    assert idea.trail.last().data["before"] == "창의담당관"


def test_a_new_day_leaves_the_first_one_visible(idea):
    with on(date(2026, 11, 20)):
        made = do(promises.postpone, idea, ANSWER, date(2026, 12, 21))
    assert (made.due_on, made.first_due_on, made.interim_at is not None) == (date(2026, 12, 21), date(2026, 11, 23), True)


@pytest.mark.parametrize("verb", [promises.keep, promises.resume])
def test_nothing_happens_to_what_was_never_promised(verb):
    idea = IdeaFactory()
    assert do(verb, idea, ANSWER) is None
    assert kinds(idea) == []


MOVES = st.tuples(st.sampled_from(["stop", "resume", "promise", "keep", "cancel", "revive", "postpone"]), st.integers(0, 40))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(MOVES, max_size=12))
def test_whatever_happens_the_days_add_up(moves):
    today, idea = START, IdeaFactory()
    ran, stood = 0, 0  # days of the promise that is open, by hand
    for move, days in moves:
        before = promises.open_of(idea, ANSWER)
        if before:
            stood, ran = (stood + days, ran) if before.stopped_on else (stood, ran + days)
        today += timedelta(days=days)
        with on(today):
            verb = getattr(promises, move)
            extra = {
                "stop": ("까닭",),
                "promise": (Owner.OFFICE,),
                "cancel": ("까닭",),
                "revive": (timezone.make_aware(datetime(2000, 1, 1)),),
                "postpone": (today + timedelta(days=14),),
            }.get(move, ())
            made = do(verb, idea, ANSWER, *extra)
            open_ = list(Promise.objects.open().filter(idea=idea, kind=ANSWER))
            assert len(open_) <= 1
            if move == "keep" and before:
                assert (made.days_to_keep, made.stopped_days) == (ran, stood)
            if move == "resume" and before and before.stopped_on:
                left = (before.due_on - before.stopped_on).days
                assert left <= made.days_left <= left + workdays.LONGEST_BREAK
            if before is None and open_:
                ran = stood = 0
                if move == "revive":
                    return  # days in which nothing was owed are no days of either kind
            for made in open_:
                assert made.due_on >= made.first_due_on or made.interim_at
                assert made.stop_reason or made.stopped_on is None
