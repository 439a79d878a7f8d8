"""The form in which the demo city keeps its ideas and what was said about them, so that both read like a script."""

import re
import uuid
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

SPOKEN = re.compile(r"(?P<indent> *)(?P<hours>-?[\d.]+) (?P<by>\S+): (?P<text>.+)")
PARAGRAPH = " ¶ "
# The same names give the same keys, so that loading again finds what is there.
NAMESPACE = uuid.UUID("6f0f1c1e-5d0e-4b53-9a51-0a5150a51500")


def key_of(name: str) -> uuid.UUID:
    """The key of something in the demo, the same in every run."""
    return uuid.uuid5(NAMESPACE, name)


@dataclass(frozen=True)
class Remark:
    """A comment with its replies; `hours` after the idea, or, when negative, before now."""

    by: str
    text: str
    hours: float
    replies: tuple["Remark", ...] = ()

    def moment(self, born: datetime, now: datetime) -> datetime:
        """When it was said about an idea that came at `born`; never before the idea, never after now."""
        said = now + timedelta(hours=self.hours) if self.hours < 0 else born + timedelta(hours=self.hours)
        # A few minutes of its own, the same in every run: nobody writes on the hour.
        said += timedelta(seconds=zlib.crc32(self.text.encode()) % 1200)
        return max(born, min(said, now))


@dataclass(frozen=True)
class Sketch:
    """An idea of the demo city.

    key: names it for good, so that loading again finds it. by: a nickname. category, district: names in addresses.
    days: how long ago it came. hearts: how many neighbours recommend it, `today` of them within the last hours.
    tags: parted by spaces. photos: (name of a scene, what it shows). talk: see `spoken`.
    """

    key: str
    by: str
    title: str
    body: str
    category: str
    days: float
    hearts: int = 0
    today: int = 0
    district: str = ""
    tags: str = ""
    photos: tuple[tuple[str, str], ...] = ()
    talk: str = ""
    withdrawn_because: str = ""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The comments under the idea, each with its replies."""
        return spoken(self.talk)


@dataclass(frozen=True)
class Draft:
    """What somebody of the demo is still writing."""

    key: str
    by: str
    title: str
    body: str


def spoken(script: str) -> tuple[Remark, ...]:
    """Read a script of comments, one a line.

    `3 노을자전거: 저도 타요.` was said three hours after the idea, `-2 …` two hours before now. Indented lines answer the line
    before them; ¶ begins a new paragraph. Raises ValueError for a line that says nothing.
    """
    said: list[Remark] = []
    for line in filter(str.strip, script.splitlines()):
        found = SPOKEN.fullmatch(line)
        if not found or (found["indent"] and not said):
            raise ValueError(f"nobody says: {line}")
        remark = Remark(found["by"], found["text"].replace(PARAGRAPH, "\n\n"), float(found["hours"]))
        if found["indent"]:
            above = said.pop()
            remark = Remark(above.by, above.text, above.hours, (*above.replies, remark))
        said.append(remark)
    return tuple(said)
