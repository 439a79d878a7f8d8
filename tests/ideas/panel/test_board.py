"""The panel's board: between its members and the idea office, words that can be taken back."""

import threading
import uuid

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from accounts import roles
from ideas.models import BoardPost
from ideas.panel import board
from ideas.participation import Refused
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.panel import MembershipFactory, PanelFactory

pytestmark = pytest.mark.django_db
URL = "/panel/board/"


@pytest.fixture
def panel():
    return PanelFactory()


@pytest.fixture
def member(panel):
    return MembershipFactory(panel=panel).member


def page(client, url=URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_form_that_is_sent_twice_makes_one_post(panel, member):
    key = uuid.uuid4()
    first = board.post(panel, member, "글자를 키워요", "작아요", form_key=key)
    assert board.post(panel, member, "글자를 키워요", "작아요", form_key=key).pk == first.pk
    reply_key = uuid.uuid4()
    for _time in range(2):
        board.post(panel, member, "", "저도요", parent=first, form_key=reply_key)
    first.refresh_from_db()
    assert (BoardPost.objects.count(), first.reply_count) == (2, 1)


def test_only_the_panel_and_the_office_write(panel, member):
    office = UserFactory(role=roles.IDEA_OFFICE)
    assert board.post(panel, office, "알려 드려요", "다음 주에 바꿀게요")
    former = MembershipFactory(panel=PanelFactory(over=True))
    for where, who in ((panel, UserFactory()), (panel, AppointmentFactory().user), (former.panel, former.member)):
        with pytest.raises(Refused):
            board.post(where, who, "제목", "내용")


@pytest.mark.parametrize(("title", "body"), [("", "내용"), ("제목", " "), ("가" * 121, "내용"), ("제목", "나" * 2001)])
def test_words_are_needed_and_not_too_many(panel, member, title, body):
    with pytest.raises(Refused):
        board.post(panel, member, title, body)


def test_replies_hang_on_posts_of_the_same_panel_that_are_there(panel, member):
    post = board.post(panel, member, "제목", "내용")
    reply = board.post(panel, member, "", "답글", parent=post)
    elsewhere = BoardPost.objects.create(panel=PanelFactory(), author=member, title="다른 곳", body="말")
    hidden = BoardPost.objects.create(panel=panel, author=member, title="감춘 글", body="말", visibility="hidden")
    for parent in (reply, elsewhere, hidden):
        with pytest.raises(Refused):
            board.post(panel, member, "", "답글", parent=parent)


def test_deleting_takes_the_words_away_and_keeps_the_place_while_replies_hang_on_it(panel, member):
    post = board.post(panel, member, "제목", "지울 말")
    reply = board.post(panel, member, "", "답글", parent=post)
    board.delete(post, member)
    post.refresh_from_db()
    assert (post.title, post.body) == ("지운 글", "")
    assert list(board.posts_of(panel)) == [post]
    board.delete(reply, member)
    assert list(board.posts_of(panel)) == []
    with pytest.raises(Refused):
        board.delete(reply, member)


def test_nobody_deletes_what_others_wrote_not_even_the_office(panel, member):
    post = board.post(panel, member, "제목", "내용")
    for who in (MembershipFactory(panel=panel).member, UserFactory(role=roles.IDEA_OFFICE)):
        with pytest.raises(Refused):
            board.delete(post, who)


@pytest.mark.django_db(transaction=True)
def test_replies_at_once_are_all_counted(panel):
    members = [row.member for row in MembershipFactory.create_batch(12, panel=panel)]
    post = board.post(panel, members[0], "제목", "내용")
    start, faults = threading.Barrier(12), []

    def run(who):
        start.wait()
        try:
            board.post(panel, who, "", "답글", parent=post)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(who,)) for who in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert not faults
    post.refresh_from_db()
    assert post.reply_count == post.replies.count() == 12


def test_strangers_log_in_and_others_see_nothing(client, panel, member):
    post = board.post(panel, member, "제목", "내용")
    for url in (URL, f"{URL}{post.pk}/", f"{URL}{post.pk}/delete/"):
        assert client.get(url).url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    for url in (URL, f"{URL}{post.pk}/", f"{URL}{post.pk}/delete/"):
        assert client.get(url).status_code == 403
        assert client.post(url, {"title": "제목", "body": "말"}).status_code == 403
    assert BoardPost.objects.count() == 1


def test_writing_replying_and_deleting_without_scripts(client, panel, member):
    client.force_login(member)
    made = client.post(URL, {"title": "글자를 키워요", "body": "목록이 작아요", "form_key": uuid.uuid4()})
    post = BoardPost.objects.get()
    assert made.url == f"{URL}{post.pk}/"
    client.post(made.url, {"body": "저도요"})
    assert "저도요" in page(client, made.url)
    assert "답글 1개" in page(client)
    reply = BoardPost.objects.get(parent=post)
    assert "이 글을 지울까요?" in page(client, f"{URL}{reply.pk}/delete/")
    assert client.post(f"{URL}{reply.pk}/delete/").url == made.url
    assert "저도요" not in page(client, made.url)


def test_what_is_wrong_is_said_and_the_words_stay(client, member):
    client.force_login(member)
    response = client.post(URL, {"title": "", "body": "목록이 작아요"})
    assert response.status_code == 422
    assert "제목을 한 줄만 적어 주세요." in response.content.decode()
    assert "목록이 작아요" in response.content.decode()


def test_the_office_is_named_and_officials_stand_under_their_post(client, panel, member):
    board.post(panel, UserFactory(role=roles.IDEA_OFFICE), "알려 드려요", "다음 주에 바꿀게요")
    client.force_login(member)
    assert 'badge--official">창의담당관' in page(client)


def test_the_board_of_another_panel_is_closed(client, panel, member):
    other = BoardPost.objects.create(panel=PanelFactory(over=True), author=member, title="지난 기수", body="말")
    client.force_login(member)
    assert client.get(f"{URL}{other.pk}/").status_code == 404
    assert client.post(f"{URL}{other.pk}/delete/").status_code == 404
    assert client.get(f"{URL}{10**30}/").status_code == 404


def test_a_full_board_costs_as_much_as_an_empty_one(client, panel, member):
    client.force_login(member)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    board.post(panel, member, "제목", "내용")
    cost()
    short = cost()
    for _post in range(25):
        board.post(panel, MembershipFactory(panel=panel).member, "제목", "내용")
    assert cost() <= short <= 14
    assert client.get(f"{URL}?page=2").status_code == 200
    assert client.get(f"{URL}?page=3").status_code == 404
