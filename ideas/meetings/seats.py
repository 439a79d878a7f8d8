"""Seats of a meeting: signing up, waiting in line, giving a seat back. Whoever changes them holds the row of the meeting, so the
counts there are those of the rows, and nobody waits while a seat that they may take is free."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from rules import has_perm

from accounts import roles
from accounts.models import User
from ideas.models import AgendaItem, AttendeeRole, Meeting, MeetingState, Seat, SeatState
from ideas.participation import Refused, why_not
from notifications import inbox
from notifications.kinds import Kind

OPEN, RESERVED = "open_taken", "reserved_taken"


@contextmanager
def changing_meeting(meeting: Meeting) -> Iterator[Meeting]:
    """Change a meeting: gives the locked row as it is now, and saves it if the block changed it; all one transaction.

    Ideas that the block changes too have to be locked before (see ideas.meetings.announcing.cancel).
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        before = columns_of(locked)
        yield locked
        if columns_of(locked) != before:
            locked.revision += 1
            locked.save()


def columns_of(meeting: Meeting) -> list:
    """What the row of a meeting holds."""
    return [getattr(meeting, column.attname) for column in meeting._meta.concrete_fields]


def sign_up(meeting: Meeting, by: User | AnonymousUser) -> Seat:
    """Take a seat, or the next place in the line where none is free; who has one already keeps it as it is.

    Proposers of ideas on the agenda, experts and officials whose department looks after such an idea may sit on the seats that
    are kept for them. Who gave a seat back may come again, at the end of the line. Raises Refused.
    """
    with changing_meeting(meeting) as meeting:
        seat = Seat.objects.filter(meeting=meeting, member_id=by.pk).first()
        if seat and seat.state != SeatState.CANCELLED:
            return seat
        role = _checked(meeting, by)
        meeting.last_order += 1
        seat = seat or Seat(meeting=meeting, member=by)
        seat.order, seat.role, seat.signed_up_at = meeting.last_order, role, timezone.now()
        seat.promoted_at = seat.cancelled_at = None
        place = _free_place(meeting, role)
        if place:
            _sit(meeting, seat, place)
        else:
            seat.state, seat.is_reserved = SeatState.WAITING, False
            meeting.waiting += 1
        seat.save()
    return seat


def _checked(meeting: Meeting, by: User | AnonymousUser) -> AttendeeRole:
    """As what somebody comes. Raises Refused with the reason when they cannot sign up."""
    if refusal := why_no_sign_up(meeting):
        raise Refused(refusal)
    if not has_perm("ideas.sign_up", by, meeting):
        raise Refused(why_not(by, _("로그인하면 자리를 신청할 수 있어요.")))
    role = role_of(by, meeting)
    if not meeting.open_seats and (role == AttendeeRole.CITIZEN or not meeting.reserved_seats):
        raise Refused(_("이 회의는 자리 신청을 받지 않아요."))
    return role


def why_no_sign_up(meeting: Meeting) -> str:
    """Why nobody can sign up for a meeting now, in the reader's words; empty when people can."""
    if meeting.state == MeetingState.CANCELLED:
        return _("취소한 회의예요.")
    if meeting.state != MeetingState.ANNOUNCED or meeting.is_over:
        return _("끝난 회의예요.") if meeting.state != MeetingState.DRAFT else _("아직 알리지 않은 회의예요.")
    if meeting.sign_up_until and meeting.sign_up_until <= timezone.now():
        return _("자리 신청을 마감했어요.")
    return ""


def offered(meeting: Meeting, by: User | AnonymousUser) -> str:
    """What signing up would bring somebody who has no seat yet: a SeatState, empty where there is nothing to sign up for.

    Of visitors nothing is known, so they see what citizens are offered; at most 4 queries for members, none where seats are free.
    """
    if why_no_sign_up(meeting):
        return ""
    if meeting.open_taken < meeting.open_seats:
        return SeatState.SEATED
    is_kept_for = by.is_authenticated and meeting.reserved_seats and role_of(by, meeting) != AttendeeRole.CITIZEN
    if is_kept_for and meeting.reserved_taken < meeting.reserved_seats:
        return SeatState.SEATED
    return SeatState.WAITING if meeting.open_seats or is_kept_for else ""


def role_of(member: User, meeting: Meeting) -> AttendeeRole:
    """As what a member comes to a meeting. Officials of other departments come as citizens do."""
    items = AgendaItem.objects.filter(meeting=meeting)
    if items.filter(idea__author=member).exists():
        return AttendeeRole.PROPOSER
    if roles.EXPERTS in member.role_names:
        return AttendeeRole.EXPERT
    if member.department_ids and items.filter(idea__department__in=member.department_ids).exists():
        return AttendeeRole.OFFICIAL
    return AttendeeRole.CITIZEN


