"""The trail of an idea for people to read, newest first."""

from dataclasses import dataclass
from datetime import datetime

from ideas import trail_words
from ideas.models import Idea, TrailEntry
from ideas.step_words import STEP_WORDS
from ideas.trail import mark_of

# More than any idea has; the page says so when one has more, and the API gives them all.
MOST_LINES = 500
NO_WORDS = mark_of("", "")
COLUMNS = ("idea_id", "number", "kind", "at", "role", "department", "reason", "reason_mark", "data")


@dataclass(frozen=True)
class Line:
    """One thing that happened.

    words: a whole sentence with its day; `day` and `told` are its two parts. reason: public words, empty when none were given.
    is_blotted: there was a reason, and a law demanded to take it away. is_step: the idea took a step of its way.
    """

    at: datetime
    words: str
    reason: str
    kind: str
    role: str
    number: int
    day: str
    told: str
    is_blotted: bool
    is_step: bool


def timeline(idea: Idea, limit: int | None = None) -> list[Line]:
    """The trail of an idea in plain words, newest first; one query. limit: how many lines at most."""
    entries = idea.trail.only(*COLUMNS).order_by("-number")[: min(limit or MOST_LINES, MOST_LINES)]
    return [line(entry) for entry in entries]


def line(entry: TrailEntry) -> Line:
    """An entry as people read it."""
    return Line(
        at=entry.at,
        words=trail_words.sentence(entry),
        reason=entry.reason,
        kind=entry.kind,
        role=entry.role,
        number=entry.number,
        day=trail_words.day_of(entry),
        told=trail_words.told(entry),
        is_blotted=not entry.reason and entry.reason_mark != NO_WORDS,
        is_step=entry.kind in STEP_WORDS,
    )
