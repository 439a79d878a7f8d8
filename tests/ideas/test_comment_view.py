"""Comments: reading page by page, writing, replying, changing, deleting."""

import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideas import participation
from ideas.models import Comment, Idea
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CommentFactory, IdeaFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def citizen(client):
    citizen = UserFactory()
    client.force_login(citizen)
    return citizen


def address(idea) -> str:
    return reverse("ideas:comments", args=[idea.number])


def test_a_citizen_comments_and_sending_twice_makes_one(client, citizen):
    idea, key = IdeaFactory(), uuid.uuid4()
    for _ in range(2):
        response = client.post(address(idea), {"body": "  좋아요\u200b  ", "form_key": key}, follow=True)
        assert response.status_code == 200
    assert [comment.body for comment in Comment.objects.all()] == ["좋아요"]
    assert Idea.objects.get(pk=idea.pk).comment_count == 1
    assert "좋아요" in response.text


@pytest.mark.parametrize(("body", "words"), [("", "한 마디만"), (" \u200b\n", "한 마디만"), ("가" * 2_001, "2000자까지")])
@pytest.mark.parametrize("htmx", [True, False])
def test_words_that_cannot_be_taken_come_back_with_the_reason(client, citizen, body, words, htmx):
    idea = IdeaFactory()
    response = client.post(address(idea), {"body": body, "form_key": "no-uuid"}, headers=HTMX if htmx else {})
    assert response.status_code == 422
    assert words in response.text
    assert body.strip()[:50] in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("parent", ["abc", "0", "-5", "99999", str(2**63), "9" * 50])
def test_a_reply_to_nothing_keeps_the_words(client, citizen, parent):
    response = client.post(address(IdeaFactory()), {"body": "답할게요", "parent": parent})
    assert response.status_code == 422
    assert "답할게요" in response.text
    assert "답글을 달 수 없는 의견" in response.text
    assert not Comment.objects.exists()


def test_nobody_replies_to_a_reply_or_under_another_idea(client, citizen):
    top = CommentFactory()
    reply = CommentFactory(idea=top.idea, parent=top)
    for idea, parent in ((top.idea, reply), (IdeaFactory(), top)):
        assert client.post(address(idea), {"body": "답", "parent": parent.pk}).status_code == 422
    assert Comment.objects.count() == 2


def test_words_of_a_visitor_wait_until_after_logging_in(client):
    idea = IdeaFactory()
    response = client.post(address(idea), {"body": "쓰던 말이에요"})
    assert response.url.startswith(reverse("account_login"))
    back = parse_qs(urlsplit(response.url).query)["next"][0]
    client.force_login(UserFactory())
    text = client.get(back).text
    assert "쓰던 말이에요" in text
    assert "쓰던 글을 가져왔어요" in text
    client.post(address(idea), {"body": "쓰던 말이에요"})
    assert "쓰던 말이에요" not in client.get(back).text
    assert Comment.objects.count() == 1


def test_a_long_text_of_a_visitor_is_kept_too(client):
    top = CommentFactory()
    words = "긴 말 " * 1_000
    response = client.post(address(top.idea), {"body": words, "parent": top.pk}, headers=HTMX)
    back = parse_qs(urlsplit(response["HX-Redirect"]).query)["next"][0]
    client.force_login(UserFactory())
    assert words.strip() in client.get(back).text


def test_an_official_comments_under_the_post(client):
    post = AppointmentFactory(department__name="공원여가과", post="주무관")
    client.force_login(post.user)
    idea = IdeaFactory()
    client.post(address(idea), {"body": "살펴보고 있어요."})
    text = client.get(idea.get_absolute_url()).text
    assert "공원여가과" in text
    assert 'badge--official">' in text


def test_htmx_gets_the_first_page_of_comments(client, citizen):
    idea = IdeaFactory()
    CommentFactory(idea=idea, body="먼저 온 말")
    Idea.objects.filter(pk=idea.pk).update(comment_count=1)
    text = client.post(address(idea), {"body": "새 말"}, headers=HTMX).text
    assert text.index("새 말") < text.index("먼저 온 말")
    assert 'id="comments"' in text
    assert "<html" not in text


def test_htmx_gets_the_thread_it_replied_to(client, citizen):
    top = CommentFactory(body="윗말")
    text = client.post(address(top.idea), {"body": "답말", "parent": top.pk}, headers=HTMX).text
    assert text.index("윗말") < text.index("답말")
    assert f'id="comment-{top.pk}"' in text


def test_newest_comments_come_first_twenty_a_page(client):
    idea, now = IdeaFactory(comment_count=45), timezone.now()
    for n in range(45):
        CommentFactory(idea=idea, body=f"말{n:02}", created_at=now + timedelta(seconds=n))
    first = client.get(idea.get_absolute_url()).context["discussion"]
    assert [comment.body for comment in first.comments] == [f"말{n:02}" for n in range(44, 24, -1)]
    last = client.get(idea.get_absolute_url(), {"comments": 3}).context["discussion"]
    assert [comment.body for comment in last.comments] == [f"말{n:02}" for n in range(4, -1, -1)]
    for page in ("99", "abc", "-1", "9" * 99):
        assert client.get(idea.get_absolute_url(), {"comments": page}).status_code == 200


