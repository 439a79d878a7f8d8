"""Where people stood day by day, as a picture drawn by the server and the same figures as a table."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from ideas.models import Debate, DebateDay, Side

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 12, 24


@dataclass(frozen=True)
class Day:
    """How many stood where at the end of a day, and how many changed their mind on it."""

    day: date
    pro: int
    con: int
    how: int
    moved: int


@dataclass(frozen=True)
class Line:
    """One side in the picture. points: of the line; x, y: where it ends today."""

    side: Side
    points: str
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """The picture in user units of WIDTH by HEIGHT, and the days behind it; rows: days on which something happened."""

    lines: list[Line]
    days: list[Day]
    rows: list[Day]
    most: int
    first: str
    last: str

    width, height = WIDTH, HEIGHT
    left, right, top, bottom = LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM


def chart_of(debate: Debate) -> Chart | None:
    """The chart of a debate; None before anybody has said where they stand. One query."""
    kept = list(DebateDay.objects.filter(debate=debate).order_by("day"))
    if not kept:
        return None
    rows = [Day(row.day, row.pro, row.con, row.how, row.moved) for row in kept]
    last = min(timezone.localdate(), timezone.localdate(debate.closed_at or debate.closes_at))
    days = every_day(rows, timezone.localdate(debate.opens_at), max(last, rows[-1].day))
    most = max(1, *(max(day.pro, day.con, day.how) for day in days))
    lines = [line(side, [getattr(day, side) for day in days], most) for side in Side]
    return Chart(lines, days, rows, most, in_words(days[0].day), in_words(days[-1].day))


def every_day(rows: list[Day], first: date, last: date) -> list[Day]:
    """A day for each date of the window; where nothing happened people stand where they stood the day before."""
    by_day, before, found = {row.day: row for row in rows}, Day(first, 0, 0, 0, 0), []
    first = min(first, rows[0].day)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        before = by_day.get(day) or Day(day, before.pro, before.con, before.how, 0)
        found.append(before)
    return found


def line(side: Side, counts: list[int], most: int) -> Line:
    """Counts from left to right; a single day is drawn from edge to edge."""
    counts = counts if len(counts) > 1 else counts * 2
    step = (WIDTH - LEFT - RIGHT) / (len(counts) - 1)
    room = HEIGHT - TOP - BOTTOM
    places = [(round(LEFT + step * at, 1), round(TOP + room * (1 - count / most), 1)) for at, count in enumerate(counts)]
    return Line(side, " ".join(f"{x},{y}" for x, y in places), *places[-1])


def in_words(day: date) -> str:
    """A day as the axis names it."""
    return date_format(day, "MONTH_DAY_FORMAT")
