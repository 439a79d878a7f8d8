"""The scoreboard: what is counted of each department, and the pages that show it."""

import random
import statistics
from datetime import timedelta
from fractions import Fraction
from math import floor

import pytest
from django.utils import timezone

from accounts import roles
from accounts.models import Department
from ideas import standings
from ideas.models import DepartmentStanding, Idea, Owner, Promise, PromiseKind
from ideas.stages import Outcome, Visibility
from ideas.standings import COUNTED, DEFINITIONS
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.cards import CardFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db


def figures(department: Department) -> dict:
    """What was counted of a department."""
    return DepartmentStanding.objects.values(*COUNTED).get(department=department)


def recount(department: Department, office: Department | None) -> dict:
    """The same by looking at every row, the slow and plain way."""
    today = timezone.localdate()
    own = [
        made
        for made in Promise.objects.select_related("idea")
        if made.owner != Owner.PROPOSER
        and (made.department_id == department.pk if made.owner == Owner.DEPARTMENT else department == office)
    ]
    shown = [made for made in own if made.idea.public_since and made.idea.outcome not in (Outcome.WITHDRAWN, Outcome.MERGED)]
    kept = [made for made in own if made.kept_at]
    days = [made.days_to_keep for made in kept if made.days_to_keep is not None]
    return {
        "open": sum(made.is_open for made in shown),
        "late": sum(made.is_open and not made.stopped_on and made.due_on < today for made in shown),
        "kept": len(kept),
        "kept_in_time": sum(not made.was_late for made in kept),
        "median_days": floor(Fraction(statistics.median(days)) + Fraction(1, 2)) if days else None,
        "adopted": sum(
            idea.department_id == department.pk and idea.is_public and idea.outcome in (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
            for idea in Idea.objects.all()
        ),
        "finished": 0,
    }


def random_promise(chance: random.Random, departments: list[Department]) -> None:
    """A promise of any kind and fate."""
    now, today = timezone.now(), timezone.localdate()
    gone = chance.choice([{}, {}, {}, {"visibility": Visibility.HIDDEN}, {"withdrawn": True}, {"ended": Outcome.ADOPTED}])
    idea = IdeaFactory(department=chance.choice([None, *departments]), **gone)
    owner = chance.choice(list(Owner))
    fate = chance.choice(
        [
            {},
            {},
            {"stopped_on": today, "stop_reason": "기다려요"},
            {"kept_at": now, "was_late": chance.random() < 0.3, "days_to_keep": chance.randrange(40)},
            {"kept_at": now, "days_to_keep": chance.randrange(9)},
            {"cancelled_at": now},
        ]
    )
    PromiseFactory(
        idea=idea,
        kind=chance.choice(list(PromiseKind)),
        owner=owner,
        department=chance.choice(departments) if owner == Owner.DEPARTMENT else None,
        due_on=today + timedelta(days=chance.randrange(-20, 20)),
        **fate,
    )


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_that_of_a_plain_recount(seed):
    chance = random.Random(seed)
    office = AppointmentFactory(user=UserFactory(role=roles.IDEA_OFFICE)).department if seed % 2 else None
    departments = [DepartmentFactory() for _ in range(3)] + ([office] if office else [])
    for _ in range(70):
        random_promise(chance, departments)
    standings.refresh()
    for department in departments:
        assert figures(department) == recount(department, office)


@pytest.mark.parametrize(("days", "median"), [([3], 3), ([3, 9], 6), ([3, 4], 4), ([1, 1, 30], 1), ([0, 0], 0), ([], None)])
def test_the_median_is_exact(days, median):
    department = DepartmentFactory()
    for many in days:
        PromiseFactory(department=department, kept_at=timezone.now(), days_to_keep=many)
    standings.refresh()
    assert figures(department)["median_days"] == median


def test_counting_twice_changes_nothing_and_what_was_kept_leaves_the_waiting():
    made = PromiseFactory(department=DepartmentFactory(), due_on=timezone.localdate() - timedelta(days=2))
    standings.refresh()
    before = figures(made.department)
    standings.refresh()
    assert figures(made.department) == before
    assert (before["open"], before["late"], before["kept"]) == (1, 1, 0)
    Promise.objects.filter(pk=made.pk).update(kept_at=timezone.now(), was_late=True, days_to_keep=33)
    standings.refresh()
    after = figures(made.department)
    assert (after["open"], after["late"], after["kept"], after["kept_in_time"], after["median_days"]) == (0, 0, 1, 0, 33)


def test_counting_takes_a_few_statements_whatever_there_is_to_count(django_assert_max_num_queries):
    for _ in range(12):
        PromiseFactory(department=DepartmentFactory())
    with django_assert_max_num_queries(8):
        standings.refresh()


def test_the_late_figure_is_the_length_of_the_late_list(client):
    department = DepartmentFactory(slug="bus")
    for days in (-4, -1, 0, 5):
        PromiseFactory(department=department, due_on=timezone.localdate() + timedelta(days=days))
    PromiseFactory(
        department=department, due_on=timezone.localdate() - timedelta(days=9), idea=IdeaFactory(visibility=Visibility.HIDDEN)
    )
    standings.refresh()
    assert figures(department)["late"] == client.get("/promises/late/?department=bus").context["total"] == 2


# -- the pages ---------------------------------------------------------------------------------


def page(client, address: str = "/departments/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_each_figure_stands_with_its_definition_and_the_time_of_counting(client):
    DepartmentFactory(name="버스정책과")
    standings.refresh()
    text = page(client)
    assert "버스정책과" in text
    assert "방금 셌어요" in text
    for each in DEFINITIONS:
        assert str(each.name) in text
        assert str(each.words) in text


def test_the_page_says_how_old_the_figures_are(client):
    DepartmentFactory()
    standings.refresh()
    DepartmentStanding.objects.update(counted_at=timezone.now() - timedelta(minutes=7, seconds=5))
    assert "7분 전에 셌어요" in page(client)


def test_what_cannot_be_counted_yet_is_not_nought_percent(client):
    DepartmentFactory()
    standings.refresh()
    text = page(client)
    assert "0%" not in text
    assert text.count("아직 없어요") == 3


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("name", "가과"),
        ("late", "나과"),
        ("open", "나과"),
        ("on_time", "다과"),
        ("median_days", "다과"),
        ("adopted", "가과"),
        ("?!", "가과"),
    ],
)
def test_links_sort_the_board(client, sort, first):
    one, two, three = (DepartmentFactory(name=name) for name in ("가과", "나과", "다과"))
    IdeaFactory(department=one, ended=Outcome.ADOPTED)
    PromiseFactory(department=two, due_on=timezone.localdate() - timedelta(days=2))
    PromiseFactory(department=two, kept_at=timezone.now(), was_late=True, days_to_keep=50)
    PromiseFactory(department=three, kept_at=timezone.now(), days_to_keep=5)
    standings.refresh()
    assert client.get(f"/departments/?sort={sort}").context["rows"][0].name == first


