"""What a meeting decides is the city's answer, as good as one that a department wrote."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from ideas import answers
from ideas.answer_checks import check
from ideas.answer_words import AnswerWords
from ideas.lifecycle import StepRefused
from ideas.meetings import recording
from ideas.models import Answer, AnswerStatus, Decision, Idea, TrailEntry
from ideas.stages import AnswerState, Stage
from ideas.trail_words import told
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db
REASON = "다리가 무게를 견디지 못해서 천막부터 해 볼게요. " * 20


@pytest.fixture
def office():
    return office_member()


@pytest.fixture
def meeting():
    return MeetingFactory(today=True, title="12차 실현회의")


def decided(meeting, office, decision, **more):
    """The answer to an idea that a meeting decided on."""
    ready = {"decision": decision, "reason": REASON[:1_000], "starts_on": timezone.localdate() + timedelta(days=90)}
    idea = IdeaFactory(stage=Stage.REALISATION)
    PromiseFactory(idea=idea)
    item = AgendaItemFactory(
        **{"meeting": meeting, "idea": idea, "department": DepartmentFactory(name="보행과"), **ready, **more}
    )
    recording.publish(meeting, office)
    return Answer.objects.get(idea=item.idea)


def test_what_is_adopted_is_answered_with_need_plan_and_time(meeting, office):
    answer = decided(meeting, office, Decision.ADOPT, votes_for=9, votes_against=2)
    begins = timezone.localdate() + timedelta(days=90)
    assert answer.summary == "12차 실현회의에서 채택했어요. 찬성 9명, 반대 2명이었어요."
    assert (answer.verdict, answer.starts_on, answer.necessity) == ("adopt", begins, REASON[:1_000].strip())
    assert answer.plan == f"보행과가 맡아 {begins.year}년 {begins.month}월 {begins.day}일부터 시작해요."
    assert (answer.status, answer.version, answer.versions.get().summary) == (AnswerStatus.PUBLISHED, 1, answer.summary)


@pytest.mark.parametrize("decision", [Decision.ADOPT_IN_PART, Decision.HOLD, Decision.NOT_ADOPT])
def test_what_is_not_done_or_not_all_of_it_is_answered_with_why(meeting, office, decision):
    answer = decided(meeting, office, decision)
    assert (answer.refusal, answer.necessity) == (REASON[:1_000].strip(), "")
    assert bool(answer.starts_on) == bool(answer.plan) == (decision == Decision.ADOPT_IN_PART)
    assert answer.summary.endswith("투표 없이 뜻을 모았어요.")


@pytest.mark.parametrize("decision", [Decision.ADOPT, Decision.ADOPT_IN_PART, Decision.HOLD, Decision.NOT_ADOPT])
def test_it_holds_all_that_an_answer_of_a_department_has_to_hold(meeting, office, decision):
    assert check(decided(meeting, office, decision)) == []


def test_the_promise_is_kept_and_the_step_names_the_answer(meeting, office):
    answer = decided(meeting, office, Decision.HOLD)
    idea = answer.idea
    assert (idea.answer_state, idea.promises.get(kind="answer").is_open) == (AnswerState.ANSWERED, False)
    assert idea.trail.get(kind="hold").data["answer"] == answer.pk
    # One decision is one piece of news: no second entry says that there is an answer, too.
    assert not idea.trail.filter(kind="answered").exists()


@pytest.mark.parametrize("decision", [Decision.NOT_DISCUSSED])
def test_what_was_not_decided_is_not_answered(meeting, office, decision):
    item = AgendaItemFactory(meeting=meeting, decision=decision, reason="시간이 모자랐어요.")
    recording.publish(meeting, office)
    assert not item.idea.answers.exists()


def test_an_idea_that_is_only_sent_on_is_not_answered(office):
    working, _coming = MeetingFactory(working=True, today=True), MeetingFactory()
    item = AgendaItemFactory(meeting=working, decision=Decision.PUT_ON_AGENDA)
    recording.publish(working, office)
    assert not item.idea.answers.exists()


def test_whatever_language_the_clerk_uses_it_is_kept_in_that_of_the_city(meeting, office):
    with translation.override("en"):
        answer = decided(meeting, office, Decision.ADOPT)
    assert answer.summary == "12차 실현회의에서 채택했어요. 투표 없이 뜻을 모았어요."
    assert "년" in answer.plan


def test_what_somebody_was_writing_stays_its_draft(meeting, office):
    idea = IdeaFactory(stage=Stage.REALISATION, department=DepartmentFactory())
    answers.save(idea, office_member(), AnswerWords(summary="아직 쓰고 있어요."))
    AgendaItemFactory(meeting=meeting, idea=idea, decision=Decision.HOLD, reason="조금 더 살펴봐요.")
    recording.publish(meeting, office)
    states = set(idea.answers.values_list("status", "summary"))
    assert ("draft", "아직 쓰고 있어요.") in states
    assert len(states) == 2


def test_it_can_be_corrected_in_the_open_and_the_record_stays(meeting, office):
    answer = decided(meeting, office, Decision.ADOPT)
    words = AnswerWords.of(answer)
    words.expected_cost = 12_000_000
    changed = answers.change(answer, office, words, "드는 돈이 정해졌어요.")
    assert (changed.version, changed.expected_cost) == (2, 12_000_000)
    entry = changed.idea.trail.latest("number")
    assert (entry.kind, entry.reason) == ("answer_changed", "드는 돈이 정해졌어요.")
    assert meeting.items.get().reason == REASON[:1_000]
    with pytest.raises(StepRefused):
        answers.withdraw(changed, office, "거둘래요.")


def test_the_page_of_the_idea_shows_the_answer_and_leads_to_the_meeting(client, meeting, office):
    answer = decided(meeting, office, Decision.NOT_ADOPT)
    html = client.get(answer.idea.get_absolute_url()).content.decode()
    for words in (
        answer.summary,
        "함께하지 못하는 까닭",
        f'href="#answer-{answer.pk}"',
        reverse("ideas:meeting", args=[meeting.pk]),
    ):
        assert words in html
    assert "12차 실현회의에서 이번에는 채택하지 않기로 했어요" in html


@pytest.mark.parametrize(
    ("kind", "there", "alone"),
    [
        ("adopt", "12차 실현회의에서 채택했어요", "창의담당관이 채택했어요"),
        ("adopt_in_part", "12차 실현회의에서 일부를 채택했어요", "창의담당관이 일부를 채택했어요"),
        ("hold", "12차 실현회의에서 잠시 미루기로 했어요", "창의담당관이 잠시 미루기로 했어요"),
        ("put_on_agenda", "12차 실현회의에서 실현회의 안건으로 올리기로 했어요", "창의담당관이 실현회의 안건으로 올렸어요"),
    ],
)
def test_the_trail_says_that_a_meeting_decided(kind, there, alone):
    with translation.override("ko"):
        assert told(TrailEntry(kind=kind, role="office", data={"meeting": "12차 실현회의", "meeting_id": 1})) == there
        assert told(TrailEntry(kind=kind, role="office", data={})) == alone


def test_an_answer_is_not_made_where_the_step_is_refused(meeting, office):
    idea = IdeaFactory(stage=Stage.WORKING)
    with pytest.raises(StepRefused):
        answers.publish_decision(idea, office, AnswerWords(summary="채택", verdict="adopt"), "까닭", {})
    assert not Answer.objects.exists()
    assert Idea.objects.get(pk=idea.pk).stage == Stage.WORKING
