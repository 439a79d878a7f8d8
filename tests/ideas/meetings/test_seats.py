"""Signing up for a meeting, waiting in line, giving a seat back."""

import contextlib
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from accounts import roles
from ideas.meetings import seats
from ideas.meetings.seats import cancel_seat, change_seats, sign_up
from ideas.models import AttendeeRole, Meeting, Seat, SeatState
from ideas.participation import Refused
from notifications.models import Notice
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, SeatFactory, office_member

pytestmark = pytest.mark.django_db


def states(meeting) -> list[str]:
    """The states of all seats in the order in which people came."""
    return list(Seat.objects.filter(meeting=meeting).order_by("order").values_list("state", flat=True))


def assert_counts_fit(meeting) -> Meeting:
    """The counts on the row are those of the rows, and nobody waits beside a seat they may take."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    seats = Seat.objects.filter(meeting=meeting)
    seated = seats.filter(state=SeatState.SEATED)
    assert meeting.open_taken == seated.filter(is_reserved=False).count() <= meeting.open_seats
    assert meeting.reserved_taken == seated.filter(is_reserved=True).count() <= meeting.reserved_seats
    waiting = seats.filter(state=SeatState.WAITING)
    assert meeting.waiting == waiting.count()
    if meeting.waiting:
        assert meeting.open_taken == meeting.open_seats
        if waiting.exclude(role=AttendeeRole.CITIZEN).exists():
            assert meeting.reserved_taken == meeting.reserved_seats
        if meeting.reserved_taken < meeting.reserved_seats:
            assert not seated.filter(is_reserved=False).exclude(role=AttendeeRole.CITIZEN).exists()
    assert not seated.filter(is_reserved=True, role=AttendeeRole.CITIZEN).exists()
    assert not seats.exclude(state=SeatState.SEATED).filter(is_reserved=True).exists()
    return meeting


def test_who_comes_first_sits_and_who_comes_later_waits_in_order():
    meeting = MeetingFactory(open_seats=2, reserved_seats=1)
    seats = [sign_up(meeting, UserFactory()) for _ in range(4)]
    assert [seat.state for seat in seats] == ["seated", "seated", "waiting", "waiting"]
    assert [seat.order for seat in seats] == [1, 2, 3, 4]
    meeting = assert_counts_fit(meeting)
    assert (meeting.open_taken, meeting.reserved_taken, meeting.waiting, meeting.last_order) == (2, 0, 2, 4)


def test_signing_up_twice_keeps_the_first_place():
    meeting, member = MeetingFactory(open_seats=1), UserFactory()
    assert sign_up(meeting, member).pk == sign_up(meeting, member).pk
    assert assert_counts_fit(meeting).open_taken == 1


def test_a_seat_given_back_goes_to_the_first_who_waits_who_is_told_once():
    meeting = MeetingFactory(open_seats=1)
    first, second, third = (sign_up(meeting, UserFactory()) for _ in range(3))
    cancel_seat(first, first.member)
    cancel_seat(first, first.member)
    assert states(meeting) == ["cancelled", "seated", "waiting"]
    second.refresh_from_db()
    assert second.promoted_at is not None
    told = Notice.objects.get()
    assert (told.member, told.key, told.url) == (second.member, f"seat-{second.pk}-2", meeting.get_absolute_url())
    assert "자리가 났어요" in told.words
    assert_counts_fit(meeting)
    cancel_seat(third, third.member)
    assert assert_counts_fit(meeting).waiting == 0


def test_who_gave_a_seat_back_comes_again_at_the_end_of_the_line():
    meeting = MeetingFactory(open_seats=1)
    first, second, third = (sign_up(meeting, UserFactory()) for _ in range(3))
    cancel_seat(first, first.member)
    again = sign_up(meeting, first.member)
    assert (again.pk, again.order, again.state, again.cancelled_at) == (first.pk, 4, "waiting", None)
    cancel_seat(second, second.member)
    assert states(meeting) == ["cancelled", "seated", "waiting"]
    assert Seat.objects.get(pk=third.pk).state == "seated"
    assert_counts_fit(meeting)


def test_those_whose_idea_it_is_sit_on_the_seats_kept_for_them():
    meeting = MeetingFactory(open_seats=1, reserved_seats=3)
    item = AgendaItemFactory(meeting=meeting)
    official = AppointmentFactory()
    item.idea.department = official.department
    item.idea.save()
    people = (item.idea.author, UserFactory(role=roles.EXPERTS), official.user, AppointmentFactory().user)
    seats = [sign_up(meeting, person) for person in people]
    assert [(seat.role, seat.is_reserved) for seat in seats] == [
        *(("proposer", True), ("expert", True), ("official", True), ("citizen", False)),
    ]
    assert_counts_fit(meeting)


def test_who_may_sit_on_a_kept_seat_moves_there_before_a_citizen_waits():
    meeting = MeetingFactory(open_seats=1, reserved_seats=1)
    first, second = (sign_up(meeting, UserFactory(role=roles.EXPERTS)) for _ in range(2))
    citizen = sign_up(meeting, UserFactory())
    assert citizen.state == "waiting"
    cancel_seat(first, first.member)
    second.refresh_from_db()
    citizen.refresh_from_db()
    assert (second.is_reserved, citizen.state, citizen.is_reserved) == (True, "seated", False)
    assert_counts_fit(meeting)


def test_more_seats_are_filled_at_once_and_no_seat_is_taken_away_from_anybody():
    meeting, office = MeetingFactory(open_seats=2), office_member()
    for _ in range(5):
        sign_up(meeting, UserFactory())
    change_seats(meeting, office, 4, 0)
    assert states(meeting) == ["seated"] * 4 + ["waiting"]
    assert Notice.objects.count() == 2
    with pytest.raises(Refused, match="벌써 4명이 앉기로 해서"):
        change_seats(meeting, office, 3, 0)
    assert assert_counts_fit(meeting).open_seats == 4


def test_only_the_idea_office_changes_seats():
    meeting = MeetingFactory()
    with pytest.raises(Refused):
        change_seats(meeting, UserFactory(), 500, 0)
    assert Meeting.objects.get(pk=meeting.pk).open_seats == 50


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"draft": True}, "아직 알리지 않은"),
        ({"cancelled": True}, "취소한 회의"),
        ({"past": True}, "끝난 회의"),
        ({"recorded": True}, "끝난 회의"),
        ({"sign_up_until": timezone.now() - timedelta(minutes=1)}, "마감했어요"),
        ({"open_seats": 0}, "자리 신청을 받지 않아요"),
    ],
)
def test_a_meeting_that_takes_nobody_says_why(facts, words):
    meeting = MeetingFactory(**facts)
    with pytest.raises(Refused, match=words):
        sign_up(meeting, UserFactory())
    assert not Seat.objects.exists()


def test_visitors_and_those_who_left_cannot_sign_up():
    meeting = MeetingFactory()
    for nobody in (AnonymousUser(), UserFactory(is_active=False)):
        with pytest.raises(Refused, match="로그인하면"):
            sign_up(meeting, nobody)


def test_nobody_gives_back_the_seat_of_somebody_else():
    seat = SeatFactory()
    with pytest.raises(Refused, match="다른 사람"):
        cancel_seat(seat, UserFactory())
    assert Seat.objects.get().state == "seated"


def test_who_came_in_keeps_the_seat_and_a_meeting_that_is_over_is_over():
    here = SeatFactory(checked_in=True)
    with pytest.raises(Refused, match="이미 회의에 들어왔어요"):
        cancel_seat(here, here.member)
    late = SeatFactory(meeting=MeetingFactory(past=True))
    with pytest.raises(Refused, match="바꿀 수 없어요"):
        cancel_seat(late, late.member)


def test_the_database_lets_nobody_sit_where_no_chair_is():
    meeting = MeetingFactory(open_seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(open_taken=2)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["in", "out"]), st.integers(0, 6)),
        st.tuples(st.just("resize"), st.tuples(st.integers(0, 5), st.integers(0, 3))),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_people_do_the_counts_are_those_of_the_rows(acts):
    with transaction.atomic():
        meeting, office = MeetingFactory(open_seats=2, reserved_seats=1), office_member()
        people = [*UserFactory.create_batch(4), *(UserFactory(role=roles.EXPERTS) for _ in range(3))]
        for act, what in acts:
            with contextlib.suppress(Refused):
                if act == "in":
                    sign_up(meeting, people[what])
                elif act == "resize":
                    change_seats(meeting, office, *what)
                elif seat := Seat.objects.filter(meeting=meeting, member=people[what]).first():
                    cancel_seat(seat, people[what])
            assert_counts_fit(meeting)
        transaction.set_rollback(True)


def test_whoever_left_this_site_is_passed_over_in_the_line():
    meeting = MeetingFactory(open_seats=1)
    first, gone, third = (sign_up(meeting, UserFactory()) for _ in range(3))
    type(gone.member).objects.filter(pk=gone.member_id).update(is_active=False)
    cancel_seat(first, first.member)
    assert states(meeting) == ["cancelled", "waiting", "seated"]
    assert Notice.objects.get().member == third.member


def test_whose_idea_came_on_the_agenda_while_they_waited_sits_on_a_kept_seat():
    meeting = MeetingFactory(open_seats=1, reserved_seats=1)
    first, proposer, citizen = (sign_up(meeting, UserFactory()) for _ in range(3))
    AgendaItemFactory(meeting=meeting, idea__author=proposer.member)
    cancel_seat(first, first.member)
    for seat in (proposer, citizen):
        seat.refresh_from_db()
    assert (proposer.role, proposer.is_reserved, citizen.state) == ("proposer", True, "seated")
    assert_counts_fit(meeting)


def test_giving_back_says_what_was_given_back():
    meeting = MeetingFactory(open_seats=1)
    first, second = (sign_up(meeting, UserFactory()) for _ in range(2))
    assert cancel_seat(second, second.member) == SeatState.WAITING
    assert cancel_seat(second, second.member) == ""
    assert cancel_seat(first, first.member) == SeatState.SEATED


@pytest.mark.parametrize(
    ("facts", "citizen", "expert"),
    [
        ({}, "seated", "seated"),
        ({"open_taken": 50}, "waiting", "seated"),
        ({"open_taken": 50, "reserved_taken": 10}, "waiting", "waiting"),
        ({"open_seats": 0}, "", "seated"),
        ({"open_seats": 0, "reserved_taken": 10}, "", "waiting"),
        ({"open_seats": 0, "reserved_seats": 0}, "", ""),
        ({"cancelled": True}, "", ""),
    ],
)
def test_what_signing_up_would_bring_is_what_it_brings(facts, citizen, expert):
    meeting = MeetingFactory(**facts)
    assert seats.offered(meeting, AnonymousUser()) == citizen
    for person, brings in ((UserFactory(), citizen), (UserFactory(role=roles.EXPERTS), expert)):
        assert seats.offered(Meeting.objects.get(pk=meeting.pk), person) == brings
        with contextlib.suppress(Refused):
            assert sign_up(meeting, person).state == brings
        Seat.objects.all().delete()
        Meeting.objects.filter(pk=meeting.pk).update(
            open_taken=meeting.open_taken, reserved_taken=meeting.reserved_taken, waiting=0
        )
