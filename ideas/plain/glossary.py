"""The glossary as the reader of texts uses it: which word stands where, and what fits in its place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.cache import caches
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from ideas.models import PlainWord
from ideas.plain.endings import DOES, PARTICLES, SUFFERS, conjugated, with_particle

KEPT_SECONDS = 10
KEY = "plain-words"

BEGINNING = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z]")
NOUN_TAIL = re.compile(rf"(?P<particle>{PARTICLES}?)(?![가-힣])")
VERB_TAIL = re.compile(rf"(?:(?P<does>{DOES})|(?P<suffers>{SUFFERS}))(?![가-힣])")
# A noun made of a verb (높이기) cannot stand before another noun as the one of the office can (제고 방안).
NOUN_FOLLOWS = re.compile(r" ?[가-힣A-Za-z0-9]")
FOR_THE_SAKE_OF = re.compile(r" 위[해한하]")


@dataclass(frozen=True)
class Entry:
    """A word of the glossary. `everyday` may name a noun and a verb: "높이기, 높이다"."""

    term: str
    everyday: str
    note: str = ""

    @property
    def is_loose(self) -> bool:
        """Whether it is also found at the end of other words."""
        return self.term.startswith("~")

    @property
    def is_verb(self) -> bool:
        """Whether only its forms with 하다 are meant (상이하다, but not 상이 as "the prize is")."""
        return self.term.endswith("하다") and len(self.term) > 2

    @property
    def base(self) -> str:
        """What stays the same whatever follows."""
        return self.term.removeprefix("~") if self.is_loose else self.term.removesuffix("하다") or self.term

    @property
    def noun(self) -> str:
        return next((one for one in self._ways if not one.endswith("다")), "")

    @property
    def verb(self) -> str:
        return next((one for one in self._ways if one.endswith("다") and len(one) > 1), "")

    @property
    def _ways(self) -> list[str]:
        return [one.strip() for one in self.everyday.split(",") if one.strip()]


@dataclass(frozen=True)
class Find:
    """A word of the glossary in a text. `replacement` is what can stand in its place as it is, empty where nothing fits."""

    entry: Entry
    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class Glossary:
    """All words that are in use, ready to look for."""

    by_first: dict[str, list[Entry]] = field(default_factory=dict)
    loose: re.Pattern | None = None
    loose_entries: dict[str, Entry] = field(default_factory=dict)

    def finds(self, text: str) -> list[Find]:
        """Every word of the glossary in a text, the longest first where several fit, none inside another word."""
        found, done = [], 0
        for beginning in BEGINNING.finditer(text):
            if beginning.start() >= done and (find := self._find_at(text, beginning.start())):
                found.append(find)
                done = find.end
        return sorted([*found, *self._loose_finds(text, found)], key=lambda find: find.start)

    def _find_at(self, text: str, start: int) -> Find | None:
        for entry in self.by_first.get(text[start], ()):
            if text.startswith(entry.base, start) and (find := fitting(entry, text, start)):
                return find
        return None

    def _loose_finds(self, text: str, others: list[Find]) -> Iterator[Find]:
        if self.loose is None:
            return
        taken = {place for find in others for place in range(find.start, find.end)}
        for m in self.loose.finditer(text):
            if m.start() not in taken:
                entry = self.loose_entries[m[0]]
                yield Find(entry, m.start(), m.end(), entry.everyday)


def fitting(entry: Entry, text: str, start: int) -> Find | None:
    """The word at a place of a text with its ending, None when it goes on as a different word."""
    at = start + len(entry.base)
    if not entry.is_verb and (tail := NOUN_TAIL.match(text, at)):
        return Find(entry, start, tail.end(), _noun_in_place(entry, text, tail))
    if entry.verb and (tail := VERB_TAIL.match(text, at)):
        return Find(entry, start, tail.end(), conjugated(entry.verb, tail["does"]) if tail["does"] else "")
    return None


def _noun_in_place(entry: Entry, text: str, tail: re.Match) -> str:
    particle, after = tail["particle"], tail.end()
    if not entry.noun or "(" in entry.everyday:
        return ""
    if entry.verb and not particle and NOUN_FOLLOWS.match(text, after):
        return ""
    if entry.noun.endswith("기") and particle in ("을", "를") and FOR_THE_SAKE_OF.match(text, after):
        return entry.noun
    return with_particle(entry.noun, particle)


def compiled(words: Iterable[tuple[str, str, str]]) -> Glossary:
    """A glossary of (word, everyday words, note)."""
    return _compiled(tuple(words))


@lru_cache(maxsize=4)
def _compiled(words: tuple[tuple[str, str, str], ...]) -> Glossary:
    by_first, loose = defaultdict(list), {}
    for entry in sorted((Entry(*word) for word in words), key=lambda entry: -len(entry.base)):
        if entry.is_loose:
            loose[entry.base] = entry
        elif entry.base:
            by_first[entry.base[0]].append(entry)
    endings = "|".join(re.escape(base) for base in loose if base)
    return Glossary(dict(by_first), re.compile(rf"(?:{endings})(?![가-힣])") if endings else None, loose)


def in_use() -> Glossary:
    """The glossary of the city, kept by each process for a few seconds."""
    words = caches["local"].get(KEY)
    if words is None:
        words = tuple(PlainWord.objects.filter(is_active=True).order_by("pk").values_list("term", "everyday", "note"))
        caches["local"].set(KEY, words, KEPT_SECONDS)
    return compiled(words)


@receiver([post_save, post_delete], sender=PlainWord)
def forget(**kwargs) -> None:
    """Read the glossary anew."""
    caches["local"].delete(KEY)
