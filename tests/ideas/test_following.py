"""Following an idea, silence, and who hears of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ideas import following
from ideas.models import Follow, Idea
from ideas.participation import Refused
from ideas.reading import know_reader
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


def told(idea) -> list[int]:
    return following.listeners(idea, 0, 100)[0]


def test_following_twice_is_following_once():
    idea, member = IdeaFactory(), UserFactory()
    assert following.follow(idea, member)
    assert not following.follow(idea, member)
    assert Follow.objects.get().is_muted is False
    assert following.unfollow(idea, member)
    assert not following.unfollow(idea, member)
    assert not Follow.objects.exists()


def test_a_supporter_who_wants_silence_keeps_it_until_asking_for_news_again():
    row = RecommendationFactory()
    assert told(row.idea) == [row.member_id]
    following.mute(row.idea, row.member)
    assert told(row.idea) == []
    assert not following.unfollow(row.idea, row.member)
    assert told(row.idea) == []
    following.follow(row.idea, row.member)
    assert told(row.idea) == [row.member_id]


@pytest.mark.parametrize("gone", [{"visibility": "hidden"}, {"withdrawn": True}, {"draft": True}])
def test_hidden_withdrawn_and_unpublished_ideas_cannot_be_followed(gone):
    with pytest.raises(Refused):
        following.follow(IdeaFactory(**gone), UserFactory())


def test_the_crowd_comes_in_batches_and_nobody_twice():
    idea = IdeaFactory()
    rows = RecommendationFactory.create_batch(5, idea=idea)
    both, alone, silent = rows[0].member, UserFactory(), rows[3].member
    following.follow(idea, both)
    following.follow(idea, alone)
    following.mute(idea, silent)
    heard, after = [], 0
    while (found := following.listeners(idea, after, 2))[1] is not None:
        batch, after = found
        heard += batch
    expected = sorted({row.member_id for row in rows} - {silent.pk} | {alone.pk})
    assert heard == expected


def test_the_button_follows_and_lets_go_without_scripts(client):
    idea, member = IdeaFactory(), UserFactory()
    client.force_login(member)
    assert client.post(f"/ideas/{idea.number}/follow/", {"action": "follow"}).url == idea.get_absolute_url()
    assert "한강 다리" in client.get("/me/following/").content.decode()
    assert client.post(f"/ideas/{idea.number}/follow/", {"action": "unfollow", "back": "list"}).url == "/me/following/"
    assert "아직 지켜보는 상상이 없어요" in client.get("/me/following/").content.decode()


def test_htmx_gets_the_button_back_in_its_new_state(client):
    idea, member = IdeaFactory(), UserFactory()
    client.force_login(member)
    text = client.post(f"/ideas/{idea.number}/follow/", {"action": "follow"}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="unfollow"' in text
    assert "<html" not in text
    RecommendationFactory(idea=idea, member=member)
    text = client.post(f"/ideas/{idea.number}/follow/", {"action": "follow"}, headers={"HX-Request": "true"}).content.decode()
    assert "추천한 상상이라" in text
    assert 'value="mute"' in text
    own = IdeaFactory(author=member)
    text = client.post(f"/ideas/{own.number}/follow/", {"action": "mute"}, headers={"HX-Request": "true"}).content.decode()
    assert "소식 다시 받기" in text


def test_a_hidden_idea_is_not_there_for_following(client):
    idea = IdeaFactory(visibility="hidden")
    client.force_login(UserFactory())
    assert client.post(f"/ideas/{idea.number}/follow/").status_code == 404


def test_following_wants_a_member_and_a_post(client):
    idea = IdeaFactory()
    assert client.post(f"/ideas/{idea.number}/follow/").url.startswith("/accounts/login/")
    assert client.get(f"/ideas/{idea.number}/follow/").status_code == 405
    assert client.get("/me/following/").url.startswith("/accounts/login/")
    assert not Follow.objects.exists()


def test_a_followed_idea_that_was_hidden_leaves_the_list(client):
    idea, member = IdeaFactory(), UserFactory()
    following.follow(idea, member)
    Idea.objects.filter(pk=idea.pk).update(visibility="hidden")
    client.force_login(member)
    assert "한강 다리" not in client.get("/me/following/").content.decode()


def test_a_long_list_costs_as_much_as_a_short_one(client):
    member = UserFactory()
    client.force_login(member)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/me/following/").status_code == 200
        return len(queries)

    following.follow(IdeaFactory(), member)
    cost()
    short = cost()
    for idea in IdeaFactory.create_batch(25):
        following.follow(idea, member)
    assert cost() <= short <= 10
    assert client.get("/me/following/?page=2").status_code == 200
    assert client.get("/me/following/?page=3").status_code == 404


def test_the_page_of_an_idea_pays_no_query_for_the_button(django_assert_num_queries):
    idea, member = IdeaFactory(), UserFactory()
    following.mute(idea, member)
    know_reader(idea, member)
    with django_assert_num_queries(0):
        assert following.standing(idea, member).is_muted
