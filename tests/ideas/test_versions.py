"""/ideas/<number>/versions/."""

import pytest
from django.urls import reverse

from ideas import submission
from ideas.stages import Visibility
from ideas.submission import Wording
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea():
    draft = IdeaFactory(draft=True, title="다리에 그늘을", body="그늘을 만들어요. 전화 010-1234-5678")
    idea = submission.publish(draft, draft.author)
    return submission.edit(idea, draft.author, Wording(title="다리에 쉼터를", body="쉼터를 만들어요. <b>"))


def page(client, idea, **query):
    return client.get(reverse("ideas:versions", args=[idea.number]), query)


def test_the_newest_change_is_shown_first_and_not_by_colour_alone(client, idea, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        shown = page(client, idea)
    assert "<ins>" in shown.text
    assert "<del>" in shown.text
    assert "뺀 글" in shown.text
    assert "&lt;b&gt;" in shown.text


def test_personal_data_that_was_corrected_away_is_blotted_out(client, idea):
    for shown in (page(client, idea), page(client, idea, n=1)):
        assert "010-1234-5678" not in shown.text
        assert "●●●" in shown.text


@pytest.mark.parametrize("number", ["0", "3", "99999999"])
def test_versions_that_do_not_exist_are_not_found(client, idea, number):
    assert page(client, idea, n=number).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²"])
def test_a_broken_number_shows_the_newest(client, idea, number):
    assert page(client, idea, n=number).status_code == 200


def test_an_idea_without_history_says_so(client):
    assert "아직 고친 적이 없어요." in page(client, IdeaFactory()).text


def test_hidden_ideas_hide_their_versions(client):
    assert page(client, IdeaFactory(visibility=Visibility.HIDDEN)).status_code == 404
