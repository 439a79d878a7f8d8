"""One answer for many ideas: chosen by filter, previewed, staged once, published, undone."""

import time
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas import answers, bulk_answers
from ideas.answer_words import AnswerWords
from ideas.bulk_answers import Asked, Wording, matching, plan, publish, schedule, stage, undo
from ideas.models import Answer, AnswerStatus, AnswerTemplate, EditLock, Idea, Promise, Verdict
from ideas.stages import AnswerState, Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory, CategoryFactory, CommentFactory, IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db
WORDS = Wording(AnswerWords(summary="{별명} 님, “{제목}” 잘 읽었어요.", plan="{번호}번은 내년에 함께 살펴볼게요."))
NO = Wording(AnswerWords(summary="이번에는 어려워요.", refusal="{제목}에 쓸 돈이 없어요.", verdict=Verdict.NOT_ADOPT))


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


def waiting(count=1, **more):
    """Ideas that wait for an answer, with the promise of it."""
    ideas = [IdeaFactory(answer_state=AnswerState.AWAITING, **more) for _one in range(count)]
    for idea in ideas:
        PromiseFactory(idea=idea, department=idea.department)
    return ideas


# -- which ideas ------------------------------------------------------------------------------------
def test_ideas_are_found_by_queue_department_subject_words_and_number(office):
    department, category = DepartmentFactory(), CategoryFactory()
    mine, _other = (
        waiting(department=department, category=category, title="한강에 그늘을")[0],
        waiting(title="도서관에 의자를")[0],
    )
    kept = IdeaFactory(title="약속이 없는 상상")
    for asked in (
        Asked(queue="open", department=department.pk),
        Asked(queue="open", category=category.pk),
        Asked(numbers=(mine.number, 999_999)),
    ):
        assert matching(office, asked) == [mine]
    assert kept not in matching(office, Asked(queue="open"))
    assert len(matching(office, Asked(queue="open"))) == 2
    assert matching(office, Asked(queue="no-such-queue")) == []


def test_a_department_finds_its_own_ideas_only(office):
    post = AppointmentFactory()
    ours, theirs = waiting(department=post.department)[0], waiting(department=DepartmentFactory())[0]
    numbers = (ours.number, theirs.number)
    assert matching(post.user, Asked(numbers=numbers)) == [ours]
    assert matching(post.user, Asked(queue="our-open")) == [ours]
    # A queue of the idea office is no way around that.
    assert matching(post.user, Asked(queue="open")) == []
    assert matching(UserFactory(), Asked(numbers=numbers)) == []


def test_drafts_hidden_and_withdrawn_ideas_are_never_found(office):
    ideas = [IdeaFactory(withdrawn=True), IdeaFactory(visibility="hidden"), IdeaFactory(draft=True)]
    assert matching(office, Asked(numbers=tuple(idea.number for idea in ideas if idea.number))) == []


def test_no_more_than_five_hundred_are_taken_and_one_tells_that_there_are_more(office, monkeypatch):
    monkeypatch.setattr(bulk_answers, "MOST", 3)
    waiting(5)
    assert len(matching(office, Asked(queue="open"))) == 4


def test_finding_costs_the_same_for_any_number_of_ideas(office, django_assert_max_num_queries):
    waiting(12)
    with django_assert_max_num_queries(6):
        for idea in matching(office, Asked(queue="open")):
            assert (idea.author_name, idea.department) != ("", "")


# -- what would happen --------------------------------------------------------------------------------
def test_the_preview_says_who_is_answered_who_is_not_and_why_and_changes_nothing(office):
    good, answered = waiting(2)
    talked, written, begun = waiting(3)
    answers.publish(AnswerFactory(idea=answered, draft=True), office)
    CommentFactory(idea=talked, body="의자는 나무로 만들면 여름에 덜 뜨거울 거예요.")
    Idea.objects.filter(pk=talked.pk).update(comment_count=1)
    EditLock.objects.create(idea=written, holder=UserFactory(), since=timezone.now(), beat_at=timezone.now())
    AnswerFactory(idea=begun, draft=True)
    before = Answer.objects.count()
    found = plan(office, matching(office, Asked(numbers=numbers_of(good, answered, talked, written, begun))), WORDS, uuid.uuid4())
    assert found.taken == [good]
    assert dict(found.left_out) == {
        "이미 답했어요": [answered],
        "먼저 답할 의견이 있어요": [talked],
        "지금 다른 사람이 답을 쓰고 있어요": [written],
        "쓰고 있거나 예약한 답변이 따로 있어요": [begun],
    }
    assert found.example.summary == f"{good.author.nickname} 님, “{good.title}” 잘 읽었어요."
    assert Answer.objects.count() == before


