"""The page on which a step is taken: what it will do, the words it wants, and what happens when somebody was quicker."""

import pytest
from django.urls import reverse

from accounts import roles
from ideas import gate_sets
from ideas.lifecycle import NOT_BY_THEMSELVES, STEPS, advance
from ideas.models import Idea, Promise, PromiseKind
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


def page(idea, step) -> str:
    return reverse("ideas:step", args=[idea.number, step])


def send(client, idea, step, reason="까닭이에요", known=None):
    known = Idea.objects.get(pk=idea.pk).trail_length if known is None else known
    return client.post(page(idea, step), {"reason": reason, "known": known})


def test_the_page_says_what_the_step_will_do(client, office):
    idea = IdeaFactory()
    PromiseFactory(idea=idea)
    client.force_login(office)
    text = client.get(page(idea, "ask_supplement")).text
    assert "보완 부탁하기" in text
    assert "쓴 사람이" in text
    assert "그동안 답변을 약속한 날짜는 멈춰요." in text
    assert f'name="known" value="{idea.trail_length}"' in text


@pytest.mark.parametrize("step", sorted(set(STEPS) - NOT_BY_THEMSELVES))
def test_every_step_that_stands_by_itself_says_what_it_does(step):
    from ideas.step_effects import effects

    stages = STEPS[step].from_stages
    idea = IdeaFactory(ended=Outcome.HELD) if stages == {Stage.CLOSED} else IdeaFactory(stage=sorted(stages)[0])
    said = effects(idea, STEPS[step])
    assert len(said) >= 2
    assert all(sentence.endswith("요.") for sentence in said)


def test_a_step_is_taken_and_its_reason_stands_in_the_trail(client, office):
    idea = IdeaFactory(stage=Stage.WORKING)
    client.force_login(office)
    response = send(client, idea, "put_on_agenda", "이웃들이 많이 기다려요")
    assert response.status_code == 302
    assert response.url == idea.get_absolute_url()
    moved = Idea.objects.get(pk=idea.pk)
    assert moved.stage == Stage.REALISATION
    assert moved.trail.get(kind="put_on_agenda").reason == "이웃들이 많이 기다려요"


def test_the_proposer_gives_a_supplement_and_the_clock_runs_again(client, office):
    idea = IdeaFactory()
    PromiseFactory(idea=idea)
    idea = advance(idea, "ask_supplement", office, "어느 다리인지 알려 주세요")
    assert Promise.objects.get(idea=idea, kind=PromiseKind.ANSWER).is_stopped
    client.force_login(idea.author)
    assert "어느 다리인지 알려 주세요" in client.get(idea.get_absolute_url()).text
    assert send(client, idea, "give_supplement", "마포대교예요").status_code == 302
    assert not Promise.objects.get(idea=idea, kind=PromiseKind.ANSWER).is_stopped
    assert "마포대교예요" in client.get(idea.get_absolute_url()).text


def test_a_reason_is_asked_for_in_words(client, office):
    idea = IdeaFactory()
    client.force_login(office)
    response = send(client, idea, "ask_supplement", "   ")
    assert response.status_code == 422
    assert "까닭을 한 줄만 적어 주세요." in response.text


def test_a_reason_of_1001_letters_is_too_long_and_stays_on_the_page(client, office):
    idea = IdeaFactory()
    client.force_login(office)
    response = send(client, idea, "ask_supplement", "가" * 1_001)
    assert response.status_code == 422
    assert "까닭은 1000자까지 쓸 수 있어요. 지금은 1001자예요." in response.text
    assert "가" * 1_001 in response.text
    assert send(client, idea, "ask_supplement", "가" * 1_000).status_code == 302


@pytest.mark.parametrize("words", ["김하늘 010-1234-5678로 연락했어요", "hong@example.org에 물었어요", "900101-1234567"])
def test_personal_data_has_to_go_first(client, office, words):
    idea = IdeaFactory()
    client.force_login(office)
    response = send(client, idea, "ask_supplement", words)
    assert response.status_code == 422
    assert "개인정보를 지워 주세요" in response.text
    assert words in response.text
    assert not Idea.objects.get(pk=idea.pk).awaits_supplement


