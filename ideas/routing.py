"""Who in the city takes care of an idea, who says it is not theirs, and who else is asked (RULES.md §2.3, 원주 시행규칙)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import Department, User
from ideas import promises
from ideas.cards import reading as cards
from ideas.lifecycle import SomebodyWasQuicker, StepRefused
from ideas.models import Cooperation, Idea, Objection, Owner, PromiseKind, Role
from ideas.routing_words import Suggestion, suggest
from ideas.trail import changing, record

__all__ = ["Suggestion", "ask_department", "assign", "give_opinion", "object_to", "settle", "suggest"]


def assign(idea: Idea, department: Department, by: User, reason: str = "", post: str = "", known: int | None = None) -> Idea:
    """Put a department in charge of an idea and return the idea as it is afterwards.

    reason: public words, needed when the idea leaves another department. post: the post in charge, never a person. known: how
    long the trail was on the page. The same again changes nothing. An objection that waits is settled along with it.
    Raises StepRefused without the right or the reason and for an idea with a card, SomebodyWasQuicker when the idea has changed.
    """
    with changing(idea) as idea:
        if (idea.department_id, idea.post) == (department.pk, post):
            return idea
        refuse(idea, "ideas.route_idea", by, known)
        _refuse_beside_card(idea)
        if idea.department_id not in (None, department.pk) and not reason.strip():
            raise StepRefused(_("왜 다른 부서로 보내는지 한 줄만 적어 주세요."))
        _refuse_gone(department)
        waiting = Objection.objects.select_for_update().filter(idea=idea, settled_at__isnull=True).first()
        if waiting and department.pk != idea.department_id:
            _settle(waiting, accepted=True, reply=reason)
            record(idea, "objection_settled", by, reason, data={"accepted": True, "department": department.name})
        _put_in_charge(idea, department, post, by, reason)
    return idea


def object_to(idea: Idea, by: User, reason: str, suggested: Department | None = None, known: int | None = None) -> Objection:
    """The department in charge says that an idea is not its business; the idea office decides.

    suggested: whose business it is instead, if they know. The same objection again is the same row.
    Raises StepRefused without the right or a reason, or when another objection waits; SomebodyWasQuicker as in assign.
    """
    with changing(idea) as idea:
        there = Objection.objects.filter(idea=idea, settled_at__isnull=True).first()
        if there and (there.made_by_id, there.reason) == (by.pk, reason):
            return there
        refuse(idea, "ideas.object_to_routing", by, known)
        if there:
            raise StepRefused(_("이미 낸 이의를 창의담당관이 살펴보고 있어요."))
        if not reason.strip():
            raise StepRefused(_("까닭을 한 줄만 적어 주세요."))
        if suggested and suggested.pk == idea.department_id:
            raise StepRefused(_("지금 담당인 부서 말고 다른 부서를 골라 주세요."))
        made = Objection.objects.create(idea=idea, department=idea.department, suggested=suggested, reason=reason, made_by=by)
        data = {"department": idea.department.name, "suggested": suggested.name if suggested else ""}
        record(idea, "objected", by, reason, data=data, role=Role.DEPARTMENT)
    return made


def settle(
    objection: Objection,
    by: User,
    accepted: bool,
    department: Department | None = None,
    reply: str = "",
    known: int | None = None,
) -> Objection:
    """The idea office decides on an objection; an accepted one moves the idea to `department`, by default the suggested one.

    reply: public words for the department and everybody else. Raises StepRefused without the right, the reply or a department
    to move to, or when somebody has decided otherwise meanwhile; SomebodyWasQuicker as in assign.
    """
    with changing(objection.idea) as idea:
        objection = (
            Objection.objects.select_for_update(of=("self",)).select_related("department", "suggested").get(pk=objection.pk)
        )
        if objection.settled_at and (objection.was_accepted, objection.reply) == (accepted, reply):
            return objection
        refuse(idea, "ideas.route_idea", by, known)
        if objection.settled_at:
            raise StepRefused(_("그사이에 다른 사람이 이 이의를 매듭지었어요."))
        if not reply.strip():
            raise StepRefused(_("부서에 건네는 대답을 한 줄만 적어 주세요."))
        target = (department or objection.suggested) if accepted else idea.department
        if target is None or (accepted and target.pk == idea.department_id):
            raise StepRefused(_("어느 부서로 보낼지 골라 주세요."))
        _settle(objection, accepted, reply)
        record(idea, "objection_settled", by, reply, data={"accepted": accepted, "department": target.name})
        if accepted:
            _refuse_beside_card(idea)
            _refuse_gone(target)
            _put_in_charge(idea, target, "", by, reply)
    return objection


def ask_department(
    idea: Idea,
    department: Department,
    by: User,
    question: str,
    due_on: date | None = None,
    is_expert: bool = False,
    known: int | None = None,
) -> Cooperation:
    """Ask another department what it thinks of an idea, by a stated day (a date in Seoul).

    is_expert: the city promises an expert opinion by then, 21 days by default, and the clock of the answer stands meanwhile
    (국민 제안 규정 §9④⑤). The same question again is the same row. Raises StepRefused without the right, a question or a
    day that is still to come, and when the department was asked before; SomebodyWasQuicker as in assign.
    """
    with changing(idea) as idea:
        there = Cooperation.objects.filter(idea=idea, department=department).first()
        if there and there.replied_at is None and there.question == question:
            return there
        refuse(idea, "ideas.ask_department", by, known)
        _refuse_question(idea, department, question, due_on, is_expert, there)
        _refuse_gone(department)
        if is_expert:
            due_on = promises.promise(idea, PromiseKind.OPINION, Owner.DEPARTMENT, department, by, due_on).due_on
        made = Cooperation.objects.create(idea=idea, department=department, question=question, asked_by=by, due_on=due_on)
        record(idea, "opinion_asked", by, question, data={"department": department.name, "due_on": due_on.isoformat()})
        if is_expert:
            promises.stop(idea, PromiseKind.ANSWER, "전문가 의견을 기다려요.", by)
    return made


def give_opinion(cooperation: Cooperation, by: User, opinion: str) -> Cooperation:
    """A department that was asked says what it thinks; an expert opinion lets the clock of the answer run again.

    The same opinion again changes nothing. Raises StepRefused without the right or any words, and when a colleague has
    replied meanwhile.
    """
    with changing(cooperation.idea) as idea:
        cooperation = (
            Cooperation.objects.select_for_update(of=("self",)).select_related("department", "idea").get(pk=cooperation.pk)
        )
        if cooperation.replied_at and cooperation.opinion == opinion:
            return cooperation
        if not has_perm("ideas.give_opinion", by, cooperation):
            raise StepRefused(_("이 상상에 그 일을 할 수 있는 사람이 아니에요."))
        if cooperation.replied_at:
            raise StepRefused(_("그사이에 같은 부서의 다른 사람이 의견을 냈어요."))
        if not opinion.strip():
            raise StepRefused(_("의견을 적어 주세요."))
        cooperation.opinion, cooperation.replied_by, cooperation.replied_at = opinion, by, timezone.now()
        cooperation.save()
        promised = promises.open_of(idea, PromiseKind.OPINION)
        was_promised = promised is not None and promised.department_id == cooperation.department_id
        if was_promised:
            promises.keep(idea, PromiseKind.OPINION)
        who = cooperation.department.name
        record(idea, "opinion_given", by, data={"department": who}, role=Role.DEPARTMENT, department=who)
        # Whoever wrote the idea may have been asked for more meanwhile; then the clock waits for that.
        if was_promised and not idea.awaits_supplement:
            promises.resume(idea, PromiseKind.ANSWER, by)
    return cooperation


def refuse(idea: Idea, permission: str, by: User, known: int | None) -> None:
    """Raise SomebodyWasQuicker for a page that is out of date, StepRefused without the right. The idea is locked."""
    if known is not None and known != idea.trail_length:
        raise SomebodyWasQuicker(list(idea.trail.filter(number__gt=known).order_by("number")))
    if not has_perm(permission, by, idea):
        raise StepRefused(_("이 상상에 그 일을 할 수 있는 사람이 아니에요."))


def _refuse_beside_card(idea: Idea) -> None:
    """Once an idea has a card there is one way only: the card goes to another department, and the idea goes along."""
    if cards.of_idea(idea):
        raise StepRefused(_("관리카드가 있는 상상이에요. 담당은 관리카드의 ‘다른 부서로 보내기’에서 바꿔 주세요."))


def _refuse_gone(department: Department) -> None:
    if not department.is_active:
        raise StepRefused(_("지금은 없는 부서예요. 다른 부서를 골라 주세요."))


def _refuse_question(
    idea: Idea, department: Department, question: str, due_on: date | None, is_expert: bool, there: Cooperation | None
) -> None:
    if there:
        raise StepRefused(_("이 부서에는 이미 물었어요. 물은 것과 의견은 아래에 있어요."))
    if department.pk == idea.department_id:
        raise StepRefused(_("지금 담당인 부서 말고 다른 부서를 골라 주세요."))
    if not question.strip():
        raise StepRefused(_("무엇을 묻는지 한 줄만 적어 주세요."))
    if due_on is None and not is_expert:
        raise StepRefused(_("언제까지 의견이 필요한지 골라 주세요."))
    if due_on is not None and due_on < timezone.localdate():
        raise StepRefused(_("이미 지난 날이에요. 오늘이나 그 뒤로 골라 주세요."))
    if is_expert and promises.open_of(idea, PromiseKind.OPINION):
        raise StepRefused(_("이미 다른 부서의 전문가 의견을 기다리고 있어요."))


def _settle(objection: Objection, accepted: bool, reply: str) -> None:
    objection.settled_at, objection.was_accepted, objection.reply = timezone.now(), accepted, reply
    objection.save()


def _put_in_charge(idea: Idea, department: Department, post: str, by: User, reason: str) -> None:
    """Change the columns, tell the trail, and hand on what is owed."""
    before = idea.department.name if idea.department_id else ""
    idea.department, idea.post = department, post
    record(idea, "routed", by, reason, data={"department": department.name, "before": before, "post": post})
    promises.hand_to(idea, PromiseKind.ANSWER, *promises.owner_of(idea), by)
