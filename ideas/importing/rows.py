"""What every reader gives to the loader, and how raw values become numbers, dates and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from common.words import clean_line, excerpt
from ideas.importing import prose
from ideas.models import Idea

SEOUL = ZoneInfo("Asia/Seoul")
LONGEST_LINE = 4 * 1024 * 1024  # bytes; the longest real text has 32 kB
# Characters. Three times what the write page takes; PostgreSQL can index no text that is much longer (1 MB per tsvector).
LONGEST_BODY = 60_000
MOST_VOTES = 2**31 - 1
HIGHEST_NUMBER = 2**63 - 1
TITLE_LENGTH = Idea._meta.get_field("title").max_length
# The day before which no city had an idea portal; older dates are typing errors.
FIRST_YEAR = 1980
DATE = re.compile(
    r"\s*(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?"
    r"(?:[T\s]+(오전|오후|AM|PM)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(AM|PM)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*",
    re.IGNORECASE,
)


class FileUnreadable(Exception):
    """Nothing can be read from the file at all; `str()` says why in plain words."""


class BadValue(ValueError):
    """A value that does not fit; `str()` says why in plain words."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an idea ended where it comes from: adopted, wholly or in part.

    answer: the texts of an Answer by column, empty when the city's answer was not handed down. opinion: of the citizens' panel.
    blotted: how many names and numbers of people were taken out of both.
    """

    department: str = ""
    is_partial: bool = False
    answer: dict[str, str] = field(default_factory=dict)
    opinion: str = ""
    blotted: int = 0


@dataclass(frozen=True, slots=True)
class ImportedIdea:
    """One idea of another system, cleaned: what will be in the database. `submitted_at` knows its time zone.

    ending: None for one that still flows.
    """

    source_number: int
    title: str
    body: str
    votes: int
    submitted_at: datetime
    category: str = ""
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out, in plain words."""

    reason: str


Row = tuple[int, ImportedIdea | RowProblem]


def idea_from(number, title, body, votes, submitted_at, category="", ending: Ending | None = None) -> ImportedIdea:
    """An idea from raw values of a row; `title` and `body` may hold HTML. Raises BadValue."""
    title, body = prose.plain_line(words(title, _("제목"))), prose.plain(words(body, _("내용")))
    if not title and not body:
        raise BadValue(_("제목도 내용도 없어요"))
    if not title:
        title = excerpt(body, 60)
    if len(title) > TITLE_LENGTH:
        # Nothing of an overlong title is lost: the text begins with it.
        if title not in clean_line(body[: len(title) * 2]):
            body = f"{title}\n\n{body}".strip()
        title = excerpt(title, 200)
    if len(body) > LONGEST_BODY:
        raise BadValue(_("글이 너무 길어요 (%(most)s자 넘음)") % {"most": f"{LONGEST_BODY:,}"})
    return ImportedIdea(
        source_number=whole_number(number, _("번호"), 1, HIGHEST_NUMBER),
        title=title,
        body=body,
        votes=whole_number(votes if votes not in (None, "") else 0, _("추천 수"), 0, MOST_VOTES),
        submitted_at=moment(submitted_at),
        category=clean_line(words(category, _("분야"))),
        ending=ending,
    )


def words(value, name: str) -> str:
    """A text value; numbers are taken as they are written, nothing is an empty text. Raises BadValue."""
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadValue(_("%(name)s 칸이 글이 아니에요") % {"name": name})
    return value


def whole_number(value, name: str, least: int, most: int) -> int:
    """A whole number between two bounds; `1,234` and `12.0` are read too. Raises BadValue."""
    if isinstance(value, str):
        text = value.strip().replace(",", "")
        text = text[:-2] if text.endswith(".0") else text
        value = int(text) if re.fullmatch(r"[+-]?[0-9]{1,19}", text) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue(_("%(name)s 칸이 숫자가 아니에요") % {"name": name})
    if value < least:
        raise BadValue(_("%(name)s 칸이 %(least)s보다 작아요") % {"name": name, "least": least})
    if value > most:
        raise BadValue(_("%(name)s 칸이 너무 커요") % {"name": name})
    return value


def moment(value) -> datetime:
    """A point in time; without an offset it is meant in Seoul. Raises BadValue for what is no date or lies ahead."""
    if not isinstance(value, datetime):
        value = _parsed(value)
    if value.tzinfo is None:
        value = value.replace(tzinfo=SEOUL)
    if not FIRST_YEAR <= value.year <= 9000 or value > timezone.now() + timedelta(days=1):
        raise BadValue(_("올린 날이 %(year)s년 전이거나 아직 오지 않은 날이에요") % {"year": FIRST_YEAR})
    return value.astimezone(timezone.get_default_timezone())


def _parsed(value) -> datetime:
    match = DATE.fullmatch(value) if isinstance(value, str) and len(value) < 60 else None
    if not match:
        raise BadValue(_("올린 날을 날짜로 읽을 수 없어요"))
    year, month, day, half, hour, minute, second, late_half, offset = match.groups()
    hours, half = int(hour or 0), (half or late_half or "").upper()
    if half in ("오후", "PM") and hours < 12:
        hours += 12
    elif half in ("오전", "AM") and hours == 12:
        hours = 0
    try:
        parsed = datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))
        return parsed.replace(tzinfo=datetime.fromisoformat(f"2000-01-01T00:00:00{offset.upper()}").tzinfo) if offset else parsed
    except ValueError as error:
        raise BadValue(_("달력에 없는 날짜예요")) from error


def open_file(path: str | Path) -> BinaryIO:
    """Open a file for reading. Raises FileUnreadable when it is not there or may not be read."""
    try:
        return open(path, "rb")
    except OSError as error:
        raise FileUnreadable(_("파일을 열 수 없어요: %(path)s (%(why)s)") % {"path": path, "why": error.strerror}) from error


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes | RowProblem]]:
    """Numbered lines; one that is too long to be an idea becomes a problem and is never held in memory whole."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield number, RowProblem(_("줄이 너무 길어요 (%(size)sMB 넘음)") % {"size": LONGEST_LINE // 1024 // 1024})
        else:
            yield number, line
