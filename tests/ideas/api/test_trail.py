"""GET /api/v1/ideas/<number>/trail/."""

import json

import pytest

from accounts import roles
from ideas.models.trail import canonical
from ideas.trail import body_of
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.trails import long_story, tell

pytestmark = pytest.mark.django_db
HASHED = ("idea", "number", "kind", "at", "actor", "role", "department", "reason_mark", "data", "state", "previous_hash")


def url(idea) -> str:
    return f"/api/v1/ideas/{idea.number}/trail/"


def test_everything_that_a_hash_covers_is_given_as_it_was_hashed(api):
    idea = long_story()
    shown = api.get(url(idea)).json()
    assert (shown["idea"], shown["length"], shown["head"], shown["next"]) == (
        idea.number,
        idea.trail_length,
        idea.trail_head,
        None,
    )
    entries = list(idea.trail.order_by("number"))
    assert len(shown["results"]) == len(entries) == idea.trail_length
    for entry, given in zip(entries, shown["results"], strict=True):
        body = {name: given[name] for name in HASHED}
        assert canonical(body) == canonical(body_of(entry, idea.number))
        assert (given["hash"], given["reason"], given["salt"]) == (entry.hash, entry.reason, entry.salt)
    assert shown["results"][0]["words"].endswith("쓴 사람이 상상을 올렸어요")


def test_an_idea_without_a_trail_has_an_empty_one(api):
    idea = IdeaFactory()
    assert api.get(url(idea)).json() == {"idea": idea.number, "length": 0, "head": "", "results": [], "next": None}


def test_no_name_of_a_person_is_in_it(api):
    office = UserFactory(role=roles.IDEA_OFFICE, nickname="홍길동이")
    idea = tell(IdeaFactory(author__nickname="물방울이"), "answered", by=office)
    text = api.get(url(idea)).content.decode()
    assert f'"actor":{office.pk}' in text
    assert "홍길동이" not in text
    assert "물방울이" not in text


def test_hidden_ideas_are_not_there_for_citizens_and_are_for_the_idea_office(api, calling):
    idea, draft = tell(IdeaFactory(visibility="hidden"), "answered"), IdeaFactory(draft=True)
    assert api.get(url(idea)).status_code == 404
    assert calling(UserFactory()).get(url(idea)).status_code == 404
    assert calling(UserFactory(role=roles.IDEA_OFFICE)).get(url(idea)).json()["length"] == 1
    assert api.get(f"/api/v1/ideas/{draft.pk + 10**6}/trail/").status_code == 404


def test_a_withdrawn_idea_keeps_its_trail(api):
    idea = tell(IdeaFactory(withdrawn=True), "withdraw", reason="다시 쓸게요")
    assert api.get(url(idea)).json()["results"][0]["reason"] == "다시 쓸게요"


def test_a_very_long_trail_comes_in_pages_that_make_one_chain(api, monkeypatch):
    monkeypatch.setattr("ideas.api.trail.ENTRIES_EACH", 4)
    idea = long_story()
    found, address = [], url(idea)
    while address:
        shown = api.get(address).json()
        found += shown["results"]
        address = shown["next"]
    assert [entry["number"] for entry in found] == list(range(1, idea.trail_length + 1))
    assert api.get(f"{url(idea)}?cursor={idea.trail_length}").json()["next"] is None


@pytest.mark.parametrize("query", ["cursor=x", "cursor=-1", "cursor=99999999999", "cursor=%EF%BC%91", "page=2"])
def test_a_place_that_is_none_is_a_problem(api, query):
    response = api.get(f"{url(IdeaFactory())}?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["errors"][0]["parameter"] == query.split("=")[0]


def test_a_trail_costs_two_statements_however_long_it_is(api, statements):
    idea = long_story()
    with statements(2):
        assert len(api.get(url(idea)).json()["results"]) > 10


def test_it_is_in_the_schema(api):
    schema = json.loads(api.get("/api/v1/schema/").content)
    operation = schema["paths"]["/api/v1/ideas/{number}/trail/"]["get"]
    assert operation["operationId"] == "trail_read"
    assert set(HASHED) < set(schema["components"]["schemas"]["TrailEntryShape"]["properties"])
