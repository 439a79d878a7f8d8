"""How debates begin and end with the way of an idea; called by ideas.consequences with the idea locked."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from ideas import deadlines, promises, trail
from ideas.models import Debate, Idea, Owner, PromiseKind

# Kept with the debate for everybody to read, so in the language of the city whatever language its member uses.
QUESTION = "이 상상을 이루면 좋을까요? 어떻게 하면 이룰 수 있을까요?"


def open_for(idea: Idea, by: User | None) -> Debate:
    """The debate that begins when an idea rises to 상상토론; one that is open already goes on.

    The idea must be locked (ideas.trail.changing). by: None for the city's own clock.
    """
    there = Debate.objects.filter(idea=idea, closed_at__isnull=True).first()
    if there:
        return there
    now = timezone.now()
    debate = Debate.objects.create(
        idea=idea,
        title=idea.title[:120],
        question=QUESTION,
        opens_at=now,
        closes_at=now + timedelta(days=deadlines.settings_in_force().debate_days),
        opened_by=by,
    )
    trail.record(idea, "debate_opened", by, data=told(debate))
    return debate


def end_for(idea: Idea, by: User | None) -> Debate | None:
    """Close the debate of an idea that moves on; its tally stands as it is now. Returns it, None when none was open.

    The idea must be locked.
    """
    debate = Debate.objects.select_for_update().filter(idea=idea, closed_at__isnull=True).first()
    return close(debate, idea, by) if debate else None


def close(debate: Debate, idea: Idea | None, by: User | None) -> Debate:
    """Freeze a locked debate. The idea office owes the summary of one on an idea. idea: locked, None for one on a question."""
    now = timezone.now()
    debate.closed_at = now
    debate.closes_at = max(min(debate.closes_at, now), debate.opens_at + timedelta(seconds=1))
    debate.revision += 1
    debate.save()
    if idea:
        trail.record(idea, "debate_closed", by, data={**told(debate), "pro": debate.pro, "con": debate.con, "how": debate.how})
        promises.promise(idea, PromiseKind.SUMMARY, Owner.OFFICE, by=by)
    return debate


def told(debate: Debate) -> dict:
    """What the trail says of a debate."""
    return {"debate": debate.pk, "closes_on": timezone.localdate(debate.closes_at).isoformat()}
