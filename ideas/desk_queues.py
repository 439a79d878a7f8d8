"""The queues of the desk: which rows stand in each, in which order, and how many there are.

A queue is a queryset with an order that an index serves. Its count is taken from the very rows it lists, up to MOST.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules import has_perm

from accounts.models import User
from ideas import deadlines
from ideas.models import (
    Answer,
    AnswerStatus,
    Cooperation,
    HandOver,
    Idea,
    Objection,
    Owner,
    Promise,
    PromiseKind,
)
from ideas.panel import lifts
from ideas.stages import Stage

# More than this many are "1,000+": nobody works through them by turning pages, and counting them would cost.
MOST = 1_000


@dataclass(frozen=True)
class Viewer:
    """Who looks: whether for the idea office, for which departments, and in which posts.

    own_post: only what belongs to the posts this member holds.
    """

    user: User
    for_office: bool
    department_ids: tuple[int, ...]
    own_post: bool = False

    @property
    def posts(self) -> tuple[str, ...]:
        """The names of the posts held today; only asked for with own_post."""
        return tuple(self.user.appointments.current().values_list("post", flat=True))


def viewer(user: User, own_post: bool = False) -> Viewer:
    """How a member looks at the desk."""
    return Viewer(user, has_perm("ideas.run_pipeline", user), tuple(sorted(user.department_ids)), own_post)


@dataclass(frozen=True)
class Queue:
    """Rows that ask for something to be done.

    rows: the queryset, unordered. order: two columns with "-" where it runs backwards; the second is unique. idea: the way from a
    row to its idea, empty when the row is the idea. empty: what stands there when nothing does. tone: "late" or "near" where it
    matters. load: what the list shows besides the row itself.
    """

    name: str
    title: str
    rows: Callable[[Viewer], QuerySet]
    order: tuple[str, ...] = ("due_on", "id")
    idea: str = "idea"
    empty: str = _("여기는 다 했어요.")
    tone: str = ""
    load: tuple[str, ...] = field(default=("idea__department", "department"))

    def listed(self, seen: Viewer) -> QuerySet:
        """The rows in order, with what the list shows of them."""
        return self.rows(seen).select_related(*self.load).order_by(*self.order)

    def idea_of(self, row: Model) -> Idea | None:
        """The idea a row is about; None for a hand-over, which is about a post."""
        return getattr(row, self.idea) if self.idea else (row if isinstance(row, Idea) else None)


def near_until():
    """The last day that counts as near."""
    return timezone.localdate() + timedelta(days=deadlines.settings_in_force().near_days)


def city_promises(seen: Viewer) -> QuerySet:
    """What the city owes, clocks that stand left out."""
    return Promise.objects.running().of_the_city()


def our_promises(seen: Viewer) -> QuerySet:
    """What the member's departments owe."""
    return of_own_post(Promise.objects.open().filter(department__in=seen.department_ids), seen)


def of_own_post(rows: QuerySet, seen: Viewer, path: str = "idea__") -> QuerySet:
    """Only rows of the member's posts, where that was asked for."""
    return rows.filter(**{f"{path}post__in": seen.posts}) if seen.own_post else rows


def late(rows: QuerySet) -> QuerySet:
    """Past their day."""
    return rows.filter(due_on__lt=timezone.localdate(), stopped_on__isnull=True)


def near(rows: QuerySet) -> QuerySet:
    """Due within the days that the settings call near."""
    return rows.filter(due_on__gte=timezone.localdate(), due_on__lte=near_until(), stopped_on__isnull=True)


def unrouted(seen: Viewer) -> QuerySet:
    """Ideas nobody is in charge of yet."""
    return Idea.objects.public().filter(department__isnull=True, decided_at__isnull=True).exclude(stage=Stage.CLOSED)


def questions(seen: Viewer) -> QuerySet:
    """What other departments asked the member's; ideas that have ended need no opinion any more."""
    asked = Cooperation.objects.filter(department__in=seen.department_ids, replied_at__isnull=True)
    return asked.exclude(idea__stage=Stage.CLOSED)


def in_care(seen: Viewer) -> QuerySet:
    """Ideas on their way that the member's departments take care of."""
    found = Idea.objects.public().filter(department__in=seen.department_ids).exclude(stage=Stage.CLOSED)
    return of_own_post(found, seen, path="")