def numbers_of(*ideas):
    return tuple(idea.number for idea in ideas)


def test_what_could_not_be_published_is_left_out(office):
    ideas = waiting()
    for words, word in (
        (AnswerWords(summary=""), "한 줄"),
        (AnswerWords(summary="{모름} 님"), "{모름}"),
        (AnswerWords(summary="문의 010-1234-5678"), "개인정보"),
        (AnswerWords(summary="어려워요", verdict=Verdict.NOT_ADOPT), "까닭"),
        (AnswerWords(summary="해요", verdict=Verdict.ADOPT, starts_on=timezone.localdate()), "단계"),
    ):
        found = plan(office, ideas, Wording(words), uuid.uuid4())
        assert not found.taken
        assert word in found.left_out[0][0]


# -- staging --------------------------------------------------------------------------------------------
def test_staging_keeps_a_draft_for_each_and_pressing_twice_stages_once(office):
    ideas, batch = waiting(3), uuid.uuid4()
    assert [stage(office, ideas, WORDS, batch) for _press in range(2)] == [3, 3]
    drafts = Answer.objects.filter(batch=batch)
    assert {answer.status for answer in drafts} == {AnswerStatus.DRAFT}
    assert {answer.plan for answer in drafts} == {f"{idea.number}번은 내년에 함께 살펴볼게요." for idea in ideas}
    assert not Idea.objects.filter(answer_state=AnswerState.ANSWERED).exists()


def test_pressing_again_after_publishing_answers_nobody_twice(office):
    ideas, batch = waiting(2), uuid.uuid4()
    stage(office, ideas, WORDS, batch)
    publish(office, batch)
    assert stage(office, ideas, WORDS, batch) == 2
    assert Answer.objects.filter(batch=batch, status=AnswerStatus.PUBLISHED).count() == 2


def test_an_interrupted_staging_goes_on_where_it_stopped(office):
    ideas, batch = waiting(3), uuid.uuid4()
    stage(office, ideas[:1], WORDS, batch)
    assert stage(office, ideas, WORDS, batch) == 3


def test_nobodys_draft_is_written_over(office):
    idea = waiting()[0]
    theirs = AnswerFactory(idea=idea, draft=True, summary="혼자 쓰던 글")
    assert stage(office, [idea], WORDS, uuid.uuid4()) == 0
    theirs.refresh_from_db()
    assert (theirs.summary, theirs.batch) == ("혼자 쓰던 글", None)


def test_a_reason_for_open_comments_is_kept_with_each_of_them(office):
    idea, batch = waiting()[0], uuid.uuid4()
    comment = CommentFactory(idea=idea, body="의자는 나무로 만들면 여름에 덜 뜨거울 거예요.")
    Idea.objects.filter(pk=idea.pk).update(comment_count=1)
    idea.refresh_from_db()
    stage(office, [idea], Wording(WORDS.words, "모든 의견을 모아 따로 답할게요."), batch)
    answer = Answer.objects.get(batch=batch)
    assert [(p.comment_id, p.not_answered_because) for p in answer.points.all()] == [
        (comment.pk, "모든 의견을 모아 따로 답할게요.")
    ]
    assert publish(office, batch).done == 1


def test_five_hundred_are_staged_within_ten_seconds(office):
    authors, now = UserFactory.create_batch(5), timezone.now()
    made = Idea.objects.bulk_create(
        Idea(number=50_000 + n, title=f"상상 {n}", body="글", author=authors[n % 5], stage=Stage.PROPOSED, published_at=now)
        for n in range(500)
    )
    began = time.process_time()
    assert stage(office, matching(office, Asked(numbers=numbers_of(*made))), WORDS, uuid.uuid4()) == 500
    assert time.process_time() - began < 10


