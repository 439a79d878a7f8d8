"""Writing the trail: every change of an idea leaves one entry, chained to the one before it (DESIGN.md §4.9)."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ideas import freshness
from ideas.models import Idea, Role, TrailEntry
from ideas.models.trail import canonical
from ideas.signals import entry_recorded

# The columns of an idea that an entry remembers; replaying a trail ends with what they hold now.
STATE = (
    *("stage", "outcome", "closed_from", "answer_state", "visibility", "awaits_supplement", "awaits_re_review"),
    *("department_id", "merged_into_id", "gate_set_id"),
)


@contextmanager
def changing(idea: Idea) -> Iterator[Idea]:
    """Change an idea together with its trail: gives the locked row as it is now, and saves it when the block is through.

    Everything in the block is one transaction. Kept pages of the idea and of lists are known to be old afterwards.
    """
    with transaction.atomic():
        locked = Idea.objects.select_for_update().get(pk=idea.pk)
        yield locked
        locked.revision += 1
        locked.save()
        freshness.city_changed()


def state_of(idea: Idea) -> dict:
    """The columns that an entry remembers."""
    return {name: getattr(idea, name) for name in STATE}


def record(
    idea: Idea,
    kind: str,
    by: User | None,
    reason: str = "",
    *,
    data: dict | None = None,
    role: Role | None = None,
    department: str = "",
    at: datetime | None = None,
) -> TrailEntry:
    """Add an entry to the trail of an idea that the caller has locked and will save (see changing).

    kind: a step of the lifecycle or one of the events of ideas/trail_words.py. by: the member who acts, None for the city's own
    clock. reason: public words. data: what else people should know, plain JSON values. role: by default what `by` is to the idea.
    department: the name of the one that acts, by default the one in charge where the role is that of a department.
    at: for what happened long ago (imports).
    """
    role = role or role_of(by, idea)
    entry = TrailEntry(
        idea=idea,
        number=idea.trail_length + 1,
        kind=kind,
        at=at or timezone.now(),
        actor=by,
        role=role,
        department=department or (idea.department.name if role == Role.DEPARTMENT and idea.department_id else ""),
        reason=reason,
        salt=secrets.token_hex(16) if reason else "",
        data=data or {},
        state=state_of(idea),
        previous_hash=idea.trail_head,
    )
    entry.reason_mark = mark_of(entry.salt, entry.reason)
    entry.hash = hash_of(entry, idea.number)
    entry.save(force_insert=True)
    idea.trail_length, idea.trail_head = entry.number, entry.hash
    transaction.on_commit(lambda: tell(entry.pk))
    return entry


def role_of(by: User | None, idea: Idea) -> Role:
    """In which role a member acts on an idea; those who wrote it act as its proposer whatever else they are."""
    from ideas.rules import in_charge, is_idea_office

    if by is None:
        return Role.SYSTEM
    if idea.author_id == by.pk:
        return Role.PROPOSER
    if in_charge(by, idea):
        return Role.DEPARTMENT
    return Role.OFFICE if is_idea_office(by) else Role.CITIZEN


def mark_of(salt: str, reason: str) -> str:
    """What stands for the words in the chain, so that they can be blotted out without breaking it."""
    return hashlib.sha256(f"{salt}{reason}".encode()).hexdigest()


def body_of(entry: TrailEntry, number: int) -> dict:
    """What the hash of an entry covers. number: of the idea."""
    return {
        "idea": number,
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "role": str(entry.role),
        "department": entry.department,
        "reason_mark": entry.reason_mark,
        "data": entry.data,
        "state": entry.state,
        "previous_hash": entry.previous_hash,
    }


def hash_of(entry: TrailEntry, number: int) -> str:
    """The hash of an entry; the next one names it."""
    return hashlib.sha256(canonical(body_of(entry, number)).encode()).hexdigest()


def tell(pk: int) -> bool:
    """Tell those who wait for news of one entry, once; returns whether this call did.

    The entry is the outbox: it is claimed in the transaction in which receivers keep what they have to do, so a process that
    dies on the way leaves it waiting for ideas.jobs.tell_news.
    """
    with transaction.atomic():
        if not TrailEntry.objects.filter(pk=pk, processed_at__isnull=True).update(processed_at=timezone.now()):
            return False
        entry = TrailEntry.objects.select_related("idea").get(pk=pk)
        entry_recorded.send(sender=TrailEntry, entry=entry)
    return True


def waiting(limit: int = 1_000) -> list[int]:
    """Entries nobody was told of yet, oldest first."""
    return list(TrailEntry.objects.filter(processed_at__isnull=True).order_by("id").values_list("pk", flat=True)[:limit])


def blot_out(entry: TrailEntry, by: User, why: str) -> None:
    """Take the words of an entry away for good, where a law demands it; the chain stays whole and says that it was done."""
    with changing(entry.idea) as idea:
        TrailEntry.objects.filter(pk=entry.pk).update(reason="", salt="")
        record(idea, "blotted_out", by, why, data={"number": entry.number}, role=Role.OFFICE)
