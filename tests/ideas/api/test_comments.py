"""GET and POST /api/v1/ideas/<number>/comments/."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.models import Comment
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CommentFactory, IdeaFactory

pytestmark = pytest.mark.django_db


def url(idea) -> str:
    return f"/api/v1/ideas/{idea.number}/comments/"


def ids(response) -> list[int]:
    assert response.status_code == 200, response.content.decode()
    return [comment["id"] for comment in response.json()["results"]]


def test_comments_are_read_newest_first_without_replies(api):
    idea = IdeaFactory()
    old = CommentFactory(idea=idea, created_at=timezone.now() - timedelta(days=1), reply_count=1)
    new = CommentFactory(idea=idea)
    reply = CommentFactory(idea=idea, parent=old)
    CommentFactory()
    assert ids(api.get(url(idea))) == [new.pk, old.pk]
    assert ids(api.get(url(idea), {"reply_to": old.pk})) == [reply.pk]


def test_hidden_comments_do_not_show_and_deleted_ones_only_hold_their_replies(api):
    idea = IdeaFactory()
    hidden = CommentFactory(idea=idea, visibility="hidden")
    CommentFactory(idea=idea, parent=hidden)
    CommentFactory(idea=idea, body="", deleted_at=timezone.now())
    place = CommentFactory(idea=idea, body="", deleted_at=timezone.now(), reply_count=1)
    (shown,) = api.get(url(idea)).json()["results"]
    assert (shown["id"], shown["body"], shown["author"], shown["deleted"]) == (place.pk, "", None, True)
    assert ids(api.get(url(idea), {"reply_to": hidden.pk})) == []


def test_a_citizen_comments_and_another_replies(calling):
    idea = IdeaFactory()
    first = calling(UserFactory(nickname="물방울")).post(url(idea), {"body": "좋아요!"})
    assert first.status_code == 201
    assert first.json()["author"]["label"] == "물방울"
    second = calling(UserFactory()).post(url(idea), {"body": "저도요.", "reply_to": first.json()["id"]})
    assert second.json()["reply_to"] == first.json()["id"]
    assert Comment.objects.get(pk=first.json()["id"]).reply_count == 1


def test_an_official_speaks_for_the_post_and_not_by_nickname(calling):
    idea, post = IdeaFactory(), AppointmentFactory(post="주무관", department__name="공원녹지과", department__slug="green")
    author = calling(post.user).post(url(idea), {"body": "살펴볼게요."}).json()["author"]
    assert author == {
        "label": "공원녹지과 주무관",
        "id": None,
        "nickname": None,
        "department": {"slug": "green", "name": "공원녹지과"},
        "post": "주무관",
        "expert": False,
        "field": None,
    }


def test_sending_again_with_the_same_key_makes_one_comment(calling):
    idea, citizen = IdeaFactory(), calling(UserFactory())
    made = [citizen.post(url(idea), {"body": "좋아요!"}, headers={"Idempotency-Key": "k"}).json()["id"] for _ in range(2)]
    assert made[0] == made[1]
    assert Comment.objects.count() == 1


BAD = [
    *({}, {"body": ""}, {"body": "\u200b"}, {"body": "가" * 2001}, {"body": 1}, {"body": "가", "author": 1}),
    *({"body": "가", "reply_to": wrong} for wrong in ("1", 2**63, True, 1.5, -1, [1])),
]


@pytest.mark.parametrize("sent", BAD)
def test_bad_words_are_refused(calling, sent):
    response = calling(UserFactory()).post(url(IdeaFactory()), sent)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert not Comment.objects.exists()


def test_a_reply_needs_a_comment_of_the_same_idea(calling):
    idea, elsewhere, citizen = IdeaFactory(), CommentFactory(), calling(UserFactory())
    for pk in (elsewhere.pk, 2**62):
        assert citizen.post(url(idea), {"body": "가", "reply_to": pk}).status_code == 409
    reply = CommentFactory(idea=idea, parent=CommentFactory(idea=idea))
    assert citizen.post(url(idea), {"body": "가", "reply_to": reply.pk}).status_code == 409


def test_a_withdrawn_idea_takes_no_comments(calling):
    assert calling(UserFactory()).post(url(IdeaFactory(withdrawn=True)), {"body": "가"}).status_code == 409


@pytest.mark.parametrize("wanted", ["x", "-1", "9" * 30, "1.5", "%EF%BC%91"])
def test_a_reply_to_that_is_no_number_is_named(api, wanted):
    response = api.get(f"{url(IdeaFactory())}?reply_to={wanted}")
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "reply_to")


def test_pages_of_comments_and_replies_are_complete(api):
    idea = IdeaFactory()
    moment = timezone.now()
    made = [CommentFactory(idea=idea, created_at=moment).pk for _ in range(5)]
    replies = [CommentFactory(idea=idea, created_at=moment, parent_id=made[0]).pk for _ in range(5)]
    for query, wanted in (("?page_size=2", made[::-1]), (f"?page_size=2&reply_to={made[0]}", replies)):
        found, address = [], url(idea) + query
        while address:
            response = api.get(address)
            found += ids(response)
            address = response.json()["next"]
        assert found == wanted


def test_comments_cost_the_same_for_any_number(api, calling, statements):
    idea = IdeaFactory()
    CommentFactory.create_batch(20, idea=idea, appointment=AppointmentFactory())
    with statements(2):
        assert len(ids(api.get(url(idea)))) == 20
    citizen = calling(UserFactory())
    with statements(10):
        assert citizen.post(url(idea), {"body": "가"}).status_code == 201
