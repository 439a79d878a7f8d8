"""What the pages of debates show: columns of arguments in an order that holds still while somebody reads, and the tally."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from wagtail import log_actions as audit

from accounts.models import Appointment, User
from ideas.models import Argument, Debate, Helpful, Idea, Response, Side, Stance
from ideas.stages import Stage

COLUMN = 20
# Deeper pages cost the database a walk through everything before them.
MOST_PAGES = 100
MOST_NEW = 100
SORTS = {"helpful": ("-helpful_count", "-id"), "new": ("-id",)}
# The side a phone shows first.
FIRST_SIDE = Side.PRO
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class View:
    """How a reader looks at a debate. until: the newest argument of this reading; what came later waits for the next one."""

    sort: str = "helpful"
    side: str = FIRST_SIDE
    known_only: bool = False
    page: int = 1
    until: int = 0

    def query(self, **changes) -> str:
        """The query of an address that shows the same with some things changed."""
        values = {"side": self.side, "sort": self.sort, "voices": "known" if self.known_only else "", "until": self.until}
        values |= changes
        defaults = {"side": FIRST_SIDE, "sort": "helpful", "page": 1}
        kept = [f"{name}={value}" for name, value in values.items() if value and value != defaults.get(name)]
        return "?" + "&".join(kept) if kept else "?"


@dataclass
class Column:
    """One side: how many stand there, how many arguments it has, and one page of them. pinned: the one above the others."""

    side: Side
    people: int
    total: int
    arguments: list[Argument] = field(default_factory=list)
    next_page: int | None = None
    pinned: Argument | None = None


def debate_by_id(pk: int) -> Debate:
    """A debate with its idea and moderator, in one query. Raises Debate.DoesNotExist."""
    if pk > LARGEST_ID:
        raise Debate.DoesNotExist
    return Debate.objects.select_related("idea", "moderator").get(pk=pk)


def listed():
    """Public debates for the list, those that end last first: what runs now stands before what is over (index debate_by_end)."""
    return Debate.objects.public().select_related("idea").defer("lead", "agreed", "disagreed", "taken_along", "idea__body")


def newest_argument() -> int:
    """The last argument of the city: what an order that holds still is cut off at. Ids of one debate rise with time, for they
    are given out under its lock."""
    return Argument.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def columns(debate: Debate, view: View, reader=None) -> list[Column]:
    """The three sides, each with its first page; of a later page only the side asked for. At most 6 queries.

    Each argument carries `debate`, `replies` and `is_found_helpful` (by the reader).
    """
    sides = [Side(view.side)] if view.page > 1 else list(Side)
    pinned = pinned_of(debate)
    found = [one_column(debate, side, view, pinned.get(side)) for side in sides]
    shown = [argument for column in found for argument in (column.pinned, *column.arguments) if argument]
    add_replies(debate, shown)
    add_helpful(shown, reader)
    return found


def pinned_of(debate: Debate) -> dict[str, Argument]:
    """The argument that stands above the others of its side; one query, none before a debate is summarised."""
    if debate.summarised_at is None:
        return {}
    pinned = Argument.objects.filter(debate=debate, side__in=Side.values, is_pinned=True)
    return {argument.side: argument for argument in pinned.shown().with_authors()}


def one_column(debate: Debate, side: Side, view: View, pinned: Argument | None) -> Column:
    """One page of one side, in one query; what is pinned stands above the first page and nowhere else."""
    rows = Argument.objects.filter(debate=debate, side=side, pk__lte=view.until).shown().with_authors()
    if view.known_only:
        rows = rows.filter(Q(appointment__isnull=False) | Q(is_expert=True))
    if pinned:
        rows = rows.exclude(pk=pinned.pk)
    start = (view.page - 1) * COLUMN
    page = list(rows.order_by(*SORTS[view.sort])[start : start + COLUMN + 1])
    further = view.page + 1 if len(page) > COLUMN and view.page < MOST_PAGES else None
    above = pinned if view.page == 1 and not view.known_only else None
    return Column(side, getattr(debate, side), getattr(debate, f"{side}_arguments"), page[:COLUMN], further, above)


def add_replies(debate: Debate, arguments: list[Argument]) -> None:
    """Put the responses beneath each argument (`replies`); one query."""
    replies: dict[int, list[Response]] = {}
    if arguments:
        found = Response.objects.filter(argument__in=[argument.pk for argument in arguments])
        for reply in found.select_related("author", "appointment__department").order_by("id"):
            replies.setdefault(reply.argument_id, []).append(reply)
    for argument in arguments:
        argument.debate = debate
        argument.replies = replies.get(argument.pk, [])
        for reply in argument.replies:
            reply.argument = argument


def add_helpful(arguments: list[Argument], reader) -> None:
    """Say which arguments the reader found helpful (`is_found_helpful`); one query, none for visitors."""
    mine = set()
    if arguments and reader is not None and reader.is_authenticated:
        asked = Helpful.objects.filter(argument__in=[argument.pk for argument in arguments], member=reader)
        mine = set(asked.values_list("argument_id", flat=True))
    for argument in arguments:
        argument.is_found_helpful = argument.pk in mine


def stance_of(debate: Debate, reader) -> str:
    """The side a reader stands on, empty for nowhere; one query, none for visitors.

    The reader learns along with it whether they are a citizen without any role or post, so that no right on the page asks for
    those again.
    """
    if not reader.is_authenticated:
        return ""
    stance = Stance.objects.filter(debate=debate, member=OuterRef("pk")).values("side")
    posts = Appointment.objects.filter(user=OuterRef("pk"))
    roles = User.groups.through.objects.filter(user=OuterRef("pk"))
    asked = User.objects.filter(pk=reader.pk).annotate(side=Subquery(stance), has_roles=Exists(roles), has_posts=Exists(posts))
    side, has_roles, has_posts = asked.values_list("side", "has_roles", "has_posts").get()
    if not has_roles:
        reader.role_names = frozenset()
    if not has_posts:
        reader.department_ids = frozenset()
    return side or ""


def news(pk: int, since: int) -> Debate | None:
    """A public debate whose page shows something else than at revision `since`, None when it does not; one query by its id.

    Raises Debate.DoesNotExist for one that is not public.
    """
    if pk > LARGEST_ID:
        raise Debate.DoesNotExist
    debate = Debate.objects.public().defer("lead", "agreed", "disagreed", "taken_along").get(pk=pk)
    return None if debate.revision == since else debate


def count_new(debate: Debate, until: int) -> int:
    """How many arguments came after the newest one of a reading, counted up to MOST_NEW."""
    new = Argument.objects.filter(debate=debate, side__in=Side.values, pk__gt=until).shown()
    return new.order_by()[:MOST_NEW].count()


@dataclass(frozen=True)
class Extension:
    """The last time a debate was given more time: until when, and why."""

    closes_at: datetime
    reason: str


def extension_of(debate: Debate) -> Extension | None:
    """The last extension of a debate from its history, None for one that was never extended; one query."""
    told = audit.registry.get_logs_for_instance(debate).filter(action="ideas.debate_extended").order_by("-timestamp", "-pk")
    data = told.values_list("data", flat=True).first()
    return Extension(datetime.fromisoformat(data["closes_at"]), data["reason"]) if data else None


@dataclass(frozen=True)
class Another:
    """Whether one more debate can be opened on an idea, or which ended one has to be summarised before."""

    is_ready: bool = False
    unsummarised: Debate | None = None


def another_on(idea: Idea) -> Another:
    """What stands between an idea at 상상토론 and one more debate; one query, none at another stage."""
    if idea.stage != Stage.DEBATE or not idea.is_public:
        return Another()
    latest = Debate.objects.filter(idea=idea).order_by("-opens_at").first()
    if latest and not latest.is_closed:
        return Another()
    unsummarised = latest if latest and latest.summarised_at is None else None
    return Another(is_ready=unsummarised is None, unsummarised=unsummarised)


@dataclass(frozen=True)
class OnIdea:
    """What the page of an idea tells of its debate: the tally, and the best argument for and against."""

    debate: Debate
    best: list[Argument]


def of_idea(idea: Idea) -> OnIdea | None:
    """The newest debate of an idea with its best pro and con; 2 queries, none for an idea that never came to be debated."""
    if idea.debated_at is None:
        return None
    debate = Debate.objects.filter(idea=idea, visibility="public").order_by("-opens_at").first()
    if debate is None:
        return None
    debate.idea = idea
    best = Q(pk=best_of(debate, Side.PRO)) | Q(pk=best_of(debate, Side.CON))
    found = Argument.objects.filter(best).with_authors()
    return OnIdea(debate, sorted(found, key=lambda argument: argument.side != Side.PRO))


def best_of(debate: Debate, side: Side) -> Subquery:
    """The argument of a side that is pinned once the debate is summarised, before that the one found helpful most."""
    arguments = Argument.objects.filter(debate=debate, side=side).shown()
    if debate.summarised_at:
        arguments = arguments.filter(is_pinned=True)
    return Subquery(arguments.order_by(*SORTS["helpful"]).values("pk")[:1])


def pinnable(debate: Debate) -> dict[str, list[int]]:
    """For each side the arguments that may be pinned: the twenty found helpful most. Three queries."""
    arguments = Argument.objects.filter(debate=debate).shown().order_by(*SORTS["helpful"])
    return {side: list(arguments.filter(side=side).values_list("pk", flat=True)[:COLUMN]) for side in Side.values}
