"""Questions from phones during a meeting: asked and liked without a name, put in order by a moderator (EXPECTATIONS 22)."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.spreadsheets import guarded
from common.words import clean_text
from ideas.models import AgendaItem, Meeting, MeetingState, Question, QuestionState
from ideas.models.meeting import QuestionLike
from ideas.participation import Refused

# One phone: enough for a lively mind, too little for filling the screen.
MOST_AT_ONCE, AT_ONCE, MOST_IN_ALL = 3, timedelta(minutes=2), 20
SHOWN, FRESH = 50, 10
OPEN = (QuestionState.NEW, QuestionState.SHORTLISTED)


@dataclass(frozen=True)
class Board:
    """What everybody sees alike. `fresh`: the latest questions where not all are shown, so that they can gather likes."""

    live: Question | None
    open: list[Question]
    answered: list[Question]
    fresh: list[Question]


@dataclass(frozen=True)
class Figures:
    """How lively it was."""

    questions: int
    phones: int
    likes: int
    by_state: dict[str, int]


def phone_mark(meeting: Meeting, secret: str) -> str:
    """What stands for a phone in one meeting: says nothing about whose it is, and is another one in the next meeting."""
    return salted_hmac(f"ideas.meetings.questions:{meeting.pk}", secret, algorithm="sha256").hexdigest()


def takes_questions(meeting: Meeting) -> bool:
    """Whether questions may be asked and liked now."""
    return meeting.takes_questions and meeting.state == MeetingState.ANNOUNCED


# -- what people do -----------------------------------------------------------------------------------------
def ask(meeting: Meeting, asker: str, body: str, item: AgendaItem | None = None, form_key: uuid.UUID | None = None) -> Question:
    """Ask a question. asker: see phone_mark. form_key: names the form; sending the same words with it twice asks once.

    Raises Refused when no questions are taken, the words are missing or too long, or this phone has asked enough for now.
    """
    body = clean_text(body)
    if not body:
        raise Refused(_("궁금한 것을 한 줄만 적어 주세요."))
    if len(body) > Question.BODY_LENGTH:
        raise Refused(
            _("질문은 %(most)s자까지 쓸 수 있어요. 지금은 %(now)s자예요.") % {"most": Question.BODY_LENGTH, "now": len(body)}
        )
    with transaction.atomic():
        # One after the other: a phone that sends twenty at once gets no further, nor does who sends when asking has ended.
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not takes_questions(meeting):
            raise Refused(_("지금은 질문을 받지 않아요."))
        own = list(meeting.questions.filter(asker=asker))
        if same := next((each for each in own if each.body == body), None):
            return same
        if len(own) >= MOST_IN_ALL:
            raise Refused(_("한 회의에서 질문은 %(most)s개까지 할 수 있어요.") % {"most": MOST_IN_ALL})
        if sum(each.asked_at > timezone.now() - AT_ONCE for each in own) >= MOST_AT_ONCE:
            raise Refused(_("질문을 여러 개 보냈어요. 2분 뒤에 다시 물어 주세요."))
        # Whoever goes back in the browser and writes something else sends the key of the first question once more.
        is_known = Question.objects.filter(form_key=form_key).exists()
        return meeting.questions.create(asker=asker, body=body, item=item, form_key=None if is_known else form_key)


def like(question: Question, voter: str) -> bool:
    """Say that one would ask the same, once; returns whether this call did. Raises Refused when it is answered or gone."""
    if question.asker == voter:
        raise Refused(_("내가 한 질문이에요."))
    try:
        with transaction.atomic():
            QuestionLike.objects.create(question=question, voter=voter)
            _count(question, 1)
    except IntegrityError:
        return False
    return True


def take_back(question: Question, voter: str) -> bool:
    """Take a like back; returns whether there was one."""
    with transaction.atomic():
        gone, _rows = QuestionLike.objects.filter(question=question, voter=voter).delete()
        if gone:
            _count(question, -1)
    return bool(gone)


def _count(question: Question, likes: int) -> None:
    taking = Q(meeting__takes_questions=True, meeting__state=MeetingState.ANNOUNCED)
    if not Question.objects.filter(taking, pk=question.pk, state__in=OPEN).update(likes=F("likes") + likes):
        raise Refused(_("이미 답했거나 마감한 질문이에요."))


def liked_by(meeting: Meeting, voter: str) -> set[int]:
    """Keys of the questions of a meeting that a phone has liked."""
    return set(QuestionLike.objects.filter(question__meeting=meeting, voter=voter).values_list("question_id", flat=True))


# -- what the moderator does ----------------------------------------------------------------------------------
def moderate(question: Question, by: User, state: str) -> Question:
    """Put a question on the short list, on the screen, among the answered, out of sight, or back.

    One question is on the screen at a time: the one before it counts as answered. Raises Refused without the right, and once
    the record that names the answered ones is public, where only hiding is left.
    """
    state = QuestionState(state)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=question.meeting_id)
        _refuse(meeting, by)
        if meeting.state == MeetingState.RECORDED and state != QuestionState.HIDDEN:
            raise Refused(_("기록을 이미 공개해서 숨기는 것만 할 수 있어요."))
        now = timezone.now()
        if state == QuestionState.LIVE:
            before = meeting.questions.filter(state=QuestionState.LIVE).exclude(pk=question.pk)
            before.update(state=QuestionState.ANSWERED, answered_at=now)
        question = meeting.questions.select_for_update().get(pk=question.pk)
        question.state = state
        question.answered_at = (question.answered_at or now) if state == QuestionState.ANSWERED else None
        question.save(update_fields=["state", "answered_at"])
    return question


def switch(meeting: Meeting, by: User, on: bool) -> None:
    """Begin or stop taking questions. Raises Refused without the right or when the meeting is not announced."""
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        _refuse(meeting, by)
        if on and meeting.state != MeetingState.ANNOUNCED:
            raise Refused(_("알린 회의에서만 질문을 받을 수 있어요."))
        meeting.takes_questions = on
        meeting.save(update_fields=["takes_questions"])


def _refuse(meeting: Meeting, by: User) -> None:
    if not has_perm("ideas.run_meeting", by, meeting):
        raise Refused(_("질문을 고르는 사람이 아니에요."))


# -- what is read ---------------------------------------------------------------------------------------------
def wanted(meeting: Meeting, state: str = "", latest: bool = False) -> QuerySet[Question]:
    """What the moderator looks at: one state, or with none all but the hidden ones; most liked first, or the latest first."""
    found = by_likes(meeting)
    found = found.filter(state=state) if state else found.exclude(state=QuestionState.HIDDEN)
    return found.order_by("-id") if latest else found


def by_likes(meeting: Meeting) -> QuerySet[Question]:
    """Questions in their order: most liked first, and among equals the one asked first, so that nothing hops about."""
    return meeting.questions.select_related("item__idea").order_by("-likes", "id")


def board(meeting: Meeting) -> Board:
    """The questions as everybody may read them, without the hidden ones: 3 queries, 4 where not all are shown."""
    waiting = by_likes(meeting).filter(state__in=OPEN)
    found = list(waiting[: SHOWN + 1])
    liked = {each.pk for each in found[:SHOWN]}
    latest = list(waiting.order_by("-id")[:FRESH]) if len(found) > SHOWN else []
    live = by_likes(meeting).filter(state=QuestionState.LIVE).first()
    answered = list(by_likes(meeting).filter(state=QuestionState.ANSWERED)[:SHOWN])
    return Board(live, found[:SHOWN], answered, [each for each in latest if each.pk not in liked])


def figures(meeting: Meeting) -> Figures:
    """How many asked, and what became of it: 2 queries."""
    states = dict(meeting.questions.order_by().values_list("state").annotate(number=Count("pk")))
    sums = meeting.questions.aggregate(likes=Sum("likes", default=0), phones=Count("asker", distinct=True))
    return Figures(sum(states.values()), sums["phones"], sums["likes"], states)


def for_minutes(meeting: Meeting) -> str:
    """The questions that were answered, as text for the minutes."""
    answered = by_likes(meeting).filter(state__in=(QuestionState.LIVE, QuestionState.ANSWERED))
    return "\n".join(f"- {each.body.replace(chr(10), ' ')} ({_('공감')} {each.likes})" for each in answered)


def rows(meeting: Meeting):
    """All questions as rows of a spreadsheet, the hidden ones too, without a trace of who asked."""
    yield [_("순서"), _("질문"), _("안건"), _("공감"), _("상태"), _("물은 때")]
    for number, each in enumerate(by_likes(meeting).iterator(), start=1):
        about = each.item.idea.title if each.item_id and each.item.idea.is_public else ""
        yield [guarded(cell) for cell in (number, each.body, about, each.likes, each.get_state_display(), each.asked_at)]
