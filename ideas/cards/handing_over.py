"""Cards that change hands: whoever leaves writes a note, whoever comes confirms it, and the history of holders stays."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import Appointment, Department, User
from ideas import promises
from ideas.cards.keeping import appointment_in, holder_of, public_words, refuse_unless, seat, tell, working_on
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardHolder, Owner, PromiseKind
from ideas.models.card import UNDER_WAY

NOTE_LENGTH = CardHolder._meta.get_field("note").max_length


def look_for_leavers(day: date | None = None) -> int:
    """Ask for a note for every card whose holder's post ended, or ends today; returns how many were asked for now.

    day: a date in Seoul, today by default. Running again or days late changes nothing: an open promise is the mark.
    """
    day = day or timezone.localdate()
    left = CardHolder.objects.filter(until__isnull=True, appointment__ends_on__lte=day, card__status__in=UNDER_WAY)
    asked = 0
    for holder in left.select_related("card").order_by("pk").iterator():
        with working_on(holder.card, None) as card:
            now = holder_of(card)
            if now is None or now.pk != holder.pk or card.status not in UNDER_WAY or not card.department_id:
                continue
            asked += ask_for_note(card, card.department, None)
    return asked


def ask_for_note(card: Card, department: Department, by: User | None) -> bool:
    """Promise a hand-over of a locked card, owed by the department that leaves; returns whether it was not promised already."""
    if promises.open_of(card.idea, PromiseKind.HAND_OVER):
        return False
    made = promises.promise(card.idea, PromiseKind.HAND_OVER, Owner.DEPARTMENT, department, by=by)
    tell(card, "card_left", by, due_on=made.due_on.isoformat())
    return True


def is_asked(card: Card) -> bool:
    """Whether a card waits for its hand-over."""
    return promises.open_of(card.idea, PromiseKind.HAND_OVER) is not None


def may_note(user: User, card: Card, holder: CardHolder | None) -> bool:
    """Whoever left may write, even after the post has ended, and everybody in the department that left, and the idea office."""
    if holder is None or not user.is_active:
        return False
    has_left = holder.appointment is not None and holder.appointment.user_id == user.pk
    is_colleague = Department.objects.filter(name=holder.department, pk__in=user.department_ids).exists()
    return has_left or is_colleague or has_perm("ideas.join_cards", user, card)


def may_confirm(user: User, card: Card, holder: CardHolder | None) -> Appointment | None:
    """The post with which a member may take a card over: in the department that has it now, and not whoever leaves it."""
    if holder is None or not card.department_id or not user.is_active:
        return None
    held = appointment_in(card.department_id, user, holder.post)
    is_same = holder.appointment is not None and holder.appointment.user_id == user.pk
    has_left = is_same and holder.department == card.department.name
    return None if has_left else held


def write_note(card: Card, by: User, note: str, *, known: int | None = None) -> CardHolder:
    """Say what whoever comes next has to know. Raises StepRefused for others, without words, or when nothing is handed over."""
    with working_on(card, by, "ideas.read_card", known) as card:
        holder = holder_of(card)
        if not may_note(by, card, holder):
            raise StepRefused(_("떠난 사람이나 같은 부서 사람이 적을 수 있어요."))
        if not is_asked(card):
            raise StepRefused(_("지금은 넘겨줄 일이 없어요."))
        holder.note = public_words(note, _("무엇을 넘기는지 적어 주세요."))[:NOTE_LENGTH]
        holder.noted_at = timezone.now()
        holder.save(update_fields=["note", "noted_at"])
    return holder


def confirm(card: Card, by: User, *, known: int | None = None) -> CardHolder:
    """Whoever comes has read the note and takes the card over. Raises StepRefused for others and while there is no note."""
    with working_on(card, by, "ideas.read_card", known) as card:
        holder = holder_of(card)
        mine = may_confirm(by, card, holder)
        if mine is None:
            raise StepRefused(_("카드를 새로 맡은 사람이나 같은 부서 사람이 넘겨받을 수 있어요."))
        if not is_asked(card):
            raise StepRefused(_("지금은 넘겨받을 일이 없어요."))
        if not holder.note:
            raise StepRefused(_("넘기는 말이 아직 없어요. 먼저 적어 달라고 해 주세요."))
        close(holder)
        made = seat(card, card.department, mine)
        promises.keep(card.idea, PromiseKind.HAND_OVER)
        card.idea.post = card.post
        tell(card, "card_handed_over", by, department=card.department.name)
    return made


def close(holder: CardHolder) -> None:
    """The time of a holder is over, and the note was read."""
    today = timezone.localdate()
    ended = holder.appointment.ends_on if holder.appointment and holder.appointment.ends_on else today
    holder.until = max(holder.since, min(ended, today))
    holder.confirmed_at = timezone.now()
    holder.save(update_fields=["until", "confirmed_at"])


def transfer(card: Card, by: User, department: Department, reason: str, *, known: int | None = None) -> Card:
    """The idea office gives a card to another department: what is owed from now on is theirs, and the one before hands it over.

    The same again changes nothing. Raises StepRefused without the right or a reason, and for a department that is gone.
    """
    with working_on(card, by, "ideas.transfer_card", known) as card:
        refuse_unless(card, *UNDER_WAY)
        if card.department_id == department.pk:
            return card
        reason = public_words(reason, _("왜 다른 부서로 보내는지 한 줄만 적어 주세요."))
        if not department.is_active:
            raise StepRefused(_("지금은 없는 부서예요. 다른 부서를 골라 주세요."))
        before, holder = card.department, holder_of(card)
        # Nobody there looks after it yet.
        card.department, card.idea.department, card.post, card.idea.post = department, department, "", ""
        for kind in (PromiseKind.PLAN, PromiseKind.REPORT):
            promises.hand_to(card.idea, kind, Owner.DEPARTMENT, department, by)
        if before is None or holder is None:
            seat(card, department, None)
            tell(card, "card_handed_over", by, reason, department=department.name)
        elif holder.department == department.name:
            # It comes back before anybody took it over.
            card.post = card.idea.post = holder.post
            promises.cancel(card.idea, PromiseKind.HAND_OVER, reason)
            tell(card, "card_handed_over", by, reason, department=department.name)
        else:
            ask_for_note(card, before, by)
            tell(card, "card_transferred", by, reason, department=department.name)
    return card
