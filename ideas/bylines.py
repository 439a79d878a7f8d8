"""How whoever wrote something is called in public: citizens by nickname, officials by department and post, experts with their
field (DESIGN.md §4.5). Every page, feed and answer of the API that shows a name asks here.

What was written as an official or an expert keeps the label it was written under. An idea, and a member, carry today's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import Appointment, User
from ideas.models import Argument, BoardPost, Comment, Idea, Response, Voice

POST_COLUMNS = {"label_department": "department__name", "label_slug": "department__slug", "label_post": "post"}
LABEL = (*POST_COLUMNS, "knows_well")


@dataclass(frozen=True)
class Label:
    """What stands beside a name today: the post held in a department, or that its bearer is an expert."""

    department: str = ""
    slug: str = ""
    post: str = ""
    is_expert: bool = False


NOBODY_SPECIAL = Label()


@dataclass(frozen=True)
class Byline:
    """What is shown of whoever wrote something. pk: None for somebody who left. An official stands under department and post.

    has_page: whether a page about the member can be read. field: what an expert knows about; may be empty.
    """

    pk: int | None
    name: str
    has_page: bool = False
    department: str = ""
    post: str = ""
    is_expert: bool = False
    field: str = ""

    @property
    def words(self) -> str:
        """The same in a line of text, where no badge can stand: in feeds, for search engines, in sentences."""
        if self.department:
            return f"{self.department} {self.post}"
        if not self.is_expert:
            return self.name
        told = {"name": self.name, "field": self.field}
        return _("%(name)s(전문가, %(field)s)") % told if self.field else _("%(name)s(전문가)") % told


def today_of(member: str) -> dict:
    """Columns to annotate rows with: what stands beside the name of the member whose key the column `member` holds."""
    held = Appointment.objects.current().filter(user=OuterRef(member)).order_by("-starts_on", "-id")
    expert = User.groups.through.objects.filter(user=OuterRef(member), group__name=roles.EXPERTS)
    return {column: Subquery(held.values(name)[:1]) for column, name in POST_COLUMNS.items()} | {"knows_well": Exists(expert)}


def labelled(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """The ideas with the columns of LABEL, so that `label` and `label_of_row` need no query of their own."""
    return ideas.annotate(**today_of("author_id"))


def label_of_row(row) -> Label:
    """The label in a row that holds the columns of LABEL."""
    if row.label_post:
        return Label(row.label_department, row.label_slug, row.label_post)
    return Label(is_expert=True) if row.knows_well else NOBODY_SPECIAL


def labels_of(members: Iterable[int | None]) -> dict[int, Label]:
    """What stands beside the names of these members today; whoever is neither official nor expert is left out. One query."""
    wanted = {pk for pk in members if pk}
    if not wanted:
        return {}
    known = User.objects.filter(pk__in=wanted).annotate(**today_of("pk"))
    rows = known.filter(Q(label_post__isnull=False) | Q(knows_well=True)).values_list("pk", *LABEL, named=True)
    return {row.pk: label_of_row(row) for row in rows}


def label(ideas: Iterable[Idea]) -> None:
    """Note on each idea what stands beside its author's name today (`author_label`); one query for those not `labelled`."""
    ideas = list(ideas)
    found = labels_of(idea.author_id for idea in ideas if not hasattr(idea, "knows_well"))
    for idea in ideas:
        is_known = hasattr(idea, "knows_well")
        idea.author_label = label_of_row(idea) if is_known else found.get(idea.author_id, NOBODY_SPECIAL)


def byline(thing: User | Idea | Comment | Argument | Response | BoardPost) -> Byline:
    """How the author of something, or a member, is called.

    No query for what was read with its author; one for a member, and for an idea that was not labelled before (`label`).
    """
    if isinstance(thing, User):
        return of_member(thing, thing.nickname, labels_of([thing.pk]).get(thing.pk, NOBODY_SPECIAL))
    if isinstance(thing, Idea):
        if not hasattr(thing, "author_label"):
            label([thing])
        return of_member(thing.author if thing.author_id else None, thing.author_name, thing.author_label)
    post, author = thing.appointment if thing.appointment_id else None, thing.author if thing.author_id else None
    name = author.nickname if author else _("떠난 시민")
    if post:
        return of_member(author, name, Label(post.department.name, post.department.slug, post.post))
    is_expert = thing.voice == Voice.EXPERT if isinstance(thing, Response) else thing.is_expert
    return of_member(author, name, Label(is_expert=is_expert))


def of_member(member: User | None, name: str, label: Label) -> Byline:
    """A byline with a label. Who has left has no name; whose account is closed has no page."""
    if member is None:
        return Byline(None, name, False, label.department, label.post, label.is_expert)
    field = member.expertise if label.is_expert else ""
    return Byline(member.pk, name, member.is_active, label.department, label.post, label.is_expert, field)
