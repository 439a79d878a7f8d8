"""One answer for many ideas: which ideas, what would happen, staging, publishing, and undoing (EXPECTATIONS.md 10).

Every idea is answered by the verbs of ideas.answers, in a transaction of its own: what was done before an interruption stands,
and doing it again goes on where it stopped. The answers of one bulk are held together by `Answer.batch`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_line
from ideas import answers, search
from ideas.answer_checks import check
from ideas.answer_reading import IN_WORK, points_to_answer
from ideas.answer_words import AnswerWords, fill
from ideas.desk_queues import QUEUES, Queue, queues_of, viewer
from ideas.edit_locks import GONE_AFTER
from ideas.lifecycle import StepRefused
from ideas.models import Answer, AnswerKind, AnswerStatus, AnswerTemplate, EditLock, Idea
from ideas.stages import AnswerState

MOST = 500
# So many rows of a queue are looked through for a department or a subject, however long the queue is.
LOOKED_THROUGH = 20_000
# Published while the page is waited for; the rest follows by itself within minutes, or a browser would give up.
AT_ONCE = 50
NOT_FOR_BULK = frozenset({"hand-overs", "scheduled"})


@dataclass(frozen=True)
class Asked:
    """Which ideas somebody wants to answer together. numbers: the public numbers, when ideas were named one by one."""

    queue: str = ""
    department: int | None = None
    category: int | None = None
    words: str = ""
    numbers: tuple[int, ...] = ()


def queues(user: User) -> list[Queue]:
    """The queues of the desk that can be answered from."""
    return [queue for group in queues_of(viewer(user)) for queue in group if queue.name not in NOT_FOR_BULK]


def matching(user: User, asked: Asked) -> list[Idea]:
    """The ideas that are asked for and may be this member's to answer, oldest first; one more than MOST when there are more."""
    ideas = Idea.objects.on_the_river()
    if not has_perm("ideas.run_pipeline", user):
        ideas = ideas.filter(department__in=user.department_ids)
    if asked.numbers:
        ideas = ideas.filter(number__in=asked.numbers[: MOST + 1])
    elif asked.queue:
        ideas = ideas.filter(pk__in=_in_queue(user, asked.queue))
    if asked.department:
        ideas = ideas.filter(department=asked.department)
    if asked.category:
        ideas = ideas.filter(category=asked.category)
    ideas = search.matching(ideas, asked.words)
    return list(ideas.select_related("department", "author").defer("body").order_by("pk")[: MOST + 1])


def _in_queue(user: User, name: str) -> QuerySet | list:
    """The ids of the ideas in a queue of this member's; none for a queue that is not theirs."""
    queue = next((queue for queue in queues(user) if queue.name == name), None)
    if queue is None:
        return []
    rows = QUEUES[name].rows(viewer(user)).order_by(*queue.order)
    return rows.values(f"{queue.idea}_id" if queue.idea else "pk")[:LOOKED_THROUGH]


# -- what would happen ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Wording:
    """The words for all of them, with the places {제목} {별명} {부서} {번호} {날짜} to be filled in for each.

    open_points: why the comments of an idea are not answered one by one; without it ideas with such comments are left out.
    """

    words: AnswerWords
    open_points: str = ""

    def of(self, idea: Idea, by: User) -> AnswerWords:
        """The words as this idea gets them."""
        texts = {name: getattr(self.words, name) for name in ("summary", *Answer.SECTIONS)}
        filled = fill(AnswerTemplate(**texts, verdict=self.words.verdict), idea, by)
        return replace(self.words, **{name: getattr(filled, name) for name in texts})


@dataclass(frozen=True)
class Plan:
    """What staging would do. `left_out`: why → the ideas, most first; `example`: the answer of the first idea, not saved."""

    taken: list[Idea] = field(default_factory=list)
    left_out: list[tuple[str, list[Idea]]] = field(default_factory=list)
    example: Answer | None = None


def plan(user: User, ideas: list[Idea], wording: Wording, batch: uuid.UUID) -> Plan:
    """Which of these ideas would be answered with these words, and which would not and why. Changes nothing."""
    obstacle = obstacles(user, ideas, batch)
    taken, left_out, example = [], {}, None
    for idea in ideas:
        answer = drafted(idea, wording, user)
        why = obstacle(idea) or _unfinished(answer, wording)
        if why:
            left_out.setdefault(why, []).append(idea)
        else:
            taken.append(idea)
            example = example or answer
    return Plan(taken, sorted(left_out.items(), key=lambda pair: -len(pair[1])), example)


def drafted(idea: Idea, wording: Wording, by: User) -> Answer:
    """The answer an idea would get, not saved."""
    answer = Answer(idea=idea, kind=AnswerKind.FINAL)
    wording.of(idea, by).put_on(answer)
    answers.sign(answer, idea, by)
    return answer


def obstacles(user: User, ideas: list[Idea], batch: uuid.UUID) -> Callable[[Idea], str]:
    """A function that says why an idea cannot be answered in this bulk, empty when it can; two queries for all ideas."""
    there = Answer.objects.filter(idea__in=ideas, kind=AnswerKind.FINAL)
    in_work = set(there.filter(status__in=IN_WORK).exclude(batch=batch).values_list("idea_id", flat=True))
    alive = timezone.now() - GONE_AFTER
    held = EditLock.objects.filter(idea__in=ideas, beat_at__gt=alive).exclude(holder=user)
    written = set(held.values_list("idea_id", flat=True))

    def why_not(idea: Idea) -> str:
        if not has_perm("ideas.answer_idea", user, idea):
            return _("답할 수 있는 상상이 아니에요")
        if idea.answer_state == AnswerState.ANSWERED:
            return _("이미 답했어요")
        if idea.pk in written:
            return _("지금 다른 사람이 답을 쓰고 있어요")
        return _("쓰고 있거나 예약한 답변이 따로 있어요") if idea.pk in in_work else ""

    return why_not


