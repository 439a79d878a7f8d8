"""GET /api/v1/me/."""

import pytest

from accounts import roles
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CommentFactory, IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/"


def test_a_citizen_sees_who_they_are_and_what_they_did(calling):
    citizen = UserFactory()
    IdeaFactory.create_batch(2, author=citizen)
    IdeaFactory(author=citizen, draft=True)
    RecommendationFactory(member=citizen)
    CommentFactory(author=citizen)
    assert calling(citizen).get(URL).json() == {
        "id": citizen.pk,
        "nickname": citizen.nickname,
        "email": citizen.email,
        "roles": [],
        "department": None,
        "post": None,
        "counts": {"ideas": 2, "drafts": 1, "recommendations": 1, "comments": 1},
    }


def test_an_official_sees_the_post(calling):
    post = AppointmentFactory(post="팀장", department__name="교통과", department__slug="traffic")
    shown = calling(post.user).get(URL).json()
    assert (shown["roles"], shown["department"], shown["post"]) == (
        [roles.OFFICIALS],
        {"slug": "traffic", "name": "교통과"},
        "팀장",
    )


def test_nobody_else_is_told_and_nothing_is_kept_in_shared_caches(api, calling):
    response = api.get(URL)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="oasis"')
    assert calling(UserFactory()).get(URL)["Cache-Control"] == "private, no-store"
