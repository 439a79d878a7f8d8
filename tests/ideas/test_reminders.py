"""ideas.reminders: whoever promised hears of it in time, once, and never of nothing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accounts import roles
from ideas import promises, reminders
from ideas.models import Holiday, Owner, Promise, PromiseKind
from ideas.trail import changing
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
DUE = date(2026, 10, 22)  # a Thursday in a week without holidays
PROMISED = datetime(2026, 9, 22, 12, tzinfo=SEOUL)


@pytest.fixture
def on(django_capture_on_commit_callbacks):
    """on(day, hour): run the job then, letters included; returns how many it sent."""

    def run(day: date, hour: int = 9) -> int:
        with (
            time_machine.travel(datetime(day.year, day.month, day.day, hour, 5, tzinfo=SEOUL), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            return reminders.remind()

    return run


def owed(**more) -> Promise:
    """A promise due on DUE that was made a month before."""
    return PromiseFactory(**{"due_on": DUE, "opened_at": PROMISED, "department": more.pop("department", None), **more})


def official(**more):
    return AppointmentFactory(**{"starts_on": date(2020, 1, 1), **more})


def test_an_official_hears_seven_and_three_days_before_on_the_day_and_once_it_is_late(on, mailoutbox):
    post = official(user__email="bus@example.org")
    owed(department=post.department, idea__title="버스 정류장 그늘")
    days = [day for step in range(-20, 10) if on(day := DUE + timedelta(days=step))]
    assert days == [DUE - timedelta(days=7), DUE - timedelta(days=3), DUE, DUE + timedelta(days=1)]
    assert [letter.to for letter in mailoutbox] == [["bus@example.org"]] * 4
    assert "7일 안에 다가와요" in mailoutbox[0].body
    assert "중간 답변으로 새 날을 알려 주세요" in mailoutbox[1].body
    assert "오늘까지예요" in mailoutbox[2].body
    assert "약속한 날이 1일 지났어요" in mailoutbox[3].body
    assert "늦은 약속이 1개 있어요" in mailoutbox[3].subject
    assert all("버스 정류장 그늘" in letter.body for letter in mailoutbox)


def test_running_twice_on_a_day_sends_one_letter(on, mailoutbox):
    owed(department=official().department)
    assert [on(DUE), on(DUE, 10), on(DUE, 17)] == [1, 0, 0]
    assert len(mailoutbox) == 1


def test_a_job_that_was_away_for_days_sends_one_letter_about_today(on, mailoutbox):
    owed(department=official().department)
    assert [on(DUE + timedelta(days=5)), on(DUE + timedelta(days=6))] == [1, 0]
    assert "약속한 날이 5일 지났어요" in mailoutbox[0].body


def test_one_letter_names_everything_that_a_member_has_to_hear(on, mailoutbox):
    post = official()
    second = official(user=post.user)
    for number in range(3):
        owed(department=post.department, idea__title=f"첫 부서 상상 {number}")
    owed(department=second.department, idea__title="둘째 부서 상상")
    assert on(DUE) == 1
    body = mailoutbox[0].body
    assert all(words in body for words in ("첫 부서 상상 0", "첫 부서 상상 2", "둘째 부서 상상"))
    assert body.count("오늘까지예요\n") == 1


@pytest.mark.parametrize("hour", [0, 8, 18, 23])
def test_nobody_gets_letters_at_night(on, mailoutbox, hour):
    owed(department=official().department)
    assert on(DUE, hour) == 0
    assert mailoutbox == []


def test_on_free_days_offices_hear_nothing_and_on_the_next_workday_all(on, mailoutbox):
    owed(department=official().department, due_on=date(2026, 10, 16))  # Friday; late from Saturday on
    Holiday.objects.create(day=date(2026, 10, 19), name="시의 날")
    sent = {day: on(date(2026, 10, day)) for day in (16, 17, 18, 19, 20)}
    assert sent == {16: 1, 17: 0, 18: 0, 19: 0, 20: 1}
    assert "약속한 날이 4일 지났어요" in mailoutbox[1].body


def test_a_deputy_hears_instead_of_who_is_away(on, mailoutbox):
    deputy = official(user__email="deputy@example.org")
    official(
        department=deputy.department,
        user__email="away@example.org",
        deputy=deputy,
        absent_from=DUE - timedelta(days=1),
        absent_until=DUE + timedelta(days=1),
    )
    elsewhere = official(user__email="elsewhere@example.org")
    other = official(
        user__email="away2@example.org", deputy=elsewhere, absent_from=DUE, absent_until=DUE + timedelta(days=1)
    ).department
    owed(department=deputy.department)
    owed(department=other)
    assert on(DUE) == 2
    assert sorted(letter.to[0] for letter in mailoutbox) == ["deputy@example.org", "elsewhere@example.org"]


@pytest.mark.parametrize(
    "post",
    [
        {"ends_on": DUE - timedelta(days=1)},
        {"starts_on": DUE + timedelta(days=1)},
        {"user__is_active": False},
        {"absent_from": DUE, "absent_until": DUE},
        None,
    ],
)
def test_what_nobody_in_the_department_can_hear_the_idea_office_hears(on, mailoutbox, post):
    UserFactory(role=roles.IDEA_OFFICE, email="office@example.org")
    department = official(**post).department if post else DepartmentFactory()
    owed(department=department)
    assert on(DUE) == 1
    assert mailoutbox[0].to == ["office@example.org"]


def test_the_idea_office_hears_of_its_own_promises(on, mailoutbox):
    for place in range(2):
        UserFactory(role=roles.IDEA_OFFICE, email=f"office{place}@example.org")
    UserFactory(role=roles.IDEA_OFFICE, is_active=False)
    owed()
    assert on(DUE) == 2
    assert {letter.to[0] for letter in mailoutbox} == {"office0@example.org", "office1@example.org"}


def test_who_is_asked_for_more_is_reminded_too_but_not_blamed(on, mailoutbox):
    idea = IdeaFactory(title="보완할 상상", author__email="writer@example.org")
    saturday = date(2026, 10, 24)
    owed(idea=idea, kind=PromiseKind.SUPPLEMENT, owner=Owner.PROPOSER, due_on=saturday, opened_at=PROMISED)
    days = [day for step in range(-8, 4) if on(day := saturday + timedelta(days=step))]
    assert days == [saturday - timedelta(days=7), saturday - timedelta(days=3), saturday]
    assert {letter.to[0] for letter in mailoutbox} == {"writer@example.org"}
    assert "이야기를 조금 더" in mailoutbox[0].subject
    assert f"/ideas/{idea.number}/" in mailoutbox[0].body


def test_what_was_promised_only_now_needs_no_letter(on, mailoutbox):
    owed(department=official().department, opened_at=datetime(2026, 10, 20, 12, tzinfo=SEOUL))
    assert [on(DUE - timedelta(days=2)), on(DUE - timedelta(days=1)), on(DUE)] == [0, 0, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"kept_at": timezone.now()},
        {"cancelled_at": timezone.now()},
        {"stopped_on": DUE - timedelta(days=9), "stop_reason": "기다려요"},
        {"idea__visibility": "hidden"},
    ],
)
def test_nobody_hears_of_what_is_not_owed_now(on, mailoutbox, change):
    owed(department=official().department, **change)
    assert on(DUE) == 0
    assert mailoutbox == []


def test_a_promise_kept_between_claim_and_letter_is_left_out_and_an_empty_letter_never_goes(mailoutbox):
    post = official()
    gone, stays = owed(department=post.department), owed(department=post.department, idea__title="남은 상상")
    with time_machine.travel(datetime(2026, 10, 22, 9, tzinfo=SEOUL)):
        Promise.objects.filter(pk=gone.pk).update(kept_at=timezone.now())
        assert reminders.send.func(post.user_id, [gone.pk, stays.pk])
        Promise.objects.filter(pk=stays.pk).update(kept_at=timezone.now())
        assert not reminders.send.func(post.user_id, [gone.pk, stays.pk])
    assert len(mailoutbox) == 1
    assert "남은 상상" in mailoutbox[0].body


def test_whoever_takes_a_promise_over_hears_of_it_on_the_same_day(on, mailoutbox):
    first, second = official(), official(user__email="second@example.org")
    made = owed(department=first.department)
    assert on(DUE) == 1
    with time_machine.travel(datetime(2026, 10, 22, 13, tzinfo=SEOUL)), changing(made.idea) as idea:
        promises.hand_to(idea, PromiseKind.ANSWER, Owner.DEPARTMENT, second.department, None)
    assert [on(DUE, 14), on(DUE, 15)] == [1, 0]
    assert mailoutbox[1].to == ["second@example.org"]


def test_a_letter_names_the_first_thirty_and_counts_the_others(on, mailoutbox):
    post = official()
    for _ in range(33):
        owed(department=post.department)
    on(DUE)
    assert mailoutbox[0].body.count("· ") >= 30
    assert "그 밖에 3개가 책상에 있어요." in mailoutbox[0].body


def test_words_of_citizens_stand_in_a_letter_as_they_wrote_them(on, mailoutbox):
    owed(department=official().department, idea__title="1 < 2 & “그늘”")
    on(DUE)
    assert "1 < 2 & “그늘”" in mailoutbox[0].body


def test_the_number_of_statements_does_not_grow_with_the_promises(on, django_assert_max_num_queries):
    post = official()
    for _ in range(30):
        owed(department=post.department)
    with time_machine.travel(datetime(2026, 10, 22, 9, tzinfo=SEOUL)), django_assert_max_num_queries(12):
        reminders.remind()
