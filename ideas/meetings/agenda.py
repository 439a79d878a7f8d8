"""What a meeting talks about: ideas in an order, with minutes, a presenter and something to read before.

Every verb locks the meeting first and then its ideas, as publishing the record does (ideas/meetings/recording.py): two clerks
come one after the other, and positions stay 1, 2, 3 without gaps.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_line
from ideas.meetings.seats import know_proposers
from ideas.models import AgendaDocument, AgendaItem, Decision, Idea, Meeting, MeetingKind, MeetingState, TrailEntry
from ideas.participation import Refused
from ideas.stages import Stage
from ideas.trail import changing, record

STAGE_OF = {MeetingKind.WORKING: Stage.WORKING, MeetingKind.REALISATION: Stage.REALISATION}
UNDECIDED = (MeetingState.DRAFT, MeetingState.ANNOUNCED)
MOST_DOCUMENTS = 10


@contextmanager
def changing_agenda(meeting: Meeting, by: User) -> Iterator[Meeting]:
    """Change what hangs on a meeting: gives the locked row as it is now, and moves its revision when the block is through.

    Raises Refused when `by` may not change the agenda, which nobody may once the record is published.
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not has_perm("ideas.change_agenda", by, locked):
            raise Refused(_("지금은 바꿀 수 없는 회의예요."))
        yield locked
        Meeting.objects.filter(pk=locked.pk).update(revision=F("revision") + 1)


# -- what could come on the agenda --------------------------------------------------------------------------
def candidates(meeting: Meeting) -> QuerySet[Idea]:
    """Ideas that stand before this kind of meeting and are on no other coming one, longest waiting first."""
    elsewhere = AgendaItem.objects.filter(idea=OuterRef("pk"), meeting__kind=meeting.kind, meeting__state__in=UNDECIDED)
    waiting = Idea.objects.public().filter(stage=STAGE_OF[MeetingKind(meeting.kind)], outcome="none")
    return waiting.filter(~Exists(elsewhere)).select_related("department").defer("body").order_by("public_since", "id")


