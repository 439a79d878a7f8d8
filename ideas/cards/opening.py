"""How cards begin and stop with the way of an idea; called by ideas.consequences with the idea locked."""

from django.utils import timezone

from accounts.models import Appointment, User
from ideas import promises, trail
from ideas.models import Card, CardChange, CardHolder, CardIdea, CardStatus, Idea, Owner, PromiseKind

# Kept with the card for everybody to read, so in the language of the city.
LOOKED_AT_AGAIN = "결정을 다시 살펴보기로 했어요."


def open_for(idea: Idea, by: User | None) -> Card:
    """The card of an idea that was adopted, and the promise of a plan; a card that had been stopped goes on.

    The idea must be locked (ideas.trail.changing). A finished card stays finished.
    """
    card = Card.objects.select_for_update().filter(idea=idea).first()
    if card and card.status == CardStatus.DONE:
        return card
    if card is None:
        now = timezone.now()
        card = Card.objects.create(
            idea=idea, title=idea.title[:120], department_id=idea.department_id, post=idea.post, opened_at=now, moved_at=now
        )
        seat(card, idea)
        trail.record(idea, "card_opened", by, data={"card": card.pk})
    elif card.status == CardStatus.STOPPED:
        move(card, CardStatus.REVIEW, by)
        card.stop_reason = ""
        if card.department_id != idea.department_id:
            change_hands(card, idea)
        card.save()
        trail.record(idea, "card_opened", by, data={"card": card.pk})
    owner = Owner.DEPARTMENT if idea.department_id else Owner.OFFICE
    promises.promise(idea, PromiseKind.PLAN, owner, idea.department, by=by)
    return card


def seat(card: Card, idea: Idea) -> None:
    """The post in charge of an idea looks after its card from today on."""
    if idea.department_id:
        holder = {"department": idea.department.name, "post": idea.post, "since": timezone.localdate()}
        CardHolder.objects.create(card=card, appointment=held_by(idea), **holder)


def change_hands(card: Card, idea: Idea) -> None:
    """While its card had stopped the idea went to another department, which now begins anew; the caller saves the card."""
    card.holders.filter(until__isnull=True).update(until=timezone.localdate())
    card.department, card.post = idea.department, idea.post
    seat(card, idea)


def held_by(idea: Idea) -> Appointment | None:
    """Who holds the post in charge of an idea today, so that the card knows when it ends."""
    held = Appointment.objects.current().filter(department=idea.department_id, post=idea.post) if idea.post else None
    return held.order_by("starts_on", "id").first() if held is not None else None


def stop_for(idea: Idea, by: User | None) -> None:
    """The decision on an idea is looked at again: its card stops, or goes on without it. The idea must be locked."""
    CardIdea.objects.filter(idea=idea).delete()
    card = Card.objects.select_for_update().filter(idea=idea).first()
    for kind in (PromiseKind.PLAN, PromiseKind.REPORT, PromiseKind.HAND_OVER):
        promises.cancel(idea, kind, LOOKED_AT_AGAIN)
    if card and card.is_under_way:
        move(card, CardStatus.STOPPED, by, LOOKED_AT_AGAIN)
        card.stop_reason, card.stale_since = LOOKED_AT_AGAIN, None
        card.save()


def move(card: Card, status: CardStatus, by: User | None, reason: str = "") -> None:
    """Give a locked card another status and keep what it was; the caller saves the card."""
    department = card.department.name if card.department_id else ""
    CardChange.objects.create(
        card=card,
        what=CardChange.What.STATUS,
        before=card.status,
        after=status,
        reason=reason,
        by=by,
        department=department,
        at=timezone.now(),
    )
    card.status, card.moved_at, card.revision = status, timezone.now(), card.revision + 1
