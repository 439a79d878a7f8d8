"""The board of cards: columns by status, lists by filter, and the totals of the city. No page counts all cards anew."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.cache import caches
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from common.paging import MOST_COUNTED
from ideas.cards.arriving import is_unheard
from ideas.freshness import city_mark
from ideas.lists import Place, places
from ideas.models import Card, CardStatus, Milestone

PER_COLUMN = 20
# Totals over more cards than this are kept for a minute, whatever happens in the city meanwhile.
LIVE, KEPT_SECONDS = 2_000, 60
YEARS_SHOWN = 8


@dataclass(frozen=True)
class Wanted:
    """What a reader asks the board for; values nobody knows are left out and said in `notes`."""

    status: str = ""
    department: Place | None = None
    district: Place | None = None
    is_stale: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """One list rather than columns."""
        return bool(self.status or self.is_stale)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything narrows the board."""
        return self.is_list or self.department is not None or self.district is not None

    def cards(self, status: str = "") -> QuerySet[Card]:
        """The public cards asked for, what moved last first; of one status if named. Stale ones: the longest stale first."""
        found = Card.objects.public()
        status = status or self.status
        if status:
            found = found.filter(status=status)
        if self.department:
            found = found.filter(department=self.department.pk)
        if self.district:
            found = found.filter(idea__district=self.district.pk)
        if self.is_stale:
            return found.stale().order_by("stale_since", "id")
        return found.order_by("-moved_at", "-id")

    def counted(self) -> int:
        """How many cards the list holds, looking at no more than its pages can show."""
        return self.cards().order_by().values("pk")[: MOST_COUNTED + 1].count()


def read_wanted(params: QueryDict) -> Wanted:
    """What the address asks for."""
    notes, found = [], {}
    for name in ("department", "district"):
        if slug := params.get(name, ""):
            found[name] = places()[name].get(slug)
            if found[name] is None:
                notes.append(_("모르는 값이 있어서 빼고 보여 드려요."))
    status = params.get("status", "")
    if status and status not in CardStatus.values:
        status = ""
        notes.append(_("모르는 값이 있어서 빼고 보여 드려요."))
    return Wanted(status, is_stale=params.get("stale") == "1", notes=tuple(dict.fromkeys(notes)), **found)


def with_faces(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Cards with what a list shows of them."""
    shown = cards.select_related("idea__district", "department")
    return shown.defer("plan", "outcome", "idea__body")


def with_progress(cards: list[Card]) -> list[Card]:
    """Add `progress`, 0 to 100, and `is_unheard` to each card (with its idea); one query for any number."""
    open_ = [card.pk for card in cards if card.status != CardStatus.DONE]
    sums = {}
    if open_:
        done = Sum("weight", filter=Q(done_on__isnull=False), default=0)
        for row in Milestone.objects.filter(card__in=open_).order_by().values("card").annotate(whole=Sum("weight"), done=done):
            sums[row["card"]] = row["done"] * 100 // row["whole"]
    for card in cards:
        card.progress = 100 if card.status == CardStatus.DONE else sums.get(card.pk, 0)
        card.is_unheard = is_unheard(card)
    return cards


@dataclass(frozen=True)
class Column:
    """The cards of one status that the board shows. further: whether there are more than shown."""

    status: CardStatus
    cards: list[Card]
    further: bool


def columns(wanted: Wanted) -> list[Column]:
    """The board: for each status the PER_COLUMN cards that moved last; one query each, and one for all progress."""
    read = [list(with_faces(wanted.cards(status))[: PER_COLUMN + 1]) for status in CardStatus]
    with_progress([card for cards in read for card in cards[:PER_COLUMN]])
    return [Column(status, cards[:PER_COLUMN], len(cards) > PER_COLUMN) for status, cards in zip(CardStatus, read, strict=True)]


@dataclass(frozen=True)
class Totals:
    """How many public cards there are. by_year: year of adoption → status → number."""

    by_year: dict[int, dict[str, int]] = field(default_factory=dict)

    @cached_property
    def by_status(self) -> dict[str, int]:
        """Status → number."""
        return {str(status): sum(row.get(status, 0) for row in self.by_year.values()) for status in CardStatus}

    @property
    def whole(self) -> int:
        """All of them."""
        return sum(self.by_status.values())

    @property
    def sentence(self) -> str:
        """The city's own sentence: "채택 70건: 완료·실행 52, 계획수립 15, 검토 3"; what was stopped stands at the end."""
        many = self.by_status
        parts = [
            (_("완료·실행"), many["done"] + many["doing"]),
            (_("계획수립"), many["planning"]),
            (_("검토"), many["review"]),
            (_("중단"), many["stopped"]),
        ]
        told = ", ".join(f"{name} {number:,}" for name, number in parts if number)
        return _("채택 %(whole)s건: %(told)s") % {"whole": f"{self.whole:,}", "told": told} if told else ""


def totals() -> Totals:
    """The totals of the city: one query, none while nothing changes, and at most one a minute over many cards."""
    key = f"card-totals:{timezone.localdate()}"
    mark, found = caches["local"].get(key, (None, None))
    if found and (found.whole > LIVE or mark == city_mark()):
        return found
    mark, found = city_mark(), count()
    caches["local"].set(key, (mark, found), KEPT_SECONDS)
    return found


def count() -> Totals:
    """Count now."""
    year = ExtractYear("opened_at", tzinfo=timezone.get_default_timezone())
    rows = Card.objects.public().order_by().values(year=year, state=F("status")).annotate(n=Count("pk"))
    by_year: dict[int, dict[str, int]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["state"]] = row["n"]
    return Totals(dict(sorted(by_year.items())))