def picked(meeting: Meeting) -> QuerySet[Idea]:
    """Ideas a working meeting wants to send here; they come by themselves when its record is published."""
    items = AgendaItem.objects.filter(goes_to=meeting, decision=Decision.PUT_ON_AGENDA, decided_at__isnull=True)
    return Idea.objects.public().filter(pk__in=items.values("idea_id")).defer("body").order_by("id")


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order, with ideas and documents: 2 queries. `strayed`: the idea has left the stage of the meeting."""
    items = list(meeting.items.select_related("idea__department", "department").prefetch_related("documents"))
    for item in items:
        item.strayed = item.decided_at is None and not stands_before(meeting, item.idea)
    return items


def stands_before(meeting: Meeting, idea: Idea) -> bool:
    """Whether this kind of meeting is the next one on the way of an idea."""
    return idea.is_public and idea.stage == STAGE_OF[MeetingKind(meeting.kind)]


def minutes_left(meeting: Meeting, items: list[AgendaItem]) -> int:
    """Minutes of the meeting that no item has been given; below zero when they do not fit."""
    return int((meeting.ends_at - meeting.starts_at).total_seconds() // 60) - sum(item.allotted for item in items)


# -- the verbs ------------------------------------------------------------------------------------------------
def add_item(meeting: Meeting, idea: Idea, by: User) -> AgendaItem:
    """Put an idea at the end of the agenda; one that stands there already stays where it is.

    Raises Refused when the idea stands before another kind of meeting, or waits for another one of this kind.
    """
    with changing_agenda(meeting, by) as meeting:
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if there := meeting.items.filter(idea=idea).first():
            return there
        if not stands_before(meeting, idea):
            raise Refused(_("이 회의에서 다룰 단계에 있는 상상이 아니에요."))
        same_kind = idea.agenda_items.filter(meeting__kind=meeting.kind, meeting__state__in=UNDECIDED)
        if other := same_kind.select_related("meeting").first():
            raise Refused(_("이미 다른 회의 안건에 있어요: %(meeting)s") % {"meeting": other.meeting})
        item = meeting.items.create(idea=idea, position=meeting.items.count() + 1)
        know_proposers(meeting)
        if meeting.agenda_announced_at:
            _tell(idea, "on_meeting", meeting, by)
    return item


def remove_item(item: AgendaItem, by: User) -> None:
    """Take an idea off the agenda; if people were told that it is on, they are told that it is not.

    Raises Refused when something has been written down about it.
    """
    with changing_agenda(item.meeting, by) as meeting:
        here = meeting.items.filter(pk=item.pk).first()
        if here is None:
            return
        if here.decision or here.reason or here.minutes or here.used_seconds or here.started_at:
            raise Refused(_("이미 이야기를 시작했거나 적어 둔 것이 있는 안건은 뺄 수 없어요."))
        idea = here.idea
        here.delete()
        _number(list(meeting.items.all()))
        if idea.pk in told(meeting, [idea]):
            _tell(idea, "off_meeting", meeting, by)


def move_item(item: AgendaItem, by: User, to: int) -> None:
    """Move an item to another place. to: counted from 1; what lies outside of the agenda means its end or its beginning."""
    with changing_agenda(item.meeting, by) as meeting:
        items = list(meeting.items.all())
        moved = next((each for each in items if each.pk == item.pk), None)
        if moved is None:
            raise Refused(_("그사이에 안건에서 빠졌어요."))
        items.remove(moved)
        items.insert(min(max(to, 1), len(items) + 1) - 1, moved)
        _number(items)


def set_item(item: AgendaItem, by: User, *, allotted: int, presenter: str = "", note: str = "") -> None:
    """Say how long an item takes (minutes), who presents it, and what people should know before."""
    with changing_agenda(item.meeting, by) as meeting:
        changed = meeting.items.filter(pk=item.pk).update(
            allotted=allotted, presenter=clean_line(presenter), note=clean_line(note)
        )
        if not changed:
            raise Refused(_("그사이에 안건에서 빠졌어요."))


def add_document(item: AgendaItem, by: User, title: str, url: str) -> AgendaDocument:
    """Link something to read to an item. Raises Refused when ten links stand there already."""
    with changing_agenda(item.meeting, by) as meeting:
        here = meeting.items.filter(pk=item.pk).first()
        if here is None:
            raise Refused(_("그사이에 안건에서 빠졌어요."))
        if here.documents.count() >= MOST_DOCUMENTS:
            raise Refused(_("읽을거리는 안건마다 %(most)s개까지예요.") % {"most": MOST_DOCUMENTS})
        return here.documents.create(title=clean_line(title), url=url)


def remove_document(item: AgendaItem, by: User, pk: int) -> None:
    """Take a link away again."""
    with changing_agenda(item.meeting, by) as meeting:
        AgendaDocument.objects.filter(pk=pk, item_id=item.pk, item__meeting=meeting).delete()


def announce_agenda(meeting: Meeting, by: User) -> int:
    """Show the agenda to everybody and write it into the trail of each idea, once; returns how many were told now.

    Raises Refused for a meeting that is not announced itself, or an agenda without an item.
    """
    with changing_agenda(meeting, by) as meeting:
        if meeting.state != MeetingState.ANNOUNCED:
            raise Refused(_("회의를 먼저 알린 다음 안건을 알릴 수 있어요."))
        ideas = list(Idea.objects.filter(agenda_items__meeting=meeting).order_by("pk"))
        if not ideas:
            raise Refused(_("안건이 하나도 없어요. 상상을 먼저 올려 주세요."))
        knowing = told(meeting, ideas)
        new = [idea for idea in ideas if idea.pk not in knowing]
        for idea in new:
            _tell(idea, "on_meeting", meeting, by)
        if meeting.agenda_announced_at is None:
            Meeting.objects.filter(pk=meeting.pk).update(agenda_announced_at=timezone.now())
    return len(new)


def told(meeting: Meeting, ideas: list[Idea]) -> set[int]:
    """Keys of those ideas whose trail says that they are on this meeting."""
    entries = TrailEntry.objects.filter(Q(kind="on_meeting") | Q(kind="off_meeting"), idea__in=ideas).order_by("number")
    last = {entry.idea_id: entry.kind for entry in entries if entry.data.get("meeting_id") == meeting.pk}
    return {pk for pk, kind in last.items() if kind == "on_meeting"}


def _tell(idea: Idea, kind: str, meeting: Meeting, by: User) -> None:
    with changing(idea) as idea:
        record(idea, kind, by, data={"meeting": meeting.title, "meeting_id": meeting.pk})


def _number(items: list[AgendaItem]) -> None:
    """Positions from 1 on in the order given; rows that keep theirs are not written."""
    moved = []
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            moved.append(item)
    AgendaItem.objects.bulk_update(moved, ["position"])
