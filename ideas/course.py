"""What the page of an idea tells of its way through the city: promises, and the words that led to where it is now.

Each question is asked only when a column of the idea says that there is something to find, so that the page of most ideas costs
no query more than it did.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from rules import has_perm

from ideas import deadlines, merging, trail_reading
from ideas.consequences import JUDGED
from ideas.lifecycle import STEPS
from ideas.models import Idea, Promise, TrailEntry
from ideas.stages import AnswerState, Outcome

# Steps that end the way of an idea with a judgement; the reason of the last one stands in the notice.
JUDGEMENTS = tuple(step.name for step in STEPS.values() if step.outcome in JUDGED)
LINES_SHOWN = 5
OWED = (AnswerState.AWAITING, AnswerState.INTERIM)


@dataclass(frozen=True)
class Course:
    """What is promised for an idea, and the public words of those who moved it, each as its trail entry or None.

    lines: the end of its trail in plain words, newest first.
    """

    promises: list[Promise] = field(default_factory=list)
    judgement: TrailEntry | None = None
    upheld: TrailEntry | None = None
    supplement_asked: TrailEntry | None = None
    supplements: list[TrailEntry] = field(default_factory=list)
    re_review_asked: TrailEntry | None = None
    lines: list[trail_reading.Line] = field(default_factory=list)

    @property
    def supplement_promise(self) -> Promise | None:
        """Until when the proposer is waited for."""
        return next((promise for promise in self.promises if promise.kind == "supplement"), None)


def course_of(idea: Idea, lines: int = LINES_SHOWN) -> Course:
    """The course of an idea; at most 2 queries. lines: how much of the end of its trail to show."""
    entries = entries_to_read(idea, lines)
    said: dict[str, list[TrailEntry]] = {}
    for entry in entries:
        said.setdefault(entry.kind, []).append(entry)
    judged = [entry for kind in JUDGEMENTS for entry in said.get(kind, ())]
    return Course(
        promises=open_promises(idea),
        judgement=max(judged, key=lambda entry: entry.number, default=None),
        upheld=last(said, "uphold"),
        supplement_asked=last(said, "ask_supplement"),
        supplements=[entry for entry in said.get("give_supplement", ()) if entry.reason],
        re_review_asked=last(said, "ask_re_review"),
        lines=[trail_reading.line(entry) for entry in entries[::-1][:lines]],
    )


def entries_to_read(idea: Idea, lines: int) -> list[TrailEntry]:
    """The last entries of the trail and those the page quotes, oldest first; one query, none without a trail."""
    if not idea.trail_length:
        return []
    wanted = Q(number__gt=idea.trail_length - lines) | Q(kind__in=kinds_to_read(idea))
    return list(idea.trail.filter(wanted).only(*trail_reading.COLUMNS).order_by("number"))


def kinds_to_read(idea: Idea) -> list[str]:
    """Which entries of the trail the page quotes."""
    kinds = []
    if idea.is_withdrawn:
        # What its proposer said is gone with the text.
        return kinds
    if idea.outcome in JUDGED:
        kinds += JUDGEMENTS
    if idea.awaits_supplement:
        kinds.append("ask_supplement")
    if idea.supplemented_at:
        kinds.append("give_supplement")
    if idea.awaits_re_review:
        kinds.append("ask_re_review")
    elif idea.outcome in JUDGED and idea.re_reviewed_at and idea.decided_at and idea.re_reviewed_at > idea.decided_at:
        kinds.append("uphold")
    return kinds


def last(said: dict[str, list[TrailEntry]], kind: str) -> TrailEntry | None:
    """The newest entry of a kind."""
    return said[kind][-1] if kind in said else None


def is_owed(idea) -> bool:
    """Whether the columns of an idea (or of a row with the same names) say that somebody owes something."""
    return idea.answer_state in OWED or idea.awaits_supplement or idea.awaits_re_review


def open_promises(idea: Idea) -> list[Promise]:
    """What is owed now: what runs before what stands still, the nearest day first; no query where the columns say nothing is."""
    if not is_owed(idea):
        return []
    found = Promise.objects.open().filter(idea=idea).select_related("department")
    return sorted(found, key=lambda promise: (promise.is_stopped, promise.due_on, promise.pk))


def last_day_to_ask_again(idea: Idea, reader) -> date | None:
    """Until when this reader may have the decision looked at again; None for everybody who may not.

    15 days after the notice unless the city set another number (국민 제안 규정 §12).
    """
    if not has_perm("ideas.ask_re_review", reader, idea):
        return None
    return timezone.localdate(idea.decided_at) + timedelta(days=deadlines.settings_in_force().re_review_ask_days)


def merged_into(idea: Idea, reader) -> Idea | None:
    """Where a merged idea is now, however often what it went into went further, if this reader may see it."""
    if idea.outcome != Outcome.MERGED or idea.merged_into_id is None:
        return None
    there = merging.end_of_way(idea)
    return there if has_perm("ideas.read_idea", reader, there) else None
