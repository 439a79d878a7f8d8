"""Personal keys of the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import ApiToken
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/"


def ask(client, key: str):
    return client.get(URL, headers={"Authorization": key})


def test_a_key_speaks_for_its_member(client):
    member = UserFactory()
    _token, key = ApiToken.make(member, "내 프로그램")
    assert ask(client, f"Bearer {key}").json()["id"] == member.pk
    assert ask(client, f"bearer  {key} ").json()["id"] == member.pk


def test_a_revoked_key_opens_nothing(client):
    _token, key = ApiToken.make(UserFactory(), "옛 열쇠")
    ApiToken.objects.update(revoked_at=timezone.now())
    response = ask(client, f"Bearer {key}")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "key", ["Bearer", "Bearer ", "Bearer oasis_", "Bearer oasis_x", "Bearer x", "Bearer 오아시스", "Bearer a b c"]
)
def test_a_made_up_key_opens_nothing(client, key):
    assert ask(client, key).status_code == 401


def test_a_bad_key_is_told_even_where_everybody_reads(client):
    assert client.get("/api/v1/ideas/", headers={"Authorization": "Bearer oasis_x"}).status_code == 401


def test_the_key_itself_is_not_kept():
    token, key = ApiToken.make(UserFactory(), "열쇠")
    assert key not in str(ApiToken.objects.values().get(pk=token.pk))


def test_the_last_use_is_noted_at_most_once_a_minute(client):
    token, key = ApiToken.make(UserFactory(), "열쇠")
    ask(client, f"Bearer {key}")
    token.refresh_from_db()
    first = token.last_used_at
    assert timezone.now() - first < timedelta(seconds=10)
    ask(client, f"Bearer {key}")
    token.refresh_from_db()
    assert token.last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    ask(client, f"Bearer {key}")
    token.refresh_from_db()
    assert token.last_used_at > first
