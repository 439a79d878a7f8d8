"""Where members stand on a debate. One stance each; it may change, and the change is counted and drawn over time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from ideas.debates.locking import keep, lock
from ideas.models import Debate, DebateDay, Side, Stance
from ideas.participation import Refused, why_not


def take_stance(debate: Debate, by: User, side: str) -> bool:
    """Stand on a side; returns whether anything changed (the same side again changes nothing).

    Raises Refused for a side there is none of, and when the debate does not run or `by` may not take part.
    """
    if side not in Side.values:
        raise Refused(_("찬성, 반대, 실현방안 가운데 하나를 골라 주세요."))
    with transaction.atomic():
        debate = lock(debate)
        if not has_perm("ideas.take_stance", by, debate):
            raise Refused(why_not(by, why_closed(debate)))
        stance, is_new = Stance.objects.get_or_create(
            debate=debate, member=by, defaults={"side": side, "taken_at": timezone.now()}
        )
        if not is_new and stance.side == side:
            return False
        if is_new:
            count(debate, None, side)
        else:
            before, stance.side = stance.side, side
            stance.changes, stance.taken_at = stance.changes + 1, timezone.now()
            stance.save(update_fields=["side", "changes", "taken_at"])
            count(debate, before, side)
        return True


def leave_stance(debate: Debate, by: User) -> bool:
    """Stand nowhere again, as for a slip of the thumb; returns whether anything changed. Raises Refused as take_stance does."""
    with transaction.atomic():
        debate = lock(debate)
        if not has_perm("ideas.take_stance", by, debate):
            raise Refused(why_not(by, why_closed(debate)))
        stance = Stance.objects.filter(debate=debate, member=by).first()
        if stance is None:
            return False
        stance.delete()
        count(debate, stance.side, None)
        return True


def stand_if_nowhere(debate: Debate, by: User, side: str) -> None:
    """Who argues for a side stands there, unless they said before where they stand. The debate must be locked."""
    _stance, is_new = Stance.objects.get_or_create(debate=debate, member=by, defaults={"side": side, "taken_at": timezone.now()})
    if is_new:
        count(debate, None, side)


def count(debate: Debate, before: str | None, side: str | None) -> None:
    """Move the tally of a locked debate from one side to another (None: nowhere), and keep today's end of day.

    Only going from one side to another is a change of mind.
    """
    is_change = before is not None and side is not None
    if side:
        setattr(debate, side, getattr(debate, side) + 1)
    if before:
        setattr(debate, before, getattr(debate, before) - 1)
    debate.changes += is_change
    keep(debate, *Side.values, "changes")
    day, _is_new = DebateDay.objects.get_or_create(debate=debate, day=timezone.localdate())
    day.pro, day.con, day.how = debate.pro, debate.con, debate.how
    day.moved += is_change
    day.save(update_fields=[*Side.values, "moved"])


def why_closed(debate: Debate) -> str:
    """Why nothing can be added to a debate now."""
    if debate.opens_at > timezone.now():
        return _("아직 열리지 않은 토론이에요.")
    if debate.is_running:
        return _("지금은 이 토론에 함께할 수 없어요.")
    return _("토론이 끝나서 더는 바꿀 수 없어요.")
