"""The desk: who gets in, what stands in each queue, and what it costs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models import User
from ideas import answers, desk, desk_rows, routing
from ideas.desk_queues import DEPARTMENT, MOST, OFFICE, QUEUES, count, viewer
from ideas.models import AnswerStatus, Cooperation, HandOver, Lift, Objection, Owner, PromiseKind
from ideas.stages import Outcome
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory, PromiseFactory
from tests.factories.panel import PanelFactory

pytestmark = pytest.mark.django_db
DESK = "/desk/"


def day(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


@pytest.fixture
def held():
    return AppointmentFactory()


@pytest.fixture
def everything(held):
    """Something in every queue, of the official's department and of others, and what belongs in none."""
    ours = {"department": held.department}
    for promised in (ours, {"department": DepartmentFactory()}, {}):
        for due_on in (day(-3), day(0), day(5), day(40)):
            PromiseFactory(due_on=due_on, idea=IdeaFactory(**promised), **promised)
        PromiseFactory(due_on=day(-9), stopped_on=day(-10), stop_reason="보완을 기다려요", **promised)
        PromiseFactory(due_on=day(-9), kept_at=timezone.now(), **promised)
    PromiseFactory(kind=PromiseKind.RE_REVIEW, idea=IdeaFactory(ended=Outcome.HELD))
    PromiseFactory(kind=PromiseKind.SUPPLEMENT, owner=Owner.PROPOSER, due_on=day(-2))
    PromiseFactory(kind=PromiseKind.SUPPLEMENT, owner=Owner.PROPOSER, due_on=day(2))
    IdeaFactory(gate_reached_at=timezone.now())
    IdeaFactory(withdrawn=True)
    IdeaFactory(draft=True)
    Objection.objects.create(idea=IdeaFactory(**ours), department=held.department, reason="도로 일이에요")
    Cooperation.objects.create(idea=IdeaFactory(), department=held.department, question="어때요?", due_on=day(2))
    Cooperation.objects.create(idea=IdeaFactory(ended=Outcome.HELD), due_on=day(2), question="어때요?", **ours)
    left = AppointmentFactory(department=held.department, starts_on=day(-30), ends_on=day(-1))
    HandOver.objects.create(department=held.department, post="주무관", left=left, due_on=day(6))
    AnswerFactory(draft=True, status=AnswerStatus.SCHEDULED, publish_at=timezone.now() + timedelta(hours=3))
    vote = {"reason": "꼭 이야기해요", "needed": 1, "in_favour": 1, "closes_at": timezone.now(), "passed_at": timezone.now()}
    Lift.objects.create(panel=PanelFactory(), idea=IdeaFactory(), **vote)


def listed(user, queue):
    """The rows of a queue over all its pages."""
    seen, found = viewer(user), []
    for number in range(1, 100):
        page = desk_rows.page_of(seen, QueryDict(f"queue={queue}"), number)
        found += page.rows
        if number == page.pager.last:
            return found, page


@pytest.mark.parametrize("queue", [queue.name for queue in OFFICE])
def test_every_count_of_the_office_is_the_number_of_its_rows(queue, office, everything, monkeypatch):
    monkeypatch.setattr(desk_rows, "PAGE_SIZE", 3)
    rows, page = listed(office, queue)
    assert next(tab.number for tab in page.groups[0] if tab.queue.name == queue) == len(rows) > 0
    assert len({row.href for row in rows}) == len(rows)


@pytest.mark.parametrize("queue", [queue.name for queue in DEPARTMENT])
def test_every_count_of_a_department_is_the_number_of_its_rows(queue, held, everything, monkeypatch):
    rows, page = listed(held.user, queue)
    assert next(tab.number for tab in page.groups[0] if tab.queue.name == queue) == len(rows) > 0


def test_what_stands_in_the_queues(office, held, everything):
    of_office = count(list(OFFICE), viewer(office))
    assert of_office["late"] == 3
    assert of_office["near"] == 6
    assert of_office["open"] == 13
    assert (of_office["gate"], of_office["objections"], of_office["reviews"]) == (1, 1, 1)
    assert (of_office["supplements"], of_office["scheduled"]) == (1, 1)
    of_ours = count(list(DEPARTMENT), viewer(held.user))
    assert of_ours == {
        **{"our-late": 1, "our-near": 2, "our-open": 4, "our-stopped": 1, "questions": 1, "hand-overs": 1},
        "our-ideas": 5,
    }


