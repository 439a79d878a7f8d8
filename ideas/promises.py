"""Making, stopping, moving and keeping promises. Each verb wants an idea that its caller has locked (ideas.trail.changing)."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import override

from accounts.models import Department, User
from ideas import deadlines, trail
from ideas.models import Idea, Owner, Promise, PromiseKind


def open_of(idea: Idea, kind: PromiseKind) -> Promise | None:
    """The promise of a kind that is neither kept nor fallen away."""
    return Promise.objects.open().filter(idea=idea, kind=kind).select_related("department").first()


def owner_of(idea: Idea) -> tuple[Owner, Department | None]:
    """Who owes the city's next word on an idea: the idea office until a department is in charge and is to answer itself."""
    if idea.department_id and not deadlines.settings_in_force().office_answers_first:
        return Owner.DEPARTMENT, idea.department
    return Owner.OFFICE, None


def promise(
    idea: Idea,
    kind: PromiseKind,
    owner: Owner,
    department: Department | None = None,
    by: User | None = None,
    due_on: date | None = None,
) -> Promise:
    """Promise something; a promise of that kind that is open already is returned as it is.

    due_on: the last day, by default what the law and the settings say (ideas.deadlines.last_day).
    """
    there = open_of(idea, kind)
    if there:
        return there
    due_on = due_on or deadlines.last_day(kind)
    made = Promise.objects.create(idea=idea, kind=kind, owner=owner, department=department, due_on=due_on, first_due_on=due_on)
    trail.record(idea, "promised", by, data=what(made))
    return made


def what(made: Promise, **more) -> dict:
    """What the trail says of a promise; in Korean whoever acts, for it is kept as it was said."""
    with override("ko"):
        owner = made.owner_name
    return {"promise": str(made.kind), "owner": owner, "due_on": made.due_on.isoformat(), **more}


def keep(idea: Idea, kind: PromiseKind) -> Promise | None:
    """A promise was kept; returns it, None when none was open. What kept it stands in the trail by itself."""
    made = open_of(idea, kind)
    if made:
        _start_again(made)
        today = timezone.localdate()
        made.kept_at = timezone.now()
        made.was_late = today > made.due_on
        opened = timezone.localdate(made.opened_at)
        made.days_to_keep = max(0, (today - opened).days - made.stopped_days)
        made.save()
    return made


def unkeep(idea: Idea, kind: PromiseKind, by: User | None) -> Promise | None:
    """The promise that was kept last was not kept after all, and holds by the day it had: nobody gains time by taking back."""
    made = Promise.objects.filter(idea=idea, kind=kind, kept_at__isnull=False).order_by("-kept_at", "-id").first()
    if made is None or open_of(idea, kind):
        return None
    made.kept_at, made.was_late, made.days_to_keep = None, False, None
    made.save()
    trail.record(idea, "promised", by, data=what(made))
    return made


def cancel(idea: Idea, kind: PromiseKind, reason: str) -> Promise | None:
    """A promise falls away because there is nothing left to do; returns it. A clock that stood stands on (see revive)."""
    made = open_of(idea, kind)
    if made:
        made.cancelled_at, made.cancel_reason = timezone.now(), reason[:300]
        made.save()
    return made


def revive(idea: Idea, kind: PromiseKind, since: datetime) -> Promise | None:
    """The promise that fell away last holds again just as it was; for what is undone.

    since: only one that fell away then or later.
    """
    gone = Promise.objects.filter(idea=idea, kind=kind, cancelled_at__gte=since).order_by("-cancelled_at", "-id").first()
    if gone is None or open_of(idea, kind):
        return None
    gone.cancelled_at, gone.cancel_reason = None, ""
    gone.save()
    return gone


def stop(idea: Idea, kind: PromiseKind, reason: str, by: User | None = None) -> Promise | None:
    """The clock of a promise stands from today on (국민 제안 규정 §6④, §9⑤: while others are waited for)."""
    made = open_of(idea, kind)
    if made and made.stopped_on is None:
        made.stopped_on, made.stop_reason = timezone.localdate(), reason[:300]
        made.save()
        trail.record(idea, "clock_stopped", by, reason, data=what(made))
    return made


def resume(idea: Idea, kind: PromiseKind, by: User | None = None) -> Promise | None:
    """The clock runs again; the promise has as many days left as it had when the clock stopped."""
    made = open_of(idea, kind)
    if made and made.stopped_on is not None:
        _start_again(made)
        made.save()
        trail.record(idea, "clock_resumed", by, data=what(made))
    return made


def _start_again(made: Promise) -> None:
    """Let the clock run, the days it stood put behind the day it ends."""
    if made.stopped_on is not None:
        stood = max(0, (timezone.localdate() - made.stopped_on).days)
        made.due_on = deadlines.to_workday(made.due_on + timedelta(days=stood)) if stood else made.due_on
        made.stopped_days += stood
        made.stopped_on, made.stop_reason = None, ""


def hand_to(idea: Idea, kind: PromiseKind, owner: Owner, department: Department | None, by: User | None) -> Promise | None:
    """Somebody else owes it from now on, by the same day."""
    made = open_of(idea, kind)
    if made and (made.owner, made.department) != (owner, department):
        before = what(made)["owner"]
        made.owner, made.department, made.reminded_on = owner, department, None
        made.save()
        trail.record(idea, "promise_moved", by, data=what(made, before=before))
    return made


def postpone(idea: Idea, kind: PromiseKind, due_on: date) -> Promise | None:
    """A new day, told in an interim answer; the day promised first stays beside it."""
    made = open_of(idea, kind)
    if made:
        made.due_on, made.interim_at, made.reminded_on = due_on, timezone.now(), None
        made.save()
    return made
