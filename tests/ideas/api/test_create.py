"""POST /api/v1/ideas/."""

import json

import pytest

from ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, DistrictFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/ideas/"
WORDS = {"title": "다리에 그늘을", "body": "쉴 곳이 없어요."}


@pytest.fixture
def citizen(calling):
    return calling(UserFactory(nickname="물방울"))


def errors(response) -> dict[str, str]:
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json"), problem
    return {error["pointer"]: error["detail"] for error in problem.get("errors", [])}


def test_a_citizen_drops_an_idea(citizen):
    CategoryFactory(slug="park")
    DistrictFactory(slug="mapo")
    sent = {**WORDS, "title": "  다리에  그늘을 ", "category": "park", "district": "mapo", "tags": ["한강", "그늘"]}
    response = citizen.post(URL, sent)
    made = response.json()
    assert response.status_code == 201
    assert response["Location"] == f"http://testserver/api/v1/ideas/{made['number']}/"
    assert citizen.get(response["Location"]).json() == made
    assert (made["title"], made["stage"], made["author"]["nickname"]) == ("다리에 그늘을", "proposed", "물방울")
    assert (made["category"]["slug"], made["district"]["slug"], made["tags"]) == ("park", "mapo", ["그늘", "한강"])


def test_title_and_body_are_enough(citizen):
    assert citizen.post(URL, WORDS).status_code == 201


def test_sending_again_with_the_same_key_makes_one_idea(citizen):
    first, again = (citizen.post(URL, WORDS, headers={"Idempotency-Key": "try-1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["number"] == again.json()["number"]
    assert Idea.objects.count() == 1


def test_other_words_under_a_used_key_are_a_conflict(citizen):
    citizen.post(URL, WORDS, headers={"Idempotency-Key": "try-1"})
    response = citizen.post(URL, {**WORDS, "title": "다른 글"}, headers={"Idempotency-Key": "try-1"})
    assert response.status_code == 409
    assert "다른 글" in response.json()["detail"]
    assert Idea.objects.count() == 1


def test_two_members_may_use_the_same_key(citizen, calling):
    citizen.post(URL, WORDS, headers={"Idempotency-Key": "1"})
    calling(UserFactory()).post(URL, WORDS, headers={"Idempotency-Key": "1"})
    assert Idea.objects.count() == 2


@pytest.mark.parametrize("key", ["", "a" * 65, "a b", "é"])
def test_a_key_that_is_no_key_is_named(citizen, key):
    response = citizen.post(URL, WORDS, headers={"Idempotency-Key": key})
    assert response.json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert not Idea.objects.exists()


NOT_THEIRS = ("stage", "outcome", "author", "number", "recommendation_count", "department", "is_staff", "a/b~c")


@pytest.mark.parametrize("name", NOT_THEIRS)
def test_nobody_sets_what_is_not_theirs_to_set(citizen, name):
    pointer = "#/" + name.replace("~", "~0").replace("/", "~1")
    assert list(errors(citizen.post(URL, {**WORDS, name: "closed"}))) == [pointer]
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"title": ""}, "#/title"),
        ({"title": " \u200b\u3000\t"}, "#/title"),
        ({"title": "가" * 81}, "#/title"),
        ({"title": None}, "#/title"),
        ({"title": 7}, "#/title"),
        ({"title": ["글"]}, "#/title"),
        ({"title": "가\x00"}, "#/title"),
        ({"body": "가\ud83d"}, "#/body"),
        ({"body": "가" * 20_001}, "#/body"),
        ({"body": {"a": 1}}, "#/body"),
        ({"category": "nowhere"}, "#/category"),
        ({"category": 7}, "#/category"),
        ({"category": "a\x00"}, "#/category"),
        ({"district": ["mapo"]}, "#/district"),
        ({"tags": "한강"}, "#/tags"),
        ({"tags": ["가"] * 11}, "#/tags"),
        ({"tags": ["가", ""]}, "#/tags/1"),
        ({"tags": ["가" * 21]}, "#/tags/0"),
        ({"tags": [None]}, "#/tags/0"),
        ({"tags": {"a": "b"}}, "#/tags"),
    ],
)
def test_bad_words_are_named_and_nothing_is_kept(citizen, changed, pointer):
    body = json.dumps({**WORDS, **changed})
    assert list(errors(citizen.post(URL, body, content_type="application/json"))) == [pointer]
    assert not Idea.objects.exists()


def test_several_mistakes_are_told_at_once(citizen):
    told = errors(citizen.post(URL, {"title": "", "tags": [7]}))
    assert set(told) == {"#/title", "#/body", "#/tags/0"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"7", 400),
        (b"null", 400),
        (b'"title"', 400),
        (b'{"title": NaN, "body": "b"}', 400),
        (b'{"title": "\xff", "body": "b"}', 400),
        (b'{"title": 1' + b"0" * 5000 + b', "body": "b"}', 400),
        (b"[" * 100_000, 400),
        (b'{"title": "a", "body": "' + b"b" * 600_000 + b'"}', 413),
    ],
)
def test_a_body_we_cannot_read_is_a_problem_in_words(citizen, body, status):
    response = citizen.post(URL, body, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["detail"]


OTHER_KINDS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml")


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_only_json_is_read(citizen, kind):
    response = citizen.post(URL, b"title=a&body=b", content_type=kind)
    assert (response.status_code, response.json()["type"]) == (415, "urn:oasis:problem:unsupported-media-type")


def test_what_the_verb_refuses_is_told_and_leaves_no_draft(citizen):
    response = citizen.post(URL, {**WORDS, "body": "제 번호는 900101-1234568 이에요."})
    assert response.status_code == 409
    assert "주민등록번호" in response.json()["detail"]
    assert not Idea.objects.exists()
