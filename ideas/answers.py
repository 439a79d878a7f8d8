"""The city's answers: written, published now or in time, corrected, taken back. Nothing else changes an answer."""

from copy import copy
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_line
from ideas import edit_locks, promises
from ideas.answer_checks import Problem, check
from ideas.answer_reading import IN_WORK
from ideas.answer_words import TEXTS, AnswerWords
from ideas.answer_words import fill as fill
from ideas.freshness import city_changed
from ideas.lifecycle import STEPS, SomebodyWasQuicker, StepRefused, advance
from ideas.models import (
    Answer,
    AnswerKind,
    AnswerStatus,
    AnswerVersion,
    Idea,
    PointAnswered,
    PromiseKind,
    Verdict,
)
from ideas.rules import in_charge
from ideas.stages import AnswerState, Stage
from ideas.trail import changing, record

log = structlog.get_logger("oasis.answers")

REASON_LENGTH = AnswerVersion._meta.get_field("reason").max_length
# What is published in one round of the clock; the rest follows a minute later.
MOST_DUE = 500


class Incomplete(StepRefused):
    """An answer that cannot be published as it is; `problems` name each field and what to mend there."""

    def __init__(self, problems: list[Problem]):
        super().__init__(" ".join(dict.fromkeys(problem.message for problem in problems)))
        self.problems = problems


class Stale(StepRefused):
    """The answer was saved by somebody else since the page was opened; `answer` holds what is there now."""

    def __init__(self, answer: Answer):
        super().__init__(_("그사이에 다른 화면에서 이 답변이 바뀌었어요. 아래에 그 글을 함께 보여 드려요."))
        self.answer = answer


# -- writing ------------------------------------------------------------------------------------
def save(
    idea: Idea, by: User, words: AnswerWords, kind: str = AnswerKind.FINAL, *, known: datetime | None = None, batch=None
) -> Answer:
    """Keep what is written so far, complete or not. Returns the draft of this kind, made when there is none.

    known: `saved_at` of the draft as the page knows it (long ago for a page that knows none); raises Stale when other words were
    saved since. Without it the words sent last win. batch: the UUID of a bulk answer, which takes no edit lock.
    Raises HeldByAnother while somebody else writes, StepRefused without the right or when the draft waits for its time.
    """
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        _refuse_strangers(idea, by)
        if batch is None:
            edit_locks.take(idea, by)
        else:
            edit_locks.refuse_others(idea, by)
        answer = Answer.objects.select_for_update().filter(idea=idea, kind=kind, status__in=IN_WORK).first()
        answer = answer or Answer(idea=idea, kind=kind, saved_at=None)
        if answer.status == AnswerStatus.SCHEDULED:
            raise StepRefused(_("공개를 예약한 답변이에요. 예약을 풀면 고칠 수 있어요."))
        newer = copy(answer) if known and answer.saved_at and answer.saved_at > known else None
        has_changed = words.put_on(answer)
        sign(answer, idea, by)
        answer.fault, answer.batch, answer.saved_at = "", batch, timezone.now()
        answer.save()
        if (keep_points(answer, words) or has_changed) and newer:
            raise Stale(newer)
    return answer


def sign(answer: Answer, idea: Idea, by: User) -> None:
    """Put the department and post on an answer under which `by` writes it; a person's name never stands there."""
    mine = by.appointment
    answer.author = by
    if in_charge(by, idea):
        answer.department = idea.department
        is_mine = mine is not None and mine.department_id == idea.department_id
        answer.signer_post = mine.post if is_mine else idea.post
    else:
        answer.department, answer.signer_post = (mine.department, mine.post) if mine else (None, "")


def keep_points(answer: Answer, words: AnswerWords) -> bool:
    """Keep which comments the answer takes up and how; returns whether anything changed. Half-filled points are left out."""
    if words.points is None:
        return False
    length = PointAnswered._meta.get_field("not_answered_because").max_length
    before = {point.comment_id: (point.section, point.not_answered_because) for point in answer.points.all()}
    said = {pk: (section, "" if section else clean_line(why)[:length]) for pk, (section, why) in words.points.items()}
    said = {pk: how for pk, how in said.items() if any(how) and how[0] in ("", *TEXTS)}
    there = set(answer.idea.comments.filter(pk__in=said).values_list("pk", flat=True))
    said = {pk: how for pk, how in said.items() if pk in there}
    if said == before:
        return False
    answer.points.all().delete()
    PointAnswered.objects.bulk_create(
        PointAnswered(answer=answer, comment_id=pk, section=section, not_answered_because=why)
        for pk, (section, why) in said.items()
    )
    return True


