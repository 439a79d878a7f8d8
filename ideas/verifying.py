"""Whether every trail is as it was written: nothing changed, left out, put in or moved, not even by whoever has the database.

It reads the rows as the database holds them, past the models: a text that means the same but is written differently is noticed
too. Whoever can change rows can also make a whole chain anew; against that help the nightly seals, which others keep copies of
(ideas/seals.py, `manage.py verify_trail --seals`).
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils.translation import gettext as _

from ideas import chain_rows
from ideas.chain_rows import Row
from ideas.lifecycle import STEPS
from ideas.models import Idea, Role
from ideas.models.trail import canonical
from ideas.trail import STATE, mark_of

NO_WORDS = mark_of("", "")
# Entries of these roles or kinds tell what happened elsewhere, where our steps did not hold.
ELSEWHERE = (Role.IMPORT, "imported")


@dataclass(frozen=True)
class Fault:
    """The first entry of a trail that is not as it was written. idea: its number, None for an idea that is not there."""

    idea: int | None
    number: int
    what: str

    def __str__(self) -> str:
        return _("상상 %(idea)s의 %(number)s번째 발자취: %(what)s") % {
            "idea": _("(없는 상상)") if self.idea is None else _("%(number)s번") % {"number": self.idea},
            "number": self.number,
            "what": self.what,
        }


def verify(idea: Idea) -> Fault | None:
    """The first fault of one trail; None when it is whole. One query."""
    return next(faults_of(chain_rows.of_idea(connection, idea.pk)), None)


def verify_all(seen: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """The first fault of each trail that has one, in the order of ideas; constant memory for any number of them.

    seen: told how many entries were read since it was told last. Nothing is locked, and what citizens do meanwhile does no harm:
    an idea and its whole trail are read by one statement.
    """
    for rows in chain_rows.windows(connection, seen):
        yield from faults_of(rows)
    for idea_id, number in chain_rows.orphans(connection):
        yield Fault(None, number, _("상상 %(pk)s이 없는데 발자취가 있어요.") % {"pk": idea_id})


def faults_of(rows: Iterator[Row]) -> Iterator[Fault]:
    """The first fault of each idea in rows that come idea by idea, each in the order of its numbers."""
    chain = None
    for row in rows:
        if chain is None or chain.idea_id != row.idea_id:
            if chain and (fault := chain.end()):
                yield fault
            chain = Chain(row)
        if row.number is not None and chain.fault is None:
            chain.take(row)
    if chain and (fault := chain.end()):
        yield fault


class Chain:
    """One trail, entry by entry."""

    def __init__(self, first: Row):
        self.idea_id, self.idea_number = first.idea_id, first.idea_number
        self.owner = first
        self.length, self.head, self.last_id = 0, "", 0
        self.state: dict = {}
        self.emptied: list[int] = []
        self.blotted: set[int] = set()
        self.worded: set[int] = set()
        self.fault: Fault | None = None

    def take(self, row: Row) -> None:
        """Look at the next entry."""
        expected = self.length + 1
        what = self.wrong_with(row, expected)
        if what:
            self.fault = Fault(self.idea_number, expected, what)
            return
        state = read(row.state)
        if what := illegal(row, self.state, state):
            self.fault = Fault(self.idea_number, expected, what)
        self.length, self.head, self.last_id, self.state = expected, row.hash, row.id, state

    def wrong_with(self, row: Row, expected: int) -> str:
        """What is wrong with an entry as it stands, or nothing."""
        if row.number != expected:
            return _("%(number)s번째 자리에 다른 것이 있어요.") % {"number": expected}
        if row.previous_hash != self.head:
            return _("앞의 발자취와 이어지지 않아요.")
        if hashlib.sha256(body_of(row).encode("utf-8", "surrogateescape")).hexdigest() != row.hash:
            return _("적힌 것이 해시와 달라요.")
        # The number of a row is under no hash; rows of an idea are written one after the other, so it only grows.
        if not isinstance(row.id, int) or row.id <= self.last_id:
            return _("다른 발자취와 차례가 바뀌었어요.")
        if read(row.data) is None or read(row.state) is None:
            return _("자료가 정해진 모양이 아니에요.")
        return self.wrong_words(row)

    def wrong_words(self, row: Row) -> str:
        """What is wrong with the reason of an entry, or nothing; words may be gone when a later entry says so (see end)."""
        if row.kind == "blotted_out":
            self.blotted.add((read(row.data) or {}).get("number"))
        if row.reason == "" and row.salt == "":
            if row.reason_mark != NO_WORDS:
                self.emptied.append(row.number)
            return ""
        self.worded.add(row.number)
        if not isinstance(row.reason, str) or not isinstance(row.salt, str) or not row.reason or len(row.salt) != 32:
            return _("까닭이나 소금이 정해진 모양이 아니에요.")
        if hashlib.sha256(f"{row.salt}{row.reason}".encode("utf-8", "surrogateescape")).hexdigest() != row.reason_mark:
            return _("까닭이 바뀌었어요.")
        return ""

    def end(self) -> Fault | None:
        """The first fault of the whole trail, now that all of it was seen."""
        if self.fault:
            return self.fault
        for number in self.emptied:
            if number not in self.blotted:
                return Fault(self.idea_number, number, _("까닭이 사라졌는데 지웠다는 발자취가 없어요."))
        if back := sorted(self.blotted & self.worded):
            return Fault(self.idea_number, back[0], _("지운 까닭이 다시 적혀 있어요."))
        if self.length != self.owner.trail_length:
            missing = min(self.length, self.owner.trail_length) + 1
            what = _("상상은 발자취가 %(wanted)s개라고 하는데 %(there)s개예요.")
            return Fault(self.idea_number, missing, what % {"wanted": self.owner.trail_length, "there": self.length})
        if self.head != self.owner.trail_head:
            return Fault(self.idea_number, self.length, _("상상이 아는 마지막 해시와 달라요."))
        if self.length and (column := self.other_column()):
            what = _("상상의 지금 모습과 달라요: %(column)s")
            return Fault(self.idea_number, self.length, what % {"column": column})
        return None

    def other_column(self) -> str:
        """A column of the idea that differs from what its last entry remembers, or nothing."""
        # 0 and 1 of SQLite are as good as false and true; a column that came later is missing in old entries.
        now = zip(STATE, self.owner.columns, strict=True)
        return next((name for name, value in now if name in self.state and self.state[name] != value), "")


def body_of(row: Row) -> str:
    """What the hash of an entry covers (ideas.trail.body_of), put together from the very texts that the database holds.

    `data` and `state` are not read and written again on the way: every byte of them goes into the hash as it stands.
    """
    return (
        f'{{"actor":{plain(row.actor_id)},"at":{quoted(row.at)},"data":{row.data},"department":{quoted(row.department)},'
        f'"idea":{plain(row.idea_number)},"kind":{quoted(row.kind)},"number":{plain(row.number)},'
        f'"previous_hash":{quoted(row.previous_hash)},"reason_mark":{quoted(row.reason_mark)},"role":{quoted(row.role)},'
        f'"state":{row.state}}}'
    )


def plain(number: object) -> str:
    """A whole number as JSON; anything else so that no hash can fit."""
    return "null" if number is None else str(number) if type(number) is int else f"?{number!r}"


@lru_cache(maxsize=4096)
def quoted(text: object) -> str:
    """A text as JSON; anything else so that no hash can fit."""
    return json.dumps(text, ensure_ascii=False) if type(text) is str else f"?{text!r}"


@lru_cache(maxsize=4096)
def read(text: object) -> dict | None:
    """A JSON object written in the one way there is; None for anything else."""
    if type(text) is not str:
        return None
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) and canonical(value) == text else None
    except ValueError:
        return None


def illegal(row: Row, before: dict, after: dict) -> str:
    """What no step of the lifecycle allows in how stage and outcome moved, or nothing. before: empty for the first entry."""
    if row.role in ELSEWHERE or row.kind in ELSEWHERE:
        return ""
    step = STEPS.get(row.kind)
    if step is None:
        moved = before and any(before.get(name) != after.get(name) for name in ("stage", "outcome"))
        return _("단계가 바뀌었는데 그렇게 하는 일이 아니에요.") if moved else ""
    came_from = before.get("stage")
    goes_to = step.to_stage or (before.get("closed_from") if step.name == "undo_merge" else came_from)
    outcome = before.get("outcome") if step.outcome is None else step.outcome
    if came_from is not None and came_from not in step.from_stages:
        return _("그 단계에서는 할 수 없는 일이에요.")
    if (goes_to is not None and after.get("stage") != goes_to) or (outcome is not None and after.get("outcome") != outcome):
        return _("그 일로는 갈 수 없는 단계예요.")
    return ""
