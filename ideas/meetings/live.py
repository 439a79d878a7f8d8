"""The day of a meeting as its clerk sees it: the clock of each item, what speaks for and against, and the decision being written.

Nothing here moves an idea: decisions are kept on the agenda items until ideas/meetings/recording.py publishes them together.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from ideas.meetings.agenda import changing_agenda
from ideas.models import (
    AgendaItem,
    Answer,
    AnswerStatus,
    Argument,
    Cooperation,
    Debate,
    Decision,
    Idea,
    Meeting,
    MeetingKind,
    RoundIdea,
    Side,
)
from ideas.models.meeting import DECISIONS
from ideas.participation import Refused

# What the clerk writes about an item.
DRAFT = ("decision", "reason", "department_id", "starts_on", "goes_to_id", "votes_for", "votes_against", "minutes")
# 국민 제안 규정 §10②: an adopted idea names when it begins, within three years.
YEARS_TO_BEGIN = 3
ADOPTIONS = (Decision.ADOPT, Decision.ADOPT_IN_PART)
BEST = 2


class Stale(Refused):
    """Somebody else wrote about the item since the page was opened; `item` says what stands there now."""

    def __init__(self, item: AgendaItem):
        super().__init__(_("그사이에 다른 사람이 이 안건을 고쳤어요. 쓴 글은 화면에 그대로 있어요."))
        self.item = item


# -- the clock ------------------------------------------------------------------------------------------------
@contextmanager
def _clock_of(meeting: Meeting, by: User) -> Iterator[tuple[Meeting, list[AgendaItem]]]:
    """The locked meeting and its agenda. Clocks move no revision: a preview of the decisions stays good while they run."""
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not has_perm("ideas.record_meeting", by, locked):
            raise Refused(_("지금은 바꿀 수 없는 회의예요."))
        yield locked, list(locked.items.all())


def elapsed(item: AgendaItem, now: datetime | None = None) -> int:
    """Whole seconds spent on an item so far, the running ones included."""
    running = ((now or timezone.now()) - item.started_at).total_seconds() if item.started_at else 0
    return item.used_seconds + max(0, round(running))


def clock_words(seconds: int) -> str:
    """Seconds as a clock shows them: 95 → 1:35."""
    return f"{seconds // 60}:{seconds % 60:02}"


def start(item: AgendaItem, by: User) -> None:
    """Let the clock of an item run; another one that runs stops, for one thing is talked about at a time."""
    with _clock_of(item.meeting, by) as (meeting, items):
        here = next((each for each in items if each.pk == item.pk), None)
        if here is None:
            raise Refused(_("그사이에 안건에서 빠졌어요."))
        _start(meeting, items, here)


def pause(meeting: Meeting, by: User) -> None:
    """Stop whatever clock runs; what was used so far is kept."""
    with _clock_of(meeting, by) as (_meeting, items):
        _stop(items)


def go_on(meeting: Meeting, by: User) -> AgendaItem | None:
    """The clock of the next item runs; returns that item, None at the end of the agenda, where the clock only stops."""
    with _clock_of(meeting, by) as (meeting, items):
        here = next((place for place, each in enumerate(items) if each.pk == meeting.current_item_id), -1)
        if here + 1 >= len(items):
            _stop(items)
            return None
        _start(meeting, items, items[here + 1])
        return items[here + 1]


def _start(meeting: Meeting, items: list[AgendaItem], item: AgendaItem) -> None:
    if item.started_at is None:
        _stop(items)
        item.started_at = timezone.now()
        item.save(update_fields=["started_at"])
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item)


def _stop(items: list[AgendaItem]) -> None:
    now = timezone.now()
    for item in items:
        if item.started_at:
            item.used_seconds, item.started_at = elapsed(item, now), None
            item.save(update_fields=["used_seconds", "started_at"])


# -- the decision being written ----------------------------------------------------------------------------------
def mark_of(item: AgendaItem) -> str:
    """A short mark of what is written about an item; another one when anything of it changes."""
    words = json.dumps([getattr(item, name) for name in DRAFT], cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def save_decision(item: AgendaItem, by: User, words: dict, known: str) -> AgendaItem:
    """Keep what the clerk has written so far; half a decision is fine, publishing asks for the rest.

    words: values for the names in DRAFT, all of them. known: mark_of the item on the page it was written on.
    Raises Stale when somebody else wrote meanwhile, Refused when a decision does not belong to this kind of meeting.
    """
    if problems := problems_of(item.meeting, words):
        raise Refused(next(iter(problems.values())))
    with changing_agenda(item.meeting, by) as meeting:
        here = meeting.items.select_for_update().filter(pk=item.pk).first()
        if here is None:
            raise Refused(_("그사이에 안건에서 빠졌어요."))
        before = mark_of(here)
        for name in DRAFT:
            setattr(here, name, words[name])
        # Our own last save, whose answer was lost on the way, is no conflict.
        if known != before and mark_of(here) != before:
            raise Stale(meeting.items.select_related("department", "goes_to").get(pk=item.pk))
        here.save(update_fields=[name.removesuffix("_id") for name in DRAFT])
    return here


def problems_of(meeting: Meeting, words: dict) -> dict[str, str]:
    """What cannot stand even in a draft: name of the field → words."""
    problems, decision, starts_on = {}, words["decision"], words["starts_on"]
    if decision and decision not in DECISIONS[MeetingKind(meeting.kind)]:
        problems["decision"] = _("이 회의에서 내릴 수 있는 결정이 아니에요.")
    if starts_on and not first_day(meeting) <= starts_on <= last_day(meeting):
        problems["starts_on"] = _("실시 예정 시기는 회의한 날부터 3년 안이어야 해요(국민 제안 규정 제10조).")
    if words["goes_to_id"] and meeting.kind != MeetingKind.WORKING:
        problems["goes_to"] = _("올릴 실현회의는 실무회의에서만 골라요.")
    return problems


def first_day(meeting: Meeting) -> date:
    """The earliest day an adopted idea may begin: that of the meeting, in Seoul."""
    return timezone.localdate(meeting.starts_at)


def last_day(meeting: Meeting) -> date:
    """The last day of the window of YEARS_TO_BEGIN."""
    first = first_day(meeting)
    is_leap_day = (first.month, first.day) == (2, 29)
    return first.replace(year=first.year + YEARS_TO_BEGIN, day=28 if is_leap_day else first.day)


def missing(item: AgendaItem) -> list[str]:
    """What publishing will still ask for, in the clerk's words."""
    if not item.decision:
        return [_("결정을 골라 주세요.")]
    wanted = []
    if not item.reason.strip() and item.decision != Decision.PUT_ON_AGENDA:
        wanted.append(_("까닭을 적어 주세요. 시민이 읽어요."))
    if item.decision in ADOPTIONS and item.department_id is None:
        wanted.append(_("맡을 부서를 골라 주세요."))
    if item.decision in ADOPTIONS and item.starts_on is None:
        wanted.append(_("실시 예정 시기를 적어 주세요."))
    if item.decision == Decision.PUT_ON_AGENDA and item.goes_to_id is None:
        wanted.append(_("올릴 실현회의를 골라 주세요."))
    return wanted


