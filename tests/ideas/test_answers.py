"""answers.save, check, publish: from the first word of an answer to the public."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import answers, edit_locks
from ideas.answer_checks import check
from ideas.answers import AnswerWords, Incomplete, Stale
from ideas.lifecycle import SomebodyWasQuicker, StepRefused
from ideas.models import Answer, AnswerKind, AnswerStatus, AnswerTemplate, PointAnswered, PromiseKind, Verdict
from ideas.promises import open_of
from ideas.stages import AnswerState, Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory, CommentFactory, GroundFactory, IdeaFactory, PromiseFactory

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


def kinds(idea) -> list[str]:
    return list(idea.trail.order_by("number").values_list("kind", flat=True))


def fields_of(refusal) -> list[str]:
    return [problem.field for problem in refusal.value.problems]


def test_a_draft_is_kept_however_little_is_written_and_saving_again_changes_the_same(idea, official):
    first = answers.save(idea, official, AnswerWords())
    again = answers.save(idea, official, words(summary="가" * 300))
    assert (again.pk, again.status, len(again.summary)) == (first.pk, AnswerStatus.DRAFT, 200)
    assert (again.department, again.signer_post) == (idea.department, "버스정책팀장")
    assert kinds(idea) == []


def test_whoever_is_not_in_charge_writes_no_answer(idea):
    with pytest.raises(StepRefused):
        answers.save(idea, AppointmentFactory().user, words())
    assert not Answer.objects.exists()


def test_a_page_that_is_behind_does_not_write_over_newer_words(idea, official):
    known = answers.save(idea, official, words()).saved_at
    answers.save(idea, official, words(plan="다른 화면의 글"), known=known)
    with pytest.raises(Stale) as stale:
        answers.save(idea, official, words(plan="뒤처진 글"), known=known)
    assert stale.value.answer.plan == Answer.objects.get().plan == "다른 화면의 글"
    # Sending the same again, because the answer to the first sending was lost, is no conflict.
    assert answers.save(idea, official, words(plan="다른 화면의 글"), known=known)


def test_publishing_keeps_the_promise_the_first_wording_and_one_trail_entry(idea, official):
    answer = answers.publish(answers.save(idea, official, words()), official)
    idea.refresh_from_db()
    assert (answer.status, answer.version, answer.versions.get().summary) == (AnswerStatus.PUBLISHED, 1, answer.summary)
    assert (idea.answer_state, idea.answered_at, idea.stage) == (AnswerState.ANSWERED, answer.published_at, Stage.PROPOSED)
    assert idea.promises.get().kept_at is not None
    entry = idea.trail.get()
    assert (entry.kind, entry.reason, entry.data) == ("answered", answer.summary, {"answer": answer.pk, "verdict": ""})
    assert entry.state["answer_state"] == AnswerState.ANSWERED


def test_publishing_twice_is_the_same_as_once(idea, official):
    answer = answers.save(idea, official, words())
    for _ in range(2):
        answers.publish(answer, official, known=0)
    idea.refresh_from_db()
    assert (kinds(idea), answer.versions.count(), idea.revision) == (["answered"], 1, 1)


def test_a_verdict_is_taken_in_the_same_breath(idea, official):
    ground = GroundFactory()
    draft = answers.save(idea, official, words(verdict=Verdict.CONCLUDE, ground=ground))
    answers.publish(draft, official)
    idea.refresh_from_db()
    assert (idea.stage, idea.outcome, idea.ground, idea.closed_from) == (Stage.CLOSED, Outcome.CONCLUDED, ground, "proposed")
    answered, concluded = idea.trail.order_by("number")
    assert (answered.kind, answered.reason, answered.state["stage"]) == ("answered", "", "proposed")
    assert (concluded.kind, concluded.reason, concluded.data) == (
        "conclude",
        draft.summary,
        {"answer": draft.pk, "ground": ground.name},
    )
    assert open_of(idea, PromiseKind.ANSWER) is None


def test_a_verdict_that_is_not_open_publishes_nothing(idea, official):
    draft = answers.save(idea, official, words(verdict=Verdict.ADOPT, starts_on=timezone.localdate()))
    with pytest.raises(StepRefused):
        answers.publish(draft, official)
    draft.refresh_from_db()
    idea.refresh_from_db()
    assert (draft.status, idea.answer_state, kinds(idea)) == (AnswerStatus.DRAFT, AnswerState.AWAITING, [])
    assert not draft.versions.exists()


def test_an_idea_that_moved_meanwhile_is_shown_first(idea, official):
    answers.publish(answers.save(idea, official, words()), official)
    second = answers.save(idea, official, words(plan="더 알려 드려요."))
    with pytest.raises(SomebodyWasQuicker) as quicker:
        answers.publish(second, official, known=0)
    assert [entry.kind for entry in quicker.value.entries] == ["answered"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"plan": "길" * 6_001}, "plan"),
        ({"verdict": Verdict.NOT_ADOPT}, "refusal"),
        ({"verdict": Verdict.ADOPT_IN_PART, "starts_on": timezone.localdate()}, "refusal"),
        ({"verdict": Verdict.HOLD}, "refusal"),
        ({"verdict": Verdict.CONCLUDE}, "ground"),
        ({"verdict": Verdict.TRANSFER}, "transfer_to"),
        ({"verdict": Verdict.FAST_ADOPT}, "starts_on"),
        ({"verdict": Verdict.FAST_ADOPT, "starts_on": timezone.localdate() + timedelta(days=1_200)}, "starts_on"),
        ({"plan": "{이름}님께"}, "plan"),
        ({"summary": "문의는 010-1234-5678로 해 주세요."}, "summary"),
        ({"effect": "kim@example.kr로 알려 주세요."}, "effect"),
    ],
)
def test_what_is_missing_or_too_much_is_named_by_its_field(idea, official, more, field):
    draft = answers.save(idea, official, words(**more))
    with pytest.raises(Incomplete) as refusal:
        answers.publish(draft, official)
    assert field in fields_of(refusal)
    assert not Answer.objects.filter(status=AnswerStatus.PUBLISHED).exists()


def test_every_place_with_personal_data_is_listed(idea, official):
    draft = answers.save(
        idea, official, words(plan="담당자 홍길동 02-2133-1234, 또는 hong@example.kr", effect="12가 3456 자동차")
    )
    found = [(problem.field, problem.message) for problem in check(draft)]
    assert {field for field, _message in found} == {"plan", "effect"}
    for text in ("홍길동", "02-2133-1234", "hong@example.kr", "12가 3456"):
        assert any(text in message for _field, message in found), text


def test_comments_people_discussed_need_an_answer_or_a_reason(idea, official):
    talked_about = CommentFactory(idea=idea, reply_count=3)
    short, by_official = CommentFactory(idea=idea, body="좋아요"), CommentFactory(idea=idea, appointment=official.appointment)
    draft = answers.save(idea, official, words())
    assert [problem.field for problem in check(draft)] == [f"point-{talked_about.pk}"]
    said = {talked_about.pk: ("plan", ""), short.pk: ("", "고맙습니다"), by_official.pk: ("", "")}
    draft = answers.save(idea, official, words(points=said))
    assert check(draft) == []
    assert set(draft.points.values_list("comment", "section", "not_answered_because")) == {
        (talked_about.pk, "plan", ""),
        (short.pk, "", "고맙습니다"),
    }
    draft = answers.save(idea, official, words(points={talked_about.pk: ("effect", "")}))
    assert "비어" in check(draft)[0].message


def test_points_of_another_idea_are_not_taken(idea, official):
    foreign = CommentFactory()
    answers.save(idea, official, words(points={foreign.pk: ("plan", "")}))
    assert not PointAnswered.objects.exists()


def test_an_interim_answer_moves_the_promise_and_says_so(idea, official):
    before = idea.promises.get().due_on
    new_day = timezone.localdate() + timedelta(days=60)
    draft = answers.save(idea, official, words(new_due_on=new_day), AnswerKind.INTERIM)
    answer = answers.publish(draft, official)
    idea.refresh_from_db()
    promise = idea.promises.get()
    assert (idea.answer_state, promise.due_on, promise.first_due_on, promise.kept_at) == (
        AnswerState.INTERIM,
        new_day,
        before,
        None,
    )
    assert idea.trail.get().data == {"answer": answer.pk, "due_on": new_day.isoformat(), "before": before.isoformat()}


@pytest.mark.parametrize("days", [None, 0, -3])
def test_an_interim_answer_needs_a_later_day(idea, official, days):
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    draft = answers.save(idea, official, words(new_due_on=day), AnswerKind.INTERIM)
    assert [problem.field for problem in check(draft)] == ["new_due_on"]


def test_an_interim_answer_without_a_promise_is_refused(official):
    idea = IdeaFactory(department=official.appointment.department)
    draft = answers.save(idea, official, words(new_due_on=timezone.localdate() + timedelta(days=9)), AnswerKind.INTERIM)
    with pytest.raises(Incomplete) as refusal:
        answers.publish(draft, official)
    assert fields_of(refusal) == ["kind"]


def test_bulk_answers_take_no_lock_and_stop_before_anothers(idea, official):
    batch = uuid.uuid4()
    assert answers.save(idea, official, words(), batch=batch).batch == batch
    assert edit_locks.holder(idea) is None
    edit_locks.take(idea, UserFactory())
    with pytest.raises(edit_locks.HeldByAnother):
        answers.save(idea, official, words(), batch=batch)


def test_a_template_is_filled_in_and_unknown_places_stay_visible(idea, official):
    template = AnswerTemplate.objects.create(
        name="기본", summary="{별명}님의 “{제목}”", plan="{부서}에서 {날짜}부터 {시작일}까지"
    )
    filled = answers.fill(template, idea, official)
    assert filled.summary == f"{idea.author.nickname}님의 “{idea.title}”"
    assert idea.department.name in filled.plan
    assert "{날짜}" not in filled.plan
    draft = answers.save(idea, official, filled)
    assert [problem.field for problem in check(draft)] == ["plan"]


def test_discarding_takes_away_a_draft_but_nothing_published(idea, official):
    answers.discard(answers.save(idea, official, words()), official)
    assert not Answer.objects.exists()
    with pytest.raises(StepRefused):
        answers.discard(AnswerFactory(idea=idea), official)
