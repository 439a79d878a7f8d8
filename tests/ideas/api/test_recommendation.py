"""PUT and DELETE /api/v1/ideas/<number>/recommendation/."""

import pytest

from ideas.models import Idea, Recommendation
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def url(idea) -> str:
    return f"/api/v1/ideas/{idea.number}/recommendation/"


def test_recommending_twice_is_recommending_once(calling):
    idea = IdeaFactory(imported_recommendation_count=4)
    citizen = calling(UserFactory())
    for _ in range(2):
        response = citizen.put(url(idea))
        assert (response.status_code, response.json()) == (200, {"recommendations": 5, "recommended": True})
    assert Recommendation.objects.count() == 1


def test_taking_back_twice_is_taking_back_once(calling):
    idea = IdeaFactory()
    citizen = calling(UserFactory())
    citizen.put(url(idea))
    for _ in range(2):
        response = citizen.delete(url(idea))
        assert (response.status_code, response.json()) == (200, {"recommendations": 0, "recommended": False})
    assert Idea.objects.get().recommendation_count == 0


def test_a_closed_idea_takes_no_recommendations(calling):
    response = calling(UserFactory()).put(url(IdeaFactory(withdrawn=True)))
    assert (response.status_code, response.json()["detail"]) == (409, "지금은 추천할 수 없는 상상이에요.")


def test_a_draft_or_hidden_idea_is_not_there(calling):
    assert calling(UserFactory()).put(url(IdeaFactory(visibility="hidden"))).status_code == 404


def test_a_recommendation_costs_at_most_six_statements(calling, statements, settings):
    settings.RATE_LIMITS = True
    idea, citizen = IdeaFactory(), calling(UserFactory())
    with statements(6):
        assert citizen.put(url(idea)).status_code == 200


def test_a_recommendation_by_log_in_costs_at_most_six_statements(client, statements, settings):
    settings.RATE_LIMITS = True
    idea = IdeaFactory()
    client.force_login(UserFactory())
    with statements(6):
        assert client.put(url(idea)).status_code == 200
