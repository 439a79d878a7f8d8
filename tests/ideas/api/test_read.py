"""GET /api/v1/ideas/<number>/."""

import pytest
from django.core.files.base import ContentFile

from accounts import roles
from ideas.models import Attachment, Photo
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def url(idea) -> str:
    return f"/api/v1/ideas/{idea.number}/"


def test_an_idea_is_read_with_its_text_and_files(api, settings, statements):
    idea = IdeaFactory()
    Photo.objects.create(idea=idea, image=ContentFile(PIXEL, "a.png"), thumbnail=ContentFile(PIXEL, "b.png"), alt="다리")
    paper = Attachment.objects.create(idea=idea, file=ContentFile(b"x", "a.pdf"), name="계획.pdf", size=1, kind="pdf")
    with statements(4):
        shown = api.get(url(idea)).json()
    assert shown["body"] == idea.body
    assert (shown["photos"][0]["alt"], shown["photos"][0]["width"]) == ("다리", 1)
    assert shown["photos"][0]["url"].startswith(f"{settings.SITE_URL}/media/photos/")
    assert shown["attachments"] == [
        {"url": f"{settings.SITE_URL}/ideas/{idea.number}/files/{paper.pk}/", "name": "계획.pdf", "kind": "pdf", "size": 1}
    ]
    assert (shown["recommended"], shown["withdrawal_reason"]) == (False, "")


def test_the_caller_sees_whether_they_recommended(calling):
    row = RecommendationFactory()
    assert calling(row.member).get(url(row.idea)).json()["recommended"] is True
    assert calling(UserFactory()).get(url(row.idea)).json()["recommended"] is False


def test_a_withdrawn_idea_shows_the_reason_in_place_of_the_text(api):
    shown = api.get(url(IdeaFactory(withdrawn=True))).json()
    assert (shown["body"], shown["excerpt"], shown["photos"], shown["withdrawal_reason"]) == ("", "", [], "다시 쓸게요")


@pytest.mark.parametrize("visibility", ["hidden", "waiting"])
def test_a_hidden_idea_is_there_only_for_its_author_and_those_who_moderate(api, calling, visibility):
    idea = IdeaFactory(visibility=visibility)
    assert api.get(url(idea)).status_code == 404
    assert calling(UserFactory()).get(url(idea)).status_code == 404
    assert calling(idea.author).get(url(idea)).status_code == 200
    assert calling(UserFactory(role=roles.MODERATORS)).get(url(idea)).status_code == 200


@pytest.mark.parametrize(
    "number", ["0", "9223372036854775807", "9223372036854775808", "9" * 60, "9" * 5000, "-1", "x", "%00", "1.0"]
)
def test_a_number_that_no_idea_has_is_a_problem_in_words(api, number):
    response = api.get(f"/api/v1/ideas/{number}/")
    assert response.status_code == (400 if number == "%00" else 404)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["instance"] == f"urn:oasis:request:{response['X-Request-ID']}"
