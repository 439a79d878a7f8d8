"""Every verb of the API as every role."""

import pytest
from rest_framework.test import APIClient

from accounts import roles
from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db

READS = [("get", "/api/v1/"), ("get", "/api/v1/ideas/"), ("get", "/api/v1/ideas/{n}/"), ("get", "/api/v1/ideas/{n}/comments/")]
WRITES = [
    ("post", "/api/v1/ideas/", {"title": "제목", "body": "글"}, 201),
    ("patch", "/api/v1/ideas/{n}/", {"title": "제목"}, 403),
    ("put", "/api/v1/ideas/{n}/recommendation/", None, 200),
    ("delete", "/api/v1/ideas/{n}/recommendation/", None, 200),
    ("post", "/api/v1/ideas/{n}/comments/", {"body": "의견"}, 201),
    ("get", "/api/v1/me/", None, 200),
]
ROLES = [None, *roles.ALL]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("verb", "path", "sent", "status"), WRITES)
def test_every_member_writes_whatever_their_role_and_changes_no_other_idea(calling, role, verb, path, sent, status):
    url = path.format(n=IdeaFactory().number)
    assert getattr(calling(UserFactory(role=role)), verb)(url, sent).status_code == status


@pytest.mark.parametrize(("verb", "path", "sent", "status"), WRITES)
def test_without_a_key_or_log_in_nobody_writes(api, verb, path, sent, status):
    response = getattr(api, verb)(path.format(n=IdeaFactory().number), sent)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("verb", "path"), READS)
def test_everybody_reads(api, calling, verb, path):
    url = path.format(n=IdeaFactory().number)
    assert getattr(api, verb)(url).status_code == 200
    assert getattr(calling(UserFactory()), verb)(url).status_code == 200


@pytest.mark.parametrize(("verb", "path", "sent", "status"), WRITES)
def test_a_barred_member_is_nobody(calling, verb, path, sent, status):
    member = UserFactory()
    caller = calling(member)
    logged_in = APIClient()
    logged_in.force_login(member)
    User.objects.update(is_active=False)
    for client in (caller, logged_in):
        assert getattr(client, verb)(path.format(n=IdeaFactory().number), sent).status_code == 401


@pytest.mark.parametrize(("verb", "path", "sent", "status"), WRITES[:-1])
def test_where_the_site_asks_for_it_only_confirmed_members_write(calling, settings, verb, path, sent, status):
    settings.OASIS_CONFIRMED_EMAIL = True
    response = getattr(calling(UserFactory()), verb)(path.format(n=IdeaFactory().number), sent)
    assert (response.status_code, response.json()["type"]) == (403, "urn:oasis:problem:not-allowed")
    assert "이메일" in response.json()["detail"]


@pytest.mark.parametrize(("verb", "path", "sent", "status"), WRITES[:-1])
def test_a_log_in_without_the_csrf_token_does_not_write(verb, path, sent, status):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    response = getattr(client, verb)(path.format(n=IdeaFactory().number), sent)
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert "CSRF" in response.json()["detail"]


def test_a_log_in_with_the_csrf_token_writes():
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    client.cookies["csrftoken"] = "a" * 32
    response = client.put(f"/api/v1/ideas/{IdeaFactory().number}/recommendation/", headers={"X-CSRFToken": "a" * 32})
    assert response.status_code == 200
