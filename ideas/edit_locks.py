"""Who is writing the answer to an idea now, so that two officials do not write past each other (EXPECTATIONS 35)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.lifecycle import StepRefused
from ideas.models import EditLock, Idea

# Somebody whose page was not heard of for so long has left it.
GONE_AFTER = timedelta(minutes=10)


class HeldByAnother(StepRefused):
    """Somebody else is writing this answer; `lock` says who and since when."""

    def __init__(self, lock: EditLock):
        super().__init__(_("지금 다른 사람이 이 답변을 쓰고 있어요. 쓴 글은 화면에 그대로 있어요."))
        self.lock = lock


def holder(idea: Idea, now: datetime | None = None) -> EditLock | None:
    """The lock on an idea while its holder is there, with the holder; None when anybody may begin."""
    alive = (now or timezone.now()) - GONE_AFTER
    return EditLock.objects.filter(idea=idea, beat_at__gt=alive).select_related("holder").first()


def refuse_others(idea: Idea, user: User) -> None:
    """Raise HeldByAnother while somebody else is writing."""
    lock = holder(idea)
    if lock and lock.holder_id != user.pk:
        raise HeldByAnother(lock)


def take(idea: Idea, user: User) -> EditLock:
    """Begin to write, or say that one is still at it; a lock whose holder has gone is free. Raises HeldByAnother.

    Two who come at once are told apart by the row of the idea, which is locked first.
    """
    with transaction.atomic():
        Idea.objects.select_for_update().get(pk=idea.pk)
        refuse_others(idea, user)
        return _give(idea, user)


def take_over(idea: Idea, user: User) -> EditLock:
    """Write on in the place of whoever was writing; their next saving is refused with words that say so."""
    with transaction.atomic():
        Idea.objects.select_for_update().get(pk=idea.pk)
        return _give(idea, user)


def _give(idea: Idea, user: User) -> EditLock:
    now = timezone.now()
    lock, made = EditLock.objects.get_or_create(idea=idea, defaults={"holder": user, "since": now, "beat_at": now})
    if not made:
        if lock.holder_id != user.pk or lock.beat_at <= now - GONE_AFTER:
            lock.since = now
        lock.holder, lock.beat_at = user, now
        lock.save()
    return lock


def beat(idea: Idea, user: User) -> bool:
    """The page of the holder is still open; returns False when somebody else writes by now."""
    return bool(EditLock.objects.filter(idea=idea, holder=user).update(beat_at=timezone.now()))


def release(idea: Idea, user: User) -> None:
    """Done, or gone on purpose; another's lock stays."""
    EditLock.objects.filter(idea=idea, holder=user).delete()
