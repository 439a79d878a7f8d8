"""Merging ideas that say the same: supporters go along, both proposers are named, and for some days all of it can be undone.

Nothing is taken from the idea that goes: its page, comments and recommendations stay where they are. Who supported it is counted
on the other side, too, unless they are there already, and may take that back like any recommendation.
"""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.models import Sequence
from common.words import clean_line
from ideas import bylines, crossings, participation
from ideas.cards import hall
from ideas.lifecycle import STEPS, StepRefused, advance, refuse
from ideas.models import Idea, Merge, Recommendation, Role
from ideas.stages import Outcome, Stage
from ideas.trail import changing, record

BATCH = 1_000
# Ideas are merged one after the other in the whole city, so that two merges never wait for each other.
ONE_BY_ONE = "merge"
# How many merges lead from an idea to where it is now, or came together in it, as far as anybody wants to know.
LONGEST_WAY = 20
MOST_NAMED = 20


def merge(idea: Idea, into: Idea, by: User, reason: str, known: int | None = None) -> Merge:
    """Let an idea go into another one.

    reason: public words. known: how long the trail of `idea` was on the page of who acts.
    Raises StepRefused when `by` may not, or either idea has ended or is not public; SomebodyWasQuicker as advance does.

    Whoever recommends holds a row of theirs first and the idea second; so do we, or both would wait for each other: supporters
    are moved while only the idea that goes is locked.
    """
    if idea.pk == into.pk:
        raise StepRefused(_("같은 상상끼리는 합칠 수 없어요. 다른 상상을 골라 주세요."))
    reason = clean_line(reason)
    with transaction.atomic():
        Sequence.take(ONE_BY_ONE)
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        refuse(idea, STEPS["merge"], by, reason, known)
        row = Merge.objects.create(idea=idea, into=into, merged_by=by)
        _move_supporters(row)
        into = Idea.objects.select_for_update().get(pk=into.pk)
        _refuse_target(into, by)
        row.moved = row.moved_rows.count()
        told = {"moved": row.moved}
        advance(idea, "merge", by, reason, into=into, told=told)
        row.save(update_fields=["moved"])
        with changing(into) as into:
            _count(into, row.moved)
            record(into, "merged_here", by, reason, data={"number": idea.number, **told}, role=Role.OFFICE)
        crossings.look(into)
    return row


def undo(merge: Merge, by: User, reason: str, known: int | None = None) -> Idea:
    """Take an idea out of the one it went into; both are as before, but for what people did since.

    known: how long the trail of the idea that went was on the page of who acts. Raises StepRefused when `by` may not, the days
    for it are over, it was done already, or the other idea went further itself: that has to be undone first.
    """
    with transaction.atomic():
        Sequence.take(ONE_BY_ONE)
        idea = Idea.objects.select_for_update().get(pk=merge.idea_id)
        merge = Merge.objects.get(pk=merge.pk)
        if merge.undone_at is not None:
            raise StepRefused(_("이미 되돌렸어요."))
        gone, _rows = merge.moved_rows.all().delete()
        into = Idea.objects.select_for_update().get(pk=merge.into_id)
        if into.outcome == Outcome.MERGED:
            raise StepRefused(_("그 상상이 다시 다른 상상과 합쳐졌어요. 그것부터 되돌려 주세요."))
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        told = {"into": into.number, "moved": gone}
        idea = advance(idea, "undo_merge", by, clean_line(reason), known=known, told=told)
        hall.leave(idea)
        with changing(into) as into:
            _count(into, -gone)
            record(into, "merge_undone", by, clean_line(reason), data={"number": idea.number, "moved": gone}, role=Role.OFFICE)
    return idea


def newcomers(idea: Idea, into: Idea) -> int:
    """How many supporters would move: those who do not recommend `into` yet."""
    return _not_yet_on(idea, into).count()


def in_force(idea: Idea) -> Merge | None:
    """The merge an idea went away with, if it did."""
    return Merge.objects.filter(idea=idea, undone_at__isnull=True).select_related("into").first()


def end_of_way(idea: Idea) -> Idea:
    """Where an idea is now: itself, or the idea it went into, however often that went further."""
    for _step in range(LONGEST_WAY):
        if idea.merged_into_id is None:
            break
        idea = idea.merged_into
    return idea


def came_together(idea: Idea) -> list[Idea]:
    """The ideas that went into an idea, also by a detour, with their authors; usually one query for there are none."""
    found: list[Idea] = []
    layer = [idea.pk]
    while layer and len(found) < MOST_NAMED:
        # The second condition is that of the index, without which SQLite would not use it.
        ideas = Idea.objects.filter(merged_into__in=layer, merged_into__isnull=False, public_since__isnull=False)
        came = list(ideas.select_related("author").defer("body").order_by("merged_at", "id")[: MOST_NAMED - len(found)])
        found += came
        layer = [each.pk for each in came]
    bylines.label(found)
    return found


def _not_yet_on(idea: Idea, into: Idea):
    there = Recommendation.objects.filter(idea=into).values("member")
    return Recommendation.objects.filter(idea=idea).exclude(member__in=there)


def _move_supporters(merge: Merge) -> None:
    """Recommend the other idea for everybody who does not yet; when they did so first stays what it was."""
    for batch in _batches(_not_yet_on(merge.idea, merge.into).order_by("member").values_list("member", "created_at")):
        rows = [Recommendation(idea=merge.into, member_id=member, created_at=at, merge=merge) for member, at in batch]
        Recommendation.objects.bulk_create(rows, ignore_conflicts=True)


def _batches(rows) -> Iterator[list]:
    rows = list(rows)
    for at in range(0, len(rows), BATCH):
        yield rows[at : at + BATCH]


def _refuse_target(into: Idea, by: User) -> None:
    """Raise StepRefused for an idea that nothing may go into."""
    if into.outcome == Outcome.MERGED:
        raise StepRefused(_("그 상상도 다른 상상과 합쳐졌어요. 합쳐진 쪽을 골라 주세요."))
    if not into.is_public or into.stage == Stage.CLOSED or not has_perm("ideas.merge_idea", by, into):
        raise StepRefused(_("합칠 곳은 지금 흐르고 있는 공개된 상상이어야 해요."))


def _count(idea: Idea, moved: int) -> None:
    """Change the counts of a locked idea."""
    idea.recommendation_count += moved
    idea.trend = participation.trend(idea)
