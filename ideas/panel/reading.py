"""What pages of the panel show. Scores are read from closed rounds alone; before that only how many reviews are done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.cache import caches
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from common.kept_pages import KEPT_SECONDS
from ideas.models import Idea, Membership, MembershipState, Panel, Review, ReviewState, Round, RoundIdea, Seat
from ideas.panel.assigning import COUNTED
from ideas.panel.eligible import STILL_RATABLE
from ideas.panel.results import TOTAL, plain

MOST_REMARKS = 100


def panel_now() -> Panel | None:
    """The panel a reader means: the one whose term runs, else the next one, else the last; of several the youngest."""
    today = timezone.localdate()
    panels = Panel.objects.order_by("-starts_on", "-id")
    running = panels.filter(starts_on__lte=today, ends_on__gte=today).first()
    return running or panels.filter(starts_on__gt=today).last() or panels.first()


def panel_that_recruits() -> Panel | None:
    """The panel that takes applications today; of several the one that begins first."""
    today = timezone.localdate()
    return Panel.objects.filter(applications_until__gte=today, ends_on__gte=today).order_by("starts_on", "id").first()


def panels() -> QuerySet[Panel]:
    """All panels with how many sit in each (`members`), their criteria and quotas: three queries for a page of them."""
    sitting = Membership.objects.filter(panel=OuterRef("pk"), state=MembershipState.MEMBER)
    return Panel.objects.annotate(members=counted(sitting, "panel")).prefetch_related("criteria", "quotas__district")


def counted(rows: QuerySet, group: str) -> Coalesce:
    """How many rows there are for each row outside: counted for the page that is read, not for the whole table."""
    return Coalesce(Subquery(rows.order_by().values(group).annotate(number=Count("pk")).values("number")), 0)


def place_of(member: User, panel: Panel | None) -> Membership | None:
    """What somebody is to a panel; None for strangers."""
    if panel is None or not member.is_authenticated:
        return None
    return Membership.objects.select_related("panel").filter(panel=panel, member=member).first()


def seat_of(member: User) -> Membership | None:
    """Somebody's place in a panel whose term runs, of several the youngest; None for everybody else."""
    if not member.is_authenticated:
        return None
    today = timezone.localdate()
    seats = Membership.objects.select_related("panel").filter(member=member, state=MembershipState.MEMBER)
    running = seats.filter(panel__starts_on__lte=today, panel__ends_on__gte=today)
    return running.order_by("-panel__starts_on", "-panel").first()


def invitation_of(member: User) -> Membership | None:
    """The invitation that waits for somebody's answer."""
    if not member.is_authenticated:
        return None
    waiting = Membership.objects.select_related("panel").filter(member=member, state=MembershipState.INVITED)
    return waiting.filter(panel__ends_on__gte=timezone.localdate()).order_by("-asked_at", "-pk").first()


def by_district(panel: Panel) -> list[tuple[str, int]]:
    """How many members come from each district, most first; members without one stand last, under an empty name."""
    sitting = Membership.objects.filter(panel=panel, state=MembershipState.MEMBER)
    counted = sitting.order_by().values_list("district__name").annotate(number=Count("id"))
    return sorted(((name or "", number) for name, number in counted), key=lambda row: (not row[0], -row[1], row[0]))


def applications(panel: Panel) -> QuerySet[Membership]:
    """Who asked or was asked to join, in the order in which they did; for the office."""
    waiting = (MembershipState.APPLIED, MembershipState.INVITED)
    rows = Membership.objects.filter(panel=panel, state__in=waiting).select_related("member", "district")
    return rows.order_by("asked_at", "id")


# -- rounds ---------------------------------------------------------------------------------------
def rounds() -> QuerySet[Round]:
    """Rounds that members were asked for, with how many ideas are in each (`ideas`) and were rated, once closed (`rated`)."""
    inside = RoundIdea.objects.filter(round=OuterRef("pk"))
    asked = Round.objects.filter(assigned_at__isnull=False).select_related("panel")
    return asked.annotate(ideas=counted(inside, "round"), rated=counted(inside.filter(number__gt=0), "round"))


def closed_rounds() -> QuerySet[Round]:
    """Rounds whose results are public, newest first."""
    return rounds().filter(closed_at__isnull=False).order_by("-closed_at", "-id")


def open_rounds() -> QuerySet[Round]:
    """Rounds in which members read now, those that close first at the top."""
    now = timezone.now()
    return rounds().filter(closed_at__isnull=True, opens_at__lte=now, closes_at__gt=now).order_by("closes_at", "id")


def my_reviews(member: User) -> list[Review]:
    """What a member was asked to rate in rounds that are open now, by round and in the member's own order; without scores."""
    return list(reviews_of(member).order_by("round_idea__round__closes_at", "round_idea__round", "position", "id"))


def reviews_of(member: User) -> QuerySet[Review]:
    """What a member was asked to rate in rounds that are open now, and can rate still."""
    now = timezone.now()
    mine = Review.objects.filter(membership__member=member, membership__state=MembershipState.MEMBER, state__in=COUNTED)
    mine = mine.filter(
        round_idea__round__closed_at__isnull=True, round_idea__round__closes_at__gt=now, round_idea__round__opens_at__lte=now
    )
    return mine.filter(STILL_RATABLE).select_related("round_idea__round", "round_idea__idea").defer("round_idea__idea__body")


