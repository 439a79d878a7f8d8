"""The pages with which the desk says who takes care of an idea."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas import routing
from ideas.models import Cooperation, Objection
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


@pytest.fixture
def held():
    return AppointmentFactory()


@pytest.fixture
def idea(held):
    return IdeaFactory(department=held.department)


def test_the_office_puts_a_department_in_charge_and_goes_on(client, office):
    idea, department = IdeaFactory(), DepartmentFactory()
    client.force_login(office)
    address = reverse("ideas:desk_routing", args=[idea.number])
    assert "어느 부서가 맡을까요?" in client.get(address).content.decode()
    sent = client.post(f"{address}?queue=new", {"department": department.pk, "post": "주무관", "known": 0})
    assert (sent.status_code, sent["Location"]) == (302, "/desk/?queue=new")
    idea.refresh_from_db()
    assert (idea.department, idea.post) == (department, "주무관")


def test_the_way_back_leads_to_the_desk_only(client, office):
    idea = IdeaFactory()
    client.force_login(office)
    address = reverse("ideas:desk_routing", args=[idea.number])
    sent = client.post(f"{address}?queue=//evil.example", {"department": DepartmentFactory().pk})
    assert sent["Location"] == "/desk/"


def test_a_form_without_a_department_says_so(client, office):
    client.force_login(office)
    sent = client.post(reverse("ideas:desk_routing", args=[IdeaFactory().number]), {"department": "999999"})
    assert sent.status_code == 422
    assert "고른 부서가 목록에 없어요." in sent.content.decode()


def test_an_old_page_shows_what_happened_and_keeps_the_words(client, office):
    idea, first, second = IdeaFactory(), DepartmentFactory(), DepartmentFactory()
    client.force_login(office)
    routing.assign(idea, first, office)
    address = reverse("ideas:desk_routing", args=[idea.number])
    given = {"department": second.pk, "reason": "도로 일이라서요", "known": 0}
    sent = client.post(address, given)
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "그사이에 있던 일" in page
    assert "도로 일이라서요" in page
    assert '<input type="hidden" name="known" value="1"' in page
    assert client.post(address, {**given, "known": 1}).status_code == 302
    idea.refresh_from_db()
    assert idea.department == second


def test_the_pages_are_closed_to_others(client, idea, held, office):
    hidden = IdeaFactory(visibility="hidden")
    names = ("desk_routing", "desk_objection", "desk_ask")
    client.force_login(UserFactory())
    for name in names:
        assert client.get(reverse(f"ideas:{name}", args=[idea.number])).status_code == 403
    client.force_login(held.user)
    assert client.get(reverse("ideas:desk_routing", args=[idea.number])).status_code == 403
    assert client.get(reverse("ideas:desk_objection", args=[idea.number])).status_code == 200
    for name in names:
        assert client.get(reverse(f"ideas:{name}", args=[hidden.number])).status_code == 404
        assert client.get(reverse(f"ideas:{name}", args=[10**18])).status_code == 404
    client.logout()
    for name in names:
        assert client.get(reverse(f"ideas:{name}", args=[idea.number])).status_code == 302


def test_a_department_objects_and_the_office_decides(client, idea, held, office):
    other = DepartmentFactory()
    client.force_login(held.user)
    address = reverse("ideas:desk_objection", args=[idea.number])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "도로 일이에요", "suggested": other.pk}).status_code == 302
    objection = Objection.objects.get()
    client.force_login(office)
    address = reverse("ideas:desk_settle", args=[objection.pk])
    assert "도로 일이에요" in client.get(address).content.decode()
    assert client.post(address, {"reply": "네"}).status_code == 422
    assert client.post(address, {"decision": "yes", "reply": "맞아요", "department": other.pk}).status_code == 302
    idea.refresh_from_db()
    assert idea.department == other
    assert client.get(address).status_code == 302


def test_a_department_is_asked_and_replies(client, idea, held):
    other = AppointmentFactory()
    day = timezone.localdate() + timedelta(days=4)
    client.force_login(held.user)
    address = reverse("ideas:desk_ask", args=[idea.number])
    assert client.post(address, {"department": other.department_id, "question": "예산이 있나요?"}).status_code == 422
    given = {"department": other.department_id, "question": "예산이 있나요?", "due_on": day.isoformat()}
    assert client.post(address, given).status_code == 302
    asked = Cooperation.objects.get()
    reply = reverse("ideas:desk_opinion", args=[asked.pk])
    assert client.get(reply).status_code == 302
    client.force_login(other.user)
    assert "예산이 있나요?" in client.get(reply).content.decode()
    assert client.post(reply, {"opinion": "내년 예산에 있어요"}).status_code == 302
    client.force_login(AppointmentFactory().user)
    assert client.get(reply).status_code == 403
    client.force_login(held.user)
    assert "내년 예산에 있어요" in client.get(address).content.decode()
