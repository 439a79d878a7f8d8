"""Sixteen processes sign three hundred people up for fifty seats, and give seats back, all at the same moment."""

import pytest

from ideas.meetings.seats import cancel_seat, sign_up
from ideas.models import Meeting, Seat, SeatState
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory
from tests.faults.test_step_races import fork, in_processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PROCESSES, PEOPLE, SEATS = 16, 300, 50


def share(things, which):
    """Every sixteenth, beginning with this one."""
    return things[which::PROCESSES]


def orders(meeting, state) -> list[int]:
    return list(Seat.objects.filter(meeting=meeting, state=state).order_by("order").values_list("order", flat=True))


def test_three_hundred_people_for_fifty_seats_from_sixteen_processes():
    meeting, people = MeetingFactory(open_seats=SEATS, reserved_seats=0), UserFactory.create_batch(PEOPLE)
    start = fork.Barrier(PROCESSES)

    def come(which):
        start.wait(60)
        for person in share(people, which):
            sign_up(meeting, person)
            sign_up(meeting, person)

    assert in_processes(come, PROCESSES) == [0] * PROCESSES
    assert orders(meeting, SeatState.SEATED) == list(range(1, SEATS + 1))
    assert orders(meeting, SeatState.WAITING) == list(range(SEATS + 1, PEOPLE + 1))
    now = Meeting.objects.get(pk=meeting.pk)
    assert (now.open_taken, now.waiting, now.last_order) == (SEATS, PEOPLE - SEATS, PEOPLE)

    leaving = list(Seat.objects.filter(meeting=meeting, order__lte=40).select_related("member").order_by("order"))
    start = fork.Barrier(PROCESSES)

    def go(which):
        start.wait(60)
        # Everybody presses twice, from two processes.
        for seat in share(leaving, which) + share(leaving, (which + 1) % PROCESSES):
            cancel_seat(seat, seat.member)

    assert in_processes(go, PROCESSES) == [0] * PROCESSES
    assert orders(meeting, SeatState.CANCELLED) == list(range(1, 41))
    assert orders(meeting, SeatState.SEATED) == list(range(41, SEATS + 41))
    assert orders(meeting, SeatState.WAITING) == list(range(SEATS + 41, PEOPLE + 1))
    promoted = Seat.objects.filter(meeting=meeting, promoted_at__isnull=False).order_by("promoted_at")
    assert list(promoted.values_list("order", flat=True)) == list(range(SEATS + 1, SEATS + 41))
    assert sorted(Notice.objects.values_list("member_id", flat=True)) == sorted(promoted.values_list("member_id", flat=True))
    now = Meeting.objects.get(pk=meeting.pk)
    assert (now.open_taken, now.waiting, now.last_order) == (SEATS, PEOPLE - SEATS - 40, PEOPLE)


def test_one_person_pressing_from_sixteen_processes_has_one_seat():
    meeting, person = MeetingFactory(open_seats=SEATS), UserFactory()
    start = fork.Barrier(PROCESSES)

    def come(_which):
        start.wait(60)
        sign_up(meeting, person)

    assert in_processes(come, PROCESSES) == [0] * PROCESSES
    now = Meeting.objects.get(pk=meeting.pk)
    assert (now.open_taken, now.last_order, Seat.objects.count()) == (1, 1, 1)


def naive_sign_up(meeting, person):
    """What a site without the lock does; the twin that shows that the test can fail."""
    taken = Seat.objects.filter(meeting=meeting, state=SeatState.SEATED).count()
    state = SeatState.SEATED if taken < SEATS else SeatState.WAITING
    Seat.objects.create(meeting=meeting, member=person, state=state, order=person.pk)


def test_the_naive_way_seats_too_many():
    for _attempt in range(10):
        meeting, people = MeetingFactory(open_seats=SEATS), UserFactory.create_batch(100)
        start = fork.Barrier(PROCESSES)

        def come(which, meeting=meeting, people=people, start=start):
            start.wait(60)
            for person in share(people, which):
                naive_sign_up(meeting, person)

        assert in_processes(come, PROCESSES) == [0] * PROCESSES
        if len(orders(meeting, SeatState.SEATED)) > SEATS:
            return
    pytest.fail("the naive way was never wrong")
