"""Several adopted ideas that one card realises."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import promises
from ideas.cards.keeping import ADOPTED, lock_ideas, refuse_unless, tell, working_on
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardIdea, CardStatus, Idea, PromiseKind
from ideas.models.card import UNDER_WAY
from ideas.trail import changing

# Kept with the promise for everybody to read, so in the language of the city.
TOGETHER = "다른 상상의 관리카드에서 함께 이뤄요."


def join(card: Card, other: Idea, by: User, *, known: int | None = None) -> Card:
    """Let a card realise a further adopted idea too; doing it twice is the same as once.

    The idea's own card goes when nothing was planned on it yet. Raises StepRefused without the right, for an idea that is not
    adopted or not public, or that is on another card already.
    """
    with transaction.atomic():
        lock_ideas([card.idea_id, other.pk])
        with working_on(card, by, "ideas.join_cards", known) as card:
            refuse_unless(card, *UNDER_WAY)
            if card.also.filter(idea=other).exists():
                return card
            with changing(other) as idea:
                refuse_stranger(card, idea)
                leave_own_card(idea)
                CardIdea.objects.create(card=card, idea=idea)
                tell(card, "card_joined", by, on=idea, number=card.idea.number)
    return card


def refuse_stranger(card: Card, idea: Idea) -> None:
    """Raises StepRefused for an idea that cannot come to a card."""
    if idea.outcome not in ADOPTED or not idea.is_public or idea.pk == card.idea_id:
        raise StepRefused(_("채택한 다른 상상만 함께 이룰 수 있어요."))
    if CardIdea.objects.filter(idea=idea).exists():
        raise StepRefused(_("그 상상은 이미 다른 카드에서 이루고 있어요."))


def leave_own_card(idea: Idea) -> None:
    """Take an idea off its own card, which goes. Raises StepRefused when something was planned on it."""
    own = Card.objects.select_for_update().filter(idea=idea).first()
    if own is None:
        return
    if own.status != CardStatus.REVIEW or own.planned_at or own.also.exists():
        raise StepRefused(_("그 상상의 카드에는 이미 추진계획이 있어요. 계획이 없는 카드만 합칠 수 있어요."))
    promises.cancel(idea, PromiseKind.PLAN, TOGETHER)
    promises.cancel(idea, PromiseKind.HAND_OVER, TOGETHER)
    own.delete()
