"""Publishing the record of a meeting: all that was decided happens in one transaction, or none of it (DESIGN.md §4.7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm
from wagtail.log_actions import log

from accounts.models import User
from common.words import clean_text
from ideas import freshness, routing
from ideas.lifecycle import StepRefused, advance
from ideas.meetings import agenda, answering, effects, live
from ideas.meetings.effects import Effect, Preview
from ideas.models import AgendaItem, Card, Decision, Idea, Meeting, MeetingKind, MeetingState, QuestionState
from ideas.participation import Refused
from ideas.trail import changing, record

# Kept in the trail for everybody to read, so in the language of the city whatever language its member uses.
ASSIGNED = "회의에서 맡을 부서를 정했어요."


class Unready(StepRefused):
    """Something has to be mended first; `preview` says what."""

    def __init__(self, preview: Preview):
        super().__init__(_("아직 공개할 수 없어요. 아래에 적힌 것을 먼저 고쳐 주세요."))
        self.preview = preview


class RecordChanged(StepRefused):
    """The record or an idea in it is another one than the page showed; `preview` says what has changed."""

    def __init__(self, preview: Preview):
        super().__init__(_("화면을 연 뒤에 바뀐 것이 있어요. 바뀐 안건을 살펴보고 다시 눌러 주세요."))
        self.preview = preview


class WordsChanged(StepRefused):
    """Somebody else wrote about the meeting meanwhile; `meeting` holds their words."""

    def __init__(self, meeting: Meeting):
        super().__init__(_("그사이에 다른 사람이 요약이나 회의록을 고쳤어요. 쓴 글은 화면에 그대로 있어요."))
        self.meeting = meeting


def mark_of_words(meeting: Meeting) -> str:
    """Names what is written about a meeting as a whole; another one when it changes."""
    return effects.mark_of(meeting.summary, meeting.minutes)


def write(meeting: Meeting, by: User, summary: str, minutes: str, known: str) -> Meeting:
    """Keep the summary and the minutes of a meeting until its record is published with them; returns the meeting.

    known: mark_of_words on the page they were written on. Raises WordsChanged when somebody else wrote meanwhile, Refused when
    `by` may not write, which nobody may once the record is published.
    """
    with agenda.changing_agenda(meeting, by) as meeting:
        before = mark_of_words(meeting)
        meeting.summary, meeting.minutes = clean_text(summary), clean_text(minutes)
        # Our own last save, whose answer was lost on the way, is no conflict.
        if known != before and mark_of_words(meeting) != before:
            raise WordsChanged(Meeting.objects.get(pk=meeting.pk))
        meeting.save(update_fields=["summary", "minutes"])
    return meeting


def publish(meeting: Meeting, by: User, known: str | None = None) -> Meeting:
    """Put the record of a meeting into the open and let everything happen that it decided; returns the meeting as it is then.

    Publishing what is published already changes nothing. known: the mark of the preview that `by` looked at (Preview.mark).
    Raises RecordChanged when something differs from it, Unready when something is missing, StepRefused without the right.
    """
    with transaction.atomic():
        meeting = _lock(meeting)
        if meeting.state == MeetingState.RECORDED:
            return meeting
        if not has_perm("ideas.record_meeting", by, meeting):
            raise StepRefused(_("이 회의의 기록을 공개할 수 있는 사람이 아니에요."))
        live.pause(meeting, by)
        shown = effects.preview(meeting, by, known)
        if known is not None and known != shown.mark:
            raise RecordChanged(shown)
        if not shown.is_ready:
            raise Unready(shown)
        for effect in shown.effects:
            _decide(effect, meeting, by)
        _close(meeting, by)
        freshness.city_changed()
    return meeting


def _lock(meeting: Meeting) -> Meeting:
    """Hold the meeting, those it sends ideas to, and all their ideas, each kind in the order of their keys; so everybody who
    holds more than one does (ideas/meetings/agenda.py), and nobody waits in a circle."""
    wanted = {meeting.pk}
    if meeting.kind == MeetingKind.WORKING:
        wanted |= set(effects.coming_realisations().values_list("pk", flat=True))
    held = {one.pk: one for one in Meeting.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    ideas = Idea.objects.select_for_update(of=("self",)).filter(agenda_items__meeting=meeting)
    list(ideas.order_by("pk").values_list("pk"))
    return held[meeting.pk]


def _decide(effect: Effect, meeting: Meeting, by: User) -> None:
    """Let one decision happen."""
    item = effect.item
    idea, told = item.idea, what_is_told(item, meeting)
    if item.decision in effects.STAYING and not agenda.stands_before(meeting, idea):
        # It has gone elsewhere since; only the minutes say that it was on the agenda.
        _keep(effect)
        return
    if item.department_id and item.department_id != idea.department_id:
        idea = routing.assign(idea, item.department, by, ASSIGNED)
    if item.decision in effects.STAYING:
        with changing(idea) as idea:
            record(idea, item.decision, by, item.reason, data=told)
    elif item.decision == Decision.PUT_ON_AGENDA:
        idea = advance(idea, item.decision, by, item.reason, told=told)
        _send_on(effect, idea, by)
    else:
        idea = answering.answer(item, idea, by, told).idea
    if item.decision in effects.ADOPTIONS:
        _say_when(idea, item)
    _keep(effect)


def what_is_told(item: AgendaItem, meeting: Meeting) -> dict:
    """What the trail of an idea says of a meeting beside the reason."""
    votes = {"for": item.votes_for, "against": item.votes_against}
    return {"meeting": meeting.title, "meeting_id": meeting.pk, **{name: n for name, n in votes.items() if n is not None}}


def _send_on(effect: Effect, idea: Idea, by: User) -> None:
    """Onto the agenda of the 실현회의."""
    try:
        agenda.add_item(effect.goes_to, idea, by)
    except Refused as refusal:
        # The preview has looked already; this holds even if the two should ever disagree.
        raise StepRefused(str(refusal)) from refusal


def _say_when(idea: Idea, item: AgendaItem) -> None:
    """The card begins with the day that was promised; one that goes on after a second look forgets an end before that day."""
    card = Card.objects.select_for_update().get(idea=idea)
    card.starts_on = item.starts_on
    if card.ends_on and card.ends_on < card.starts_on:
        card.ends_on = None
    card.save(update_fields=["starts_on", "ends_on"])


def _keep(effect: Effect) -> None:
    """From now on the item says what was decided, and nothing of it changes any more."""
    item = effect.item
    item.goes_to, item.decided_at = effect.goes_to, timezone.now()
    item.save(update_fields=["goes_to", "decided_at"])


def _close(meeting: Meeting, by: User) -> None:
    """The meeting is over: its record stands, nobody asks any more, and what was on the screen counts as answered."""
    meeting.questions.filter(state=QuestionState.LIVE).update(state=QuestionState.ANSWERED, answered_at=timezone.now())
    meeting.state, meeting.recorded_at, meeting.recorded_by = MeetingState.RECORDED, timezone.now(), by
    meeting.current_item, meeting.takes_questions = None, False
    meeting.revision += 1
    meeting.save()
    log(meeting, "ideas.record_published", user=by)
