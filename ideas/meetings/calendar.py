"""The months in which meetings are held, and meetings as a file that calendars take (RFC 5545)."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, vDuration, vUri

from ideas.models import Meeting, MeetingState

# Before Oasis there was nothing to see, and far ahead nothing is planned.
FIRST_YEAR, YEARS_AHEAD = 2006, 5
# How soon a calendar that subscribes should hear of a meeting that moved.
LOOK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Day:
    """One day of the calendar. is_outside: it belongs to the month before or after."""

    day: date
    is_outside: bool
    is_today: bool
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Month:
    """A month to look at; first: its first day."""

    first: date

    @classmethod
    def named(cls, name: str | None) -> "Month | None":
        """The month of an address, as 2026-12; this month when none is named, None for what is no month people can look at."""
        today = timezone.localdate()
        if not name:
            return cls(today.replace(day=1))
        year, _dash, month = name.partition("-")
        if not (name.isascii() and year.isdigit() and month.isdigit() and (len(year), len(month)) == (4, 2)):
            return None
        if not (1 <= int(month) <= 12 and FIRST_YEAR <= int(year) <= today.year + YEARS_AHEAD):
            return None
        return cls(date(int(year), int(month), 1))

    @property
    def name(self) -> str:
        """As it stands in an address."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> "Month | None":
        """The month before, if people can look at it."""
        return Month.named(f"{self.first - timedelta(days=1):%Y-%m}")

    @property
    def after(self) -> "Month | None":
        """The month after, if people can look at it."""
        return Month.named(f"{self.first + timedelta(days=31):%Y-%m}")

    @property
    def is_now(self) -> bool:
        """Whether today is in it."""
        return timezone.localdate().replace(day=1) == self.first

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """When it begins and ends in the city."""
        following = (self.first + timedelta(days=31)).replace(day=1)
        start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (self.first, following))
        return start, end

    def weeks(self, meetings: Iterable[Meeting]) -> list[list[Day]]:
        """Its days, week by week from Sunday as on Korean walls, with the meetings of this month."""
        by_day: dict[date, list[Meeting]] = {}
        for meeting in meetings:
            by_day.setdefault(timezone.localdate(meeting.starts_at), []).append(meeting)
        today = timezone.localdate()
        weeks = calendar.Calendar(calendar.SUNDAY).monthdatescalendar(self.first.year, self.first.month)
        return [
            [Day(day, day.month != self.first.month, day == today, tuple(by_day.get(day, ()))) for day in week] for week in weeks
        ]


def subscription_address() -> str:
    """Where a calendar looks again and again for all meetings; telephones and computers open it with their own calendar."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{reverse('ideas:meetings_ics')}"


def file_of(meetings: Iterable[Meeting], name: str = "") -> bytes:
    """Meetings as an .ics file. Read again later, it moves and calls off what calendars took from it before.

    name: of the calendar, for those that subscribe to it.
    """
    made = Calendar()
    made.add("prodid", "-//Oasis//meetings//KO")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-timezone", settings.TIME_ZONE)
    if name:
        made.add("x-wr-calname", name)
        # RFC 7986 §5.7, and what calendars read that are older than it.
        made.add("refresh-interval", vDuration(LOOK_AGAIN), {"value": "DURATION"})
        made.add("x-published-ttl", vDuration(LOOK_AGAIN))
    for meeting in meetings:
        made.add_component(event_of(meeting))
    return made.to_ical()


def event_of(meeting: Meeting) -> Event:
    """One meeting; its uid stays, its sequence grows with every change."""
    address = f"{settings.SITE_URL}{meeting.get_absolute_url()}"
    made = Event()
    made.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    made.add("sequence", meeting.revision)
    made.add("dtstamp", timezone.now().astimezone(UTC).replace(microsecond=0))
    made.add("dtstart", meeting.starts_at.astimezone(UTC))
    made.add("dtend", meeting.ends_at.astimezone(UTC))
    made.add("summary", meeting.title)
    made.add("location", ", ".join(filter(None, (meeting.place, meeting.address))))
    made.add("description", "\n\n".join(filter(None, (meeting.cancel_reason, meeting.intro, meeting.stream_url, address))))
    made.add("url", vUri(address))
    made.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    return made
