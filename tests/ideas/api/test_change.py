"""PATCH /api/v1/ideas/<number>/."""

import pytest

from ideas.models import Idea, IdeaVersion
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, IdeaFactory

pytestmark = pytest.mark.django_db


def url(idea) -> str:
    return f"/api/v1/ideas/{idea.number}/"


def test_the_proposer_changes_the_title_and_the_rest_stays(calling):
    idea = IdeaFactory(category=CategoryFactory(slug="park"))
    idea.tags.add("한강")
    response = calling(idea.author).patch(url(idea), {"title": "새 제목"})
    shown = response.json()
    assert response.status_code == 200
    assert (shown["title"], shown["body"], shown["category"]["slug"], shown["tags"]) == ("새 제목", idea.body, "park", ["한강"])
    assert IdeaVersion.objects.filter(idea=idea).count() == 2


def test_null_clears_what_is_optional(calling):
    idea = IdeaFactory(category=CategoryFactory())
    idea.tags.add("한강")
    shown = calling(idea.author).patch(url(idea), {"category": None, "tags": []}).json()
    assert (shown["category"], shown["tags"]) == (None, [])


def test_an_answered_idea_stays_as_it_is(calling):
    idea = IdeaFactory(answer_state="answered")
    response = calling(idea.author).patch(url(idea), {"title": "새 제목"})
    assert (response.status_code, response.json()["type"]) == (409, "urn:oasis:problem:conflict")
    assert Idea.objects.get().title == idea.title


def test_others_do_not_change_it(api, calling):
    idea = IdeaFactory()
    assert api.patch(url(idea), {"title": "새 제목"}).status_code == 401
    assert calling(UserFactory()).patch(url(idea), {"title": "새 제목"}).status_code == 403
    assert calling(UserFactory(is_superuser=True)).patch(url(idea), {"title": "새 제목"}).status_code == 403
    assert Idea.objects.get().title == idea.title


@pytest.mark.parametrize("sent", [{"stage": "closed"}, {"title": ""}, {"body": None}, {"recommendations": 99}, []])
def test_bad_words_change_nothing(calling, sent):
    idea = IdeaFactory()
    assert calling(idea.author).patch(url(idea), sent).status_code == 400
    assert Idea.objects.get().stage == "proposed"