def test_somebody_was_quicker_and_the_words_are_still_there(client, office):
    idea = IdeaFactory()
    client.force_login(office)
    advance(idea, "super_pass", UserFactory(role=roles.IDEA_OFFICE), "때를 놓치면 안 돼요")
    response = send(client, idea, "ask_supplement", "내가 쓰던 글", known=0)
    assert response.status_code == 409
    assert "그사이에 다른 사람이" in response.text
    assert "때를 놓치면 안 돼요" in response.text
    assert "내가 쓰던 글" in response.text
    fresh = Idea.objects.get(pk=idea.pk).trail_length
    assert f'name="known" value="{fresh}"' in response.text
    assert send(client, idea, "ask_supplement", "내가 쓰던 글", known=fresh).status_code == 302


def test_a_step_that_somebody_else_took_is_not_offered_again(client, office):
    idea = IdeaFactory()
    client.force_login(office)
    advance(idea, "ask_supplement", UserFactory(role=roles.IDEA_OFFICE), "먼저 물었어요")
    response = send(client, idea, "ask_supplement", "내가 쓰던 글", known=0)
    assert response.status_code == 409
    assert "먼저 물었어요" in response.text
    assert "내가 쓰던 글" in response.text
    assert "<textarea" not in response.text


def test_a_page_that_does_not_say_what_it_knew_is_an_old_one(client, office):
    idea = IdeaFactory()
    advance(idea, "super_pass", office, "까닭")
    client.force_login(office)
    response = client.post(page(idea, "ask_supplement"), {"reason": "글"})
    assert response.status_code == 409


@pytest.mark.parametrize("step", sorted(set(STEPS) - {"publish"}))
def test_a_citizen_may_take_no_step_with_somebody_elses_idea(client, step):
    idea = IdeaFactory(ended=Outcome.HELD) if STEPS[step].from_stages == {Stage.CLOSED} else IdeaFactory()
    client.force_login(UserFactory())
    assert client.get(page(idea, step)).status_code == 403
    assert send(client, idea, step).status_code == 403
    assert Idea.objects.get(pk=idea.pk).trail_length == 0


def test_who_is_not_logged_in_goes_there_first(client):
    response = client.get(page(IdeaFactory(), "ask_supplement"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("step", ["fly", "publish", "ANSWER", "가"])
def test_there_is_no_page_for_a_step_that_is_none(client, office, step):
    client.force_login(office)
    assert client.get(page(IdeaFactory(), step)).status_code == 404


def test_a_hidden_idea_is_not_there_for_citizens_and_other_departments(client):
    idea = IdeaFactory(visibility="hidden")
    for reader in (UserFactory(), AppointmentFactory().user):
        client.force_login(reader)
        assert client.get(page(idea, "ask_supplement")).status_code == 404
        assert client.post(page(idea, "ask_supplement"), {"reason": "글"}).status_code == 404


@pytest.mark.parametrize("step", ["fast_adopt", "not_adopt", "conclude", "transfer", "hold", "adopt_in_part"])
def test_a_decision_is_told_with_an_answer(client, office, step):
    idea = IdeaFactory()
    client.force_login(office)
    response = client.get(page(idea, step))
    assert response.status_code == 302
    assert response.url == f"{reverse('ideas:desk_idea', args=[idea.number])}?verdict={step}"


def test_the_meeting_decides_through_the_answer_page_too(client, office):
    idea = IdeaFactory(stage=Stage.REALISATION)
    client.force_login(office)
    assert client.get(page(idea, "adopt")).url.endswith("?verdict=adopt")


def test_a_department_takes_no_step_at_the_meeting(client):
    post = AppointmentFactory()
    idea = IdeaFactory(stage=Stage.REALISATION, department=post.department)
    client.force_login(post.user)
    assert client.get(page(idea, "adopt")).status_code == 403


def test_withdrawing_has_its_own_page(client):
    idea = IdeaFactory()
    client.force_login(idea.author)
    assert client.get(page(idea, "withdraw")).url == reverse("ideas:withdraw", args=[idea.number])


def test_an_idea_below_its_bar_is_not_promoted(client, office):
    gate_sets.put_preset_in_force("2023", office)
    idea = IdeaFactory(gated=True)
    client.force_login(office)
    assert client.get(page(idea, "promote")).status_code == 403
    assert client.get(page(idea, "super_pass")).status_code == 200


def test_a_second_life_is_told_before_it_is_given(client, office):
    idea = IdeaFactory(ended=Outcome.HELD)
    client.force_login(office)
    assert "새 상상처럼" in client.get(page(idea, "reopen")).text
    assert send(client, idea, "reopen").status_code == 302
    assert Idea.objects.get(pk=idea.pk).stage == Stage.PROPOSED
