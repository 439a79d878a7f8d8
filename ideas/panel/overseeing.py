"""What the idea office sees of a panel at work: who has something left, who could not be fair, and tables to take away.

Never what anybody gave in a round that is not closed, and never who gave what.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from ideas.models import Membership, Panel, Quota, Review, ReviewState, Round
from ideas.panel import applying, reading, telling

ATTENDANCE = {
    "name": _("누구"),
    "state": _("지금"),
    "district": _("자치구"),
    "age": _("나이"),
    "asked": _("부탁한 평가"),
    "done": _("끝난 평가"),
    "met": _("온 회의"),
}
RESULTS = {
    "number": _("번호"),
    "title": _("상상"),
    "reviews": _("평가한 단원"),
    "median": _("가운데 점수 (100점 만점)"),
    "low": _("가운데 절반 아래"),
    "high": _("가운데 절반 위"),
    "creativity": _("창의성 (20점 만점)"),
}


def quotas_taken(panel: Panel) -> list[tuple[Quota, int]]:
    """Each quota with how many of its seats are taken; two queries for any number of them."""
    sitting = applying.members(panel).order_by().values_list("district", "age_band").annotate(number=Count("pk"))
    groups = Counter({(district, age): number for district, age, number in sitting})
    return [
        (quota, sum(number for (district, age), number in groups.items() if takes_in(quota, district, age)))
        for quota in panel.quotas.select_related("district").order_by("district__position", "district", "age_band")
    ]


def takes_in(quota: Quota, district: int | None, age_band: str) -> bool:
    """Whether somebody from this district, of this age, takes a seat of a quota."""
    return quota.district_id in (None, district) and quota.age_band in ("", age_band)


def mark_quotas(rows: Iterable[Membership], quotas: list[tuple[Quota, int]]) -> list[Membership]:
    """Note on each applicant the quotas that count them (`quotas`) and whether one of those is full (`is_full`)."""
    found = list(rows)
    for row in found:
        row.quotas = [(quota, taken) for quota, taken in quotas if takes_in(quota, row.district_id, row.age_band)]
        row.is_full = any(taken >= quota.seats for quota, taken in row.quotas)
    return found


def conflicts(round: Round) -> QuerySet[Review]:
    """Who could not be fair to which idea, and why; for the idea office alone, as members were told."""
    said = Review.objects.filter(round_idea__round=round, state=ReviewState.CONFLICT)
    return said.select_related("membership__member", "round_idea__idea").defer("round_idea__idea__body").order_by("pk")


def have_left(round: Round) -> list[tuple[str, int]]:
    """Members with something left to rate in a round, by name, and how much; most first."""
    left = telling.left_in(round).order_by().values_list("membership__member__nickname")
    return sorted(left.annotate(number=Count("pk")), key=lambda row: (-row[1], row[0] or ""))


def attendance_rows(panel: Panel) -> Iterator[dict]:
    """The table of attendance, those who left too; as ATTENDANCE names it."""
    for row in reading.attendance(panel, with_former=True):
        yield {
            "name": str(row.member),
            "state": row.get_state_display(),
            "district": str(row.district or ""),
            "age": row.get_age_band_display(),
            **{name: getattr(row, name) for name in ("asked", "done", "met")},
        }


def result_headings(round: Round) -> dict[str, str]:
    """The columns of result_rows: RESULTS, then the median of each criterion."""
    return RESULTS | {f"by-{criterion.code}": criterion.name for criterion in round.panel.criteria.all()}


def result_rows(round: Round) -> Iterator[dict]:
    """The table of what came out of a round, best first; nothing before it is closed."""
    names = result_headings(round)
    for row in reading.rated(round).iterator(chunk_size=500):
        result = reading.result_of(row)
        medians = {f"by-{code}": got["median"] for code, got in row.by_criterion.items()}
        told = {
            "number": row.idea.number,
            "title": row.idea.title,
            "reviews": row.number,
            "median": result.middle,
            "low": result.low,
            "high": result.high,
            "creativity": result.creativity,
            **medians,
        }
        yield {name: told.get(name) for name in names}
