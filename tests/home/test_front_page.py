"""The front page as visitors see it."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from home import shelves
from ideas import submission
from ideas.models import Idea
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def test_ideas_stand_on_the_front_page_once_each(client):
    ideas = IdeaFactory.create_batch(9)
    text = client.get("/").text
    for idea in ideas:
        assert text.count(f'href="/ideas/{idea.number}/"') == 1


def test_drafts_and_withdrawn_ideas_do_not(client):
    IdeaFactory(draft=True, title="아직 쓰는 중이에요")
    IdeaFactory(withdrawn=True, title="거둬들였어요")
    text = client.get("/").text
    assert "아직 쓰는 중이에요" not in text
    assert "거둬들였어요" not in text


def test_an_idea_that_is_hidden_is_gone_at_once(client):
    idea = IdeaFactory(title="가려질 상상")
    assert "가려질 상상" in client.get("/").text
    Idea.objects.filter(pk=idea.pk).update(visibility="hidden")
    assert "가려질 상상" not in client.get("/").text


def test_a_new_idea_is_there_at_once(client, django_capture_on_commit_callbacks):
    client.get("/")
    draft = IdeaFactory(draft=True, title="막 떨어진 방울")
    with django_capture_on_commit_callbacks(execute=True):
        submission.publish(draft, draft.author)
    assert "막 떨어진 방울" in client.get("/").text


def test_an_empty_city_invites_to_write(client):
    assert "첫 상상을 떨어뜨려 볼까요?" in client.get("/").text


def test_a_shelf_holds_no_more_than_it_should():
    IdeaFactory.create_batch(15)
    first, second = shelves.fill([(shelves.TRENDING, 3), (shelves.NEWEST, 99)])
    assert (len(first), len(second)) == (3, shelves.LONGEST)
    assert not {idea.pk for idea in first} & {idea.pk for idea in second}


@pytest.mark.parametrize("count", [2, 12])
def test_shelves_cost_two_queries_for_any_number_of_ideas(count, django_assert_num_queries):
    IdeaFactory.create_batch(count)
    wanted = [(shelves.TRENDING, 6), (shelves.NEWEST, 6)]
    shelves.fill(wanted)
    with django_assert_num_queries(2):
        shelves.fill(wanted)


def test_an_idea_begins_on_the_front_page_and_goes_on_where_it_is_written(client):
    text = client.get("/").text
    assert '<form class="first-line" action="/ideas/new/">' in text
    page = client.get("/ideas/new/", {"title": "  버스 정류장에\u200b 그늘을  "})
    assert 'value="버스 정류장에 그늘을"' in page.text
    assert not Idea.objects.exists()


def test_how_much_came_this_week_is_told_only_when_something_did(client):
    assert "지난 한 주 동안" not in client.get("/").text
    IdeaFactory(published_at=timezone.now() - timedelta(days=8))
    caches["local"].clear()
    assert "지난 한 주 동안" not in client.get("/").text
    IdeaFactory.create_batch(3)
    caches["local"].clear()
    assert "지난 한 주 동안 <strong>3방울</strong>이 모였어요" in client.get("/").text


def test_a_page_made_for_one_visitor_serves_the_next_without_the_cards(client, django_assert_max_num_queries):
    IdeaFactory.create_batch(3)
    first = client.get("/").text
    with django_assert_max_num_queries(6):
        assert client.get("/").text == first