def test_counts_stop_at_a_thousand(office, monkeypatch):
    monkeypatch.setattr("ideas.desk_queues.MOST", 3)
    monkeypatch.setattr(desk_rows, "MOST", 3)
    for _ in range(5):
        PromiseFactory(due_on=day(-1))
    page = desk_rows.page_of(viewer(office), QueryDict("queue=late"), 1)
    assert page.groups[0][0].words == "3+"
    assert len(page.rows) == page.pager.total == 3
    assert MOST == 1_000


def test_rows_come_by_the_day_they_are_due(office):
    for due_on in (5, -3, 1):
        PromiseFactory(due_on=day(due_on))
    rows, _page = listed(office, "open")
    assert [row.when for row in rows] == ["3일 지났어요", "1일 남았어요", "5일 남았어요"]
    assert [row.tone for row in rows] == ["late", "near", "near"]


def test_a_stopped_clock_says_why(held):
    PromiseFactory(department=held.department, stopped_on=day(-1), stop_reason="보완을 기다려요")
    [row], _page = listed(held.user, "our-stopped")
    assert row.when == "멈춰 있어요"
    assert "보완을 기다려요" in row.what


def test_a_department_sees_nothing_of_another(held):
    PromiseFactory(department=DepartmentFactory(), due_on=day(-1))
    assert count(list(DEPARTMENT), viewer(held.user))["our-late"] == 0
    page = desk_rows.page_of(viewer(held.user), QueryDict("queue=late"), 1)
    assert page.queue.name == "our-late"
    assert page.rows == []


def test_own_post_narrows_the_queues(held):
    for post in (held.post, "과장"):
        PromiseFactory(department=held.department, idea=IdeaFactory(department=held.department, post=post), due_on=day(-1))
    assert count([QUEUES["our-late"]], viewer(held.user, own_post=True))["our-late"] == 1
    assert count([QUEUES["our-late"]], viewer(held.user))["our-late"] == 2


def test_citizens_and_strangers_stay_outside(client):
    assert client.get(DESK).status_code == 302
    assert client.get(DESK)["Location"].startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.get(DESK).status_code == 403
    assert client.post(DESK).status_code == 405


@pytest.mark.parametrize("query", ["", "?queue=nothing", "?page=99", "?page=x", "?q=한강", "?queue=our-late", "?mine=1"])
def test_the_desk_opens_whatever_the_address_says(client, office, held, everything, query):
    for user in (office, held.user):
        client.force_login(user)
        assert client.get(DESK + query).status_code == 200


def test_an_empty_desk_is_glad(client, office):
    client.force_login(office)
    page = client.get(DESK).content.decode()
    assert "늦은 약속이 하나도 없어요." in page
    assert "늦거나 곧 닥칠 약속이 없어요." in page


@pytest.mark.parametrize("queue", list(QUEUES))
def test_a_page_of_the_desk_costs_few_queries(client, held, everything, queue, django_assert_max_num_queries):
    held.user.groups.set([])
    for _ in range(15):
        PromiseFactory(department=held.department, due_on=day(-2), idea=IdeaFactory(department=held.department))
        IdeaFactory(gate_reached_at=timezone.now())
    both = User.objects.get(pk=held.user.pk)
    both.groups.add(Group.objects.get_or_create(name=roles.IDEA_OFFICE)[0])
    client.force_login(both)
    client.get(DESK)
    with django_assert_max_num_queries(15):
        assert client.get(f"{DESK}?queue={queue}").status_code == 200