def discard(answer: Answer, by: User) -> None:
    """Throw away what was not published yet. Raises StepRefused."""
    with transaction.atomic():
        idea, answer = _locked(answer)
        _refuse_strangers(idea, by)
        if answer.status not in IN_WORK:
            raise StepRefused(_("이미 공개한 답변이에요. 지우는 대신 거둘 수 있어요."))
        answer.delete()
        edit_locks.release(idea, by)


# -- publishing ---------------------------------------------------------------------------------
def publish(answer: Answer, by: User, known: int | None = None) -> Answer:
    """Put an answer into the open; a final one keeps the promise of an answer and takes the step of its verdict with it.

    All in one transaction; publishing what is published already changes nothing. known: how long the trail was on the page.
    Raises Incomplete with what is to be mended, SomebodyWasQuicker when the idea has changed, StepRefused otherwise.
    """
    with transaction.atomic():
        idea, answer = _locked(answer)
        if answer.status == AnswerStatus.PUBLISHED:
            return answer
        _refuse_strangers(idea, by)
        if known is not None and known != idea.trail_length:
            raise SomebodyWasQuicker(list(idea.trail.filter(number__gt=known).order_by("number")))
        if answer.status not in IN_WORK:
            raise StepRefused(_("거둔 답변은 다시 공개할 수 없어요. 새로 써 주세요."))
        if answer.status == AnswerStatus.DRAFT:
            edit_locks.refuse_others(idea, by)
        refuse_unfinished(answer)
        answer.status, answer.published_at, answer.version = AnswerStatus.PUBLISHED, timezone.now(), 1
        answer.publish_at, answer.fault = None, ""
        answer.save()
        keep_wording(answer, by, at=answer.published_at)
        (_settle if answer.kind == AnswerKind.FINAL else _put_off)(answer, by)
        if answer.verdict:
            details = {"ground": answer.ground, "transfer_to": answer.transfer_to, "told": {"answer": answer.pk}}
            idea = advance(idea, answer.verdict, by, answer.summary, **details)
        edit_locks.release(idea, by)
    return Answer.objects.select_related("idea").get(pk=answer.pk)


def publish_decision(idea: Idea, by: User, words: AnswerWords, reason: str, told: dict) -> Answer:
    """Put what a meeting decided into the open as the city's answer, and take the step of its verdict with it.

    The meeting has asked for all it has to say (ideas/meetings/obstacles.py); comments are not taken up one by one, and what a
    department was writing stays its draft. reason, told: what the trail says of the step, whole. Raises StepRefused.
    """
    now = timezone.now()
    with transaction.atomic():
        answer = Answer(idea=idea, status=AnswerStatus.PUBLISHED, version=1, published_at=now, saved_at=now)
        words.put_on(answer)
        sign(answer, idea, by)
        answer.save()
        keep_wording(answer, by, at=now)
        answer.idea = advance(idea, answer.verdict, by, reason, told={**told, "answer": answer.pk})
    return answer


def refuse_unfinished(answer: Answer) -> None:
    """Raise Incomplete when something has to be mended first; a scheduled answer was asked about its comments before."""
    problems = check(answer, with_points=answer.status != AnswerStatus.SCHEDULED)
    if problems:
        raise Incomplete(problems)


def _settle(answer: Answer, by: User) -> None:
    """A final answer keeps the promise. With a verdict its words stand beside the step that follows, not twice."""
    with changing(answer.idea) as idea:
        idea.answer_state, idea.answered_at = AnswerState.ANSWERED, answer.published_at
        promises.keep(idea, PromiseKind.ANSWER)
        reason = "" if answer.verdict else answer.summary
        record(idea, "answered", by, reason, data={"answer": answer.pk, "verdict": str(answer.verdict)})


def _put_off(answer: Answer, by: User) -> None:
    """An interim answer tells a new day, and why."""
    with changing(answer.idea) as idea:
        if idea.answer_state != AnswerState.ANSWERED:
            idea.answer_state = AnswerState.INTERIM
        before = promises.open_of(idea, PromiseKind.ANSWER).due_on
        promises.postpone(idea, PromiseKind.ANSWER, answer.new_due_on)
        days = {"due_on": answer.new_due_on.isoformat(), "before": before.isoformat()}
        record(idea, "interim_answered", by, answer.summary, data={"answer": answer.pk, **days})


