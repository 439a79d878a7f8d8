"""The inbox: told once, read when somebody says so, and nobody else's business."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ApiToken
from notifications import inbox
from notifications.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/me/notifications/"


def tell(*members, key="k", words="답변했어요", url="/ideas/", **more) -> int:
    return inbox.tell([member.pk for member in members], key, "answer", "다리 위 쉼터", words, url, **more)


def page(client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_telling_twice_leaves_one_line():
    member = UserFactory()
    tell(member)
    tell(member, words="다른 말")
    assert [notice.words for notice in Notice.objects.filter(member=member)] == ["답변했어요"]


def test_a_crowd_is_told_in_batches_and_who_has_left_is_passed_over(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(inbox, "BATCH", 2)
    members = [*UserFactory.create_batch(4), UserFactory(is_active=False)]
    # Who is there, and their lines, of each batch; in the last one nobody is left.
    with django_assert_num_queries(5):
        told = inbox.tell((member.pk for member in members), "k", "idea", "제목", "말", "/")
    assert told == Notice.objects.count() == 4
    assert inbox.tell([10**9], "k", "idea", "제목", "말", "/") == 0


def test_words_that_are_too_long_are_cut():
    member = UserFactory()
    inbox.tell([member.pk], "k", "idea", "가" * 500, "나" * 500, "/")
    notice = Notice.objects.get()
    assert (len(notice.title), len(notice.words)) == (120, 300)
    assert notice.words.endswith("…")


def test_the_badge_counts_up_to_a_hundred_and_asks_once_in_a_while(django_assert_num_queries):
    member = UserFactory()
    for number in range(103):
        Notice.objects.create(member=member, key=f"k{number}", kind="idea", title="제목", words="말", url="/")
    with django_assert_num_queries(1):
        assert inbox.unread_count(member) == inbox.unread_count(member) == 100


def test_the_menu_of_a_member_shows_how_many_are_new_and_a_strangers_shows_nothing(client):
    member = UserFactory()
    assert "notifications" not in client.get("/ideas/").content.decode()
    client.force_login(member)
    assert "읽지 않은 알림" not in page(client)
    tell(member)
    caches["local"].clear()
    assert "읽지 않은 알림 </span>1</span>" in page(client)


def test_the_badge_is_answered_from_its_index():
    member = UserFactory()
    rows = inbox.unread_of(member).order_by().values("pk")[:100]
    plan = rows.explain()
    assert "notice_unread" in plan or "Seq Scan" in plan


def test_what_is_new_stands_first_until_it_is_read(client):
    member = UserFactory()
    tell(member, key="old", words="지난 소식")
    inbox.mark_read(member)
    tell(member, key="new", words="새 소식")
    client.force_login(member)
    text = page(client)
    assert "새 소식" in text
    assert "지난 소식" not in text
    text = page(client, "?tab=all")
    assert text.index("새 소식") < text.index("지난 소식")
    client.post(f"{URL}read/", {"until": Notice.objects.latest("pk").pk})
    assert "지난 소식" in page(client)


def test_all_is_read_only_up_to_what_the_page_knew(client):
    member = UserFactory()
    tell(member, key="seen")
    known = Notice.objects.get().pk
    tell(member, key="later")
    client.force_login(member)
    client.post(f"{URL}read/", {"until": known})
    assert [notice.key for notice in inbox.unread_of(member)] == ["later"]


def test_one_line_is_read_by_itself_and_by_going_where_it_leads(client):
    member = UserFactory()
    for key in "abc":
        tell(member, key=key, url="/promises/late/")
    first, second, _third = Notice.objects.order_by("pk")
    client.force_login(member)
    assert client.post(f"{URL}read/", {"notice": first.pk}).status_code == 302
    assert client.post(f"{URL}{second.pk}/").url == "/promises/late/"
    assert [notice.key for notice in inbox.unread_of(member)] == ["c"]


def test_nothing_is_read_by_a_get(client):
    member = UserFactory()
    tell(member)
    client.force_login(member)
    assert client.get(f"{URL}read/").status_code == client.get(f"{URL}{Notice.objects.get().pk}/").status_code == 405


def test_somebody_elses_line_is_not_there(client):
    tell(UserFactory())
    notice = Notice.objects.get()
    client.force_login(UserFactory())
    assert client.post(f"{URL}{notice.pk}/").status_code == 404
    client.post(f"{URL}read/", {"notice": notice.pk})
    assert Notice.objects.filter(read_at__isnull=True).exists()
    assert "다리 위 쉼터" not in page(client, "?tab=all")


@pytest.mark.parametrize("sent", [{}, {"notice": "x"}, {"until": "-1"}, {"notice": "9" * 40}])
def test_a_form_that_names_nothing_is_not_found(client, sent):
    client.force_login(UserFactory())
    assert client.post(f"{URL}read/", sent).status_code == 404


def test_a_line_leads_nowhere_else(client):
    member = UserFactory()
    tell(member, url="//evil.example/")
    client.force_login(member)
    assert client.post(f"{URL}{Notice.objects.get().pk}/").url == URL


def test_strangers_are_asked_to_log_in(client):
    assert client.get(URL).url.startswith("/accounts/login/")
    assert client.post(f"{URL}read/", {"until": "1"}).status_code == 302


def test_a_long_inbox_costs_as_much_as_a_short_one(client):
    member = UserFactory()
    client.force_login(member)
    tell(member, key="first")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    cost()
    short = cost()
    for number in range(60):
        Notice.objects.create(member=member, key=f"k{number}", kind="idea", title="제목", words="말", url="/")
    assert cost() <= short <= 12
    assert "?page=4" in page(client)
    assert client.get(f"{URL}?page=9").status_code == 404


def test_programs_read_the_inbox_and_say_what_they_read(client):
    member = UserFactory()
    for number in range(3):
        tell(member, key=f"k{number}", at=timezone.now() - timezone.timedelta(days=number))
    _token, key = make_key(member)
    headers = {"Authorization": f"Bearer {key}"}
    first = client.get("/api/v1/me/notifications/?page_size=2", headers=headers).json()
    assert [len(first["results"]), first["results"][0]["url"].endswith("/ideas/")] == [2, True]
    assert len(client.get(first["next"], headers=headers).json()["results"]) == 1
    read = {"ids": [first["results"][0]["id"]]}
    said = client.post("/api/v1/me/notifications/read/", read, content_type="application/json", headers=headers)
    assert said.json() == {"unread": 2}
    unread = client.get("/api/v1/me/notifications/?unread=true", headers=headers).json()["results"]
    assert len(unread) == 2
    said = client.post("/api/v1/me/notifications/read/", {}, content_type="application/json", headers=headers)
    assert said.json() == {"unread": 0}
    assert client.get("/api/v1/me/notifications/?unread=maybe", headers=headers).status_code == 400


def test_programs_without_a_key_read_nothing(client):
    assert client.get("/api/v1/me/notifications/").status_code == 401
    assert client.post("/api/v1/me/notifications/read/", {}, content_type="application/json").status_code == 401


def make_key(member):
    return ApiToken.make(member, "시험")
