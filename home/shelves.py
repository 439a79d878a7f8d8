"""The ideas on the front page.

Which ideas come first is kept by each process for a few seconds; the ideas themselves are always read anew, so that counts are
right and nothing that was withdrawn or hidden meanwhile is shown. All shelves of a page together cost three queries, and one
more when the order is not known.
"""

from datetime import datetime

from django.core.cache import caches

from ideas.lists import cards
from ideas.models import Idea

NEWEST = "newest"
TRENDING = "trending"
ORDERS = {NEWEST: ("-public_since", "-id"), TRENDING: ("-trend", "-id")}
LONGEST = 12
KEPT_SECONDS = 5
KEY = "shelves"


def candidates() -> dict[str, list[tuple[int, datetime]]]:
    """The first ideas in each order, as (id, public since); twice as many as fit, because another shelf may show some already."""
    cache = caches["local"]
    kept = cache.get(KEY)
    if kept is None:
        most = LONGEST * 2
        first = [Idea.objects.on_the_river().order_by(*order).values("pk")[:most] for order in ORDERS.values()]
        newest, trending = (Idea.objects.filter(pk__in=ids).values_list("public_since", "trend", "pk") for ids in first)
        rows = list(newest.union(trending))
        ranks = {NEWEST: lambda row: (row[0], row[2]), TRENDING: lambda row: (row[1], row[2])}
        kept = {
            name: [(pk, since) for since, _trend, pk in sorted(rows, key=rank, reverse=True)[:most]]
            for name, rank in ranks.items()
        }
        cache.set(KEY, kept, KEPT_SECONDS)
    return kept


def choose(wanted: list[tuple[str, int]]) -> list[list[int]]:
    """Which ideas stand on each shelf; none stands on two of them.

    wanted: (order, how many) for each shelf from the top of the page; order is a key of ORDERS.
    """
    chosen: list[list[int]] = []
    seen: set[int] = set()
    for order, count in wanted:
        shelf = [pk for pk, _since in candidates()[order] if pk not in seen][: min(count, LONGEST)]
        seen.update(shelf)
        chosen.append(shelf)
    return chosen


def standing(chosen: list[list[int]]):
    """Those of the chosen ideas that may still be shown."""
    return Idea.objects.on_the_river().filter(pk__in=[pk for shelf in chosen for pk in shelf])


def fill(wanted: list[tuple[str, int]]) -> list[list[Idea]]:
    """The ideas of each shelf (see choose), ready for cards."""
    chosen = choose(wanted)
    ideas = {idea.pk: idea for idea in cards(standing(chosen))} if any(chosen) else {}
    return [[ideas[pk] for pk in shelf if pk in ideas] for shelf in chosen]


def forget() -> None:
    """Let the next request of this process see a new idea at once."""
    caches["local"].delete(KEY)
