"""Personal keys for the API."""

import pytest

from accounts import tokens
from accounts.models import ApiToken
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/me/tokens/"


@pytest.fixture
def member(client):
    """Somebody who has just proved again who they are."""
    member = UserFactory()
    client.force_login(member)
    client.post("/accounts/reauthenticate/", {"password": "oasis-pass-1"})
    return member


def test_a_key_is_shown_once_and_kept_only_as_a_digest(client, member):
    response = client.post(ADDRESS, {"name": "통계 프로그램"})
    key = response.context["key"]
    assert key in response.text
    token = ApiToken.objects.get(user=member)
    assert token.digest == ApiToken.hash(key)
    assert key not in client.get(ADDRESS).text
    assert "no-store" in response["Cache-Control"]


def test_making_one_asks_again_who_it_is(client):
    client.force_login(UserFactory())
    response = client.post(ADDRESS, {"name": "통계"})
    assert response.url.startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()
    response = client.post(response.url, {"password": "oasis-pass-1", "next": ADDRESS})
    assert response.context["key"] in response.text


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "가" * 41, "\x00"])
def test_it_needs_a_name_of_decent_length(client, member, name):
    response = client.post(ADDRESS, {"name": name})
    assert response.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_name_is_shown_as_text(client, member):
    client.post(ADDRESS, {"name": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(ADDRESS).text


def test_no_more_than_twenty_live_ones(client, member):
    for number in range(tokens.MOST_LIVE):
        tokens.make_key(member, f"열쇠 {number}")
    response = client.post(ADDRESS, {"name": "하나 더"})
    assert response.status_code == 422
    assert "20개까지" in response.text
    assert 'value="하나 더"' in response.text
    tokens.revoke(tokens.live(member).first())
    assert client.post(ADDRESS, {"name": "하나 더"}).status_code == 200


def test_a_revoked_key_stays_on_record_and_off_the_list(client, member):
    token, _key = tokens.make_key(member, "옛 열쇠")
    client.post(f"/me/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    ended = token.revoked_at
    assert ended
    client.post(f"/me/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at == ended
    assert "옛 열쇠" not in client.get(ADDRESS).text


def test_nobody_ends_or_sees_the_key_of_another(client, member):
    token, _key = tokens.make_key(UserFactory(), "남의 열쇠")
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    assert "남의 열쇠" not in client.get(ADDRESS).text
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_link_ends_nothing(client, member):
    token, _key = tokens.make_key(member, "열쇠")
    assert client.get(f"/me/tokens/{token.pk}/revoke/").status_code == 405


def test_the_list_costs_the_same_for_one_and_for_many(client, member, django_assert_num_queries):
    client.get(ADDRESS)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for number in range(10):
        tokens.make_key(member, f"열쇠 {number}")
    with django_assert_num_queries(len(few)):
        client.get(ADDRESS)
