"""Reading meetings: those of a month, coming and past, the page of one, and those that an idea comes to."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.paging import MOST_COUNTED
from ideas.models import AgendaDocument, AgendaItem, Idea, Meeting, MeetingState, Seat, SeatState
from ideas.stages import OFF_THE_RIVER, Visibility

# A city holds a handful at a time; a file or a page never holds more.
MOST_COMING = 50
MOST_A_MONTH = 200
# Long texts, which lists do not show.
LONG = ("intro", "summary", "minutes")


def of_month(bounds: tuple[datetime, datetime]) -> list[Meeting]:
    """The meetings anybody may read about that begin in a month, in their order; 1 query by the index meeting_by_day."""
    start, end = bounds
    shown = Meeting.objects.public().filter(starts_at__gte=start, starts_at__lt=end).defer(*LONG)
    return list(shown.order_by("starts_at", "id")[:MOST_A_MONTH])


def coming() -> list[Meeting]:
    """Meetings that are announced and not over, the next one first."""
    # No meeting lasts a week; said of the column that the index holds, it keeps the past out of the search.
    lately = timezone.now() - timedelta(days=7)
    return list(Meeting.objects.coming().filter(starts_at__gte=lately).order_by("starts_at", "id")[:MOST_COMING])


def for_calendars() -> list[Meeting]:
    """What somebody's own calendar should know: what comes, what was held lately, what was called off (so that it vanishes)."""
    lately = timezone.now() - timedelta(days=30)
    known = Meeting.objects.public().filter(starts_at__gte=lately)
    return list(known.defer("minutes").order_by("starts_at", "id")[:MOST_A_MONTH])


def past() -> QuerySet[Meeting]:
    """Meetings that are over, the last one first."""
    now = timezone.now()
    held = Meeting.objects.public().exclude(state=MeetingState.CANCELLED).filter(starts_at__lt=now, ends_at__lt=now)
    return held.defer("intro", "minutes").order_by(F("starts_at").desc(), F("id").desc())


def counted(meetings: QuerySet[Meeting]) -> int:
    """How many there are, as far as people page through."""
    return meetings.order_by().values("pk")[: MOST_COUNTED + 1].count()


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The agenda as the public reads it: nothing before it is announced, no idea that is hidden or was taken back; 2 queries."""
    if meeting.agenda_announced_at is None and meeting.state != MeetingState.RECORDED:
        return []
    items = AgendaItem.objects.filter(meeting=meeting, idea__visibility=Visibility.PUBLIC)
    items = items.exclude(idea__outcome__in=OFF_THE_RIVER).defer("idea__body")
    items = items.select_related("idea", "idea__department", "department")
    return list(items.prefetch_related(Prefetch("documents", AgendaDocument.objects.order_by("id"))).order_by("position", "id"))


def seat_of(meeting: Meeting, reader: User | AnonymousUser) -> Seat | None:
    """The reader's own seat or place in the line, with `before`, how many wait before; 1 query, 2 for who waits."""
    if not reader.is_authenticated:
        return None
    seat = Seat.objects.filter(meeting=meeting, member=reader).exclude(state=SeatState.CANCELLED).first()
    return in_line(seat) if seat else None


def in_line(seat: Seat) -> Seat:
    """A seat with `before`, how many wait before whoever has it; 1 query for who waits."""
    seat.before = 0
    if seat.state == SeatState.WAITING:
        line = Seat.objects.filter(meeting_id=seat.meeting_id, state=SeatState.WAITING, order__lt=seat.order)
        seat.before = line.count()
    return seat


def seats_left(meeting: Meeting) -> int:
    """How many open seats are free."""
    return meeting.open_seats - meeting.open_taken


def seats_words(meeting: Meeting) -> str:
    """How many seats are left, as people say it."""
    left = seats_left(meeting)
    if not meeting.open_seats:
        return _("자리 신청을 받지 않는 회의예요")
    if left:
        words = ngettext("%(all)s자리 중 %(left)s자리 남았어요", "%(all)s자리 중 %(left)s자리 남았어요", left)
        return words % {"all": f"{meeting.open_seats:,}", "left": f"{left:,}"}
    if meeting.waiting:
        words = ngettext(
            "%(all)s자리가 다 찼고 %(waiting)s명이 기다려요", "%(all)s자리가 다 찼고 %(waiting)s명이 기다려요", meeting.waiting
        )
        return words % {"all": f"{meeting.open_seats:,}", "waiting": f"{meeting.waiting:,}"}
    return ngettext("%(all)s자리가 다 찼어요", "%(all)s자리가 다 찼어요", meeting.open_seats) % {"all": f"{meeting.open_seats:,}"}


def of_idea(idea: Idea) -> list[AgendaItem]:
    """The public meetings that an idea came or comes to, the last one first; 1 query, none for an idea that never got so far."""
    if idea.working_at is None and idea.on_agenda_at is None:
        return []
    items = AgendaItem.objects.filter(idea=idea, meeting__agenda_announced_at__isnull=False)
    items = items.exclude(meeting__state__in=(MeetingState.DRAFT, MeetingState.CANCELLED)).select_related("meeting")
    return list(items.defer(*(f"meeting__{name}" for name in LONG)).order_by("-meeting__starts_at", "-meeting_id")[:5])
