"""/healthz and /readyz."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from common import health
from common.models import Heartbeat


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    monkeypatch.setattr(health._Known, "migrated", False)


def ready(client):
    answer = client.get(reverse("readyz"))
    return answer.status_code, answer.json()["problems"]


@pytest.fixture
def alive():
    for name in health.BACKGROUND:
        Heartbeat.beat(name)


def test_healthz_answers_without_the_database(client):
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_a_site_with_everything_is_ready(client, alive):
    assert ready(client) == (200, [])


@pytest.mark.django_db
def test_a_silent_worker_and_ticker_are_named(client, alive):
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert ready(client) == (503, ["worker", "ticker"])


@pytest.mark.django_db
def test_a_missing_migration_is_named(client, alive, monkeypatch):
    monkeypatch.setattr(health, "unapplied_migrations", lambda: {("ideas", "0099_later")})
    assert ready(client) == (503, ["migrations"])


@pytest.mark.django_db
def test_a_database_that_is_away_is_named(client, monkeypatch):
    def away():
        raise DatabaseError("no route")

    monkeypatch.setattr(health, "unapplied_migrations", away)
    assert ready(client) == (503, ["database"])


@pytest.mark.django_db
def test_a_cache_that_is_away_is_named(client, alive, monkeypatch):
    def away(*args):
        raise ConnectionError("no route")

    monkeypatch.setattr(cache, "set", away)
    assert ready(client) == (503, ["cache"])


@pytest.mark.django_db
def test_the_migrations_of_this_code_are_all_applied_and_asked_for_once(django_assert_num_queries):
    assert health.unapplied_migrations() == set()
    assert health.migrated()
    with django_assert_num_queries(0):
        assert health.migrated()