# -- publishing and undoing -------------------------------------------------------------------------------
def test_publishing_answers_each_idea_and_keeps_its_promise(office):
    ideas, batch = waiting(2), uuid.uuid4()
    stage(office, ideas, NO, batch)
    assert publish(office, batch).done == 2
    for idea in Idea.objects.all():
        assert (idea.answer_state, idea.outcome) == (AnswerState.ANSWERED, Outcome.NOT_ADOPTED)
    assert not Promise.objects.open().exists()
    assert publish(office, batch).done == 0


def test_what_is_beyond_one_request_is_published_by_the_clock(office, monkeypatch):
    monkeypatch.setattr(bulk_answers, "AT_ONCE", 1)
    batch = uuid.uuid4()
    stage(office, waiting(3), WORDS, batch)
    outcome = publish(office, batch)
    assert (outcome.done, outcome.coming) == (1, 2)
    answers.publish_due(timezone.now() + timedelta(minutes=2))
    assert bulk_answers.counts(office, batch)[AnswerStatus.PUBLISHED] == 3


def test_one_that_cannot_be_published_any_more_says_why_and_the_others_go_out(office):
    first, second = waiting(2)
    batch = uuid.uuid4()
    stage(office, [first, second], NO, batch)
    Idea.objects.filter(pk=first.pk).update(stage=Stage.CLOSED, outcome=Outcome.HELD, closed_from="proposed")
    outcome = publish(office, batch)
    assert (outcome.done, sum(outcome.refused.values())) == (1, 1)
    assert Answer.objects.get(idea=first).fault in outcome.refused


def test_a_time_can_be_set_and_moved(office):
    batch, tomorrow = uuid.uuid4(), timezone.now() + timedelta(days=1)
    stage(office, waiting(2), WORDS, batch)
    assert schedule(office, batch, tomorrow).done == 2
    assert schedule(office, batch, tomorrow + timedelta(days=1)).done == 2
    assert bulk_answers.counts(office, batch)[AnswerStatus.SCHEDULED] == 2


def test_undoing_removes_drafts_and_takes_published_answers_back(office):
    first, second = waiting(2)
    batch = uuid.uuid4()
    stage(office, [first, second], WORDS, batch)
    answers.publish(Answer.objects.get(idea=first), office)
    assert undo(office, batch, "틀린 날짜를 적었어요").done == 2
    assert [(a.idea_id, a.status) for a in Answer.objects.all()] == [(first.pk, AnswerStatus.WITHDRAWN)]
    assert Idea.objects.get(pk=first.pk).answer_state == AnswerState.AWAITING
    assert undo(office, batch, "또").done == 0


def test_a_decision_that_is_out_stays(office):
    batch = uuid.uuid4()
    stage(office, waiting(), NO, batch)
    publish(office, batch)
    outcome = undo(office, batch, "마음이 바뀌었어요")
    assert (outcome.done, sum(outcome.refused.values())) == (0, 1)
    assert Answer.objects.get().status == AnswerStatus.PUBLISHED


def test_what_an_official_wrote_on_since_is_not_part_of_the_bulk(office):
    idea, batch = waiting()[0], uuid.uuid4()
    stage(office, [idea], WORDS, batch)
    answers.save(idea, office, AnswerWords(summary="따로 고친 글"))
    assert undo(office, batch, "").done == 0
    assert Answer.objects.get().summary == "따로 고친 글"


def test_a_department_publishes_and_undoes_only_its_own_part(office):
    post = AppointmentFactory()
    ours, theirs = waiting(department=post.department)[0], waiting(department=DepartmentFactory())[0]
    batch = uuid.uuid4()
    stage(office, [ours, theirs], WORDS, batch)
    assert undo(post.user, batch, "").done == 1
    assert publish(UserFactory(), batch).done == 0
    assert list(Answer.objects.values_list("idea_id", flat=True)) == [theirs.pk]


# -- the pages ----------------------------------------------------------------------------------------------
CHOOSE, WRITE = reverse("ideas:bulk"), reverse("ideas:bulk_write")


