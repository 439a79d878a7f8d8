"""The pulse of the city for the front page: what moved lately, and how many ideas stand in each reach of the river.

What moved costs three queries, each over a bounded number of rows whatever the size of the city; it is kept by the process for
a few seconds. Titles and names of citizens are not kept with it: whoever shows the moves reads them anew (`called`), so that
nothing hidden or reworded meanwhile is shown. Figures are those of the list of ideas (ideas/tallies.py), so both say the same.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from common.paging import count_words
from ideas.bylines import byline
from ideas.lists import Selection, cards, midnight, places
from ideas.models import Comment, Idea, Owner, Recommendation
from ideas.stage_names import IMPLEMENTATION, RIVER, stage_line, stage_word
from ideas.stages import OFF_THE_RIVER, Outcome, Visibility
from ideas.tallies import Tallies, tallies

DROP, SUPPORT, ANSWER, REPLY = "drop", "support", "answer", "reply"
LATELY = timedelta(days=14)
MOST = 12
# Recommendations of today that are looked at, the newest ones; beyond this an idea got "at least" so many.
LOOKED_AT = 2_000
# Comments of officials that are looked at, so that one who answers ten people does not fill the stream.
ANSWERS_LOOKED_AT = 30
KEPT_SECONDS = 8
KEY = "pulse"


@dataclass(frozen=True)
class Move:
    """Something that happened to a public idea. `who`: the department that spoke; `many`: people who recommended it today.

    ANSWER is what an official said among the comments, REPLY the city's own answer.
    """

    kind: str
    idea: int
    at: datetime
    who: str = ""
    many: int = 0
    at_least: bool = False


@dataclass(frozen=True)
class Figure:
    """A number of ideas with the list that shows exactly these. `words`: the number as the list says it."""

    code: str
    name: str
    href: str
    count: int
    words: str
    line: str = ""


@dataclass(frozen=True)
class Called:
    """An idea by the names it has now: its title, and its author's nickname or department."""

    title: str
    number: int
    author: str


def moves(count: int, newest: list[tuple[int, datetime]]) -> list[Move]:
    """The last moves of the city, newest first: the city's words and today's support have their place beside new ideas.

    newest: the ideas that came last, newest first, as (id, public since).
    """
    kept = caches["local"].get(KEY)
    if kept is None:
        said = sorted([*answers(), *replies()], key=lambda move: move.at, reverse=True)
        kept = {ANSWER: said, SUPPORT: support()}
        caches["local"].set(KEY, kept, KEPT_SECONDS)
    share = max(1, count // 3)
    found = [*kept[ANSWER][:share], *kept[SUPPORT][:share]]
    lately = timezone.now() - LATELY
    found += [Move(DROP, idea, since) for idea, since in newest if since >= lately][: count - len(found)]
    return sorted(found, key=lambda move: move.at, reverse=True)


def called(ideas: list[Idea]) -> dict[int, Called]:
    """What ideas that ideas.lists.cards() loaded are called, by id; an official stands for the department."""
    authors = {idea.pk: byline(idea) for idea in ideas}
    return {idea.pk: Called(str(idea), idea.number, authors[idea.pk].department or authors[idea.pk].words) for idea in ideas}


def standing(ideas: set[int]) -> list[Idea]:
    """Those of the ideas that may be shown now, ready for cards."""
    return cards(Idea.objects.on_the_river().filter(pk__in=ideas)) if ideas else []


def marks(ideas: set[int]) -> list[tuple[int, int]]:
    """Those of the ideas that may be shown now, with revisions, which move with all that is shown of them; one small query."""
    return sorted(Idea.objects.on_the_river().filter(pk__in=ideas).values_list("pk", "revision")) if ideas else []


def support() -> list[Move]:
    """The ideas that most people recommended today; reads the newest rows of the index `recommendation_new`."""
    today = Recommendation.objects.filter(created_at__gte=midnight(timezone.localdate())).order_by("-created_at")
    rows = list(today.values_list("idea", "created_at")[:LOOKED_AT])
    last: dict[int, datetime] = {}
    for idea, at in rows:
        last.setdefault(idea, at)
    most = Counter(idea for idea, _at in rows).most_common(MOST)
    return [Move(SUPPORT, idea, last[idea], many=many, at_least=len(rows) == LOOKED_AT) for idea, many in most]


def answers() -> list[Move]:
    """Comments that departments left lately, one for each department and idea; reads the index `comment_of_official`."""
    said = (
        Comment.objects.filter(appointment__isnull=False, created_at__gte=timezone.now() - LATELY)
        .filter(visibility=Visibility.PUBLIC, deleted_at__isnull=True, idea__public_since__isnull=False)
        .exclude(idea__outcome__in=OFF_THE_RIVER)
        .order_by("-created_at", "-id")
        .values_list("idea", "appointment__department__name", "created_at")[:ANSWERS_LOOKED_AT]
    )
    newest: dict[tuple[int, str], datetime] = {}
    for idea, department, at in said:
        newest.setdefault((idea, department), at)
    return [Move(ANSWER, idea, at, department) for (idea, department), at in newest.items()][:MOST]


def replies() -> list[Move]:
    """Ideas the city answered lately; reads the newest rows of the index `idea_answered`."""
    told = (
        Idea.objects.on_the_river()
        .filter(answered_at__gte=timezone.now() - LATELY)
        .order_by("-answered_at", "-id")
        .values_list("pk", "department__name", "answered_at")[:MOST]
    )
    return [Move(REPLY, idea, at, department or str(Owner.OFFICE.label)) for idea, department, at in told]


def figures() -> Tallies:
    """All counts of the city, as the list of ideas has them when nothing narrows it."""
    return tallies(Selection())


def river(counted: Tallies) -> list[Figure]:
    """The five reaches of the river with how many ideas stand in each; the last one holds what the city has adopted."""
    listed, found = reverse("ideas:list"), []
    for code in RIVER:
        if code == IMPLEMENTATION:
            adopted = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
            count = sum(counted.by.get("outcome", {}).get(outcome.value, 0) for outcome in adopted)
            query = "&".join(f"outcome={outcome.value}" for outcome in adopted)
        else:
            count, query = counted.by.get("stage", {}).get(code, 0), f"stage={code}"
        words = count_words(count, counted.is_cut)
        found.append(Figure(code, stage_word(code), f"{listed}?{query}", count, words, stage_line(code)))
    return found


def subjects(counted: Tallies) -> list[Figure]:
    """The subjects that an idea can have today, in the editors' order, with how many ideas there are of each."""
    listed, counts = reverse("ideas:list"), counted.by.get("category", {})
    return [
        Figure(slug, place.name, f"{listed}?category={slug}", count, count_words(count, counted.is_cut))
        for slug, place in places()["category"].items()
        if place.is_active
        for count in [counts.get(str(place.pk), 0)]
    ]


def this_week(counted: Tallies) -> Figure:
    """How many ideas came within the last seven days, today included."""
    count = counted.by.get("period", {}).get("week", 0)
    return Figure("week", "", f"{reverse('ideas:list')}?period=week", count, count_words(count, counted.is_cut))
