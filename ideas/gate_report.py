"""What bars would have done: how many of the ideas at hand would have passed them (manage.py gate_report).

Recommendations given here have a time, so those within the window of a bar are counted one by one. Numbers that came along with
imported ideas have none: they are counted twice, once as if all had come too late and once as if all had come in time, and the
truth lies between. Comments and views are counted as they are today.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from ideas.gate_sets import Bar
from ideas.lists import midnight
from ideas.models import GateMode, Idea, Passage, Recommendation, RoundIdea
from ideas.stages import Stage

CHUNK = 5_000
COLUMNS = ("pk", "published_at", "imported_recommendation_count", "comment_count", "view_count")


@dataclass
class Month:
    """The ideas published in one month: how many, and how many of them would have passed."""

    ideas: int = 0
    surely: int = 0
    at_most: int = 0


@dataclass
class Outcome:
    """What one bar would have passed. surely: by dated recommendations; at_most: if all imported ones had come in time.

    is_judged: the idea office decides before this bar, so no number says what passes. by_month: "2018-01" → Month.
    """

    bar: Bar
    is_judged: bool
    total: Month = field(default_factory=Month)
    by_month: dict[str, Month] = field(default_factory=dict)

    def share(self, passed: int) -> float:
        """A number of ideas as a share of all, 0 to 100."""
        return passed * 100 / self.total.ideas if self.total.ideas else 0.0


@dataclass(frozen=True)
class Counts:
    """What one idea has gathered. times: of its recommendations; imported: those without a time."""

    published_at: datetime
    times: list[datetime]
    imported: int
    comments: int
    views: int
    creativity: float = 0


def outcome(bars: Mapping[Passage, Bar]) -> dict[Passage, Outcome]:
    """What the bars of one set would have passed."""
    return outcomes({"": bars})[""]


def outcomes(sets: Mapping[str, Mapping[Passage, Bar]]) -> dict[str, dict[Passage, Outcome]]:
    """The same for several sets at once: reads every published idea and every recommendation once, in constant memory.

    The window of each bar is counted from publication, for nobody knows when an idea of another time would have begun its debate.
    """
    found = {code: {passage: Outcome(bar, is_judged(bar)) for passage, bar in bars.items()} for code, bars in sets.items()}
    every = [each for passages in found.values() for each in passages.values()]
    for counts in ideas_at_hand():
        month = f"{timezone.localtime(counts.published_at):%Y-%m}"
        for each in every:
            surely, at_most = passes(each.bar, counts, False), passes(each.bar, counts, True)
            for tally in (each.total, each.by_month.setdefault(month, Month())):
                tally.ideas += 1
                tally.surely += surely
                tally.at_most += at_most
    for each in every:
        each.by_month = dict(sorted(each.by_month.items()))
    return found


def is_judged(bar: Bar) -> bool:
    """Whether the idea office alone opens it."""
    return bar.mode == GateMode.OFFICE


def passes(bar: Bar, counts: Counts, imported_in_time: bool) -> bool:
    """Whether an idea would have been over a bar within its window; never where the office judges."""
    if is_judged(bar):
        return False
    given = sum(at < ends(bar, counts) for at in counts.times) if bar.window_days else len(counts.times)
    if imported_in_time or not bar.window_days:
        given += counts.imported
    have = (
        (bar.min_recommendations, given),
        (bar.min_comments, counts.comments),
        (bar.min_views, counts.views),
        (bar.min_creativity, counts.creativity),
    )
    met = [number >= least for least, number in have if least]
    if not met:
        return True
    return all(met) if bar.needs_all else any(met)


def ends(bar: Bar, counts: Counts) -> datetime:
    """The moment the window of a bar closes: the end of its last day in Seoul, as ideas.gates counts."""
    return midnight(timezone.localdate(counts.published_at + timedelta(days=bar.window_days)) + timedelta(days=1))


def ideas_at_hand() -> Iterator[Counts]:
    """Every published idea with what it gathered; both tables are read side by side in the order of ideas.

    creativity is the mean of the last round that rated it; only the few hundred ideas of closed rounds are held.
    """
    ideas = Idea.objects.exclude(stage=Stage.DRAFT).order_by("pk").values_list(*COLUMNS).iterator(CHUNK)
    given = Recommendation.objects.order_by("idea_id").values_list("idea_id", "created_at").iterator(CHUNK)
    groups = groupby(given, key=itemgetter(0))
    scores = RoundIdea.objects.filter(creativity__isnull=False, round__closed_at__isnull=False).order_by("round__closed_at", "pk")
    scored = {idea: float(creativity) for idea, creativity in scores.values_list("idea_id", "creativity")}
    idea_of, times = next(groups, (None, ()))
    for pk, published_at, imported, comments, views in ideas:
        while idea_of is not None and idea_of < pk:
            idea_of, times = next(groups, (None, ()))
        own = [at for _idea, at in times] if idea_of == pk else []
        yield Counts(published_at, own, imported, comments, views, scored.get(pk, 0))
