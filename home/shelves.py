"""The ideas on the front page.

Which ideas come first is kept by each process for a few seconds; the ideas themselves are always read anew, so that counts are
right and nothing that was withdrawn or hidden meanwhile is shown. All shelves of a page together cost three queries, and two
more when the order is not known.
"""

from django.core.cache import caches

from ideas.lists import cards
from ideas.models import Idea

NEWEST = "newest"
TRENDING = "trending"
ORDERS = {NEWEST: ("-public_since", "-id"), TRENDING: ("-trend", "-id")}
LONGEST = 12
KEPT_SECONDS = 5
KEY = "shelves"


def candidates() -> dict[str, list[int]]:
    """The first ideas in each order, twice as many as fit, because another shelf may show some of them already."""
    cache = caches["local"]
    kept = cache.get(KEY)
    if kept is None:
        kept = {
            name: list(Idea.objects.on_the_river().order_by(*order).values_list("pk", flat=True)[: LONGEST * 2])
            for name, order in ORDERS.items()
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
        shelf = [pk for pk in candidates()[order] if pk not in seen][: min(count, LONGEST)]
        seen.update(shelf)
        chosen.append(shelf)
    return chosen


def standing(chosen: list[list[int]]):
    """Those of the chosen ideas that may still be shown."""
    return Idea.objects.on_the_river().filter(pk__in=[pk for shelf in chosen for pk in shelf])


def marks(chosen: list[list[int]]) -> list[tuple[int, int]]:
    """Every idea that would be shown with its revision: as long as this is the same, so are the shelves."""
    return sorted(standing(chosen).values_list("pk", "revision")) if any(chosen) else []


def fill(wanted: list[tuple[str, int]]) -> list[list[Idea]]:
    """The ideas of each shelf (see choose), ready for cards."""
    chosen = choose(wanted)
    ideas = {idea.pk: idea for idea in cards(standing(chosen))} if any(chosen) else {}
    return [[ideas[pk] for pk in shelf if pk in ideas] for shelf in chosen]


def forget() -> None:
    """Let the next request of this process see a new idea at once."""
    caches["local"].delete(KEY)
