"""GET /api/v1/ideas/similar/ and /api/v1/ideas/<number>/similar/."""

import pytest

from ideas import similarity
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
TEXT = "한강 다리에 그늘 쉼터를 놓아요"
BODY = "여름에 한강 다리를 걸으면 쉴 곳이 없어요. 다리 가운데에 그늘과 의자를 두면 좋겠어요."


@pytest.fixture(autouse=True)
def _nothing_counted():
    similarity.forget_counts()


@pytest.fixture
def twins(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return IdeaFactory.create_batch(2, title=TEXT, body=BODY)


def test_a_text_is_answered_with_the_ideas_like_it(client, twins, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        answer = client.get("/api/v1/ideas/similar/", {"text": f"{TEXT}\n{BODY}"})
    assert answer.status_code == 200
    found = answer.json()["results"]
    assert {idea["number"] for idea in found} == {idea.number for idea in twins}
    assert found[0]["likeness"] == 1.0
    assert {"title", "stage", "recommendations", "url"} <= set(found[0])


def test_an_idea_is_answered_with_the_others(client, twins):
    answer = client.get(f"/api/v1/ideas/{twins[0].number}/similar/")
    assert [idea["number"] for idea in answer.json()["results"]] == [twins[1].number]


@pytest.mark.parametrize("query", ["", "?text=", "?text=a", "?text=%20%20", "?text=abc&more=1"])
def test_a_question_that_is_none_is_refused(client, query):
    assert client.get(f"/api/v1/ideas/similar/{query}").status_code == 400


def test_nobody_learns_of_a_hidden_idea(client, twins):
    hidden = IdeaFactory(visibility="hidden")
    assert client.get(f"/api/v1/ideas/{hidden.number}/similar/").status_code == 404


def test_asking_too_often_is_refused(client, settings, monkeypatch):
    from datetime import timedelta

    from common import limits

    settings.RATE_LIMITS = True
    monkeypatch.setitem(limits.LIMITS, "similar", limits.Limit(2, timedelta(hours=1)))
    client.force_login(UserFactory())
    codes = [client.get("/api/v1/ideas/similar/", {"text": "그늘"}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