def _unfinished(answer: Answer, wording: Wording) -> str:
    """Why these words could not be published for an idea, empty when they could."""
    if answer.verdict and answer.verdict not in answers.verdicts_open_to(answer.author, answer.idea):
        return _("지금 단계에서는 그렇게 정할 수 없어요")
    problems = check(answer, with_points=False)
    if problems:
        return problems[0].message
    if not wording.open_points and answer.idea.comment_count and points_to_answer(answer.idea):
        return _("먼저 답할 의견이 있어요")
    return ""


# -- doing it ---------------------------------------------------------------------------------------
def stage(user: User, ideas: list[Idea], wording: Wording, batch: uuid.UUID) -> int:
    """Keep a draft for each of these ideas that can be answered and return how many the bulk has now.

    Pressing twice stages once: an idea that has an answer of this bulk already, whatever became of it, is left as it is.
    """
    obstacle = obstacles(user, ideas, batch)
    done = set(Answer.objects.filter(batch=batch).values_list("idea_id", flat=True))
    for idea in ideas:
        if idea.pk not in done and not obstacle(idea) and not _unfinished(drafted(idea, wording, user), wording):
            _stage_one(user, idea, wording, batch)
    return Answer.objects.filter(batch=batch).count()


def _stage_one(user: User, idea: Idea, wording: Wording, batch: uuid.UUID) -> None:
    """One draft, unless somebody began to write meanwhile: nobody's words are written over."""
    words = wording.of(idea, user)
    if wording.open_points and idea.comment_count:
        words.points = {comment.pk: ("", wording.open_points) for comment in points_to_answer(idea)}
    with transaction.atomic():
        Idea.objects.select_for_update().only("pk").get(pk=idea.pk)
        if Answer.objects.filter(idea=idea, kind=AnswerKind.FINAL, status__in=IN_WORK).exists():
            return
        try:
            answers.save(idea, user, words, batch=batch)
        except StepRefused:
            return


@dataclass(frozen=True)
class Outcome:
    """What came of an act on a bulk. refused: why → how many."""

    done: int = 0
    coming: int = 0
    refused: dict[str, int] = field(default_factory=dict)


def publish(user: User, batch: uuid.UUID) -> Outcome:
    """Publish the drafts of a bulk: the first AT_ONCE now, the others by the clock in a minute."""
    waiting = list(_own(user, batch).filter(status=AnswerStatus.DRAFT).order_by("pk")[:MOST])
    now = _each(waiting[:AT_ONCE], lambda answer: answers.publish(answer, user))
    soon = timezone.now() + timedelta(seconds=30)
    later = _each(waiting[AT_ONCE:], lambda answer: answers.schedule(answer, user, soon))
    return Outcome(now.done, later.done, _together(now.refused, later.refused))


def schedule(user: User, batch: uuid.UUID, at: datetime) -> Outcome:
    """Let the drafts of a bulk be published at a time to come; those that wait for another time change to this one."""
    waiting = _own(user, batch).filter(status__in=IN_WORK).order_by("pk")[:MOST]
    return _each(waiting, lambda answer: answers.schedule(answer, user, at))


def undo(user: User, batch: uuid.UUID, reason: str) -> Outcome:
    """Remove what is not out yet and withdraw what is; a published decision stays, and so does what others wrote on since.

    reason: public words, wanted as soon as one answer is out.
    """
    reason = clean_line(reason)

    def back(answer: Answer) -> None:
        if answer.status in IN_WORK:
            answers.discard(answer, user)
        else:
            answers.withdraw(answer, user, reason)

    return _each(_own(user, batch).exclude(status=AnswerStatus.WITHDRAWN).order_by("pk")[:MOST], back)


def _each(found, act: Callable[[Answer], object]) -> Outcome:
    """Do something with each answer; a refusal stays beside its draft and is counted."""
    done, refused = 0, {}
    for answer in found:
        try:
            act(answer)
            done += 1
        except StepRefused as refusal:
            why = str(refusal)[:300]
            refused[why] = refused.get(why, 0) + 1
            Answer.objects.filter(pk=answer.pk, status=AnswerStatus.DRAFT).update(fault=why)
    return Outcome(done, refused=refused)


def _together(some: dict[str, int], others: dict[str, int]) -> dict[str, int]:
    return {why: some.get(why, 0) + others.get(why, 0) for why in {**some, **others}}


# -- reading ----------------------------------------------------------------------------------------
def _own(user: User, batch: uuid.UUID) -> QuerySet[Answer]:
    """The answers of a bulk that are this member's business: all for the idea office, else those of the own departments."""
    found = Answer.objects.filter(batch=batch).select_related("idea__department", "idea__author", "department")
    return found if has_perm("ideas.run_pipeline", user) else found.filter(idea__department__in=user.department_ids)


def answers_of(user: User, batch: uuid.UUID) -> QuerySet[Answer]:
    """The answers of a bulk in the order they were staged."""
    return _own(user, batch).order_by("pk")


def counts(user: User, batch: uuid.UUID) -> dict[str, int]:
    """How many answers of a bulk stand where, as it is at this moment."""
    rows = _own(user, batch).order_by().values_list("status").annotate(many=Count("pk"))
    return dict.fromkeys(AnswerStatus.values, 0) | dict(rows)