def cancel_seat(seat: Seat, by: User) -> str:
    """Give one's seat or place in the line back; whoever is next is seated and told, once. Giving back twice changes nothing.

    Returns the SeatState that was given up, empty when it had been before. Raises Refused when the seat is somebody else's, was
    sat on, or the meeting is over.
    """
    with changing_meeting(seat.meeting) as meeting:
        seat = Seat.objects.get(pk=seat.pk)
        if seat.member_id != by.pk:
            raise Refused(_("다른 사람의 자리예요."))
        if seat.state == SeatState.CANCELLED:
            return ""
        if meeting.state != MeetingState.ANNOUNCED or meeting.is_over:
            raise Refused(_("이 회의의 자리는 이제 바꿀 수 없어요."))
        if seat.checked_in_at:
            raise Refused(_("이미 회의에 들어왔어요."))
        given_up = seat.state
        if given_up == SeatState.WAITING:
            meeting.waiting -= 1
        else:
            _count(meeting, _place_of(seat), -1)
        seat.state, seat.is_reserved, seat.cancelled_at = SeatState.CANCELLED, False, timezone.now()
        seat.save()
        fill(meeting)
    return given_up


def change_seats(meeting: Meeting, by: User, open_seats: int, reserved_seats: int) -> Meeting:
    """Have more or fewer seats; those who wait get what is new. Raises Refused when more seats are taken than there would be."""
    with changing_meeting(meeting) as meeting:
        if not has_perm("ideas.run_meeting", by, meeting) or meeting.state not in (MeetingState.DRAFT, MeetingState.ANNOUNCED):
            raise Refused(_("이 회의의 자리는 이제 바꿀 수 없어요."))
        for taken, wanted in ((meeting.open_taken, open_seats), (meeting.reserved_taken, reserved_seats)):
            if wanted < taken:
                raise Refused(
                    ngettext(
                        "벌써 %(taken)d명이 앉기로 해서 그보다 줄일 수 없어요.",
                        "벌써 %(taken)d명이 앉기로 해서 그보다 줄일 수 없어요.",
                        taken,
                    )
                    % {"taken": taken}
                )
        meeting.open_seats, meeting.reserved_seats = open_seats, reserved_seats
        fill(meeting)
    return meeting


def fill(meeting: Meeting) -> list[Seat]:
    """Seat those who wait, in their order, as long as there is a seat for them, and tell them; returns who was seated.

    meeting: locked, and saved by the caller.
    """
    seated = []
    if meeting.waiting:
        know_proposers(meeting)
    while meeting.waiting and not meeting.is_over and (seat := _next_in_line(meeting)):
        _sit(meeting, seat, _free_place(meeting, seat.role))
        seat.promoted_at = timezone.now()
        seat.save()
        meeting.waiting -= 1
        _tell_of_seat(meeting, seat)
        seated.append(seat)
    return seated


def know_proposers(meeting: Meeting) -> int:
    """Whoever signed up before their idea came on the agenda comes as its proposer; returns how many that were."""
    authors = AgendaItem.objects.filter(meeting=meeting).values("idea__author_id")
    came_early = Seat.objects.filter(meeting=meeting, role=AttendeeRole.CITIZEN, member__in=authors)
    return came_early.update(role=AttendeeRole.PROPOSER)


def _next_in_line(meeting: Meeting) -> Seat | None:
    """The first of those who wait for whom there is a seat; whoever has left this site meanwhile is passed over."""
    line = Seat.objects.filter(meeting=meeting, state=SeatState.WAITING, member__is_active=True).order_by("order")
    if not _free_place(meeting, AttendeeRole.CITIZEN):
        if meeting.reserved_taken >= meeting.reserved_seats:
            return None
        line = line.filter(~Q(role=AttendeeRole.CITIZEN))
    return line.first()


def _free_place(meeting: Meeting, role: str) -> str:
    """The counter of a seat that is free for somebody, empty where none is. Who sits on an open seat and may sit on a kept one
    moves there before a citizen has to wait."""
    if role != AttendeeRole.CITIZEN and meeting.reserved_taken < meeting.reserved_seats:
        return RESERVED
    if meeting.open_taken < meeting.open_seats:
        return OPEN
    if meeting.reserved_taken < meeting.reserved_seats:
        seated = Seat.objects.filter(meeting=meeting, state=SeatState.SEATED, is_reserved=False)
        movable = seated.exclude(role=AttendeeRole.CITIZEN).order_by("order").first()
        if movable:
            _count(meeting, OPEN, -1)
            _sit(meeting, movable, RESERVED)
            movable.save()
            return OPEN
    return ""


def _sit(meeting: Meeting, seat: Seat, place: str) -> None:
    """Put somebody on a seat that is free."""
    seat.state, seat.is_reserved = SeatState.SEATED, place == RESERVED
    _count(meeting, place, 1)


def _place_of(seat: Seat) -> str:
    return RESERVED if seat.is_reserved else OPEN


def _count(meeting: Meeting, place: str, more: int) -> None:
    setattr(meeting, place, getattr(meeting, place) + more)


def _tell_of_seat(meeting: Meeting, seat: Seat) -> None:
    """A seat became free; told once for each time somebody stood in line."""
    with override("ko"):
        words = _("기다리던 자리가 났어요! 못 오게 되면 자리를 돌려주세요.")
    inbox.tell([seat.member_id], f"seat-{seat.pk}-{seat.order}", Kind.MEETING, meeting.title, words, meeting.get_absolute_url())