# -- what speaks for and against -----------------------------------------------------------------------------------
def best_arguments(idea: Idea) -> list[tuple[Side, list[Argument]]]:
    """The pinned argument and the most helpful ones of each side of the last debate, in at most 5 queries."""
    debate = Debate.objects.public().filter(idea=idea).order_by("-opens_at").first()
    if debate is None:
        return []
    shown = debate.arguments.shown().with_authors()
    pinned = {argument.side: argument for argument in shown.filter(is_pinned=True)}
    sides = []
    for side in Side:
        best = list(shown.filter(side=side).order_by("-helpful_count", "-id")[:BEST])
        first = [pinned[side]] if side in pinned else []
        sides.append((side, (first + [argument for argument in best if argument not in first])[:BEST]))
    return [(side, arguments) for side, arguments in sides if arguments]


def scores(idea: Idea) -> list[RoundIdea]:
    """What the panel gave in the rounds that are over, latest first."""
    found = RoundIdea.objects.filter(idea=idea, round__closed_at__isnull=False, number__gt=0)
    return list(found.select_related("round__panel").order_by("-id")[:3])


def answers_so_far(idea: Idea) -> list[Answer]:
    """What the city has answered in public until now, latest first."""
    return list(idea.answers.filter(status=AnswerStatus.PUBLISHED).select_related("department").order_by("-id")[:2])


def opinions(idea: Idea) -> list[Cooperation]:
    """What departments said that were asked."""
    return list(idea.cooperations.exclude(opinion="").select_related("department").order_by("-id")[:3])
