"""Reading promises: the public list of late ones, those of a department, and how they are said in words."""

from datetime import date

from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department
from common.orders import Order
from ideas import standings
from ideas.freshness import city_mark
from ideas.models import Answer, AnswerKind, AnswerStatus, DepartmentStanding, Promise, TrailEntry
from ideas.stages import OFF_THE_RIVER

# What was promised for the earliest day stands first; the indexes promise_due and promise_of_department hold this order.
BY_DUE = Order("due", "due_on", date.isoformat, date.fromisoformat, rising=True)
# Beyond this the number of late promises is said as "more than".
MOST_COUNTED = 1_000
LATEST_ANSWERS = 5
KEPT_SECONDS = 60


def running(department: Department | None = None) -> QuerySet[Promise]:
    """Promises of the city on public ideas whose clock runs; department: of one department."""
    return _of(standings.in_public(Promise.objects.running()), department)


def late(department: Department | None = None) -> QuerySet[Promise]:
    """Those of them whose day is over."""
    return _of(standings.in_public(Promise.objects.late()), department)


def waiting(department: Department) -> QuerySet[Promise]:
    """All that a department still owes in public, also where the clock stands."""
    return _of(standings.in_public(Promise.objects.open()), department)


def _of(promises: QuerySet[Promise], department: Department | None) -> QuerySet[Promise]:
    """Promises with what is shown of them, those of one department if one is named."""
    promises = promises.select_related("idea", "department").defer("idea__body")
    if department is None:
        return promises
    if department == (office := standings.office_department()):
        return promises.annotate(whose=standings.whose(office)).filter(whose=department.pk)
    return promises.filter(department=department)


def count_words(promises: QuerySet[Promise]) -> tuple[int, str]:
    """How many there are: exact up to MOST_COUNTED, then "1,000+"; reads no more rows than that. Returns number and words."""
    found = promises.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return found, f"{MOST_COUNTED:,}+" if found > MOST_COUNTED else f"{found:,}"


def late_words(department: Department | None) -> tuple[int, str]:
    """How many promises are late, as count_words says it; counted once by each process while nothing in the city changes."""
    key = f"late-promises:{city_mark()}:{timezone.localdate()}:{department.pk if department else ''}"
    found = caches["local"].get(key)
    if found is None:
        found = count_words(late(department))
        caches["local"].set(key, found, KEPT_SECONDS)
    return found


def explain(promises: list[Promise]) -> list[Promise]:
    """Add to each promise what its owner said about the delay: `interim`, the last interim answer, and `stops`, why its clock
    stood. 2 queries for any number, none where nobody said anything."""
    told = {made.idea_id for made in promises if made.interim_at}
    interim: dict[int, Answer] = {}
    if told:
        said = Answer.objects.filter(idea__in=told, kind=AnswerKind.INTERIM, status=AnswerStatus.PUBLISHED)
        interim = {answer.idea_id: answer for answer in said.order_by("published_at", "id")}
    stops: dict[tuple[int, str], list[str]] = {}
    stood = {made.idea_id for made in promises if made.stopped_days or made.stopped_on}
    if stood:
        for entry in TrailEntry.objects.filter(idea__in=stood, kind="clock_stopped").order_by("number"):
            if entry.reason:
                stops.setdefault((entry.idea_id, entry.data.get("promise", "")), []).append(entry.reason)
    for made in promises:
        made.interim = interim.get(made.idea_id) if made.interim_at else None
        made.stops = stops.get((made.idea_id, str(made.kind)), [])
    return promises


def day_words(made: Promise) -> str:
    """How much time is left, as people say it."""
    if made.is_stopped:
        return _("시계가 멈춰 있어요")
    left = made.days_left
    if left == 0:
        return _("오늘까지예요")
    if left > 0:
        return ngettext("%(days)d일 남았어요", "%(days)d일 남았어요", left) % {"days": left}
    return ngettext("약속한 날이 %(days)d일 지났어요", "약속한 날이 %(days)d일 지났어요", -left) % {"days": -left}


def counted() -> QuerySet[Department]:
    """The departments of the scoreboard, each with its `standing`: those that exist or that once promised something."""
    promised = Q(standing__open__gt=0) | Q(standing__kept__gt=0)
    return Department.objects.filter(Q(is_active=True, standing__isnull=False) | promised).select_related("standing")


def board() -> list[DepartmentStanding]:
    """The scoreboard in the order of names; 1 query."""
    return [department.standing for department in counted().order_by("name")]


def on_time(row: DepartmentStanding) -> int | None:
    """The share of promises kept in time, 0 to 100; None when none was kept yet. Only what was always in time is 100."""
    return row.kept_in_time * 100 // row.kept if row.kept else None


def counted_words(row: DepartmentStanding) -> str:
    """When the figures were counted: "3분 전에 셌어요"."""
    minutes = int((timezone.now() - row.counted_at).total_seconds() // 60)
    if minutes < 1:
        return _("방금 셌어요")
    if minutes < 120:
        return ngettext("%(minutes)d분 전에 셌어요", "%(minutes)d분 전에 셌어요", minutes) % {"minutes": minutes}
    return _("%(hours)d시간 전에 셌어요") % {"hours": minutes // 60}


def latest_answers(department: Department) -> list[Answer]:
    """The last public answers of a department to ideas everybody may read; reads the index answer_of_department."""
    said = Answer.objects.filter(department=department, status=AnswerStatus.PUBLISHED, published_at__isnull=False)
    said = said.filter(idea__public_since__isnull=False).exclude(idea__outcome__in=OFF_THE_RIVER)
    return list(said.select_related("idea").defer("idea__body").order_by("-published_at")[:LATEST_ANSWERS])
