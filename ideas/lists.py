"""Finding ideas in a list: what was asked for in the address, the rows of one page, and how many each filter would give.

Nothing here counts or walks through the whole city: pages end at number 500, counts stop at COUNTED rows, and what was counted
over many rows is kept by the process for a minute.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.core.cache import caches
from django.db.models import Exists, OuterRef, Value
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department
from common.paging import PAGE_SIZE
from common.words import clean_line
from ideas import bylines
from ideas.models import Category, District, Idea, IdeaTag, TaggedIdea
from ideas.search import QUERY_LENGTH, Found, find
from ideas.stages import AnswerState, Outcome, Stage

SORTS = {
    "new": (gettext_lazy("새로 올라온"), ("-public_since", "-id")),
    "trending": (gettext_lazy("지금 뜨는"), ("-trend", "-id")),
    "recommended": (gettext_lazy("추천 많은"), ("-recommendations", "-id")),
    "discussed": (gettext_lazy("의견 많은"), ("-comment_count", "-id")),
    "waiting": (gettext_lazy("오래 기다린"), ("public_since", "id")),
}
# Days back from today, today included.
PERIODS = {
    "today": (gettext_lazy("오늘"), 1),
    "week": (gettext_lazy("한 주"), 7),
    "month": (gettext_lazy("한 달"), 30),
    "year": (gettext_lazy("한 해"), 365),
}
STAGES = [stage for stage in Stage if stage != Stage.DRAFT]
PLACES = {"category": Category, "district": District, "department": Department}
FACETS = ("category", "tag", "district", "department", "stage", "outcome", "answer", "period")
# Filters over a column of the idea itself.
COLUMN_OF = {"stage": "stage", "outcome": "outcome", "answer": "answer_state"}
MOST_VALUES = 30
CARD_COLUMNS = (
    *("number", "draft_key", "title", "excerpt", "stage", "outcome", "answer_state", "visibility", "source"),
    *("published_at", "public_since", "edited_at", "recommendations", "comment_count"),
    *("category__name", "category__slug", "district__name", "district__slug"),
    *("author__nickname", "author__expertise", "author__is_active"),
)
PLACES_KEPT_SECONDS = 60


@dataclass(frozen=True)
class Place:
    """A category, district or department as filters need it."""

    pk: int
    slug: str
    name: str
    is_active: bool


def places() -> dict[str, dict[str, Place]]:
    """All categories, districts and departments by kind and slug, in the editors' order; kept by the process for a minute."""
    found = caches["local"].get("list-places")
    if found is None:
        found = {kind: {} for kind in PLACES}
        columns = ("kind", "position", "name", "pk", "slug", "is_active")
        listed = Category.objects.annotate(kind=Value("category")).values_list(*columns)
        districts = District.objects.annotate(kind=Value("district")).values_list(*columns)
        departments = Department.objects.annotate(kind=Value("department"), position=Value(0)).values_list(*columns)
        for kind, _position, name, pk, slug, is_active in sorted(listed.union(districts, departments, all=True)):
            found[kind][slug] = Place(pk, slug, name, is_active)
        caches["local"].set("list-places", found, PLACES_KEPT_SECONDS)
    return found


