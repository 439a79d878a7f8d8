"""GET /api/v1/departments/ and /api/v1/departments/<id>/."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import standings
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import PromiseFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/departments/"


def test_the_scoreboard_comes_with_its_definitions(api):
    department = DepartmentFactory(slug="bus", name="버스정책과")
    PromiseFactory(department=department, due_on=timezone.localdate() - timedelta(days=2))
    for was_late in (True, False, False):
        PromiseFactory(department=department, kept_at=timezone.now(), was_late=was_late, days_to_keep=9)
    standings.refresh()
    shown = api.get(URL).json()
    row = shown["results"][0]
    assert (row["slug"], row["name"], row["open"], row["late"]) == ("bus", "버스정책과", 1, 1)
    assert (row["kept"], row["kept_in_time"], row["on_time"], row["median_days"]) == (3, 2, 66, 9)
    assert (row["adopted"], row["finished"]) == (0, 0)
    assert row["counted_at"].endswith("+09:00")
    assert [each["code"] for each in shown["definitions"]] == [each.code for each in standings.DEFINITIONS]
    assert all(each["words"] for each in shown["definitions"])


def test_one_department_is_read_by_its_id(api):
    department = DepartmentFactory()
    standings.refresh()
    shown = api.get(f"{URL}{department.pk}/").json()
    assert (shown["id"], shown["on_time"], shown["median_days"]) == (department.pk, None, None)


@pytest.mark.parametrize("pk", [999_999, 2**64])
def test_a_department_that_never_was_is_not_found(api, pk):
    assert api.get(f"{URL}{pk}/").status_code == 404


def test_unknown_parameters_are_refused(api):
    assert api.get(f"{URL}?sort=late").status_code == 400


def test_the_list_takes_one_query(api, statements):
    for _ in range(10):
        DepartmentFactory()
    standings.refresh()
    api.get(URL)
    with statements(2):
        api.get(URL)


def test_pages_follow_each_other(api):
    made = [DepartmentFactory().pk for _ in range(5)]
    standings.refresh()
    seen, address = [], f"{URL}?page_size=2"
    while address:
        shown = api.get(address).json()
        seen += [each["id"] for each in shown["results"]]
        address = shown["next"]
    assert seen == made