def test_departments_that_are_gone_stay_as_long_as_they_promised_something(client):
    old, empty = DepartmentFactory(name="옛 부서", is_active=False), DepartmentFactory(name="빈 부서", is_active=False)
    PromiseFactory(department=old)
    standings.refresh()
    text = page(client)
    assert "옛 부서" in text
    assert empty.name not in text


def test_the_board_takes_few_queries_whatever_its_length(client, django_assert_max_num_queries):
    for _ in range(15):
        PromiseFactory(department=DepartmentFactory())
    standings.refresh()
    client.get("/departments/")
    with django_assert_max_num_queries(3):
        client.get("/departments/")


def test_before_the_first_count_the_board_says_so(client):
    assert "아직 세지 않았어요" in page(client)


def test_the_page_of_a_department_shows_what_it_owes_by_day_and_what_it_answered(client):
    department = DepartmentFactory(name="버스정책과", slug="bus")
    for days, title in ((9, "나중 상상"), (-2, "늦은 상상"), (3, "곧 상상")):
        PromiseFactory(department=department, due_on=timezone.localdate() + timedelta(days=days), idea__title=title)
    PromiseFactory(
        department=department, idea__title="멈춘 상상", stopped_on=timezone.localdate(), stop_reason="보완을 기다려요."
    )
    AnswerFactory(idea__title="답한 상상", idea__department=department, summary="내년에 할게요.")
    AnswerFactory(idea__title="쓰는 답변", idea__department=department, draft=True)
    AnswerFactory(idea__title="감춘 답변", idea__department=department, idea__visibility=Visibility.HIDDEN)
    standings.refresh()
    text = page(client, "/departments/bus/")
    assert text.index("늦은 상상") < text.index("곧 상상") < text.index("나중 상상")
    assert "보완을 기다려요." in text
    assert text.index("요즘 한 답변") < text.index("답한 상상")
    assert "쓰는 답변" not in text
    assert "감춘 답변" not in text
    assert "버스정책과의 약속" in text


def test_the_page_of_a_department_leads_to_its_ideas_and_to_what_it_carries_out(client):
    department = DepartmentFactory(slug="bus")
    CardFactory(title="물결 정류장", department=department)
    CardFactory(title="남의 다리")
    text = client.get("/departments/bus/").text
    assert 'href="/ideas/?department=bus"' in text
    assert 'href="/cards/?department=bus"' in text
    there = client.get("/cards/?department=bus").text
    assert ("물결 정류장" in there, "남의 다리" in there) == (True, False)


def test_the_page_of_a_department_leaks_no_hidden_idea(client):
    department = DepartmentFactory(slug="bus")
    PromiseFactory(department=department, idea=IdeaFactory(title="감춘 상상", visibility=Visibility.HIDDEN))
    standings.refresh()
    text = page(client, "/departments/bus/")
    assert "감춘 상상" not in text
    assert "기다리는 약속이 없어요" in text


def test_the_page_of_a_department_takes_few_queries(client, django_assert_max_num_queries):
    department = DepartmentFactory(slug="bus")
    for _ in range(25):
        made = PromiseFactory(department=department, interim_at=timezone.now(), stopped_days=1)
        AnswerFactory(idea=made.idea, department=department)
    standings.refresh()
    client.get("/departments/bus/")
    with django_assert_max_num_queries(6):
        client.get("/departments/bus/")


def test_a_department_that_never_was_is_not_found(client):
    assert client.get("/departments/nowhere/").status_code == 404


def test_hangul_names_make_addresses(client):
    DepartmentFactory(slug="버스정책과", name="버스정책과")
    standings.refresh()
    assert page(client, client.get("/departments/").context["rows"][0].href)