def test_three_replies_are_shown_and_the_rest_is_one_step_away(client):
    idea, citizen = IdeaFactory(), UserFactory()
    top = participation.comment(idea, citizen, "윗말")
    for n in range(25):
        participation.comment(idea, citizen, f"답{n:02}", parent=top)
    text = client.get(idea.get_absolute_url()).text
    assert "답02" in text
    assert "답03" not in text
    assert "답글 22개 더 보기" in text
    thread = client.get(address(idea), {"of": top.pk})
    assert "답19" in thread.text
    assert "답20" not in thread.text
    assert "답24" in client.get(address(idea), {"of": top.pk, "page": 2}).text
    fragment = client.get(address(idea), {"of": top.pk}, headers=HTMX).text
    assert "<html" not in fragment
    assert "답19" in fragment


@pytest.mark.parametrize("of", ["0", "x", "99999", "9" * 40, str(2**63), "²"])
def test_an_unknown_thread_is_not_there(client, of):
    assert client.get(address(IdeaFactory()), {"of": of}).status_code == 404


def test_a_deleted_comment_with_replies_leaves_an_empty_place(client, citizen):
    idea = IdeaFactory()
    top = participation.comment(idea, citizen, "지울 말")
    participation.comment(idea, UserFactory(), "남는 답", parent=top)
    delete = reverse("ideas:comment_delete", args=[idea.number, top.pk])
    assert "지울까요" in client.get(delete).text
    assert Comment.objects.get(pk=top.pk).body == "지울 말"
    client.post(delete)
    text = client.get(idea.get_absolute_url()).text
    assert "지울 말" not in text
    assert "쓴 사람이 지운 의견이에요" in text
    assert "남는 답" in text
    assert client.post(delete).status_code == 404
    assert Idea.objects.get(pk=idea.pk).comment_count == 1


def test_a_comment_is_changed_and_marked(client, citizen):
    comment = CommentFactory(author=citizen)
    change = reverse("ideas:comment_change", args=[comment.idea.number, comment.pk])
    assert comment.body in client.get(change).text
    assert client.post(change, {"body": "가" * 3_000}).status_code == 422
    response = client.post(change, {"body": "고친 말"}, follow=True)
    assert "고친 말" in response.text
    assert "고친 의견" in response.text


def test_nobody_touches_the_comments_of_others(client):
    comment = CommentFactory()
    for user in (None, UserFactory(), UserFactory(is_superuser=True), comment.idea.author):
        if user:
            client.force_login(user)
        for name in ("comment_change", "comment_delete"):
            assert client.post(reverse(f"ideas:{name}", args=[comment.idea.number, comment.pk]), {"body": "x"}).status_code == 404
    assert client.get(reverse("ideas:comment_change", args=[comment.idea.number, 2**63])).status_code == 404
    comment.refresh_from_db()
    assert comment.body != "x"


def test_a_withdrawn_idea_takes_no_comments_but_shows_what_was_said(client, citizen):
    idea = IdeaFactory(withdrawn=True, comment_count=1)
    CommentFactory(idea=idea, body="그때 한 말")
    assert "그때 한 말" in client.get(idea.get_absolute_url()).text
    assert client.post(address(idea), {"body": "늦은 말"}).status_code == 422
    assert Comment.objects.count() == 1


def test_a_comment_is_never_markup(client):
    comment = CommentFactory(body="<b onclick=x>굵게</b> https://example.org/?q=1&r=2.")
    Idea.objects.filter(pk=comment.idea_id).update(comment_count=1)
    text = client.get(comment.idea.get_absolute_url()).text
    assert "&lt;b onclick=x&gt;" in text
    assert 'href="https://example.org/?q=1&amp;r=2" rel="nofollow ugc noopener"' in text


def test_writing_too_often_is_refused_and_the_words_stay(client, citizen, settings, monkeypatch):
    from common import limits

    settings.RATE_LIMITS = True
    monkeypatch.setitem(limits.LIMITS, "comment", limits.Limit(1, timedelta(hours=1), exact=True))
    idea = IdeaFactory()
    assert client.post(address(idea), {"body": "하나"}).status_code == 302
    response = client.post(address(idea), {"body": "두 번째 말"})
    assert response.status_code == 422
    assert "두 번째 말" in response.text


def test_a_comment_sent_by_script_brings_the_new_number_along(client):
    idea, citizen = IdeaFactory(), UserFactory()
    client.force_login(citizen)
    answer = client.post(
        reverse("ideas:comments", args=[idea.number]),
        {"body": "저도요", "form_key": str(uuid.uuid4())},
        headers={"HX-Request": "true"},
    )
    assert 'id="comments-in-bar" hx-swap-oob="true">1<' in answer.text


def test_only_who_wrote_in_a_thread_gets_tools_in_it(client):
    idea, writer, reader = IdeaFactory(), UserFactory(), UserFactory()
    comment = participation.comment(idea, writer, "첫 의견")
    participation.comment(idea, reader, "답글", parent=comment)
    other = participation.comment(idea, writer, "둘째 의견")
    change = [reverse("ideas:comment_change", args=[idea.number, each.pk]) for each in (comment, other)]
    for person, own in ((writer, [True, True]), (reader, [False, False]), (UserFactory(), [False, False])):
        client.force_login(person)
        page = client.get(idea.get_absolute_url()).text
        assert [f'href="{address}"' in page for address in change] == own
    assert "csrfmiddlewaretoken" not in Client().get(idea.get_absolute_url()).text
