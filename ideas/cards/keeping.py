"""What every verb on a card begins with: the locked rows, the right, and the words of the trail."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from rules import has_perm

from accounts.models import Appointment, Department, User
from ideas import personal_data, trail
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardChange, CardHolder, CardStatus, Idea, Owner, PromiseKind, Role
from ideas.stages import Outcome
from ideas.trail import changing

ADOPTED = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
# What happens on a card, told in the trail of every idea that it realises.
SHARED = {
    *("card_planned", "card_moved", "card_delayed", "card_cost_moved", "card_reported", "card_stale"),
    *("card_transferred", "card_left", "card_handed_over", "card_measured"),
}
# What is owed on a card; promises belong to its idea.
OF_CARDS = (PromiseKind.PLAN, PromiseKind.REPORT, PromiseKind.HAND_OVER)


class CardMoved(StepRefused):
    """Somebody has changed the card since the page was opened."""

    def __init__(self):
        super().__init__(_("그사이에 다른 사람이 이 카드를 바꿨어요. 지금 모습을 보고 다시 눌러 주세요. 쓴 글은 그대로 있어요."))


@contextmanager
def working_on(card: Card, by: User | None, permission: str = "ideas.keep_card", known: int | None = None) -> Iterator[Card]:
    """Change a card: gives its locked row with the locked idea on it, and saves both when the block is through.

    All ideas of the card are locked first, in the order of their ids, so that two verbs never wait for each other. by: None for
    the city's own clock. known: the revision of the card on the page of who acts. Raises StepRefused without the right, CardMoved
    when the card has changed.
    """
    with transaction.atomic():
        lock_ideas([card.idea_id, *also_on(card)])
        with changing(Idea(pk=card.idea_id)) as idea:
            row = Card.objects.select_for_update(of=("self",)).select_related("department").get(pk=card.pk)
            row.idea = idea
            if known is not None and known != row.revision:
                raise CardMoved
            if by is not None and not has_perm(permission, by, row):
                raise StepRefused(_("이 카드에 그 일을 할 수 있는 사람이 아니에요."))
            before = row.revision
            yield row
            row.moved_at = timezone.now() if by is not None else row.moved_at
            row.revision = before + 1
            row.save()


def lock_ideas(ids: list[int]) -> None:
    """Lock several ideas in the order of their ids; must run inside a transaction."""
    list(Idea.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def tell(card: Card, kind: str, by: User | None, reason: str = "", /, on: Idea | None = None, **data) -> None:
    """Write into the trail of the card's idea (or of `on`) what happened, in the name of the department or the idea office.

    Whoever supports an idea that the card realises along with its own hears the same: it stands in the trail of that idea, too.
    """
    role, department = Role.SYSTEM, ""
    if by is not None:
        is_ours = card.department_id in by.department_ids
        role = Role.DEPARTMENT if is_ours else Role.OFFICE
        department = card.department.name if is_ours else ""
    told = {"data": data, "role": role, "department": department}
    trail.record(on or card.idea, kind, by, reason, **told)
    for other in also_on(card) if kind in SHARED else ():
        with changing(Idea(pk=other)) as idea:
            trail.record(idea, kind, by, reason, **told)


def also_on(card: Card) -> list[int]:
    """The keys of the further ideas that a card realises, in the order in which they are locked."""
    return list(card.also.order_by("idea").values_list("idea", flat=True))


def note_change(card: Card, what: str, before, after, by: User | None, reason: str = "", milestone=None) -> None:
    """Keep that money, a day or the status moved."""
    department = card.department.name if card.department_id else ""
    words = {"before": "" if before is None else str(before), "after": "" if after is None else str(after)}
    CardChange.objects.create(
        card=card, what=what, **words, reason=reason, by=by, department=department, milestone=milestone, at=timezone.now()
    )


def move(card: Card, status: CardStatus, by: User | None, reason: str = "") -> None:
    """Another status, kept with the one before and told in the trail; working_on saves the card."""
    note_change(card, CardChange.What.STATUS, card.status, status, by, reason)
    card.status = status
    with override("ko"):
        label = str(CardStatus(status).label)
    tell(card, "card_moved", by, reason, status=label)


def owner_of(card: Card) -> tuple[Owner, Department | None]:
    """Who owes the plan and the reports of a card."""
    return (Owner.DEPARTMENT, card.department) if card.department_id else (Owner.OFFICE, None)


def appointment_in(department_id: int | None, user: User, post: str = "") -> Appointment | None:
    """The post a member holds in a department today, the one named `post` before others."""
    held = user.appointments.current().filter(department=department_id).select_related("department").order_by("starts_on", "id")
    return min(held, key=lambda one: one.post != post, default=None)


def holder_of(card: Card) -> CardHolder | None:
    """The post that looks after a card now."""
    return card.holders.filter(until__isnull=True).select_related("appointment").first()


def seat(card: Card, department: Department, held: Appointment | None, post: str = "") -> CardHolder:
    """From today on a card is in the care of a post. The one before must have been closed."""
    card.post = held.post if held else post
    today = timezone.localdate()
    return CardHolder.objects.create(card=card, appointment=held, department=department.name, post=card.post, since=today)


def public_words(text: str, empty: str) -> str:
    """Words that everybody will read. Raises StepRefused when there are none, or when a resident number stands among them."""
    if not text.strip():
        raise StepRefused(empty)
    if personal_data.forbidden(text):
        raise StepRefused(_("주민등록번호가 들어 있어요. 지우고 다시 보내 주세요."))
    return text.strip()


def refuse_unless(card: Card, *statuses: CardStatus) -> None:
    """Raises StepRefused when a card stands elsewhere by now."""
    if card.status not in statuses:
        raise StepRefused(_("지금 이 카드에서는 할 수 없는 일이에요. 화면을 새로 열어 확인해 주세요."))