OFFICE = (
    Queue("late", _("늦었어요"), lambda seen: late(city_promises(seen)), empty=_("늦은 약속이 하나도 없어요."), tone="late"),
    Queue("near", _("곧 닥쳐요"), lambda seen: near(city_promises(seen)), empty=_("며칠 안에 닥칠 약속이 없어요."), tone="near"),
    Queue(
        *("new", _("새로 왔어요"), unrouted, ("-public_since", "-id"), ""),
        empty=_("새 상상마다 담당 부서가 있어요."),
        load=("department",),
    ),
    Queue(
        *(
            "gate",
            _("문턱을 넘었어요"),
            lambda seen: Idea.objects.filter(gate_reached_at__isnull=False),
            ("gate_reached_at", "id"),
        ),
        idea="",
        empty=_("올려 보낼 상상이 없어요."),
        load=("department",),
    ),
    Queue(
        *("lifted", _("슈퍼패스에 뽑혔어요"), lambda seen: lifts.waiting(), ("passed_at", "id")),
        empty=_("상상누리단이 뽑은 상상이 없어요."),
        load=("idea__department",),
    ),
    Queue(
        *("objections", _("이의가 있어요"), lambda seen: Objection.objects.filter(settled_at__isnull=True), ("made_at", "id")),
        empty=_("살펴볼 이의가 없어요."),
        load=("idea__department", "department", "suggested"),
    ),
    Queue(
        *("reviews", _("다시 살펴봐요"), lambda seen: city_promises(seen).filter(kind=PromiseKind.RE_REVIEW)),
        empty=_("다시 살펴봐 달라는 상상이 없어요."),
    ),
    Queue(
        "supplements",
        _("보완이 늦어요"),
        lambda seen: Promise.objects.late().filter(owner=Owner.PROPOSER),
        empty=_("늦어진 보완이 없어요."),
    ),
    Queue(
        "scheduled",
        _("예약한 답변"),
        lambda seen: Answer.objects.filter(publish_at__isnull=False, published_at__isnull=True, status=AnswerStatus.SCHEDULED),
        ("publish_at", "id"),
        empty=_("예약해 둔 답변이 없어요."),
    ),
    Queue("open", _("기다려요"), city_promises, empty=_("오늘은 밀린 약속이 없어요.")),
)
DEPARTMENT = (
    Queue("our-late", _("늦었어요"), lambda seen: late(our_promises(seen)), empty=_("늦은 약속이 하나도 없어요."), tone="late"),
    Queue(
        "our-near", _("곧 닥쳐요"), lambda seen: near(our_promises(seen)), empty=_("며칠 안에 닥칠 약속이 없어요."), tone="near"
    ),
    Queue(
        "our-open",
        _("기다려요"),
        lambda seen: our_promises(seen).filter(stopped_on__isnull=True),
        empty=_("오늘은 밀린 약속이 없어요."),
    ),
    Queue(
        "our-stopped",
        _("멈춰 있어요"),
        lambda seen: our_promises(seen).filter(stopped_on__isnull=False),
        empty=_("시계가 멈춘 약속이 없어요."),
    ),
    Queue("questions", _("의견을 물어 왔어요"), questions, empty=_("기다리는 물음이 없어요.")),
    Queue(
        "hand-overs",
        _("인수인계"),
        lambda seen: HandOver.objects.filter(department__in=seen.department_ids, confirmed_at__isnull=True),
        idea="",
        empty=_("넘겨받을 것이 없어요."),
        load=("department", "left__user", "successor__user"),
    ),
    Queue(
        *("our-ideas", _("우리가 맡은 상상"), in_care, ("-public_since", "-id"), ""),
        empty=_("맡은 상상이 아직 없어요."),
        load=("department",),
    ),
)
QUEUES = {queue.name: queue for queue in (*OFFICE, *DEPARTMENT)}


def queues_of(seen: Viewer) -> tuple[tuple[Queue, ...], ...]:
    """The queues of a member, the idea office's and the departments' each by themselves."""
    return tuple(group for group, is_theirs in ((OFFICE, seen.for_office), (DEPARTMENT, seen.department_ids)) if is_theirs)


def count(queues: list[Queue], seen: Viewer) -> dict[str, int]:
    """How many rows stand in each queue, up to MOST + 1; one statement for all of them."""
    parts, params = [], []
    for queue in queues:
        rows = queue.rows(seen).order_by(*queue.order).values("pk")[: MOST + 1]
        sql, values = rows.query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 - our own statements
        params += values
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        found = cursor.fetchone()
    return dict(zip((queue.name for queue in queues), found, strict=True))


def beside(queue: Queue, seen: Viewer, idea: Idea) -> tuple[Model | None, Model | None]:
    """The rows before and after an idea in a queue; after one that has left it comes the first row. Three small queries."""
    rows = queue.listed(seen)
    here = rows.filter(**{queue.idea or "pk": idea.pk}).first() if queue.name != "hand-overs" else None
    if here is None:
        return None, rows.first()
    return rows.filter(past(queue.order, here, back=True)).reverse().first(), rows.filter(past(queue.order, here)).first()


def past(order: tuple[str, ...], row: Model, back: bool = False) -> Q:
    """What stands after a row in an order, or before it. The first column bounds the search, so that its index is used."""
    steps = [(column.removeprefix("-"), "lt" if column.startswith("-") != back else "gt") for column in order]
    (first, way), (second, way_of_equals) = steps
    value = getattr(row, first)
    return Q(**{f"{first}__{way}e": value}) & (
        Q(**{f"{first}__{way}": value}) | Q(**{f"{second}__{way_of_equals}": getattr(row, second)})
    )