@dataclass(frozen=True)
class Selection:
    """What a reader asked to see. `chosen` holds, per filter, what the address named and the list knows."""

    sort: str = "new"
    q: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tags: dict[str, tuple[int, str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    notes: tuple[str, ...] = ()

    @property
    def period(self) -> str:
        """The name of the period chosen, empty without one."""
        return next(iter(self.chosen.get("period", ())), "")

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.q or self.since or self.until or any(self.chosen.values()))

    def key(self, name: str) -> str:
        """A key for the cache under which everything stands that depends on the filters alone, not on order or page."""
        filters = (self.q, sorted(self.chosen.items()), self.since, self.until, self.waits, timezone.localdate())
        return f"{name}:{hashlib.sha256(repr(filters).encode()).hexdigest()}"

    def span(self) -> tuple[datetime | None, datetime | None]:
        """From when until when (exclusive) ideas were published, as moments; days are days in Seoul."""
        since, until = self.since, self.until
        if self.period:
            since, until = timezone.localdate() - timedelta(days=PERIODS[self.period][1] - 1), None
        return (midnight(since) if since else None, midnight(until + timedelta(days=1)) if until else None)

    def without(self, facet: str) -> "Selection":
        """The same question without one of its filters."""
        kept = {name: values for name, values in self.chosen.items() if name != facet}
        dates = {"since": None, "until": None} if facet == "period" else {}
        return replace(self, chosen=kept, **dates)

    @property
    def waits(self) -> bool:
        """Whether the order alone narrows the list to proposals that still wait for what comes next."""
        return self.sort == "waiting" and not (self.chosen.get("stage") or self.chosen.get("outcome"))

    @cached_property
    def found(self) -> Found:
        """What the search words find among the ideas asked for; looked up once."""
        return find(self.narrowed(), self.q)

    def ideas(self, facet: str = "", river: bool = True):
        """The ideas asked for, unordered; facet and river as in `narrowed`.

        For very common words only the hits looked at are there, whatever the filters (see search.find).
        """
        narrowed = self.narrowed(facet, river)
        return narrowed.filter(pk__in=self.found.ids) if self.q else narrowed

    def narrowed(self, facet: str = "", river: bool = True):
        """The ideas that pass the filters, before any search.

        facet: leave this filter out, as its own counts need it. river: leave out what was withdrawn or merged unless it was
        asked for by outcome.
        """
        asked = self.without(facet) if facet else self
        found = Idea.objects.on_the_river() if river and not asked.chosen.get("outcome") else Idea.objects.public()
        known = places()
        for kind in PLACES:
            if values := asked.chosen.get(kind):
                found = found.filter(**{f"{kind}__in": [known[kind][slug].pk for slug in values]})
        if values := asked.chosen.get("tag"):
            carried = TaggedIdea.objects.filter(content_object=OuterRef("pk"), tag__in=[self.tags[slug][0] for slug in values])
            found = found.filter(Exists(carried))
        for name, column in COLUMN_OF.items():
            if values := asked.chosen.get(name):
                found = found.filter(**{f"{column}__in": values})
        if facet not in ("stage", "outcome") and asked.waits:
            found = found.filter(stage=Stage.PROPOSED, outcome=Outcome.NONE)
        since, until = asked.span()
        if since:
            found = found.filter(public_since__gte=since)
        if until:
            found = found.filter(public_since__lt=until)
        return found

    def marks(self, number: int) -> list[tuple[int, int]]:
        """Which ideas stand on one page, as (id, revision); `number` is at most common.paging.MOST_PAGES."""
        start = (number - 1) * PAGE_SIZE
        return list(self.ideas().order_by(*SORTS[self.sort][1]).values_list("pk", "revision")[start : start + PAGE_SIZE])

    def page(self, marks: list[tuple[int, int]]) -> list[Idea]:
        """The ideas that `marks` found, ready for cards."""
        ideas = {idea.pk: idea for idea in cards(Idea.objects.public().filter(pk__in=[pk for pk, _revision in marks]))}
        return [ideas[pk] for pk, _revision in marks if pk in ideas]


def midnight(day: date) -> datetime:
    """The moment a day begins in Seoul."""
    return timezone.make_aware(datetime.combine(day, time.min))


def cards(ideas) -> list[Idea]:
    """A queryset of ideas as a list with everything components/_idea_card.html shows, in 2 queries for any number.

    `author_label` is what stands beside the author's name today. Other columns are read when somebody asks for them.
    """
    found = list(bylines.labelled(ideas.for_cards().only(*CARD_COLUMNS)))
    bylines.label(found)
    return found


def read_selection(params) -> Selection:
    """What the query of an address (a QueryDict) asks for.

    What is unknown in it is left out and named in `notes`, in the reader's words; nothing here raises.
    """
    notes: list[str] = []
    sort = params.get("sort") or "new"
    if sort not in SORTS:
        notes.append(_("모르는 순서여서 새로 올라온 순서로 보여 드려요."))
        sort = "new"
    q = clean_line(params.get("q", ""))
    if len(q) > QUERY_LENGTH:
        q = q[:QUERY_LENGTH].rstrip()
        notes.append(_("찾는 말이 길어서 앞의 %(most)s자로 찾았어요.") % {"most": QUERY_LENGTH})
    asked = {name: [value for value in dict.fromkeys(params.getlist(name)) if value][:MOST_VALUES] for name in FACETS}
    asked["period"] = asked["period"][-1:]
    tags = known_tags(asked["tag"])
    known = {
        **places(),
        "tag": tags,
        "stage": {str(stage) for stage in STAGES},
        "outcome": set(Outcome.values),
        "answer": set(AnswerState.values),
        "period": PERIODS,
    }
    chosen = {name: tuple(value for value in values if value in known[name]) for name, values in asked.items()}
    since, until = read_date(params.get("from"), notes), read_date(params.get("to"), notes)
    if since and until and since > until:
        since, until = until, since
    if since or until:
        chosen["period"] = ()
    if any(len(chosen[name]) < len(asked[name]) for name in FACETS if name != "period" or not (since or until)):
        notes.append(_("알 수 없는 조건은 빼고 보여 드려요."))
    return Selection(sort, q, {name: values for name, values in chosen.items() if values}, tags, since, until, tuple(notes))


def known_tags(slugs: list[str]) -> dict[str, tuple[int, str]]:
    """Those of the tags that exist: slug → (id, name)."""
    if not slugs:
        return {}
    return {slug: (pk, name) for slug, pk, name in IdeaTag.objects.filter(slug__in=slugs).values_list("slug", "pk", "name")}


def read_date(raw: str | None, notes: list[str]) -> date | None:
    """A day from the address; something else is named in `notes`."""
    if not raw:
        return None
    try:
        day = parse_date(raw)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2999:
        notes.append(_("날짜는 2026-11-22처럼 적어 주세요. 읽지 못한 날짜는 빼고 보여 드려요."))
        return None
    return day
