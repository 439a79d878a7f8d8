"""/promises/late/: everybody sees which promises of the city are late, and why."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import roles
from ideas import promise_reading, promises, standings
from ideas.models import AnswerKind, Owner, Promise, PromiseKind
from ideas.stages import Visibility
from ideas.trail import changing
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db
URL = "/promises/late/"


def day(days: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def page(client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_promise_that_waits_longest_stands_first(client):
    for days, title in ((-3, "셋"), (-30, "서른"), (-1, "하나")):
        PromiseFactory(due_on=day(days), idea__title=f"늦은 상상 {title}")
    text = page(client)
    assert text.index("늦은 상상 서른") < text.index("늦은 상상 셋") < text.index("늦은 상상 하나")
    assert "약속한 날이 30일 지났어요" in text
    assert "약속 <strong>3</strong>개가 늦었어요." in text


def test_nothing_that_is_in_time_stopped_kept_or_fallen_away_is_late(client):
    PromiseFactory(due_on=day(0))
    PromiseFactory(due_on=day(-5), stopped_on=day(-6), stop_reason="기다려요")
    PromiseFactory(due_on=day(-5), kept_at=timezone.now())
    PromiseFactory(due_on=day(-5), cancelled_at=timezone.now())
    text = page(client)
    assert "늦은 약속이 하나도 없어요!" in text
    assert "한강 다리에" not in text


def test_what_a_citizen_owes_is_nobody_elses_business(client):
    PromiseFactory(due_on=day(-5), kind=PromiseKind.SUPPLEMENT, owner=Owner.PROPOSER)
    assert "늦은 약속이 하나도 없어요!" in page(client)


@pytest.mark.parametrize("gone", [{"visibility": Visibility.HIDDEN}, {"visibility": Visibility.WAITING}, {"withdrawn": True}])
def test_hidden_and_withdrawn_ideas_leak_nothing(client, gone):
    PromiseFactory(due_on=day(-5), idea=IdeaFactory(title="감춘 상상", **gone))
    text = page(client)
    assert "감춘 상상" not in text
    assert "늦은 약속이 하나도 없어요!" in text


def test_it_says_who_promised_when_and_for_which_day_first(client):
    buses = DepartmentFactory(name="버스정책과")
    PromiseFactory(
        department=buses,
        opened_at=timezone.make_aware(datetime(2026, 7, 3, 12)),
        first_due_on=date(2026, 8, 3),
        due_on=date(2026, 8, 20),
    )
    text = page(client)
    assert "버스정책과가 2026년 7월 3일에 답변을 약속했어요." in text
    assert "처음 약속한 날은 <time>2026년 8월 3일</time>이에요." in text
    assert "지금은 <time>2026년 8월 20일</time>까지예요." in text


def test_the_interim_answer_and_the_reasons_of_stops_stand_beside_it(client):
    made = PromiseFactory(due_on=day(-2), interim_at=timezone.now())
    AnswerFactory(idea=made.idea, kind=AnswerKind.INTERIM, summary="현장을 보고 다시 말씀드릴게요.")
    with changing(made.idea) as idea:
        promises.stop(idea, PromiseKind.ANSWER, "전문가의 의견을 기다려요.", None)
    Promise.objects.filter(pk=made.pk).update(stopped_on=day(-4))
    with changing(made.idea) as idea:
        promises.resume(idea, PromiseKind.ANSWER)
    Promise.objects.filter(pk=made.pk).update(due_on=day(-1))
    text = page(client)
    assert "현장을 보고 다시 말씀드릴게요." in text
    assert "그사이 시계가 4일 멈췄어요. 전문가의 의견을 기다려요." in text


def test_silence_about_a_delay_is_said_too(client):
    PromiseFactory(due_on=day(-2))
    assert "왜 늦어지는지 아직 듣지 못했어요." in page(client)


def test_a_department_is_chosen_in_the_address(client):
    buses, parks = DepartmentFactory(name="버스정책과", slug="bus"), DepartmentFactory(name="공원과", slug="park")
    PromiseFactory(department=buses, due_on=day(-3), idea__title="버스 상상")
    PromiseFactory(department=parks, due_on=day(-3), idea__title="공원 상상")
    PromiseFactory(due_on=day(-3), idea__title="창의담당관 상상")
    standings.refresh()
    text = page(client, "?department=bus")
    assert "버스 상상" in text
    assert "공원 상상" not in text
    assert "창의담당관 상상" not in text
    assert '<option value="bus" selected>' in text


def test_a_department_without_late_promises_is_praised(client):
    DepartmentFactory(name="공원과", slug="park")
    assert "공원과에는 늦은 약속이 없어요!" in page(client, "?department=park")


def test_the_idea_office_owes_under_the_name_of_its_department(client):
    office = AppointmentFactory(user=UserFactory(role=roles.IDEA_OFFICE), department__slug="office").department
    PromiseFactory(due_on=day(-3), idea__title="창의담당관 상상")
    PromiseFactory(department=office, due_on=day(-3), idea__title="부서로서 맡은 상상")
    PromiseFactory(department=DepartmentFactory(), due_on=day(-3), idea__title="남의 상상")
    text = page(client, "?department=office")
    assert "창의담당관 상상" in text
    assert "부서로서 맡은 상상" in text
    assert "남의 상상" not in text


@pytest.mark.parametrize("query", ["?department=nowhere", "?cursor=broken", "?page_size=0"])
def test_nonsense_in_the_address_shows_the_list_and_says_so(client, query):
    PromiseFactory(due_on=day(-3), idea__title="늦은 상상")
    text = page(client, query)
    assert "늦은 상상" in text
    assert "notice--warn" in text


def test_pages_follow_each_other_without_a_gap_or_a_repetition(client):
    for place in range(45):
        PromiseFactory(due_on=day(-1 - place % 3), idea__title=f"상상 {place:02}번")
    seen, address = [], URL
    while address:
        response = client.get(address)
        seen += [made.idea.title for made in response.context["promises"]]
        address = response.context["further"]
    assert len(seen) == len(set(seen)) == 45


def test_the_number_of_queries_does_not_grow_with_the_list(client, django_assert_max_num_queries):
    for place in range(25):
        made = PromiseFactory(due_on=day(-3), interim_at=timezone.now(), stopped_days=2, department=DepartmentFactory())
        if place % 2:
            AnswerFactory(idea=made.idea, kind=AnswerKind.INTERIM)
    standings.refresh()
    client.get(URL)
    with django_assert_max_num_queries(7):
        client.get(URL)


@pytest.mark.parametrize("of_one", [False, True])
def test_an_index_serves_the_list(of_one):
    department = DepartmentFactory() if of_one else None
    rows = promise_reading.BY_DUE.sort(promise_reading.late(department))[:21]
    plan = rows.explain()
    if connection.vendor == "sqlite":
        assert ("promise_of_department" if of_one else "promise_due") in plan
        assert "TEMP B-TREE" not in plan
    else:
        assert "promise" in plan


def test_counting_stops_at_a_thousand(monkeypatch):
    monkeypatch.setattr(promise_reading, "MOST_COUNTED", 2)
    for _ in range(4):
        PromiseFactory(due_on=day(-3))
    assert promise_reading.count_words(promise_reading.late()) == (3, "2+")
