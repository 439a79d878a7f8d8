"""Callers of the API."""

import pytest
from rest_framework.test import APIClient

from accounts.models import ApiToken


@pytest.fixture
def api():
    """Anybody, without a key."""
    return APIClient()


@pytest.fixture
def calling():
    """calling(user): a client that sends a personal key of this member."""

    def client(user) -> APIClient:
        caller = APIClient()
        _token, key = ApiToken.make(user, "시험")
        ApiToken.objects.update(last_used_at="2999-01-01T00:00Z")
        caller.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        return caller

    return client


@pytest.fixture
def statements(django_assert_max_num_queries):
    """How many statements a block sends, the marks of transactions aside: `with statements(6): …`."""
    from contextlib import contextmanager

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def at_most(number: int):
        with CaptureQueriesContext(connection) as seen:
            yield
        marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
        sent = [query["sql"] for query in seen if not query["sql"].startswith(marks)]
        assert len(sent) <= number, "\n".join(sent)

    return at_most
