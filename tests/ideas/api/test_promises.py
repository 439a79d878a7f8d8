"""GET /api/v1/promises/."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.models import Owner, PromiseKind
from ideas.stages import Visibility
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/promises/"


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def numbers(api, query: str = "") -> list[int]:
    response = api.get(URL + query)
    assert response.status_code == 200, response.content
    return [each["idea"]["number"] for each in response.json()["results"]]


def test_a_late_promise_says_everything_about_itself(api):
    department = DepartmentFactory(slug="bus", name="버스정책과")
    made = PromiseFactory(department=department, first_due_on=day(-9), due_on=day(-3), stopped_days=2)
    shown = api.get(f"{URL}?late=true").json()["results"][0]
    assert shown["idea"]["number"] == made.idea.number
    assert shown["idea"]["url"].endswith(f"/ideas/{made.idea.number}/")
    assert (shown["kind"], shown["owner"]) == ("answer", "department")
    assert shown["department"] == {"slug": "bus", "name": "버스정책과"}
    assert (shown["first_due_on"], shown["due_on"]) == (day(-9).isoformat(), day(-3).isoformat())
    assert (shown["is_late"], shown["days_late"], shown["stopped_days"]) == (True, 3, 2)
    assert shown["promised_at"].endswith("+09:00")
    assert shown["interim_answered_at"] is None


def test_filters_narrow_the_list(api):
    bus = DepartmentFactory(slug="bus")
    late, soon = PromiseFactory(due_on=day(-3)), PromiseFactory(due_on=day(3))
    opinion = PromiseFactory(due_on=day(1), kind=PromiseKind.OPINION, department=bus)
    assert numbers(api) == [late.idea.number, opinion.idea.number, soon.idea.number]
    assert numbers(api, "?late=true") == [late.idea.number]
    assert numbers(api, "?late=false") == [opinion.idea.number, soon.idea.number]
    assert numbers(api, "?kind=opinion") == numbers(api, "?department=bus") == [opinion.idea.number]


def test_only_what_the_city_owes_in_public_now_is_there(api):
    PromiseFactory(due_on=day(-3), idea=IdeaFactory(visibility=Visibility.HIDDEN))
    PromiseFactory(due_on=day(-3), idea=IdeaFactory(withdrawn=True))
    PromiseFactory(due_on=day(-3), kind=PromiseKind.SUPPLEMENT, owner=Owner.PROPOSER)
    PromiseFactory(due_on=day(-3), kept_at=timezone.now())
    PromiseFactory(due_on=day(-3), cancelled_at=timezone.now())
    PromiseFactory(due_on=day(-3), stopped_on=day(-4), stop_reason="기다려요")
    assert numbers(api) == []


def test_pages_follow_each_other(api):
    for place in range(7):
        PromiseFactory(due_on=day(-1 - place // 3))
    seen, address = [], f"{URL}?late=true&page_size=3"
    while address:
        shown = api.get(address).json()
        seen += [each["id"] for each in shown["results"]]
        address = shown["next"]
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    "query", ["?late=yes", "?department=nowhere", "?kind=supplement", "?kind=x", "?cursor=x", "?page_size=101", "?owner=office"]
)
def test_what_means_nothing_is_refused(api, query):
    PromiseFactory(due_on=day(-3))
    response = api.get(URL + query)
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


def test_a_page_takes_one_query(api, statements):
    for _ in range(25):
        PromiseFactory(due_on=day(-3), department=DepartmentFactory())
    api.get(URL)
    with statements(2):
        api.get(f"{URL}?late=true")
