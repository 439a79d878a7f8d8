"""Pages for members: kept for all but for the parts that are each reader's own, and true at once for everybody."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from accounts import roles
from ideas import following, participation
from ideas.models import Comment
from ideas.stages import Outcome
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CommentFactory, IdeaFactory

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(idea, client) -> str:
    return client.get(reverse("ideas:detail", args=[idea.number])).text


def the_list(client) -> str:
    return client.get(reverse("ideas:list")).text


def test_members_share_a_page_and_nothing_of_their_own():
    idea, members = IdeaFactory(), [UserFactory(nickname=f"이웃{name}") for name in "가나다"]
    clients = [client_of(member) for member in members]
    participation.recommend(idea, members[0])
    following.follow(idea, members[1])
    for _time in range(2):
        pages = [page_of(idea, client) for client in clients]
        for page, member in zip(pages, members, strict=True):
            assert [other.nickname for other in members if other.nickname in page] == [member.nickname]
        assert ['value="take_back"' in page for page in pages] == [True, False, False]
        assert ["이 상상을 지켜보고 있어요." in page for page in pages] == [False, True, False]
        assert ["추천한 상상이라" in page for page in pages] == [True, False, False]


def test_no_mark_of_a_gap_reaches_anybody():
    from common.shared_pages import MARK

    idea, member = IdeaFactory(), UserFactory()
    CommentFactory.create_batch(2, idea=idea)
    for client in (client_of(member), Client(), client_of(idea.author)):
        for _time in range(2):
            assert MARK not in page_of(idea, client) + the_list(client)


def test_every_member_gets_tokens_that_work():
    idea, clients = IdeaFactory(), [Client(enforce_csrf_checks=True) for _time in range(2)]
    for client in clients:
        client.force_login(UserFactory())
    for client in clients:
        page = client.get(reverse("ideas:detail", args=[idea.number]))
        token = page.text.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
        form = {"action": "recommend", "csrfmiddlewaretoken": token}
        assert client.post(reverse("ideas:recommend", args=[idea.number]), form).status_code == 302
    idea.refresh_from_db()
    assert idea.recommendations == 2


def test_each_form_for_a_comment_has_a_name_of_its_own():
    idea, client = IdeaFactory(), client_of(UserFactory())
    pages = [page_of(idea, client) for _time in range(3)]
    assert len({page.partition('name="form_key" value="')[2][:36] for page in pages}) == 3


ACTS = {
    "recommending": (lambda idea, me: participation.recommend(idea, me), 'value="take_back"'),
    "following": (lambda idea, me: following.follow(idea, me), "이 상상을 지켜보고 있어요."),
    "silence": (lambda idea, me: following.mute(idea, me), "이 상상의 소식을 보내지 않고 있어요."),
    "a comment": (lambda idea, me: participation.comment(idea, me, "내가 방금 쓴 말"), "내가 방금 쓴 말"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_member_sees_their_own_act_at_once(act):
    idea, me = IdeaFactory(), UserFactory()
    client, (do, words) = client_of(me), ACTS[act]
    assert words not in page_of(idea, client)
    do(idea, me)
    assert words in page_of(idea, client)


def test_who_wrote_a_comment_finds_the_ways_to_change_it_and_nobody_else_does():
    idea, writer, reader = IdeaFactory(), UserFactory(), UserFactory()
    made = participation.comment(idea, writer, "고치고 싶은 말")
    reply = participation.comment(idea, reader, "답글이에요", parent=made)
    ways = {each: reverse("ideas:comment_change", args=[idea.number, each.pk]) for each in (made, reply)}
    for _time in range(2):
        for member, own, other in ((writer, made, reply), (reader, reply, made)):
            page = page_of(idea, client_of(member))
            assert ways[own] in page
            assert ways[other] not in page
        assert not any(way in page_of(idea, client_of(UserFactory())) for way in ways.values())


def test_the_writer_and_the_office_find_their_tools_on_a_page_others_have_read():
    idea, citizen = IdeaFactory(), UserFactory()
    office = UserFactory(role=roles.IDEA_OFFICE)
    edit, desk = reverse("ideas:edit", args=[idea.number]), "공무원 책상"
    for _time in range(2):
        shown = [page_of(idea, client_of(member)) for member in (citizen, idea.author, office)]
        assert [edit in page for page in shown] == [False, True, False]
        assert [desk in page for page in shown] == [False, False, True]
        assert ["css/desk" in page for page in shown] == [False, False, True]


def test_where_a_merged_idea_went_is_said_to_those_who_may_see_it():
    hidden = IdeaFactory(title="숨은 곳의 상상")
    idea = IdeaFactory(outcome=Outcome.MERGED, stage="closed", merged_into=hidden)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="hidden", public_since=None)
    office = UserFactory(role=roles.IDEA_OFFICE)
    for _time in range(2):
        shown = ["숨은 곳의 상상" in page_of(idea, client) for client in (client_of(office), client_of(UserFactory()), Client())]
        assert shown == [True, False, False]


def test_a_hidden_idea_is_gone_at_once_for_members_who_read_it_before():
    idea, client = IdeaFactory(), client_of(UserFactory())
    page_of(idea, client)
    type(idea).objects.filter(pk=idea.pk).update(visibility="hidden", public_since=None)
    assert client.get(reverse("ideas:detail", args=[idea.number])).status_code == 404
    assert client_of(idea.author).get(reverse("ideas:detail", args=[idea.number])).status_code == 200


def test_a_new_nickname_stands_under_ones_own_idea_at_once():
    idea = IdeaFactory(author__nickname="옛이름")
    client = client_of(idea.author)
    assert "옛이름" in page_of(idea, client)
    idea.author.nickname = "새이름"
    idea.author.save()
    assert "옛이름" not in page_of(idea, client)


def test_words_that_wait_are_said_once_on_a_kept_page():
    idea, client = IdeaFactory(), client_of(UserFactory())
    page_of(idea, client)
    client.post(reverse("ideas:comments", args=[idea.number]), {"body": "한마디 보태요"})
    assert Comment.objects.filter(idea=idea).exists()
    assert "의견을 남겼어요. 고마워요!" in page_of(idea, client)
    assert "의견을 남겼어요. 고마워요!" not in page_of(idea, client)


@pytest.mark.parametrize("read", [page_of, lambda idea, client: the_list(client)], ids=["idea", "list"])
def test_a_kept_page_costs_a_member_five_queries_at_most(django_assert_max_num_queries, read):
    idea, client = IdeaFactory(), client_of(UserFactory())
    CommentFactory.create_batch(3, idea=idea)
    read(idea, client)
    assert caches["pages"]._cache
    with django_assert_max_num_queries(5):
        read(idea, client)
