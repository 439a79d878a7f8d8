"""What a card shows: how far it is, what slipped, who looked after it, what was told."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import bylines, promise_words
from ideas.cards.arriving import came_over, is_unheard
from ideas.cards.keeping import ADOPTED, OF_CARDS
from ideas.cards.planning import progress_of
from ideas.models import Card, CardChange, CardHolder, CardStatus, Idea, Milestone, ProgressReport, Promise

WAY = (CardStatus.REVIEW, CardStatus.PLANNING, CardStatus.DOING, CardStatus.DONE)
REPORTS_SHOWN, CHANGES_SHOWN, HOLDERS_SHOWN = 50, 50, 30


@dataclass(frozen=True)
class Stop:
    """A status on the way of a card. place: "past", "now" or "ahead"."""

    name: str
    place: str


@dataclass(frozen=True)
class Step:
    """A milestone in words. drift: how far it stands from its first day, empty when it does not; tone: "late" or "good"."""

    row: Milestone
    drift: str
    tone: str


@dataclass(frozen=True)
class Money:
    """Money of a card in won. share: spent of the budget, 0 to 100 for the bar. drift: how the budget stands to the first one."""

    budget: int | None
    first: int | None
    spent: int

    @property
    def share(self) -> int:
        return min(100, self.spent * 100 // self.budget) if self.budget else 0

    @property
    def is_over(self) -> bool:
        return self.budget is not None and self.spent > self.budget

    @property
    def drift(self) -> str:
        """How the budget moved against the first one."""
        if not self.first or self.budget is None or self.budget == self.first:
            return ""
        share = abs(self.budget - self.first) * 100 / self.first
        words = {"share": f"{share:.0f}" if share >= 1 else "1"}
        return (
            _("처음 계획보다 %(share)s%% 늘었어요") % words
            if self.budget > self.first
            else _("처음 계획보다 %(share)s%% 줄었어요") % words
        )


@dataclass(frozen=True)
class Shown:
    """Everything the page of a card shows. came_over, is_unheard: see ideas.cards.arriving."""

    card: Card
    way: list[Stop]
    progress: int
    steps: list[Step]
    money: Money
    delay: str
    is_late: bool
    reports: list[ProgressReport]
    changes: list[CardChange]
    holders: list[CardHolder]
    ideas: list[Idea]
    promises: list
    came_over: bool
    is_unheard: bool


def drift_words(first: date, now: date) -> str:
    """How far a day stands from the first one: "예정보다 43일 늦어요"; empty when it is the same."""
    days = (now - first).days
    if days > 0:
        return ngettext("예정보다 %(days)s일 늦어요", "예정보다 %(days)s일 늦어요", days) % {"days": days}
    return ngettext("예정보다 %(days)s일 빨라요", "예정보다 %(days)s일 빨라요", -days) % {"days": -days} if days else ""


def steps_of(rows: list[Milestone], today: date) -> list[Step]:
    """Milestones with how late or early each is. today: until when one counts that is not done."""
    found = []
    for row in rows:
        stands = row.done_on or max(row.planned_on, today)
        drift = drift_words(row.first_planned_on, stands)
        if not row.done_on and stands == row.planned_on == row.first_planned_on:
            drift = ""
        tone = "" if not drift else ("late" if stands > row.first_planned_on else "good")
        found.append(Step(row, drift, tone))
    return found


def way_of(card: Card) -> list[Stop]:
    """The statuses of a card in their order; a stopped one stands where it was."""
    if card.status == CardStatus.STOPPED:
        stopped = card.changes.filter(what=CardChange.What.STATUS, after=CardStatus.STOPPED).order_by("-at", "-id").first()
        at = WAY.index(stopped.before) if stopped and stopped.before in WAY else 0
        stops = [Stop(str(status.label), "past" if place <= at else "ahead") for place, status in enumerate(WAY)]
        return [*stops[: at + 1], Stop(str(CardStatus.STOPPED.label), "now")]
    at = WAY.index(card.status)
    places = ("past", "now", "ahead")
    return [Stop(str(status.label), places[(place >= at) + (place > at)]) for place, status in enumerate(WAY)]


def counted_until(card: Card, today: date) -> date:
    """The day until which what is not done gets later: today, or the day on which the card ended."""
    if card.status == CardStatus.STOPPED:
        return timezone.localdate(card.moved_at)
    return card.finished_on or today


def end_of(card: Card, today: date) -> date | None:
    """The day a card ended or will end at the earliest; None before there is a plan and for a stopped one."""
    if card.ends_on is None or card.status == CardStatus.STOPPED:
        return None
    return card.finished_on or max(card.ends_on, today)


def shown_of(card: Card, today: date) -> Shown:
    """The page of a card: a query each for milestones, reports with photos, changes, holders, ideas, their authors, promises."""
    rows, ends = list(card.milestones.all()), end_of(card, today)
    also = Idea.objects.public().filter(shared_card__card=card).select_related("author").defer("body").order_by("number")
    began = [card.idea, *also]
    bylines.label(began)
    owed = Promise.objects.open().filter(idea=card.idea_id, kind__in=OF_CARDS).select_related("department").order_by("due_on")
    return Shown(
        card=card,
        way=way_of(card),
        progress=progress_of(card, rows),
        steps=steps_of(rows, counted_until(card, today)),
        money=Money(card.budget, card.first_budget, card.spent),
        delay=drift_words(card.first_ends_on, ends) if ends else "",
        is_late=bool(ends and ends > card.first_ends_on),
        reports=list(card.reports.prefetch_related("photos").order_by("-created_at", "-id")[:REPORTS_SHOWN]),
        changes=[worded(row) for row in card.changes.select_related("milestone").order_by("-at", "-id")[:CHANGES_SHOWN]],
        holders=list(card.holders.order_by("-since", "-id")[:HOLDERS_SHOWN]),
        ideas=began,
        promises=[promise_words.tell(promise) for promise in owed],
        came_over=came_over(card),
        is_unheard=is_unheard(card),
    )


def worded(change: CardChange) -> CardChange:
    """A change with what moved, from what and to what, in the reader's words."""
    what = change.what
    if what == CardChange.What.STATUS:
        labels = dict(CardStatus.choices)
        change.was, change.now = labels.get(change.before, change.before), labels.get(change.after, change.after)
    elif what == CardChange.What.BUDGET:
        change.was, change.now = money_words(change.before), money_words(change.after)
    else:
        change.was, change.now = day_words(change.before), day_words(change.after)
    change.name = change.milestone.title if change.milestone_id else change.get_what_display()
    return change


def day_words(day: str) -> str:
    """A day as CardChange keeps it, for people."""
    return date_format(date.fromisoformat(day), "DATE_FORMAT") if day else _("정하지 않음")


def money_words(amount: str) -> str:
    """An amount as CardChange keeps it, for people."""
    return _("%(won)s원") % {"won": f"{int(amount):,}"} if amount.isdecimal() else _("정하지 않음")


def of_idea(idea: Idea) -> Card | None:
    """The card that realises an adopted idea, with `progress` and `is_unheard`; two queries, none for one not adopted."""
    if idea.outcome not in ADOPTED:
        return None
    cards = Card.objects.select_related("idea", "department").defer("idea__body")
    card = cards.filter(idea=idea).first() or cards.filter(also__idea=idea, idea__public_since__isnull=False).first()
    if card:
        card.progress, card.is_unheard = progress_of(card), is_unheard(card)
    return card
