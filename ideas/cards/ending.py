"""How cards end: stopped for a reason, taken up again, finished. Whoever proposed what was finished enters the hall of fame."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import workdays
from common.models import Sequence
from ideas import deadlines, promises
from ideas.cards import hall
from ideas.cards.doing import PLANNED, write_report
from ideas.cards.keeping import ADOPTED, move, owner_of, public_words, refuse_unless, tell, working_on
from ideas.lifecycle import StepRefused
from ideas.merging import ONE_BY_ONE
from ideas.models import Card, CardChange, CardStatus, HallEntry, Idea, PromiseKind
from ideas.models.card import UNDER_WAY
from ideas.trail import changing

# Kept with the promise for everybody to read, so in the language of the city.
STOPPED, FINISHED = "관리카드가 멈췄어요.", "관리카드를 마쳤어요."


def stop(card: Card, by: User, reason: str, *, known: int | None = None) -> Card:
    """The city gives up on a card, or puts it aside. Raises StepRefused without the right or a reason."""
    with working_on(card, by, "ideas.finish_card", known) as card:
        refuse_unless(card, *UNDER_WAY)
        card.stop_reason = public_words(reason, _("왜 멈추는지 적어 주세요."))[:500]
        for kind in (PromiseKind.PLAN, PromiseKind.REPORT, PromiseKind.HAND_OVER):
            promises.cancel(card.idea, kind, STOPPED)
        card.stale_since = None
        move(card, CardStatus.STOPPED, by, card.stop_reason)
    return card


def go_on(card: Card, by: User, reason: str = "", *, known: int | None = None) -> Card:
    """A stopped card goes on where it stood; what it owes is promised anew. Raises StepRefused when the idea is not adopted any
    more."""
    with working_on(card, by, "ideas.finish_card", known) as card:
        refuse_unless(card, CardStatus.STOPPED)
        if card.idea.outcome not in ADOPTED:
            raise StepRefused(_("채택한 상상의 카드만 다시 시작할 수 있어요."))
        stopped = card.changes.filter(what=CardChange.What.STATUS, after=CardStatus.STOPPED).order_by("-at", "-id").first()
        back = CardStatus(stopped.before) if stopped and stopped.before in UNDER_WAY else CardStatus.REVIEW
        card.stop_reason = ""
        move(card, back, by, reason.strip())
        owed = PromiseKind.REPORT if back in PLANNED else PromiseKind.PLAN
        promises.promise(card.idea, owed, *owner_of(card), by=by)
    return card


def finish(card: Card, by: User, on: date, body: str, spent: int | None = None, *, known: int | None = None) -> Card:
    """It is done. on: the day it was, today or before. body: the last report. The outcome is measured for a year from then on
    (국민 제안 규정 §23; PipelineSettings.outcome_years).

    Raises StepRefused without the right, the plan or the words, and for a day that has not come or lies before the adoption.
    """
    with transaction.atomic():
        # Nothing is merged or taken apart meanwhile, so that the two never wait for each other's ideas.
        Sequence.take(ONE_BY_ONE)
        with working_on(card, by, "ideas.finish_card", known) as card:
            if card.status != CardStatus.DONE:
                complete(card, by, on, body, spent)
    return card


def complete(card: Card, by: User, on: date, body: str, spent: int | None) -> None:
    """Finish a locked card; raises as finish does."""
    refuse_unless(card, *PLANNED)
    if on > timezone.localdate():
        raise StepRefused(_("아직 오지 않은 날이에요. 마친 다음에 적어 주세요."))
    if on < timezone.localdate(card.opened_at):
        raise StepRefused(_("채택하기 전의 날이에요. 연도까지 다시 살펴봐 주세요."))
    made = write_report(card, by, body, spent)
    promises.keep(card.idea, PromiseKind.REPORT)
    promises.cancel(card.idea, PromiseKind.HAND_OVER, FINISHED)
    tell(card, "card_reported", by, report=made.pk)
    card.finished_on = on
    card.outcome_until = workdays.add_months(on, 12 * deadlines.settings_in_force().outcome_years)
    move(card, CardStatus.DONE, by)
    made.progress = 100
    made.save(update_fields=["progress"])
    honour_all(card, by)


def honour_all(card: Card, by: User) -> None:
    """Whoever proposed what a locked card realised, and those whose ideas were merged into it (DESIGN.md §4.10)."""
    honour(card, card.idea, by)
    together = list(Idea.objects.filter(shared_card__card=card).order_by("pk").values_list("pk", flat=True))
    for other in [*together, *hall.gone_into([card.idea_id, *together])]:
        with changing(Idea(pk=other)) as idea:
            honour(card, idea, by)


def honour(card: Card, idea: Idea, by: User) -> None:
    """Whoever proposed an idea enters the hall of fame with the title 천상인, once (RULES.md, hkbs 95341). The idea is locked."""
    entry = {"member_id": idea.author_id, "card": card, "entered_on": timezone.localdate()}
    if HallEntry.objects.get_or_create(idea=idea, defaults=entry)[1]:
        tell(card, "entered_hall", by, on=idea)


def measure(card: Card, by: User, outcome: str, *, known: int | None = None) -> Card:
    """Say what has changed since a card was finished, within its year or after. Raises StepRefused before it is finished."""
    with working_on(card, by, known=known) as card:
        refuse_unless(card, CardStatus.DONE)
        card.outcome = public_words(outcome, _("무엇이 달라졌는지 적어 주세요."))
        card.outcome_at = timezone.now()
        tell(card, "card_measured", by)
    return card
