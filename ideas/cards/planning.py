"""The plan of a card and its milestones. What was planned first never moves; every later change says why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from ideas import promises
from ideas.cards.keeping import (
    appointment_in,
    holder_of,
    move,
    note_change,
    owner_of,
    public_words,
    refuse_unless,
    seat,
    tell,
    working_on,
)
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardChange, CardStatus, Milestone, PromiseKind
from ideas.models.card import UNDER_WAY

MOST_MILESTONES = 30
NO_REASON = gettext_lazy("왜 바뀌었는지 한 줄만 적어 주세요.")


@dataclass(frozen=True)
class Step:
    """A milestone as it is planned. weight: its share among the milestones of the card, 1 to 100."""

    title: str
    planned_on: date
    weight: int = 1
    note: str = ""


def plan(
    card: Card,
    by: User,
    words: str,
    starts_on: date,
    ends_on: date,
    budget: int | None = None,
    milestones: tuple[Step, ...] = (),
    reason: str = "",
    *,
    page=None,
    known: int | None = None,
) -> Card:
    """Write the plan of a card, or change it. budget: won. milestones: steps to add. page: a page of the policy it belongs to.

    The first plan sets what drift is measured against, keeps the promise of a plan and promises reports. Raises StepRefused
    without the right or the words, for days in the wrong order, and for days or money that move without a reason.
    """
    with working_on(card, by, known=known) as card:
        refuse_unless(card, *UNDER_WAY)
        words = public_words(words, _("어떻게 이룰지 적어 주세요."))
        if ends_on < starts_on:
            raise StepRefused(_("마치는 날이 시작하는 날보다 빨라요."))
        if budget is not None and budget < 0:
            raise StepRefused(_("예산은 0원부터 적을 수 있어요."))
        is_first = card.planned_at is None
        if is_first:
            card.planned_at, card.first_ends_on, card.first_budget = timezone.now(), ends_on, budget
        else:
            note_drift(card, by, ends_on, budget, reason)
        card.plan, card.starts_on, card.ends_on, card.budget, card.page = words, starts_on, ends_on, budget, page
        add_steps(card, milestones)
        take_seat(card, by)
        if is_first or card.status == CardStatus.REVIEW:
            tell(card, "card_planned", by, card=card.pk)
            promises.keep(card.idea, PromiseKind.PLAN)
            promises.promise(card.idea, PromiseKind.REPORT, *owner_of(card), by=by)
        if card.status == CardStatus.REVIEW:
            move(card, CardStatus.PLANNING, by, reason)
    return card


def note_drift(card: Card, by: User, ends_on: date, budget: int | None, reason: str) -> None:
    """Keep and tell that the last day or the money moved. Raises StepRefused without a reason."""
    if (ends_on, budget) == (card.ends_on, card.budget):
        return
    reason = public_words(reason, str(NO_REASON))
    if ends_on != card.ends_on:
        note_change(card, CardChange.What.ENDS_ON, card.ends_on, ends_on, by, reason)
        tell(card, "card_delayed", by, reason, before=card.ends_on.isoformat(), after=ends_on.isoformat())
    if budget != card.budget:
        note_change(card, CardChange.What.BUDGET, card.budget, budget, by, reason)
        tell(card, "card_cost_moved", by, reason, before=won(card.budget), after=won(budget))


def won(money: int | None) -> str:
    """Money as the trail keeps it, in won."""
    return "0" if money is None else f"{money:,}"


def take_seat(card: Card, by: User) -> None:
    """Whoever plans a card that no post looks after yet looks after it from now on."""
    held = card.department_id and appointment_in(card.department_id, by, card.post)
    if not held:
        return
    now = holder_of(card)
    if now is None:
        seat(card, card.department, held)
    elif now.appointment_id is None and now.department == card.department.name and now.post in ("", held.post):
        now.appointment, now.post, card.post = held, held.post, held.post
        now.save(update_fields=["appointment", "post"])


def add_steps(card: Card, steps: tuple[Step, ...]) -> list[Milestone]:
    """Put milestones behind the others of a locked card. Raises StepRefused when there are too many."""
    there = card.milestones.count()
    if there + len(steps) > MOST_MILESTONES:
        raise StepRefused(_("단계는 %(most)s개까지 둘 수 있어요.") % {"most": MOST_MILESTONES})
    last = card.milestones.aggregate(last=Max("position"))["last"] or 0
    rows = [
        Milestone(
            card=card,
            title=public_words(step.title, _("무엇을 하는 단계인지 적어 주세요.")),
            note=step.note,
            position=last + place,
            weight=step.weight,
            planned_on=step.planned_on,
            first_planned_on=step.planned_on,
        )
        for place, step in enumerate(steps, start=1)
    ]
    return Milestone.objects.bulk_create(rows)


def add_milestone(card: Card, by: User, step: Step, *, known: int | None = None) -> Milestone:
    """One more step of the plan. Raises StepRefused as plan does, and before there is a plan."""
    with working_on(card, by, known=known) as card:
        refuse_unless(card, CardStatus.PLANNING, CardStatus.DOING)
        return add_steps(card, (step,))[0]


def move_milestone(milestone: Milestone, by: User, planned_on: date, reason: str, *, known: int | None = None) -> Milestone:
    """Another day for a step that is not done yet; the day planned first stays beside it. Raises StepRefused without a reason."""
    with working_on(milestone.card, by, known=known) as card:
        refuse_unless(card, CardStatus.PLANNING, CardStatus.DOING)
        row = step_of(card, milestone)
        if row.planned_on == planned_on:
            return row
        if row.done_on:
            raise StepRefused(_("이미 끝난 단계예요."))
        reason = public_words(reason, str(NO_REASON))
        note_change(card, CardChange.What.MILESTONE, row.planned_on, planned_on, by, reason, row)
        row.planned_on = planned_on
        row.save(update_fields=["planned_on"])
    return row


def finish_milestone(milestone: Milestone, by: User, done_on: date | None, *, known: int | None = None) -> Milestone:
    """A step was done on a day, today or before; None says that it was not done after all. Raises StepRefused."""
    with working_on(milestone.card, by, known=known) as card:
        refuse_unless(card, CardStatus.PLANNING, CardStatus.DOING)
        if done_on and done_on > timezone.localdate():
            raise StepRefused(_("아직 오지 않은 날이에요. 한 다음에 적어 주세요."))
        row = step_of(card, milestone)
        row.done_on = done_on
        row.save(update_fields=["done_on"])
    return row


def remove_milestone(milestone: Milestone, by: User, reason: str, *, known: int | None = None) -> None:
    """Take a step that is not done out of the plan; what it was, its day and why stay among the changes for everybody to read.

    Raises StepRefused without a reason, and for a step that is done.
    """
    with working_on(milestone.card, by, known=known) as card:
        refuse_unless(card, CardStatus.PLANNING, CardStatus.DOING)
        row = step_of(card, milestone)
        if row.done_on:
            raise StepRefused(_("이미 끝난 단계예요."))
        reason = public_words(reason, _("왜 빼는지 한 줄만 적어 주세요."))
        # Kept for everybody to read, so in the language of the city.
        note_change(card, CardChange.What.MILESTONE, row.planned_on, None, by, f"‘{row.title}’ 단계를 뺐어요. {reason}"[:500])
        row.delete()


def step_of(card: Card, milestone: Milestone) -> Milestone:
    """The locked step of a locked card. Raises StepRefused when somebody took it out meanwhile."""
    row = card.milestones.select_for_update().filter(pk=milestone.pk).first()
    if row is None:
        raise StepRefused(_("그사이에 다른 사람이 이 단계를 뺐어요."))
    return row


def progress_of(card: Card, milestones=None) -> int:
    """How much of a card is done, 0 to 100: the weights of its finished milestones; 100 once it is finished."""
    if card.status == CardStatus.DONE:
        return 100
    steps = card.milestones.all() if milestones is None else milestones
    whole = sum(step.weight for step in steps)
    return sum(step.weight for step in steps if step.done_on) * 100 // whole if whole else 0
