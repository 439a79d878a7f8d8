"""Coming into a meeting: staff look at the code on somebody's telephone, or people type the code that hangs in the room."""

import csv
import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.spreadsheets import BYTE_ORDER_MARK, Echo, guarded
from ideas.meetings.seats import changing_meeting, role_of
from ideas.models import AttendeeRole, Meeting, MeetingState, Seat, SeatState
from ideas.participation import Refused

signer = signing.Signer(salt="ideas.seat")
AROUND = timedelta(days=1)


def token(seat: Seat) -> str:
    """What the picture on somebody's telephone holds; it is another one after giving the seat back and signing up anew."""
    return signer.sign(f"{seat.pk}-{seat.order}")


def seat_of_token(meeting: Meeting, given: str) -> Seat | None:
    """The seat at this meeting that a token was made for; None for anything that we did not sign."""
    try:
        pk, order = signer.unsign(given[:200]).split("-")
    except signing.BadSignature:
        return None
    return seats_with_people(meeting).filter(pk=pk, order=order).first()


def seat_of_number(meeting: Meeting, number: int) -> Seat | None:
    """The seat with the number that somebody says at the door."""
    return seats_with_people(meeting).filter(order=number).first() if 0 < number < 2**31 else None


def seats_with_people(meeting: Meeting):
    """The seats of a meeting with who has them."""
    return Seat.objects.filter(meeting=meeting).select_related("member")


def is_time(meeting: Meeting) -> bool:
    """Whether people can come in: on the day of the meeting, the day before and the day after, of what is held."""
    if meeting.state not in (MeetingState.ANNOUNCED, MeetingState.RECORDED):
        return False
    first, last = timezone.localdate(meeting.starts_at) - AROUND, timezone.localdate(meeting.ends_at) + AROUND
    return first <= timezone.localdate() <= last


def let_in(seat: Seat, by: User) -> Seat:
    """Write down that somebody came, as staff at the door; letting in twice keeps the first time. Raises Refused."""
    if not has_perm("ideas.check_in", by, seat.meeting):
        raise Refused(_("들어온 사람은 창의담당관이 확인해요."))
    return _check_in(seat)


def come_in(meeting: Meeting, by: User | AnonymousUser, code: str) -> Seat:
    """Write down that one is there oneself, with the code that hangs in the room. Raises Refused."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    if not secrets.compare_digest(typed.encode(), meeting.code.encode()):
        raise Refused(_("다른 코드예요. 회의장 화면에 보이는 코드를 다시 봐 주세요."))
    seat = Seat.objects.filter(meeting=meeting, member_id=by.pk).first()
    if seat is None:
        raise Refused(_("신청한 자리가 없어요. 들어오는 곳에 있는 분께 말해 주세요."))
    return _check_in(seat)


def _check_in(seat: Seat) -> Seat:
    with changing_meeting(seat.meeting) as meeting:
        seat = Seat.objects.select_related("member").get(pk=seat.pk)
        if seat.checked_in_at:
            return seat
        if not is_time(meeting):
            raise Refused(_("회의가 열리는 날에 할 수 있어요."))
        if seat.state == SeatState.WAITING:
            raise Refused(_("아직 자리를 기다리고 있어요."))
        if seat.state == SeatState.CANCELLED:
            raise Refused(_("돌려준 자리예요."))
        seat.checked_in_at = timezone.now()
        if seat.role == AttendeeRole.CITIZEN:
            # The agenda may have come after they signed up.
            seat.role = role_of(seat.member, meeting)
        seat.save(update_fields=["role", "checked_in_at"])
    return seat


def undo(seat: Seat, by: User) -> Seat:
    """Say that somebody did not come after all; for a slip at the door. Raises Refused."""
    if not has_perm("ideas.check_in", by, seat.meeting):
        raise Refused(_("들어온 사람은 창의담당관이 확인해요."))
    with changing_meeting(seat.meeting) as meeting:
        if meeting.state == MeetingState.RECORDED:
            raise Refused(_("기록을 이미 공개해서 바꿀 수 없어요."))
        seat = Seat.objects.select_related("member").get(pk=seat.pk)
        seat.checked_in_at = None
        seat.save(update_fields=["checked_in_at"])
    return seat


def attendance(meeting: Meeting) -> Iterator[list[str]]:
    """The list of who signed up and who came, line by line, as cells that are safe in a spreadsheet; guests last."""
    yield [_("번호"), _("이름"), _("구실"), _("자리"), _("신청한 때"), _("들어온 때")]
    for seat in seats_with_people(meeting).order_by("order").iterator(chunk_size=500):
        name = seat.member.nickname
        cells = (seat.order, name, seat.get_role_display(), seat.get_state_display(), seat.signed_up_at, seat.checked_in_at)
        yield [guarded(cell) for cell in cells]
    for guest in meeting.guests.all():
        yield [guarded(cell) for cell in ("", guest.name, guest.get_role_display(), guest.affiliation, "", "")]


def attendance_lines(meeting: Meeting) -> Iterator[str]:
    """The same as a CSV file that spreadsheets read rightly and safely."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    yield from map(writer.writerow, attendance(meeting))


def how_many(meeting: Meeting) -> int:
    """How many came in so far."""
    return Seat.objects.filter(meeting=meeting, state=SeatState.SEATED, checked_in_at__isnull=False).count()
