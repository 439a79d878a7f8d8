"""common.limits: how often one person may do what."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.test import RequestFactory
from django.utils import timezone

from common import limits
from common.limits import LIMITS, Limit, TooOften
from common.models import TokenBucket
from oasis.middleware import SlowDown
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits_hold(settings, monkeypatch):
    settings.RATE_LIMITS = True
    caches["limits"].clear()
    monkeypatch.setitem(LIMITS, "quick", Limit(3, timedelta(minutes=1)))
    monkeypatch.setitem(LIMITS, "exact", Limit(3, timedelta(hours=1), exact=True))
    yield
    caches["limits"].clear()


@pytest.fixture
def later():
    """Move the clock on by a timedelta."""
    travels = []

    def on(by: timedelta):
        travel = time_machine.travel(timezone.now() + by, tick=False)
        travel.start()
        travels.append(travel)

    yield on
    for travel in travels:
        travel.stop()


def request_of(user=None, **meta):
    request = RequestFactory().get("/", **meta)
    request.user = user or AnonymousUser()
    return request


@pytest.mark.parametrize("name", ["quick", "exact"])
def test_the_limit_is_exact_and_says_when_to_come_back(name):
    request = request_of(UserFactory())
    for _ in range(3):
        limits.check(name, request)
    with pytest.raises(TooOften) as refused:
        limits.check(name, request)
    assert 1 <= refused.value.wait <= 1200
    assert "다시 할 수 있어요" in str(refused.value)


@pytest.mark.parametrize("name", ["quick", "exact"])
def test_it_opens_again_after_a_while(name, later):
    request = request_of(UserFactory())
    for _ in range(3):
        limits.check(name, request)
    later(LIMITS[name].period)
    limits.check(name, request)


def test_members_are_counted_one_by_one_wherever_they_come_from():
    one, two = UserFactory(), UserFactory()
    for n in range(3):
        limits.check("quick", request_of(one, REMOTE_ADDR=f"203.0.113.{n}"))
    limits.check("quick", request_of(two))
    with pytest.raises(TooOften):
        limits.check("quick", request_of(one, REMOTE_ADDR="203.0.113.99"))


def test_moving_through_a_home_network_or_making_up_proxies_does_not_help():
    for n in range(3):
        limits.check("quick", request_of(REMOTE_ADDR=f"2001:db8:1:2::{n}", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}"))
    with pytest.raises(TooOften):
        limits.check("quick", request_of(REMOTE_ADDR="2001:db8:1:2:ffff::1", HTTP_X_FORWARDED_FOR="198.51.100.77"))
    limits.check("quick", request_of(REMOTE_ADDR="2001:db8:1:3::1"))


@pytest.mark.parametrize("address", ["", "unix:", "not an address"])
def test_an_address_nobody_knows_is_counted_too(address):
    for _ in range(3):
        limits.check("quick", request_of(REMOTE_ADDR=address))
    with pytest.raises(TooOften):
        limits.check("quick", request_of(REMOTE_ADDR=address))


def test_frequent_acts_write_nothing_to_the_database(django_assert_num_queries):
    request = request_of(UserFactory())
    with django_assert_num_queries(0):
        limits.check("quick", request)


def test_without_the_cache_the_database_counts(monkeypatch):
    class Away:
        def add(self, *args):
            raise ConnectionError

    monkeypatch.setattr(limits, "caches", {"limits": Away()})
    request = request_of(UserFactory())
    for _ in range(3):
        limits.check("quick", request)
    with pytest.raises(TooOften):
        limits.check("quick", request)
    assert TokenBucket.objects.count() == 1


def test_the_setting_switches_them_off(settings):
    settings.RATE_LIMITS = False
    request = request_of(UserFactory())
    for _ in range(9):
        limits.check("exact", request)
    assert not TokenBucket.objects.exists()


def test_the_api_answers_429_with_the_seconds_to_wait(client, monkeypatch):
    monkeypatch.setitem(LIMITS, "api_read", Limit(2, timedelta(minutes=1)))
    for _ in range(2):
        assert client.get("/api/v1/ideas/").status_code == 200
    response = client.get("/api/v1/ideas/")
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(response["Retry-After"]) <= 60
    assert "다시 할 수 있어요" in response.json()["detail"]


@pytest.mark.parametrize(
    ("name", "verb", "path", "sent"),
    [
        ("write_idea", "post", "/api/v1/ideas/", {"title": "제목", "body": "글"}),
        ("comment", "post", "/api/v1/ideas/{n}/comments/", {"body": "의견"}),
        ("recommend", "put", "/api/v1/ideas/{n}/recommendation/", {}),
        ("recommend", "delete", "/api/v1/ideas/{n}/recommendation/", {}),
        ("api_write", "put", "/api/v1/ideas/{n}/recommendation/", {}),
    ],
)
def test_each_act_has_its_own_limit(client, monkeypatch, name, verb, path, sent):
    monkeypatch.setitem(LIMITS, name, Limit(1, timedelta(minutes=1), exact=LIMITS[name].exact))
    client.force_login(UserFactory())
    url = path.format(n=IdeaFactory().number)
    first, second = (getattr(client, verb)(url, sent, content_type="application/json") for _ in range(2))
    assert first.status_code in (200, 201), first.content.decode()
    assert second.status_code == 429


def test_a_page_that_catches_nothing_answers_429_in_words(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    response = SlowDown(lambda request: None).process_exception(request, TooOften(90.5))
    assert (response.status_code, response["Retry-After"]) == (429, "91")
    assert SlowDown(lambda request: None).process_exception(request, ValueError()) is None
