"""Closing a round: what its members gave becomes public, and counts (DESIGN.md §4.6)."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from ideas import crossings, freshness
from ideas.models import Idea, Review, ReviewState, Round, RoundIdea, Score
from ideas.panel import telling
from ideas.panel.criteria import CREATIVITY, CREATIVITY_OUT_OF, MOST_POINTS, Refused
from ideas.panel.eligible import STILL_RATABLE
from ideas.trail import changing, record

CENT = Decimal("0.01")
# Beside the codes of criteria, RoundIdea.by_criterion keeps the quartiles of the totals under this name.
TOTAL = "total"


def close_round(round: Round, by: User | None = None) -> Round:
    """Close a round: medians and spreads are kept, each idea that was rated says so in its trail, and bars that ask for
    creativity are looked at. Closing what is closed changes nothing.

    by: None for the city's clock, which closes at the hour that was promised. Raises Refused for others than the office, and for
    the office too while nobody has been asked yet.
    """
    if by is not None and not has_perm("ideas.run_panel", by):
        raise Refused(_("창의담당관이 할 수 있어요."))
    with transaction.atomic():
        ideas = RoundIdea.objects.filter(round=round).order_by().values("idea")
        list(Idea.objects.select_for_update().filter(pk__in=ideas).order_by("pk").values_list("pk", flat=True))
        round = Round.objects.select_for_update().get(pk=round.pk)
        if round.closed_at:
            return round
        if round.assigned_at is None and by is not None:
            raise Refused(_("아직 단원에게 나누지 않은 회차예요."))
        round.closed_at = timezone.now()
        round.save(update_fields=["closed_at"])
        release_the_rest(round)
        for row in freeze(round):
            # Whoever took an idea back is left alone with it; its page shows no scores either.
            if not row.idea.is_withdrawn:
                tell_trail(row, round, by)
        if round.assigned_at:
            telling.tell_of_results(round)
        freshness.city_changed()
    return round


def release_the_rest(round: Round) -> None:
    """Take back what members were asked for and could not rate, because the idea was hidden or has ended; it is no absence."""
    waiting = Review.objects.filter(round_idea__round=round, state=ReviewState.ASKED)
    waiting.exclude(STILL_RATABLE).update(state=ReviewState.RELEASED)


def close_due() -> int:
    """Close the rounds whose hour has come; returns how many."""
    due = Round.objects.filter(closed_at__isnull=True, closes_at__lte=timezone.now()).order_by("closes_at", "pk")
    return sum(close_round(round).closed_at is not None for round in due)


def freeze(round: Round) -> list[RoundIdea]:
    """Count what each idea of a round got and keep it; returns those that somebody rated, in the order of their ideas."""
    totals, points = given_in(round)
    rows = list(RoundIdea.objects.filter(round=round).select_related("idea").order_by("idea_id"))
    for row in rows:
        each = totals.get(row.pk, [])
        row.number = len(each)
        if each:
            row.median, row.spread = middle_and_spread(each)
        by_code = points.get(row.pk, {})
        row.by_criterion = {code: as_kept(values) for code, values in sorted(by_code.items())}
        if each:
            row.by_criterion[TOTAL] = as_kept(each)
        if values := by_code.get(CREATIVITY):
            row.creativity = rounded(Decimal(sum(values)) * CREATIVITY_OUT_OF / MOST_POINTS / len(values))
    RoundIdea.objects.bulk_update(rows, ["number", "median", "spread", "creativity", "by_criterion"], batch_size=200)
    return [row for row in rows if row.number]


def given_in(round: Round) -> tuple[dict[int, list[Decimal]], dict[int, dict[str, list[int]]]]:
    """The totals of each idea (by the key of its RoundIdea), and its points by criterion; two queries for any number of them."""
    done = Review.objects.filter(round_idea__round=round, state=ReviewState.DONE)
    totals: dict[int, list[Decimal]] = defaultdict(list)
    for row, total in done.order_by("pk").values_list("round_idea_id", "total"):
        totals[row].append(total)
    points: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    scores = Score.objects.filter(review__in=done.order_by())
    for row, code, given in scores.values_list("review__round_idea_id", "criterion__code", "points"):
        points[row][code].append(given)
    return totals, points


def middle_and_spread(values: Sequence[Decimal | int]) -> tuple[Decimal, Decimal]:
    """The median, and how far the middle half lies apart (quartile to quartile; 0 for a single value)."""
    low, high = quartiles(values)
    return rounded(Decimal(median(map(Decimal, values)))), rounded(high - low)


def quartiles(values: Sequence[Decimal | int]) -> tuple[Decimal, Decimal]:
    """The lower and the upper quartile, between neighbours in proportion (as spreadsheets do: QUARTILE.INC)."""
    ordered = [Decimal(value) for value in sorted(values)]

    def at(share: Decimal) -> Decimal:
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    return at(Decimal("0.25")), at(Decimal("0.75"))


def rounded(value: Decimal) -> Decimal:
    """Two places, halves up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def as_kept(values: Sequence[Decimal | int]) -> dict[str, float]:
    """Median, spread and quartiles as JSON keeps them."""
    (middle, spread), (low, high) = middle_and_spread(values), quartiles(values)
    numbers = {"median": middle, "spread": spread, "low": rounded(low), "high": rounded(high)}
    return {name: float(value) for name, value in numbers.items()}


def plain(value: Decimal) -> int | float:
    """A number as people read it: 80, 82.5."""
    return int(value) if value == int(value) else float(value)


def tell_trail(row: RoundIdea, round: Round, by: User | None) -> None:
    """Write the result into the trail of an idea, and let it pass the bars it is over now."""
    with changing(row.idea) as idea:
        record(idea, "rated", by, data={"round": round.pk, "reviews": row.number, "median": plain(row.median)})
    crossings.look(idea)
