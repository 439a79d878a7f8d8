"""How many people read an idea."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from ideas import viewing
from ideas.models import Idea, IdeaView
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _empty_buffer():
    viewing.buffer.waiting.clear()
    yield
    viewing.buffer.waiting.clear()


def read(client, idea, agent=PERSON, address="192.0.2.1", **headers):
    return client.get(idea.get_absolute_url(), headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)


def counted(idea) -> int:
    assert viewing.buffer.flush()
    viewing.count_views()
    return Idea.objects.get(pk=idea.pk).view_count


@pytest.mark.django_db
def test_a_hundred_views_of_one_reader_count_once(client):
    idea = IdeaFactory()
    for n in range(100):
        read(client, idea)
        if n % 40 == 0:
            assert counted(idea) == 1
    assert counted(idea) == 1


@pytest.mark.django_db
def test_two_readers_count_twice(client):
    idea = IdeaFactory()
    read(client, idea)
    read(client, idea, address="192.0.2.2")
    assert counted(idea) == 2
    read(client, idea, agent=PERSON.replace("140", "141"))
    assert counted(idea) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
        "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/",
        "python-requests/2.32",
    ],
)
def test_robots_do_not_count(client, agent):
    idea = IdeaFactory()
    read(client, idea, agent=agent)
    assert counted(idea) == 0


@pytest.mark.django_db
def test_pages_fetched_ahead_heads_authors_and_hidden_ideas_do_not_count(client):
    idea = IdeaFactory()
    read(client, idea, **{"Sec-Purpose": "prefetch;prerender"})
    read(client, idea, Purpose="prefetch")
    client.head(idea.get_absolute_url(), headers={"User-Agent": PERSON})
    client.force_login(idea.author)
    read(client, idea)
    hidden = IdeaFactory(visibility="hidden", author=idea.author)
    read(client, hidden)
    assert counted(idea) == 0
    assert counted(hidden) == 0


@pytest.mark.django_db
def test_a_view_writes_nothing_and_keeps_no_address(client, django_assert_num_queries):
    idea = IdeaFactory()
    read(client, idea, address="203.0.113.77")
    (view,) = viewing.buffer.waiting
    assert "203.0.113.77" not in repr(view)
    assert not IdeaView.objects.exists()


@pytest.mark.django_db
def test_a_reader_cannot_be_followed_to_the_next_day(rf):
    request = rf.get("/", headers={"User-Agent": PERSON})
    today = timezone.localdate()
    assert viewing.reader_of(request, today) != viewing.reader_of(request, today + timedelta(days=1))


@pytest.mark.django_db
def test_views_wait_when_the_database_is_away(client, monkeypatch):
    idea = IdeaFactory()
    assert read(client, idea).status_code == 200

    def away(views):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(viewing, "write", away)
        assert not viewing.buffer.flush()
    assert counted(idea) == 1


@pytest.mark.django_db
def test_views_of_an_idea_that_is_gone_are_left_out(client):
    idea, gone = IdeaFactory(), IdeaFactory()
    read(client, idea)
    read(client, gone)
    gone.delete()
    assert counted(idea) == 1


@pytest.mark.django_db
def test_rows_of_past_days_are_dropped_once_they_are_counted():
    idea, today = IdeaFactory(), timezone.localdate()
    for days in range(4):
        IdeaView.objects.create(idea=idea, day=today - timedelta(days=days), reader="r")
    assert viewing.count_views() == 4
    assert set(IdeaView.objects.values_list("day", flat=True)) == {today, today - timedelta(days=1)}
    assert Idea.objects.get(pk=idea.pk).view_count == 4


@pytest.mark.django_db
def test_a_forked_worker_starts_empty():
    buffer = viewing.Buffer()
    buffer.waiting.add((1, timezone.localdate(), "r"))
    buffer.reset()
    assert not buffer.waiting
    assert buffer.thread is None


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_count_every_view_once(monkeypatch):
    monkeypatch.setattr(viewing, "COUNT_AT_ONCE", 10)
    ideas, today = IdeaFactory.create_batch(3, author=UserFactory()), timezone.localdate()
    rows = [IdeaView(idea=idea, day=today, reader=f"r{n}") for n in range(40) for idea in ideas]
    IdeaView.objects.bulk_create(rows)

    def count():
        try:
            viewing.count_views()
        finally:
            connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    viewing.count_views()
    assert {idea.view_count for idea in Idea.objects.filter(pk__in=[idea.pk for idea in ideas])} == {40}
    assert not IdeaView.objects.filter(counted=False).exists()
