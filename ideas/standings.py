"""The scoreboard of departments: counted from all their promises every ten minutes; pages read what was counted."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import caches
from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import Appointment, Department
from ideas.models import CardStatus, DepartmentStanding, Idea, Owner, Promise
from ideas.stages import OFF_THE_RIVER, Outcome, Stage

KEPT_SECONDS = 10
ADOPTED = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
COUNTED = ("open", "late", "kept", "kept_in_time", "median_days", "adopted", "finished")


@dataclass(frozen=True)
class Definition:
    """What a figure of the scoreboard counts; stands beside the figure wherever it is shown."""

    code: str
    name: str
    words: str


DEFINITIONS = (
    Definition(
        "open",
        _("기다리는 약속"),
        _("공개된 상상에 한 약속 가운데 아직 지키지 않은 것이에요. 시계가 멈춘 약속도 들어가요."),
    ),
    Definition(
        "late",
        _("늦은 약속"),
        _("기다리는 약속 가운데 약속한 날이 지난 것이에요. 시계가 멈춘 약속은 빼고, 중간 답변으로 날을 옮겼으면 새 날로 세요."),
    ),
    Definition(
        "on_time",
        _("제때 지킨 비율"),
        _("지금까지 지킨 약속 가운데 약속한 날까지 지킨 것의 비율이에요. 중간 답변으로 날을 옮겼으면 새 날로 세요."),
    ),
    Definition(
        "median_days",
        _("가운데 날수"),
        _("지킨 약속마다 약속한 날부터 며칠 걸렸는지 세어 한 줄로 세운 가운데 값이에요. 시계가 멈춘 날은 빼요."),
    ),
    Definition("adopted", _("채택한 상상"), _("이 부서가 맡은 공개된 상상 가운데 채택했거나 일부를 채택한 것이에요.")),
    Definition("finished", _("이룬 상상"), _("채택한 상상 가운데 실행까지 마친 것이에요.")),
)


@dataclass
class Figures:
    """What was counted of one department. days: how many promises took how many days."""

    open: int = 0
    late: int = 0
    kept: int = 0
    kept_in_time: int = 0
    adopted: int = 0
    days: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    # Of the adopted ones, those whose card is done.
    finished: int = 0

    @property
    def median_days(self) -> int | None:
        """The middle of all days; between two of them the mean, a half rounded up. None when nothing was kept."""
        many = sum(self.days.values())
        return (self._nth((many - 1) // 2) + self._nth(many // 2) + 1) // 2 if many else None

    def _nth(self, place: int) -> int:
        """The value at a place, counted from 0, in the row of all days."""
        for value in sorted(self.days):
            place -= self.days[value]
            if place < 0:
                return value
        raise IndexError(place)


def office_department() -> Department | None:
    """The department that is the idea office: where most of its people hold their posts, else the one that bears its name. Kept
    by each process for a few seconds."""
    kept = caches["local"].get("office-department")
    if kept is None:
        kept = (find_office(),)
        caches["local"].set("office-department", kept, KEPT_SECONDS)
    return kept[0]


def find_office() -> Department | None:
    """The same, looked up now."""
    staff = Appointment.objects.current().filter(user__groups__name=roles.IDEA_OFFICE)
    most = staff.values_list("department").annotate(many=Count("id")).order_by("-many", "department").first()
    return Department.objects.filter(pk=most[0]).first() if most else Department.objects.filter(name=roles.IDEA_OFFICE).first()


def whose(office: Department | None) -> Case:
    """The department that owes a promise, as an expression; what the idea office owes stands at its department."""
    own = Value(office.pk if office else None, output_field=BigIntegerField())
    return Case(When(owner=Owner.OFFICE, then=own), default=F("department"), output_field=BigIntegerField())


def in_public(promises: QuerySet[Promise]) -> QuerySet[Promise]:
    """Those promises that everybody may see: what the city owes on ideas that lists show."""
    return promises.of_the_city().filter(idea__public_since__isnull=False).exclude(idea__outcome__in=OFF_THE_RIVER)


def count(today: date) -> dict[int, Figures]:
    """The figures of every department by id; 5 statements over all promises and adopted ideas. today: a date in Seoul."""
    found: dict[int, Figures] = defaultdict(Figures)
    by = whose(find_office())
    late = Count("id", filter=Q(stopped_on__isnull=True, due_on__lt=today))
    waiting = in_public(Promise.objects.open()).annotate(whose=by).values_list("whose").annotate(n=Count("id"), late=late)
    for department, open_, late_ in waiting:
        found[department].open, found[department].late = open_, late_
    kept = Promise.objects.of_the_city().filter(kept_at__isnull=False).annotate(whose=by)
    for department, days, was_late, n in kept.values_list("whose", "days_to_keep", "was_late").annotate(n=Count("id")):
        figures = found[department]
        figures.kept += n
        figures.kept_in_time += 0 if was_late else n
        if days is not None:
            figures.days[days] += n
    adopted = Idea.objects.public().filter(stage=Stage.CLOSED, outcome__in=ADOPTED, department__isnull=False)
    for department, n in adopted.values_list("department").annotate(n=Count("id")):
        found[department].adopted = n
    done = Q(card__status=CardStatus.DONE) | Q(shared_card__card__status=CardStatus.DONE)
    for department, n in adopted.filter(done).values_list("department").annotate(n=Count("id")):
        found[department].finished = n
    return found


def refresh() -> None:
    """Count anew for every department. Doing it twice, or days late, changes nothing but the time of counting."""
    found, now = count(timezone.localdate()), timezone.now()
    rows = [
        DepartmentStanding(
            department_id=pk, counted_at=now, **{name: getattr(found.get(pk, Figures()), name) for name in COUNTED}
        )
        for pk in Department.objects.values_list("pk", flat=True)
    ]
    DepartmentStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["department"], update_fields=["counted_at", *COUNTED]
    )