def keep_wording(answer: Answer, by: User | None, *, reason: str = "", at: datetime | None = None) -> AnswerVersion:
    """Keep the wording the public reads from now on; `answer.version` says its number."""
    texts = {name: getattr(answer, name) for name in TEXTS}
    return AnswerVersion.objects.create(
        answer=answer, number=answer.version, editor=by, reason=reason, created_at=at or timezone.now(), **texts
    )


def schedule(answer: Answer, by: User, at: datetime) -> Answer:
    """Publish an answer by itself at a time to come, in the name of `by`.

    Raises Incomplete as publish does, and StepRefused when the time has passed or the verdict is not open to `by` now.
    """
    with transaction.atomic():
        idea, answer = _locked(answer)
        _refuse_strangers(idea, by)
        if answer.status not in IN_WORK:
            raise StepRefused(_("이미 공개했거나 거둔 답변이에요."))
        if at <= timezone.now():
            raise Incomplete([Problem("publish_at", _("지금보다 나중인 때를 골라 주세요."))])
        edit_locks.refuse_others(idea, by)
        problems = check(answer)
        if answer.verdict and answer.verdict not in verdicts_open_to(by, idea):
            problems.append(Problem("verdict", _("지금은 이 상상에 그렇게 정할 수 없어요.")))
        if problems:
            raise Incomplete(problems)
        sign(answer, idea, by)
        answer.status, answer.publish_at, answer.fault = AnswerStatus.SCHEDULED, at, ""
        answer.save()
        edit_locks.release(idea, by)
        city_changed()
    return answer


def unschedule(answer: Answer, by: User) -> Answer:
    """Back to writing; harmless for an answer that waits for no time. Raises StepRefused."""
    with transaction.atomic():
        idea, answer = _locked(answer)
        _refuse_strangers(idea, by)
        if answer.status == AnswerStatus.SCHEDULED:
            answer.status, answer.publish_at = AnswerStatus.DRAFT, None
            answer.save()
            city_changed()
    return answer


def verdicts_open_to(user: User, idea: Idea) -> list[str]:
    """What `user` may decide with an answer to this idea now, the answer without a decision first."""
    steps = (STEPS[verdict] for verdict in Verdict.values if verdict)
    return ["", *(step.name for step in steps if idea.stage in step.from_stages and has_perm(step.permission, user, idea))]


def publish_due(now: datetime | None = None) -> int:
    """Publish every answer whose time has come, each in a transaction of its own; returns how many. Safe to run twice or late.

    One that cannot be published any more becomes a draft again that says why (`fault`), for its writers to find on their desk.
    """
    now = now or timezone.now()
    waiting = Answer.objects.filter(status=AnswerStatus.SCHEDULED, publish_at__lte=now, published_at__isnull=True)
    done = 0
    for answer in waiting.order_by("publish_at", "id")[:MOST_DUE]:
        try:
            done += _publish_scheduled(answer, now)
        except StepRefused as refusal:
            told = {"status": AnswerStatus.DRAFT, "publish_at": None, "fault": str(refusal)[:300]}
            with transaction.atomic():
                Answer.objects.filter(pk=answer.pk, status=AnswerStatus.SCHEDULED).update(**told)
                city_changed()
            log.warning("answer_not_published", answer=answer.pk)
        except Exception:
            # Whatever breaks one answer (its own transaction is undone) must not keep the others from being published in time. It
            # keeps its place and is tried again; the log says what broke.
            log.exception("answer_publishing_broke", answer=answer.pk)
    return done


def _publish_scheduled(answer: Answer, now: datetime) -> bool:
    """Publish one answer unless somebody took it out of the queue or put it off meanwhile."""
    with transaction.atomic():
        _idea, answer = _locked(answer)
        if answer.status != AnswerStatus.SCHEDULED or answer.publish_at > now:
            return False
        if answer.author is None:
            raise StepRefused(_("예약한 사람이 누리집을 떠나서 올리지 못했어요. 다시 올려 주세요."))
        publish(answer, answer.author)
    return True


