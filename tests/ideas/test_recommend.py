"""participation.recommend and take_back."""

import pytest

from ideas import participation
from ideas.models import Idea, Recommendation
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def test_a_citizen_recommends_an_idea_once():
    idea, citizen = IdeaFactory(), UserFactory()
    assert participation.recommend(idea, citizen)
    assert not participation.recommend(idea, citizen)
    idea = Idea.objects.get(pk=idea.pk)
    assert (idea.recommendation_count, idea.recommendations, Recommendation.objects.count()) == (1, 1, 1)


def test_a_recommendation_can_be_taken_back():
    idea, citizen = IdeaFactory(imported_recommendation_count=7), UserFactory()
    participation.recommend(idea, citizen)
    assert participation.take_back(idea, citizen)
    assert not participation.take_back(idea, citizen)
    idea = Idea.objects.get(pk=idea.pk)
    assert (idea.recommendation_count, idea.recommendations) == (0, 7)


def test_the_trend_in_the_database_is_the_trend_of_the_function():
    idea = IdeaFactory(imported_recommendation_count=30)
    for _ in range(3):
        participation.recommend(idea, UserFactory())
    idea = Idea.objects.get(pk=idea.pk)
    assert idea.trend == pytest.approx(participation.trend(idea))


def test_nobody_recommends_a_withdrawn_idea_or_a_draft():
    for trait in ("withdrawn", "draft"):
        with pytest.raises(participation.Refused):
            participation.recommend(IdeaFactory(**{trait: True}), UserFactory())
