"""Whatever goes wrong below /api/v1/ is a problem document."""

import pytest
from django.test import Client

from ideas.api import ideas

pytestmark = pytest.mark.django_db


def is_problem(response, status: int):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    assert problem["type"].startswith("urn:oasis:problem:")
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == f"urn:oasis:request:{response['X-Request-ID']}"
    return problem


@pytest.mark.parametrize("path", ["nothing/", "ideas/1/nothing/", "ideas/x/", "nothing", "ideas/%FF%FE/", "schema/x", "me/x/"])
@pytest.mark.parametrize("verb", ["get", "post", "put", "patch", "delete"])
def test_an_unknown_address(client, path, verb):
    is_problem(getattr(client, verb)(f"/api/v1/{path}"), 404)


def test_a_missing_slash_is_pointed_out(client):
    assert "/를 붙여" in is_problem(client.get("/api/v1/ideas"), 404)["detail"]


@pytest.mark.parametrize(
    ("verb", "path", "allow"),
    [("delete", "ideas/", "GET, POST"), ("post", "me/", "GET"), ("put", "schema/", "GET"), ("options", "ideas/", "GET, POST")],
)
def test_an_unknown_method(client, verb, path, allow):
    response = getattr(client, verb)(f"/api/v1/{path}")
    is_problem(response, 405)
    assert response["Allow"].replace(", HEAD", "") == allow


def test_a_format_we_do_not_speak(client):
    is_problem(client.get("/api/v1/ideas/", headers={"Accept": "text/csv"}), 406)


@pytest.mark.parametrize("query", ["q=%00", "cursor=a%00b", "%00=1"])
def test_nul_in_the_address(client, query):
    is_problem(client.get(f"/api/v1/ideas/?{query}"), 400)


def test_a_host_that_is_not_ours(client, settings):
    settings.ALLOWED_HOSTS = ["oasis.example"]
    is_problem(client.get("/api/v1/ideas/"), 400)


def test_a_fault_of_ours_says_so_and_nothing_more(monkeypatch):
    def broken(request):
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr(ideas, "wanted", broken)
    problem = is_problem(Client(raise_request_exception=False).get("/api/v1/ideas/"), 500)
    assert "1234" not in str(problem)


def test_pages_for_people_stay_pages(client):
    assert client.get("/nothing/")["Content-Type"].startswith("text/html")