def test_only_the_desk_may_come_here(client):
    batch = uuid.uuid4()
    pages = [CHOOSE, WRITE, reverse("ideas:bulk_batch", args=[batch])]
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]
    client.force_login(UserFactory())
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    acts = [WRITE, reverse("ideas:bulk_publish", args=[batch]), reverse("ideas:bulk_undo", args=[batch])]
    assert [client.post(act).status_code for act in acts] == [403, 403, 403]


def test_the_whole_way_from_choosing_to_publishing(client, office):
    ideas = waiting(3)
    client.force_login(office)
    assert client.get(CHOOSE, {"queue": "open"}).context["ideas"] == ideas
    chosen = [idea.number for idea in ideas[:2]]
    page = client.post(WRITE, {"idea": chosen, "begin": ""})
    typed = {
        "numbers": page.context["numbers"],
        "batch": str(page.context["batch"]),
        "summary": "잘 읽었어요.",
        "plan": "내년에 해요.",
    }
    shown = client.post(WRITE, {**typed, "preview": ""})
    assert shown.context["plan"].taken == ideas[:2]
    for _press in range(2):
        response = client.post(WRITE, {**typed, "stage": ""})
    assert Answer.objects.count() == 2
    assert client.get(response.url).context["counts"]["draft"] == 2
    client.post(reverse("ideas:bulk_publish", args=[typed["batch"]]), {"now": ""})
    assert client.get(response.url).context["counts"]["published"] == 2
    assert client.get(CHOOSE).context["bulks"] == [typed["batch"]]


def test_a_template_fills_the_empty_fields_only(client, office):
    idea = waiting()[0]
    template = AnswerTemplate.objects.create(name="고마워요", summary="고마워요", plan="살펴볼게요", verdict=Verdict.HOLD)
    client.force_login(office)
    sent = {"numbers": str(idea.number), "template": template.pk, "summary": "내 말", "take": ""}
    html = client.post(WRITE, sent).content.decode()
    assert "내 말" in html
    assert "살펴볼게요" in html
    assert ">고마워요</textarea>" not in html


def test_hard_words_are_shown_without_scripts(client, office):
    idea = waiting()[0]
    client.force_login(office)
    html = client.post(WRITE, {"numbers": str(idea.number), "summary": "檢討해요", "look": ""}).content.decode()
    assert "檢討" in html.split("plain--form")[1]


def test_nothing_chosen_leads_back(client, office):
    client.force_login(office)
    for sent in ({}, {"numbers": "nonsense"}, {"idea": ["7"]}, {"numbers": "9" * 400}):
        assert client.post(WRITE, sent).url == CHOOSE


def test_undoing_what_is_out_wants_a_reason(client, office):
    batch = uuid.uuid4()
    stage(office, waiting(), WORDS, batch)
    publish(office, batch)
    client.force_login(office)
    act = reverse("ideas:bulk_undo", args=[batch])
    assert client.post(act, {"reason": ""}).status_code == 422
    assert client.post(act, {"reason": "날짜가 틀렸어요"}).status_code == 302
    assert Answer.objects.get().status == AnswerStatus.WITHDRAWN


def test_a_time_that_has_passed_is_not_taken(client, office):
    batch = uuid.uuid4()
    stage(office, waiting(), WORDS, batch)
    client.force_login(office)
    act = reverse("ideas:bulk_publish", args=[batch])
    assert client.post(act, {"publish_at": "2020-01-01T10:00"}).status_code == 422
    assert client.post(act, {"publish_at": "2099-01-01T10:00"}).status_code == 302
    assert Answer.objects.get().status == AnswerStatus.SCHEDULED


def test_somebody_elses_bulk_looks_like_one_that_was_never_there(client, office):
    batch = uuid.uuid4()
    stage(office, waiting(department=DepartmentFactory()), WORDS, batch)
    client.force_login(AppointmentFactory().user)
    assert client.get(reverse("ideas:bulk_batch", args=[batch])).status_code == 404


def test_the_page_of_a_bulk_costs_the_same_for_any_number(client, office, django_assert_max_num_queries):
    batch = uuid.uuid4()
    stage(office, waiting(25), WORDS, batch)
    client.force_login(office)
    # Menu, names and badges around every page are kept by the process; what is counted is the page's own.
    client.get(reverse("ideas:desk_people"))
    with django_assert_max_num_queries(6):
        client.get(reverse("ideas:bulk_batch", args=[batch]))
