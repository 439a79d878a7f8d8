"""answers.schedule, publish_due, change and withdraw: what happens to an answer after it is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from ideas import answers, jobs, lifecycle
from ideas.answers import AnswerWords, Incomplete, Stale
from ideas.lifecycle import StepRefused
from ideas.models import Answer, AnswerKind, AnswerStatus, PromiseKind, Verdict
from ideas.promises import open_of
from ideas.stages import AnswerState, Outcome
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory, CommentFactory, IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return AppointmentFactory(post="버스정책팀장").user


@pytest.fixture
def idea(official):
    found = IdeaFactory(department=official.appointment.department, answer_state=AnswerState.AWAITING)
    PromiseFactory(idea=found, department=found.department)
    return found


def words(**more) -> AnswerWords:
    return AnswerWords(**{"summary": "내년 봄에 두 곳부터 해 볼게요.", "plan": "3월에 시작해요.", **more})


def scheduled(idea, by, **more) -> Answer:
    return answers.schedule(answers.save(idea, by, words(**more)), by, timezone.now() + timedelta(hours=1))


def later(hours=2):
    return timezone.now() + timedelta(hours=hours)


def kinds(idea) -> list[str]:
    return list(idea.trail.order_by("number").values_list("kind", flat=True))


def test_a_scheduled_answer_waits_and_is_then_published_once(idea, official):
    scheduled(idea, official)
    assert answers.publish_due() == 0
    # Three days late, and twice.
    assert [answers.publish_due(later(72)), answers.publish_due(later(72))] == [1, 0]
    idea.refresh_from_db()
    assert (Answer.objects.get().status, idea.answer_state, kinds(idea)) == (
        AnswerStatus.PUBLISHED,
        AnswerState.ANSWERED,
        ["answered"],
    )


def test_a_scheduled_answer_is_not_written_on_until_it_is_taken_back(idea, official):
    waiting = scheduled(idea, official)
    with pytest.raises(StepRefused):
        answers.save(idea, official, words(plan="다른 글"))
    assert answers.unschedule(waiting, official).status == AnswerStatus.DRAFT
    assert answers.publish_due(later()) == 0
    assert answers.save(idea, official, words(plan="다른 글")).plan == "다른 글"


def test_nothing_is_scheduled_for_the_past_or_incomplete_or_with_a_verdict_that_is_not_open(idea, official):
    draft = answers.save(idea, official, words(summary=""))
    for at in (timezone.now() - timedelta(minutes=1), later()):
        with pytest.raises(Incomplete):
            answers.schedule(draft, official, at)
    draft = answers.save(idea, official, words(verdict=Verdict.ADOPT, starts_on=timezone.localdate()))
    with pytest.raises(Incomplete) as refusal:
        answers.schedule(draft, official, later())
    assert [problem.field for problem in refusal.value.problems] == ["verdict"]


def test_a_verdict_no_longer_possible_becomes_a_fault_and_the_others_are_published(idea, official):
    waiting = scheduled(idea, official, verdict=Verdict.NOT_ADOPT, refusal="다리 위에는 둘 수 없어요.")
    other = IdeaFactory(department=idea.department)
    scheduled(other, official)
    office = UserFactory(role=roles.IDEA_OFFICE)
    lifecycle.advance(idea, "hold", office, "조금 더 살펴봐요.")
    assert answers.publish_due(later()) == 1
    waiting.refresh_from_db()
    idea.refresh_from_db()
    assert (waiting.status, waiting.publish_at, waiting.published_at) == (AnswerStatus.DRAFT, None, None)
    assert "단계가 바뀌었어요" in waiting.fault
    assert (idea.outcome, kinds(idea)) == (Outcome.HELD, ["hold"])
    assert answers.save(idea, official, words()).fault == ""


def test_one_that_breaks_is_tried_again_and_holds_nobody_up(idea, official, monkeypatch):
    broken = scheduled(idea, official)
    scheduled(IdeaFactory(department=idea.department), official)
    settle = answers._settle

    def break_once(answer, by):
        if answer.pk == broken.pk:
            raise ZeroDivisionError
        settle(answer, by)

    monkeypatch.setattr(answers, "_settle", break_once)
    assert answers.publish_due(later()) == 1
    broken.refresh_from_db()
    assert (broken.status, kinds(idea), broken.versions.count()) == (AnswerStatus.SCHEDULED, [], 0)
    monkeypatch.undo()
    assert answers.publish_due(later()) == 1


def test_an_official_who_left_the_department_publishes_nothing_by_the_clock(idea, official):
    waiting = scheduled(idea, official)
    official.appointments.update(starts_on=timezone.localdate() - timedelta(9), ends_on=timezone.localdate() - timedelta(1))
    assert answers.publish_due(later()) == 0
    waiting.refresh_from_db()
    assert (waiting.status, bool(waiting.fault)) == (AnswerStatus.DRAFT, True)


def test_a_comment_written_meanwhile_does_not_hold_a_scheduled_answer_back(idea, official):
    scheduled(idea, official)
    CommentFactory(idea=idea, reply_count=9)
    assert answers.publish_due(later()) == 1


def test_the_clock_publishes_what_is_due(idea, official):
    waiting = scheduled(idea, official)
    Answer.objects.filter(pk=waiting.pk).update(publish_at=timezone.now() - timedelta(minutes=1))
    jobs.publish_answers()
    assert Answer.objects.get().status == AnswerStatus.PUBLISHED


def test_a_correction_is_a_new_wording_beside_the_old_one(idea, official):
    answer = answers.publish(answers.save(idea, official, words()), official)
    changed = answers.change(answer, official, words(summary="가을로 미뤄요."), "예산이 늦어요.", base=1)
    assert (changed.version, changed.changed_at is not None) == (2, True)
    assert list(changed.versions.order_by("number").values_list("summary", "reason")) == [
        (answer.summary, ""),
        ("가을로 미뤄요.", "예산이 늦어요."),
    ]
    entry = idea.trail.order_by("-number").first()
    assert (entry.kind, entry.data) == ("answer_changed", {"answer": answer.pk, "version": 2})
    with pytest.raises(Stale):
        answers.change(answer, official, words(summary="겨울로"), "또", base=1)


def test_a_correction_without_a_change_writes_nothing_and_one_without_a_reason_is_refused(idea, official):
    answer = answers.publish(answers.save(idea, official, words()), official)
    assert answers.change(answer, official, words(), "").version == 1
    with pytest.raises(Incomplete):
        answers.change(answer, official, words(summary="가을로"), " ")
    with pytest.raises(Incomplete):
        answers.change(answer, official, words(summary="문의 010-1234-5678"), "전화번호")
    answer.refresh_from_db()
    assert (answer.summary, answer.versions.count(), kinds(idea)) == ("내년 봄에 두 곳부터 해 볼게요.", 1, ["answered"])


def test_a_decision_is_not_corrected_along(idea, official):
    said = words(verdict=Verdict.NOT_ADOPT, refusal="둘 수 없어요.")
    answer = answers.publish(answers.save(idea, official, said), official)
    changed = answers.change(answer, official, words(refusal="무게 때문이에요.", verdict=""), "자세히")
    assert (changed.verdict, changed.refusal) == (Verdict.NOT_ADOPT, "무게 때문이에요.")
    with pytest.raises(Incomplete):
        answers.change(answer, official, words(refusal=""), "까닭을 지움")


def test_taking_an_answer_back_opens_the_promise_by_the_day_it_had(idea, official):
    before = idea.promises.get()
    answer = answers.publish(answers.save(idea, official, words()), official)
    for _ in range(2):
        answers.withdraw(answer, official, "다른 상상의 답변이에요.")
    idea.refresh_from_db()
    promise = open_of(idea, PromiseKind.ANSWER)
    assert (promise.pk, promise.due_on, promise.days_to_keep) == (before.pk, before.due_on, None)
    assert (idea.answer_state, idea.answered_at) == (AnswerState.AWAITING, None)
    assert kinds(idea) == ["answered", "answer_withdrawn", "promised"]
    assert idea.trail.order_by("-number").first().state["answer_state"] == AnswerState.AWAITING


def test_an_answer_without_a_promise_before_leaves_one_when_it_is_taken_back(official):
    idea = IdeaFactory(department=official.appointment.department)
    answer = answers.publish(answers.save(idea, official, words()), official)
    answers.withdraw(answer, official, "잘못 올렸어요.")
    assert open_of(idea, PromiseKind.ANSWER) is not None


def test_an_idea_with_another_answer_or_one_that_has_ended_waits_for_none(idea, official):
    first = answers.publish(answers.save(idea, official, words()), official)
    second = answers.publish(answers.save(idea, official, words(plan="더")), official)
    answers.withdraw(first, official, "겹쳐요.")
    idea.refresh_from_db()
    assert idea.answer_state == AnswerState.ANSWERED
    lifecycle.advance(idea, "hold", official, "조금 더 살펴봐요.")
    answers.withdraw(second, official, "겹쳐요.")
    idea.refresh_from_db()
    assert (idea.answer_state, open_of(idea, PromiseKind.ANSWER)) == (AnswerState.ANSWERED, None)


def test_an_interim_answer_stays_the_state_when_the_final_one_is_taken_back(idea, official):
    day = timezone.localdate() + timedelta(days=60)
    answers.publish(answers.save(idea, official, words(new_due_on=day), AnswerKind.INTERIM), official)
    final = answers.publish(answers.save(idea, official, words()), official)
    answers.withdraw(final, official, "다시 쓸게요.")
    idea.refresh_from_db()
    assert (idea.answer_state, open_of(idea, PromiseKind.ANSWER).due_on) == (AnswerState.INTERIM, day)


def test_an_answer_that_decided_something_stays(idea, official):
    said = words(verdict=Verdict.HOLD, refusal="조금 더 살펴봐요.")
    answer = answers.publish(answers.save(idea, official, said), official)
    with pytest.raises(StepRefused):
        answers.withdraw(answer, official, "마음이 바뀌었어요.")
    with pytest.raises(StepRefused):
        answers.withdraw(AnswerFactory(idea=IdeaFactory(department=idea.department), draft=True), official, "쓰는 중")


@pytest.mark.parametrize("verb", ["publish", "schedule", "unschedule", "change", "withdraw", "discard"])
def test_no_verb_works_for_a_stranger(idea, official, verb):
    stranger = AppointmentFactory().user
    draft = answers.save(idea, official, words())
    published = AnswerFactory(idea=idea)
    acts = {
        "publish": lambda: answers.publish(draft, stranger),
        "schedule": lambda: answers.schedule(draft, stranger, later()),
        "unschedule": lambda: answers.unschedule(draft, stranger),
        "change": lambda: answers.change(published, stranger, words(), "까닭"),
        "withdraw": lambda: answers.withdraw(published, stranger, "까닭"),
        "discard": lambda: answers.discard(draft, stranger),
    }
    with pytest.raises(StepRefused):
        acts[verb]()
    assert set(Answer.objects.values_list("status", flat=True)) == {AnswerStatus.DRAFT, AnswerStatus.PUBLISHED}
