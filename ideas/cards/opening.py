"""How cards begin and stop with the way of an idea; called by ideas.consequences with the idea locked."""

from django.utils import timezone

from accounts.models import User
from ideas import promises, trail
from ideas.models import Card, CardChange, CardHolder, CardStatus, Idea, Owner, PromiseKind

# Kept with the card for everybody to read, so in the language of the city.
LOOKED_AT_AGAIN = "결정을 다시 살펴보기로 했어요."


def open_for(idea: Idea, by: User | None) -> Card:
    """The card of an idea that was adopted, and the promise of a plan; a card that had been stopped goes on.

    The idea must be locked (ideas.trail.changing).
    """
    card = Card.objects.select_for_update().filter(idea=idea).first()
    if card is None:
        card = Card.objects.create(idea=idea, title=idea.title[:120], department_id=idea.department_id, post=idea.post)
        if idea.department_id:
            CardHolder.objects.create(card=card, department=idea.department.name, post=idea.post)
        trail.record(idea, "card_opened", by, data={"card": card.pk})
    elif card.status == CardStatus.STOPPED:
        move(card, CardStatus.REVIEW, by)
        card.stop_reason = ""
        card.save()
        trail.record(idea, "card_opened", by, data={"card": card.pk})
    owner = Owner.DEPARTMENT if idea.department_id else Owner.OFFICE
    promises.promise(idea, PromiseKind.PLAN, owner, idea.department, by=by)
    return card


def stop_for(idea: Idea, by: User | None) -> None:
    """The decision on an idea is looked at again: its card stops. The idea must be locked."""
    card = Card.objects.select_for_update().filter(idea=idea).first()
    for kind in (PromiseKind.PLAN, PromiseKind.REPORT, PromiseKind.HAND_OVER):
        promises.cancel(idea, kind, LOOKED_AT_AGAIN)
    if card and card.is_under_way:
        move(card, CardStatus.STOPPED, by, LOOKED_AT_AGAIN)
        card.stop_reason = LOOKED_AT_AGAIN
        card.save()


def move(card: Card, status: CardStatus, by: User | None, reason: str = "") -> None:
    """Give a locked card another status and keep what it was; the caller saves the card."""
    department = card.department.name if card.department_id else ""
    CardChange.objects.create(
        card=card, what=CardChange.What.STATUS, before=card.status, after=status, reason=reason, by=by, department=department
    )
    card.status, card.moved_at, card.revision = status, timezone.now(), card.revision + 1
