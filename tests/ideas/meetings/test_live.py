"""The clock of a meeting, the decision being written, and what the clerk reads beside it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from ideas.meetings import live
from ideas.models import AgendaItem, Argument, Debate, Decision, Panel, Round, RoundIdea
from ideas.participation import Refused
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db
EMPTY = {
    **{"decision": "", "reason": "", "minutes": ""},
    **dict.fromkeys(("department_id", "starts_on", "goes_to_id", "votes_for", "votes_against")),
}


@pytest.fixture
def clerk():
    return office_member()


@pytest.fixture
def meeting():
    return MeetingFactory()


def fresh(item):
    return AgendaItem.objects.select_related("meeting").get(pk=item.pk)


def save(item, by, known=None, **words):
    return live.save_decision(item, by, EMPTY | words, live.mark_of(fresh(item)) if known is None else known)


# -- the clock --------------------------------------------------------------------------------------------------
def test_the_clock_adds_up_what_runs_and_nothing_else(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        live.start(item, clerk)
        clock.shift(90)
        assert live.elapsed(fresh(item)) == 90
        live.pause(meeting, clerk)
        clock.shift(600)
        assert live.elapsed(fresh(item)) == 90
        live.start(item, clerk)
        clock.shift(30)
        live.start(item, clerk)  # pressed twice
        clock.shift(15)
        assert live.elapsed(fresh(item)) == 135
        live.pause(meeting, clerk)
        live.pause(meeting, clerk)
    item = fresh(item)
    assert (item.used_seconds, item.started_at) == (135, None)


def test_one_clock_runs_at_a_time_and_the_hall_sees_that_item(clerk, meeting):
    first, second = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting)
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        live.start(first, clerk)
        clock.shift(60)
        live.start(second, clerk)
        clock.shift(10)
        assert [live.elapsed(fresh(item)) for item in (first, second)] == [60, 10]
    assert fresh(first).started_at is None
    meeting.refresh_from_db()
    assert meeting.current_item == second


def test_going_on_runs_through_the_agenda_and_stops_at_its_end(clerk, meeting):
    first, second = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting)
    assert live.go_on(meeting, clerk) == first
    assert live.go_on(meeting, clerk) == second
    assert live.go_on(meeting, clerk) is None
    assert not meeting.items.filter(started_at__isnull=False).exists()
    meeting.refresh_from_db()
    assert meeting.current_item == second


def test_a_clock_that_is_set_back_never_counts_below_zero(meeting):
    item = AgendaItemFactory(meeting=meeting, used_seconds=20, started_at=timezone.now() + timedelta(minutes=5))
    assert live.elapsed(item) == 20


def test_clocks_leave_the_revision_alone(clerk, meeting):
    live.start(AgendaItemFactory(meeting=meeting), clerk)
    meeting.refresh_from_db()
    assert meeting.revision == 0


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (95, "1:35"), (3_725, "62:05")])
def test_a_clock_shows_minutes_and_seconds(seconds, words):
    assert live.clock_words(seconds) == words


@pytest.mark.parametrize("trait", ["recorded", "cancelled"])
def test_a_meeting_that_is_done_has_no_clock_and_takes_no_words(clerk, trait):
    item = AgendaItemFactory(meeting=MeetingFactory(**{trait: True}))
    for verb in (
        lambda: live.start(item, clerk),
        lambda: live.pause(item.meeting, clerk),
        lambda: live.go_on(item.meeting, clerk),
        lambda: save(item, clerk, minutes="늦은 말"),
    ):
        with pytest.raises(Refused):
            verb()


@pytest.mark.parametrize("make", [UserFactory, lambda: AppointmentFactory().user])
def test_only_the_office_runs_a_meeting(meeting, make):
    item, someone = AgendaItemFactory(meeting=meeting), make()
    for verb in (lambda: live.start(item, someone), lambda: save(item, someone, minutes="내 말")):
        with pytest.raises(Refused):
            verb()


# -- the decision being written ------------------------------------------------------------------------------------
def test_half_a_decision_is_kept_and_moves_no_idea(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    save(item, clerk, decision="adopt", votes_for=0, minutes="시장: 좋습니다.")
    kept = fresh(item)
    assert (kept.decision, kept.votes_for, kept.minutes, kept.decided_at) == ("adopt", 0, "시장: 좋습니다.", None)
    kept.idea.refresh_from_db()
    assert (kept.idea.stage, kept.idea.outcome, kept.idea.trail_length) == ("realisation", "none", 0)
    meeting.refresh_from_db()
    assert meeting.revision == 1


def test_who_writes_on_an_old_page_is_told_what_stands_there(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    old = live.mark_of(fresh(item))
    save(item, clerk, decision="hold", reason="돈이 모자라요.")
    with pytest.raises(live.Stale) as refusal:
        save(item, office_member(), known=old, decision="adopt")
    assert refusal.value.item.reason == "돈이 모자라요."
    assert fresh(item).decision == "hold"


def test_one_s_own_saving_whose_answer_was_lost_is_no_conflict(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    old = live.mark_of(fresh(item))
    save(item, clerk, known=old, decision="hold", reason="돈이 모자라요.")
    save(item, clerk, known=old, decision="hold", reason="돈이 모자라요.")
    assert fresh(item).decision == "hold"


def test_every_word_of_a_draft_moves_its_mark(meeting):
    item = AgendaItemFactory(meeting=meeting)
    values = {
        **{"decision": "adopt", "reason": "가", "department_id": 1, "starts_on": date(2027, 3, 1), "goes_to_id": 1},
        **{"votes_for": 0, "votes_against": 0, "minutes": "나"},
    }
    assert set(values) == set(live.DRAFT)
    marks = {live.mark_of(item)}
    for name, value in values.items():
        setattr(item, name, value)
        marks.add(live.mark_of(item))
    assert len(marks) == len(values) + 1


@pytest.mark.parametrize(
    ("trait", "decision", "stands"),
    [
        ({}, "adopt", True),
        ({}, "not_discussed", True),
        ({}, "put_on_agenda", False),
        ({"working": True}, "put_on_agenda", True),
        ({"working": True}, "adopt", False),
        ({"working": True}, "not_discussed", False),
    ],
)
def test_each_meeting_takes_its_own_decisions(clerk, trait, decision, stands):
    item = AgendaItemFactory(meeting=MeetingFactory(**trait))
    if stands:
        assert save(item, clerk, decision=decision).decision == decision
        return
    with pytest.raises(Refused):
        save(item, clerk, decision=decision)


@pytest.mark.parametrize(
    ("day", "stands"),
    [("2026-11-22", False), ("2026-11-23", True), ("2029-11-23", True), ("2029-11-24", False)],
)
def test_an_adopted_idea_begins_within_three_years_of_the_meeting(clerk, day, stands):
    # 00:30 on the 23rd in Seoul is still the 22nd in UTC.
    starts_at = timezone.datetime.fromisoformat("2026-11-22T15:30:00+00:00")
    item = AgendaItemFactory(meeting=MeetingFactory(starts_at=starts_at))
    words = {"decision": "adopt", "starts_on": date.fromisoformat(day)}
    if stands:
        assert save(item, clerk, **words).starts_on == words["starts_on"]
        return
    with pytest.raises(Refused, match="3년"):
        save(item, clerk, **words)


def test_three_years_from_a_leap_day_end_in_february():
    meeting = MeetingFactory(starts_at=timezone.datetime.fromisoformat("2028-02-29T01:00:00+00:00"))
    assert live.last_day(meeting) == date(2031, 2, 28)


def test_the_clerk_is_told_what_publishing_will_ask_for(meeting):
    item = AgendaItemFactory(meeting=meeting)
    assert len(live.missing(item)) == 1
    item.decision = Decision.ADOPT
    assert len(live.missing(item)) == 3
    item.reason, item.department_id, item.starts_on = "좋은 뜻이에요.", DepartmentFactory().pk, date(2027, 3, 1)
    assert live.missing(item) == []
    item.decision = Decision.NOT_DISCUSSED
    item.reason = " "
    assert len(live.missing(item)) == 1
    item.decision = Decision.PUT_ON_AGENDA
    assert live.missing(item) == ["올릴 실현회의를 골라 주세요."]


# -- what stands beside -----------------------------------------------------------------------------------------------
def test_the_best_arguments_of_each_side_are_the_pinned_and_the_most_helpful(meeting, django_assert_max_num_queries):
    idea = AgendaItemFactory(meeting=meeting).idea
    debate = Debate.objects.create(idea=idea, title="토론", question="할까요?", closes_at=timezone.now() + timedelta(days=1))
    bodies = (("pro", "핀", 1, True), ("pro", "으뜸", 9, False), ("pro", "버금", 8, False), ("con", "반대", 2, False))
    for side, body, helpful, is_pinned in bodies:
        made = {"side": side, "body": body, "helpful_count": helpful, "is_pinned": is_pinned}
        Argument.objects.create(debate=debate, author=UserFactory(), **made)
    Argument.objects.create(debate=debate, author=UserFactory(), side="con", body="숨김", helpful_count=99, visibility="hidden")
    with django_assert_max_num_queries(5):
        sides = live.best_arguments(idea)
    assert [(side, [each.body for each in found]) for side, found in sides] == [("pro", ["핀", "으뜸"]), ("con", ["반대"])]


def test_scores_are_shown_of_closed_rounds_only(meeting):
    idea = AgendaItemFactory(meeting=meeting).idea
    now = timezone.now()
    panel = Panel.objects.create(name="상상누리단", starts_on=now.date(), ends_on=now.date() + timedelta(days=300))
    for name, closed_at in (("1회", now), ("2회", None)):
        made = Round.objects.create(panel=panel, name=name, closes_at=now + timedelta(days=1), closed_at=closed_at)
        RoundIdea.objects.create(round=made, idea=idea, number=5, median=70)
    assert [score.round.name for score in live.scores(idea)] == ["1회"]


def test_only_published_answers_are_read_out(meeting):
    idea = AgendaItemFactory(meeting=meeting).idea
    shown = AnswerFactory(idea=idea, department=DepartmentFactory())
    AnswerFactory(idea=idea, department=DepartmentFactory(), draft=True)
    assert live.answers_so_far(idea) == [shown]
