"""The page an official answers on, and what the public sees of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas import answers, edit_locks
from ideas.answers import AnswerWords
from ideas.models import Answer, AnswerStatus, AnswerTemplate, Idea
from ideas.stages import AnswerState, Outcome, Stage, Visibility
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory, CommentFactory, IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def official(client):
    user = AppointmentFactory(post="버스정책팀장").user
    client.force_login(user)
    return user


@pytest.fixture
def idea(official):
    found = IdeaFactory(department=official.appointment.department, answer_state=AnswerState.AWAITING)
    PromiseFactory(idea=found, department=found.department)
    return found


def page(idea, **query):
    return reverse("ideas:desk_idea", args=[idea.number], query=query)


def typed(idea, **more) -> dict:
    return {"summary": "내년 봄에 해 볼게요.", "plan": "3월에 시작해요.", "known": idea.trail_length, "saved_at": "", **more}


def test_the_page_shows_the_idea_its_promise_and_the_law(client, idea):
    CommentFactory(idea=idea, body="저는 다리 북쪽이 더 급하다고 생각해요.")
    found = client.get(page(idea)).text
    for words in (idea.title, "다리 북쪽이 더", "국민 제안 규정 제10조", "지금 공개하기"):
        assert words in found, words


def test_citizens_other_departments_and_guests_stay_outside(client, idea):
    for user, status in ((UserFactory(), 403), (AppointmentFactory().user, 403)):
        client.force_login(user)
        assert client.get(page(idea)).status_code == status
        assert client.post(page(idea), typed(idea, publish=1)).status_code == status
    client.logout()
    assert "/accounts/login/" in client.get(page(idea)).url
    assert not Answer.objects.exists()


def test_a_hidden_idea_looks_like_none_to_another_department(client, idea):
    idea.visibility = Visibility.HIDDEN
    idea.save()
    client.force_login(AppointmentFactory().user)
    assert client.get(page(idea)).status_code == 404


def test_saving_keeps_the_words_and_publishing_shows_them_on_the_idea(client, idea):
    client.post(page(idea), typed(idea, save=1))
    assert (Answer.objects.get().status, "내년 봄에" in client.get(page(idea)).text) == (AnswerStatus.DRAFT, True)
    assert "내년 봄에" not in client.get(idea.get_absolute_url()).text
    saved_at = Answer.objects.get().saved_at.isoformat()
    answer = client.post(page(idea), typed(idea, publish=1, saved_at=saved_at))
    assert answer.status_code == 302
    public = client.get(idea.get_absolute_url()).text
    for words in ("시의 답변", "내년 봄에 해 볼게요.", "버스정책팀장", idea.department.name, "3월에 시작해요."):
        assert words in public, words
    assert Answer.objects.get().author.nickname not in public.split('id="answers"')[1].split("</section>")[0]


def test_a_verdict_can_be_taken_on_the_page(client, idea):
    client.post(page(idea), typed(idea, publish=1, verdict="not_adopt", refusal="다리 위에는 둘 수 없어요."))
    idea.refresh_from_db()
    assert (idea.stage, idea.outcome) == (Stage.CLOSED, Outcome.NOT_ADOPTED)


def test_a_link_with_a_verdict_has_it_chosen(client, idea):
    assert '<option value="hold" selected>' in client.get(page(idea, verdict="hold")).text
    assert '<option value="adopt"' not in client.get(page(idea, verdict="adopt")).text


def test_what_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(client, idea):
    talked_about = CommentFactory(idea=idea, reply_count=2)
    answer = client.post(
        page(idea), typed(idea, publish=1, summary="", verdict="hold", plan="담당 홍길동 02-2133-1234", starts_on="어제")
    )
    assert answer.status_code == 422
    assert "담당 홍길동 02-2133-1234" in answer.text
    assert "날짜를 다시 골라" in answer.text
    answer = client.post(page(idea), typed(idea, publish=1, summary="", verdict="hold", plan="담당 홍길동 02-2133-1234"))
    for words in ("한 줄로 적어", "함께하지 못하는 까닭을", "<mark>02-2133-1234", f'id="point-{talked_about.pk}-error"'):
        assert words in answer.text, words
    assert Answer.objects.get().status == AnswerStatus.DRAFT


def test_the_preview_looks_like_the_public_answer(client, idea):
    found = client.post(page(idea), typed(idea, preview=1, expected_cost="123450000")).text
    assert "이렇게 보여요" in found
    assert "약 1억 2,345만 원" in found
    assert Answer.objects.get().status == AnswerStatus.DRAFT


def test_a_time_to_come_schedules_and_can_be_undone(client, idea):
    client.post(page(idea), typed(idea, schedule=1, publish_at="2099-03-02T09:00"))
    assert Answer.objects.get().status == AnswerStatus.SCHEDULED
    found = client.get(page(idea)).text
    assert "예약 풀고 고치기" in found
    assert "지금 공개하기" not in found
    client.post(page(idea), {"unschedule": 1})
    assert Answer.objects.get().status == AnswerStatus.DRAFT


@pytest.mark.parametrize("when", ["", "2020-01-01T00:00", "내일"])
def test_a_time_that_is_none_or_over_is_refused(client, idea, when):
    answer = client.post(page(idea), typed(idea, schedule=1, publish_at=when))
    assert answer.status_code == 422
    assert "내년 봄에" in answer.text
    assert not Answer.objects.filter(status=AnswerStatus.SCHEDULED).exists()


def test_a_template_fills_what_is_empty_and_leaves_what_was_typed(client, idea):
    template = AnswerTemplate.objects.create(name="기본", summary="{별명}님", necessity="{제목} 꼭 필요해요.")
    client.post(page(idea), typed(idea, fill=1, template=template.pk))
    draft = Answer.objects.get()
    assert (draft.summary, draft.necessity) == ("내년 봄에 해 볼게요.", f"{idea.title} 꼭 필요해요.")
    assert client.post(page(idea), {"fill": 1, "template": "x"}).status_code == 409


def test_two_who_answer_at_once_lose_nothing(client, idea, official):
    colleague = AppointmentFactory(department=idea.department).user
    answers.save(idea, colleague, AnswerWords(summary="동료의 글"))
    refused = client.post(page(idea), typed(idea, save=1))
    assert refused.status_code == 409
    assert colleague.nickname in refused.text
    assert "내년 봄에 해 볼게요." in refused.text
    taken = client.post(page(idea), typed(idea, take_over=1))
    assert "동료의 글" in taken.text
    assert "내년 봄에 해 볼게요." in taken.text
    assert edit_locks.holder(idea).holder == official
    assert Answer.objects.get().summary == "동료의 글"
    client.force_login(colleague)
    assert client.post(page(idea), typed(idea, save=1, summary="동료의 새 글")).status_code == 409


def test_what_happened_meanwhile_is_shown_and_the_words_are_kept(client, idea, official):
    answers.publish(answers.save(idea, official, AnswerWords(summary="먼저 나간 답변")), official)
    answer = client.post(page(idea), typed(idea, publish=1))
    assert answer.status_code == 409
    assert "그사이에 이런 일이" in answer.text
    assert Answer.objects.get(status=AnswerStatus.DRAFT).summary == "내년 봄에 해 볼게요."


def test_the_script_saves_and_hears_of_another(client, idea, official):
    address = reverse("ideas:desk_draft", args=[idea.number])
    saved = client.post(address, typed(idea, who=official.pk), headers=JSON)
    assert set(saved.json()) == {"saved", "saved_at"}
    assert client.post(address, {"beat": 1, "who": official.pk}).json() == {"held": True}
    edit_locks.take_over(idea, UserFactory())
    assert client.post(address, {"beat": 1, "who": official.pk}).json() == {"held": False}
    refused = client.post(address, typed(idea, who=official.pk, summary="더"), headers=JSON)
    assert (refused.status_code, "화면에 그대로" in refused.json()["message"]) == (409, True)
    assert client.post(address, typed(idea, who=official.pk + 1), headers=JSON).status_code == 401
    assert client.get(address).status_code == 405


def test_a_correction_keeps_both_wordings_and_asks_why(client, idea):
    client.post(page(idea), typed(idea, publish=1))
    answer = Answer.objects.get()
    address = reverse("ideas:desk_answer", args=[idea.number, answer.pk])
    assert client.post(address, {"summary": "가을로 미뤄요.", "plan": answer.plan, "base": 1}).status_code == 422
    done = client.post(address, {"summary": "가을로 미뤄요.", "plan": answer.plan, "base": 1, "reason": "예산이 늦어요."})
    assert done.status_code == 302
    assert "고쳐진 답변이에요" in client.get(idea.get_absolute_url()).text
    versions = client.get(reverse("ideas:answer", args=[idea.number, answer.pk])).text
    for words in ("예산이 늦어요.", "가을로", "내년"):
        assert words in versions, words
    late = client.post(address, {"summary": "겨울로", "base": 1, "reason": "또"})
    assert late.status_code == 409
    assert "겨울로" in late.text


def test_an_answer_is_taken_back_with_a_reason(client, idea):
    client.post(page(idea), typed(idea, publish=1))
    address = reverse("ideas:desk_answer_withdraw", args=[idea.number, Answer.objects.get().pk])
    too_long = "다른 상상의 답변이에요." * 30
    for reason in ("", too_long):
        refused = client.post(address, {"reason": reason})
        assert (refused.status_code, reason in refused.text) == (422, True)
        assert refused.text.count(' id="id_reason"') == 1
    assert Answer.objects.get().status == AnswerStatus.PUBLISHED
    client.post(address, {"reason": "다른 상상의 답변이에요."})
    assert Answer.objects.get().status == AnswerStatus.WITHDRAWN
    assert client.get(reverse("ideas:answer", args=[idea.number, Answer.objects.get().pk])).status_code == 404


def test_wordings_of_a_draft_or_a_withdrawn_idea_are_nobodys(client, idea):
    draft = AnswerFactory(idea=idea, draft=True)
    assert client.get(reverse("ideas:answer", args=[idea.number, draft.pk])).status_code == 404
    gone = AnswerFactory(idea=IdeaFactory(withdrawn=True))
    client.force_login(UserFactory())
    assert client.get(reverse("ideas:answer", args=[gone.idea.number, gone.pk])).status_code == 403


def test_imported_answers_carry_no_invented_date(client):
    answer = AnswerFactory(idea=IdeaFactory(imported=True, answer_state=AnswerState.ANSWERED), is_imported=True)
    answer.idea.answered_at = answer.published_at
    answer.idea.save()
    found = client.get(answer.idea.get_absolute_url()).text
    assert "옮겨 온 답변" in found
    assert found.split('id="answers"')[1].split("answer__summary")[0].count("<time") == 0


def test_the_page_costs_few_queries(client, idea, official, django_assert_max_num_queries):
    for n in range(6):
        comment = CommentFactory(idea=idea, reply_count=1)
        CommentFactory(idea=idea, parent=comment)
        other = IdeaFactory(department=idea.department)
        PromiseFactory(idea=other, department=idea.department, due_on=timezone.localdate() + timedelta(days=n))
    Idea.objects.filter(pk=idea.pk).update(comment_count=12)
    AnswerFactory(idea=idea)
    AnswerTemplate.objects.create(name="기본")
    answers.save(idea, official, AnswerWords(summary="쓰는 중", points={comment.pk: ("summary", "")}))
    address = page(idea, queue="our-open")
    assert 'rel="prev"' in client.get(address).text
    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        client.get(reverse("ideas:desk_similar", args=[idea.number]), headers={"hx-request": "true"})


def test_similar_ideas_come_with_what_was_said_to_them(client, idea):
    told = AnswerFactory(idea=IdeaFactory(title=idea.title, body=idea.body), summary="작년에 이미 만들었어요.")
    address = reverse("ideas:desk_similar", args=[idea.number])
    for found in (client.get(address, headers={"hx-request": "true"}), client.get(address, follow=True)):
        assert told.idea.title in found.text
        assert "작년에 이미 만들었어요." in found.text
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


def test_the_idea_office_answers_anything(client, idea):
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    client.post(page(idea), typed(idea, publish=1))
    answer = Answer.objects.get()
    assert (answer.status, answer.department) == (AnswerStatus.PUBLISHED, None)
    assert "창의담당관" in client.get(idea.get_absolute_url()).text