# -- afterwards ---------------------------------------------------------------------------------
def change(answer: Answer, by: User, words: AnswerWords, reason: str, base: int | None = None) -> Answer:
    """Correct a published answer; earlier wordings stay readable beside it. Without a real change nothing is written.

    Its decision stays (AnswerWords.AFTERWARDS). base: the version the page began with; raises Stale when there is a newer one,
    Incomplete as publish does, StepRefused otherwise.
    """
    reason = clean_line(reason)[:REASON_LENGTH]
    with transaction.atomic():
        idea, answer = _locked(answer)
        _refuse_strangers(idea, by)
        if answer.status != AnswerStatus.PUBLISHED:
            raise StepRefused(_("공개한 답변만 고칠 수 있어요."))
        if base is not None and base != answer.version:
            raise Stale(answer)
        has_words = words.put_on(answer, AnswerWords.AFTERWARDS)
        if not keep_points(answer, words) and not has_words:
            return answer
        # What belongs to the day it was published on is not asked again, nor of an answer that came from elsewhere.
        settled = {"kind", "new_due_on"} | ({"starts_on"} if answer.is_imported else set())
        problems = [problem for problem in check(answer, with_points=False) if problem.field not in settled]
        if not reason:
            problems.append(Problem("reason", _("무엇을 왜 고쳤는지 한 줄만 적어 주세요.")))
        if problems:
            raise Incomplete(problems)
        answer.version += 1
        answer.changed_at = answer.saved_at = timezone.now()
        answer.save()
        keep_wording(answer, by, reason=reason, at=answer.changed_at)
        with changing(idea) as idea:
            record(idea, "answer_changed", by, reason, data={"answer": answer.pk, "version": answer.version})
    return answer


def withdraw(answer: Answer, by: User, reason: str) -> Answer:
    """Take a published answer back; an idea that has no other answer waits for one again, by the day it had.

    Harmless when it was taken back already. An answer that decided something stays: the decision has to be reviewed instead.
    Raises StepRefused.
    """
    reason = clean_line(reason)[:REASON_LENGTH]
    with transaction.atomic():
        idea, answer = _locked(answer)
        _refuse_strangers(idea, by)
        if answer.status == AnswerStatus.WITHDRAWN:
            return answer
        if answer.status != AnswerStatus.PUBLISHED:
            raise StepRefused(_("공개한 답변만 거둘 수 있어요."))
        if answer.verdict:
            raise StepRefused(_("결정을 담은 답변은 거둘 수 없어요. 다시 살펴보기로 결정을 바꿔 주세요."))
        if not reason:
            raise StepRefused(_("까닭을 한 줄만 적어 주세요."))
        answer.status, answer.saved_at = AnswerStatus.WITHDRAWN, timezone.now()
        answer.save()
        with changing(idea) as idea:
            waits = idea.stage != Stage.CLOSED and _look_again(idea)
            record(idea, "answer_withdrawn", by, reason, data={"answer": answer.pk})
            if waits:
                _owe_again(idea, by)
    return answer


def _look_again(idea: Idea) -> bool:
    """Set the answer state of a locked idea to what is still published; returns whether an answer is owed anew."""
    was_answered = idea.answer_state == AnswerState.ANSWERED
    kinds = set(idea.answers.filter(status=AnswerStatus.PUBLISHED).values_list("kind", flat=True))
    if AnswerKind.FINAL in kinds:
        return False
    idea.answer_state = AnswerState.INTERIM if AnswerKind.INTERIM in kinds else AnswerState.AWAITING
    idea.answered_at = None
    return was_answered


def _owe_again(idea: Idea, by: User) -> None:
    """An answer is owed by the day it was; an idea that never had that promise gets one."""
    if not promises.unkeep(idea, PromiseKind.ANSWER, by):
        promises.promise(idea, PromiseKind.ANSWER, *promises.owner_of(idea), by=by)


# -- what every verb begins with ------------------------------------------------------------------
def _locked(answer: Answer) -> tuple[Idea, Answer]:
    """The idea and then the answer, both locked, as they are now. Must run inside a transaction."""
    idea = Idea.objects.select_for_update().get(pk=answer.idea_id)
    related = Answer.objects.select_related("department", "ground", "author")
    answer = related.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.idea = idea
    return idea, answer


def _refuse_strangers(idea: Idea, by: User) -> None:
    """Raise StepRefused for somebody who may not answer this idea."""
    if not has_perm("ideas.answer_idea", by, idea):
        raise StepRefused(_("이 상상에 답할 수 있는 사람이 아니에요."))
