"""Pressing the button to recommend."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from ideas.models import Idea, Recommendation
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def press(client, idea, action="recommend", **more):
    return client.post(reverse("ideas:recommend", args=[idea.number]), {"action": action}, **more)


@pytest.fixture
def citizen(client):
    citizen = UserFactory()
    client.force_login(citizen)
    return citizen


def test_pressing_twice_recommends_once(client, citizen):
    idea = IdeaFactory()
    assert press(client, idea).status_code == 302
    press(client, idea)
    assert Recommendation.objects.filter(idea=idea, member=citizen).count() == 1
    assert Idea.objects.get(pk=idea.pk).recommendation_count == 1


def test_a_recommendation_is_taken_back(client, citizen):
    idea = IdeaFactory()
    press(client, idea)
    press(client, idea, "take_back")
    press(client, idea, "take_back")
    assert Idea.objects.get(pk=idea.pk).recommendation_count == 0


def test_htmx_gets_the_button_and_the_sentence(client, citizen):
    idea = IdeaFactory(imported_recommendation_count=6)
    text = press(client, idea, headers=HTMX).text
    assert 'aria-pressed="true"' in text
    assert 'value="take_back"' in text
    assert "이웃 7명이 추천했어요" in text
    assert 'hx-swap-oob="true"' in text
    assert 'aria-pressed="false"' in press(client, idea, "take_back", headers=HTMX).text


def test_who_is_not_logged_in_is_sent_to_log_in_and_the_recommendation_is_offered(client):
    idea = IdeaFactory()
    response = press(client, idea)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert "offer=recommend" in unquote(response.url)
    assert press(client, idea, headers=HTMX)["HX-Redirect"].startswith(reverse("account_login"))
    client.force_login(UserFactory())
    text = client.get(idea.get_absolute_url(), {"offer": "recommend"}).text
    assert "추천하려던 상상이에요" in text
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize("trait", ["withdrawn"])
def test_an_idea_that_ended_refuses_with_words(client, citizen, trait):
    idea = IdeaFactory(**{trait: True})
    response = press(client, idea)
    assert "추천할 수 없는" in client.get(response.url).text
    assert "추천할 수 없는" in press(client, idea, headers=HTMX).text
    assert not Recommendation.objects.exists()


def test_a_hidden_idea_is_not_there(client, citizen):
    assert press(client, IdeaFactory(visibility="hidden")).status_code == 404


@pytest.mark.parametrize("number", [2**63, 10**40])
def test_a_number_too_large_is_not_there(client, citizen, number):
    assert client.post(f"/ideas/{number}/recommend/").status_code == 404


def test_looking_changes_nothing(client, citizen):
    idea = IdeaFactory()
    assert client.get(reverse("ideas:recommend", args=[idea.number])).status_code == 405


def test_recommending_takes_few_statements(client, citizen, django_assert_max_num_queries):
    idea = IdeaFactory()
    with django_assert_max_num_queries(8):  # the two of a savepoint come with the transaction around a test
        press(client, idea, headers=HTMX)
