"""Reminding those who have a seat that their meeting is near."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ideas.meetings.announcing import tell_members, when
from ideas.meetings.seats import changing_meeting
from ideas.models import Meeting, MeetingState, SeatState

# No meeting is reminded of earlier (Meeting.remind_hours).
EARLIEST = timedelta(hours=240)


def remind() -> int:
    """Remind of the meetings that are as near as their `remind_hours` say, each once; returns of how many."""
    now = timezone.now()
    near = Meeting.objects.coming(now).filter(reminded_at__isnull=True, starts_at__gt=now, starts_at__lte=now + EARLIEST)
    due = [meeting for meeting in near.order_by("starts_at") if meeting.starts_at - hours(meeting) <= now]
    return sum(map(_remind_of, due))


def hours(meeting: Meeting) -> timedelta:
    """How long before it begins people are reminded of a meeting."""
    return timedelta(hours=meeting.remind_hours)


def _remind_of(meeting: Meeting) -> bool:
    """Remind of one meeting, unless another process did meanwhile."""
    with changing_meeting(meeting) as meeting:
        if meeting.reminded_at or meeting.state != MeetingState.ANNOUNCED:
            return False
        meeting.reminded_at = timezone.now()
        with override("ko"):
            told = _("곧 회의가 열려요. %(when)s, %(place)s") % {"when": when(meeting), "place": meeting.place}
        # Named by the day: a meeting that was moved is reminded of once more.
        key = f"meeting-{meeting.pk}-near-{meeting.starts_at:%Y%m%d%H%M}"
        tell_members(meeting, key, told, (SeatState.SEATED,))
    return True
