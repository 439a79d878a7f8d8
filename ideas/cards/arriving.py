"""Cards of ideas that were adopted before the city ran this site: they count with the others, and owe nothing.

What became of such an idea is not known here, so nothing is promised on its card, it never turns stale for what lies back, and
nobody holds it: the first official who plans or reports on it takes it up like any other card.
"""

from django.utils import timezone

from ideas.models import Card, CardStatus, Idea

TITLE_LENGTH = Card._meta.get_field("title").max_length
PLAN_LENGTH = Card._meta.get_field("plan").max_length
# Where a card stands before anybody has said anything here.
BEFORE_NEWS = (CardStatus.REVIEW, CardStatus.PLANNING)


def arrived(idea: Idea, plan: str) -> Card:
    """The card, not saved, of a saved idea that comes adopted. plan: what the city said then it would do, empty when unknown.

    `planned_at` stays empty: the first plan made here is what drift is measured against.
    """
    day = idea.decided_at or timezone.now()
    card = Card(idea=idea, department=idea.department, opened_at=day, moved_at=day)
    return told_of(card, idea, plan)


def told_of(card: Card, idea: Idea, plan: str) -> Card:
    """Put on a card that nobody has touched what its source says; not saved."""
    card.title, card.department = idea.title[:TITLE_LENGTH], idea.department
    card.plan = plan if len(plan) <= PLAN_LENGTH else plan[: PLAN_LENGTH - 1] + "…"
    card.status = CardStatus.PLANNING if plan else CardStatus.REVIEW
    return card


def card_of(idea: Idea) -> Card | None:
    """The locked card of an idea that came adopted, or the one that realises it along with another idea."""
    found = Card.objects.select_for_update(of=("self",))
    return found.filter(idea=idea).first() or found.filter(also__idea=idea).first()


def came_over(card: Card) -> bool:
    """Whether a card (with its idea) came along with it; it bears the day of the idea then, for its own was not handed down."""
    return bool(card.idea.source) and card.opened_at == card.idea.decided_at


def is_untouched(card: Card, idea: Idea) -> bool:
    """Whether the card of an idea is still as it came, so that it may follow its source."""
    if card.idea_id != idea.pk or card.revision:
        return False
    card.idea = idea
    return came_over(card)


def is_unheard(card: Card) -> bool:
    """Whether nobody here has told anything yet of a card that came over."""
    return card.status in BEFORE_NEWS and not card.planned_at and not card.last_report_at and came_over(card)
