"""What an official sees of cards at the desk: what is owed by due day, what can be done with a card now, and by whom."""

from django.db.models import QuerySet
from django.utils import timezone
from rules import has_perm

from accounts.models import User
from ideas.cards import handing_over
from ideas.cards.keeping import OF_CARDS
from ideas.desk_queues import MOST, near_until
from ideas.models import Card, CardHolder, CardStatus, Promise
from ideas.promise_reading import day_words

# status → what can be done with a card that stands there, the most likely first.
OPEN_ACTS = {
    CardStatus.REVIEW: ("plan", "stop", "transfer", "join"),
    CardStatus.PLANNING: ("report", "start", "plan", "step", "finish", "stop", "transfer", "join"),
    CardStatus.DOING: ("report", "finish", "plan", "step", "stop", "transfer", "join"),
    CardStatus.DONE: ("outcome",),
    CardStatus.STOPPED: ("go-on",),
}
PERMISSIONS = {
    **dict.fromkeys(("stop", "go-on", "finish"), "ideas.finish_card"),
    "transfer": "ideas.transfer_card",
    "join": "ideas.join_cards",
}
UNMEASURED_SHOWN = 20


def today():
    """The day in Seoul."""
    return timezone.localdate()


def owed(user: User) -> QuerySet[Promise]:
    """What the member's departments owe on cards; for the idea office what anybody owes."""
    found = Promise.objects.running().filter(kind__in=OF_CARDS, idea__public_since__isnull=False)
    return found if has_perm("ideas.run_pipeline", user) else found.filter(department__in=user.department_ids)


def rows(user: User) -> QuerySet[Promise]:
    """The same by due day, with their cards."""
    return owed(user).select_related("idea__card", "department").defer("idea__body").order_by("due_on", "id")


def counted(user: User) -> int:
    """How many there are, up to MOST: nobody turns more pages."""
    return owed(user).order_by().values("pk")[:MOST].count()


def worded(found) -> list[Promise]:
    """Promises with how many days are left, `when`, and `tone`: "late" or "near"."""
    made = list(found)
    for promise in made:
        promise.when = day_words(promise)
        promise.tone = "late" if promise.is_late else "near" if promise.due_on <= near_until() else ""
    return made


def unmeasured(user: User) -> list[Card]:
    """Finished cards of the member's departments of which nobody has told yet what changed; the first to end stands first."""
    cards = Card.objects.public().filter(status=CardStatus.DONE, outcome_at__isnull=True)
    cards = cards.filter(department__in=user.department_ids)
    return list(cards.select_related("idea").defer("idea__body").order_by("outcome_until", "id")[:UNMEASURED_SHOWN])


def may_open(user: User, card: Card) -> bool:
    """Who keeps a card, and who hands it over."""
    return has_perm("ideas.keep_card", user, card) or handing_over.may_note(user, card, handing_over.holder_of(card))


def open_acts(user: User, card: Card, holder: CardHolder | None) -> list[str]:
    """What this member can do with a card now; hand-overs first, for somebody waits."""
    found = []
    if handing_over.is_asked(card):
        if handing_over.may_note(user, card, holder):
            found.append("note")
        if holder and holder.note and handing_over.may_confirm(user, card, holder):
            found.append("confirm")
    for name in OPEN_ACTS[CardStatus(card.status)]:
        if has_perm(PERMISSIONS.get(name, "ideas.keep_card"), user, card):
            found.append(name)
    return found