def test_searching_finds_by_number_and_hidden_ideas_of_one_s_own(client, held, office):
    ours = IdeaFactory(department=held.department, visibility="hidden")
    other = IdeaFactory()
    draft = IdeaFactory(draft=True, department=held.department)
    assert [row.idea for row in desk_rows.page_of(viewer(held.user), QueryDict(f"q={ours.number}"), 1).rows] == [ours]
    assert desk_rows.page_of(viewer(held.user), QueryDict(f"q={other.number}"), 1).rows == []
    assert [row.idea for row in desk_rows.page_of(viewer(office), QueryDict(f"q={other.number}"), 1).rows] == [other]
    assert desk_rows.page_of(viewer(office), QueryDict("q=" + "9" * 40), 1).rows == []
    assert draft not in desk_rows.searched(viewer(office), "한강")


def test_neighbours_walk_the_queue_in_its_order(office):
    first, second, third = [PromiseFactory(due_on=day(due)).idea for due in (1, 1, 4)]
    assert desk.neighbours(office, "open", first) == (None, second.number)
    assert desk.neighbours(office, "open", second) == (first.number, third.number)
    assert desk.neighbours(office, "open", third) == (second.number, None)


def test_neighbours_walk_a_queue_that_runs_backwards(office):
    old, new = [IdeaFactory(published_at=timezone.now() - timedelta(days=days)) for days in (9, 1)]
    assert desk.neighbours(office, "new", new) == (None, old.number)
    assert desk.neighbours(office, "new", old) == (new.number, None)


def test_after_an_idea_that_left_the_queue_comes_its_first(office):
    first = PromiseFactory(due_on=day(1)).idea
    assert desk.neighbours(office, "open", IdeaFactory()) == (None, first.number)


def test_a_queue_of_others_has_no_neighbours(held):
    idea = PromiseFactory(due_on=day(1)).idea
    assert desk.neighbours(held.user, "open", idea) == (None, None)
    assert desk.neighbours(held.user, "nothing", idea) == (None, None)


def test_citizens_have_no_bar():
    idea = IdeaFactory()
    assert desk.bar_of(idea.author, idea) is None
    assert desk.bar_of(UserFactory(), idea) is None


def test_the_bar_offers_what_one_may_do(office, held):
    idea = IdeaFactory(department=held.department)
    of_office = desk.bar_of(office, idea)
    assert of_office.main[0].href == reverse("ideas:desk_idea", args=[idea.number])
    assert reverse("ideas:desk_routing", args=[idea.number]) in [action.href for action in of_office.more]
    of_official = [action.href for action in desk.bar_of(held.user, idea).more]
    assert reverse("ideas:desk_objection", args=[idea.number]) in of_official
    assert reverse("ideas:desk_routing", args=[idea.number]) not in of_official
    assert desk.bar_of(AppointmentFactory().user, idea) is None
    assert desk.bar_of(office, IdeaFactory(draft=True)) is None


def test_the_desk_that_a_process_keeps_shows_every_act_at_once(client, office, held):
    """What verbs change is seen by the next request, of whoever acted and of everybody else."""
    idea = IdeaFactory(title="버스 안 공기청정기")
    client.force_login(office)
    answer = AnswerFactory(draft=True, idea=IdeaFactory(department=held.department), author=office)

    def shown(queue):
        return client.get(DESK, {"queue": queue}).content.decode()

    assert "버스 안 공기청정기" in shown("new")
    routing.assign(idea, held.department, office, reason="버스 일이에요")
    assert "버스 안 공기청정기" not in shown("new")
    assert answer.summary not in shown("scheduled")
    answers.schedule(answer, office, timezone.now() + timedelta(hours=3))
    assert answer.summary in shown("scheduled")
    answers.unschedule(answer, office)
    assert answer.summary not in shown("scheduled")


def test_a_kept_desk_is_shown_only_to_those_who_see_the_same(client, held):
    idea = IdeaFactory(department=held.department, title="우리 부서만 보는 상상")
    PromiseFactory(idea=idea, department=held.department, due_on=day(2))
    other = AppointmentFactory()
    client.force_login(held.user)
    assert "우리 부서만 보는 상상" in client.get(DESK).content.decode()
    client.force_login(other.user)
    assert "우리 부서만 보는 상상" not in client.get(DESK).content.decode()
    client.force_login(held.user)
    assert "우리 부서만 보는 상상" in client.get(DESK).content.decode()