def next_of(member: User, after: Review | None = None) -> Review | None:
    """The next idea a member has not rated: after this one in the order of the list, then from its beginning."""
    waiting = my_reviews(member)
    places = [review.pk for review in waiting]
    start = places.index(after.pk) + 1 if after and after.pk in places else 0
    return next((each for each in waiting[start:] + waiting[:start] if each.state == ReviewState.ASKED), None)


@dataclass(frozen=True)
class Result:
    """What a panel gave one idea. low, high: the quartiles of the totals, between which the middle half lies."""

    row: RoundIdea
    low: float
    high: float
    criteria: list[tuple[str, dict]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def middle(self) -> int | float:
        """The median of the totals out of 100, as people read it."""
        return plain(self.row.median)

    @property
    def creativity(self) -> int | float | None:
        """Out of 20; None where creativity was no criterion."""
        return None if self.row.creativity is None else plain(Decimal(self.row.creativity))

    @property
    def box(self) -> float:
        """How wide the middle half is drawn; a line of half a point when all agree."""
        return max(self.high - self.low, 0.5)

    @property
    def mark(self) -> float:
        """Where the mark of the median begins, which is a bit more than a point wide."""
        return min(max(float(self.row.median) - 0.6, 0), 98.8)


def result_of(row: RoundIdea, **more) -> Result:
    """A rated idea of a closed round as pages show it."""
    total = row.by_criterion.get(TOTAL, {"low": float(row.median), "high": float(row.median)})
    return Result(row, total["low"], total["high"], **more)


def rated(round: Round) -> QuerySet[RoundIdea]:
    """The ideas of a round that somebody rated and anybody may read, best first; nothing before it is closed."""
    rows = RoundIdea.objects.filter(round=round, number__gt=0, round__closed_at__isnull=False)
    rows = rows.filter(idea__public_since__isnull=False).exclude(idea__outcome="withdrawn")
    return rows.select_related("idea").defer("idea__body").order_by(F("median").desc(), "pk")


def results(round: Round, rows: Iterable[RoundIdea]) -> list[Result]:
    """A page of rated ideas with their criteria and remarks, in two queries beside their own; remarks stand in the order of the
    words, so that nobody learns from their place who wrote them."""
    names = [(criterion.code, criterion.name) for criterion in round.panel.criteria.all()]
    found = list(rows)
    remarks = defaultdict(list)
    said = Review.objects.filter(round_idea__in=found, state=ReviewState.DONE).exclude(remark="")
    for row, remark in said.order_by("remark", "pk").values_list("round_idea_id", "remark"):
        remarks[row].append(remark)
    return [
        result_of(
            row,
            criteria=[(name, row.by_criterion[code]) for code, name in names if code in row.by_criterion],
            remarks=remarks[row.pk][:MOST_REMARKS],
        )
        for row in found
    ]


def results_of(idea: Idea) -> list[Result]:
    """What panels gave an idea in closed rounds, last one first: one query, kept by the process while the revision stands
    (closing a round moves it); none for an idea without a trail."""
    if not idea.trail_length or idea.is_withdrawn:
        return []
    key = f"panel-results:{idea.pk}:{idea.revision}"
    kept = caches["local"].get(key)
    if kept is None:
        rows = RoundIdea.objects.filter(idea=idea, number__gt=0, round__closed_at__isnull=False).select_related("round")
        kept = [result_of(row) for row in rows.order_by("-round__closed_at", "-pk")[:5]]
        caches["local"].set(key, kept, KEPT_SECONDS)
    return kept


# -- for the office: how far a round is, never what anybody gave ------------------------------------
def progress(round: Round) -> QuerySet[RoundIdea]:
    """The ideas of a round with `asked` (how many reviews count or are waited for), `done` and `declared` (conflicts)."""
    rows = round.round_ideas.select_related("idea").defer("idea__body").order_by("pk")
    return rows.annotate(
        asked=Count("reviews", filter=Q(reviews__state__in=COUNTED)),
        done=Count("reviews", filter=Q(reviews__state=ReviewState.DONE)),
        declared=Count("reviews", filter=Q(reviews__state=ReviewState.CONFLICT)),
    )


def short(round: Round) -> list[RoundIdea]:
    """The ideas of an assigned round with fewer reviews than they should have."""
    return [row for row in progress(round) if row.asked < round.reviews_per_idea] if round.assigned_at else []


def attendance(panel: Panel, with_former: bool = False) -> QuerySet[Membership]:
    """Members with `asked` and `done` (reviews over the whole term) and `met` (meetings of the term they were checked in at).

    with_former: with those who were asked for something and have left. What waits and cannot be rated now does not count.
    """
    given = Review.objects.filter(membership=OuterRef("pk"))
    sat = Q(state=MembershipState.MEMBER)
    if with_former:
        sat |= Q(state=MembershipState.LEFT) & Exists(given)
    rows = Membership.objects.filter(sat, panel=panel).select_related("member", "district")
    came = Seat.objects.filter(
        member=OuterRef("member"),
        checked_in_at__isnull=False,
        meeting__starts_at__date__gte=panel.starts_on,
        meeting__starts_at__date__lte=panel.ends_on,
    )
    done = Q(state=ReviewState.DONE)
    waits = Q(state=ReviewState.ASKED) & (STILL_RATABLE | Q(round_idea__round__closed_at__isnull=False))
    return rows.annotate(
        asked=counted(given.filter(done | waits), "membership"),
        done=counted(given.filter(done), "membership"),
        met=counted(came, "member"),
    ).order_by("member__nickname", "pk")
