"""Members, departments and posts in /cms/: roles × pages."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts import roles
from accounts.models import Appointment, Department, User
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db
MANAGERS = {roles.IDEA_OFFICE, roles.ADMINISTRATORS, "superuser"}


def somebody(role):
    return UserFactory(is_superuser=True) if role == "superuser" else UserFactory(role=role)


@pytest.mark.parametrize("role", [*roles.ALL, None, "superuser"])
def test_who_may_open_which_page(client, role):
    member, post = UserFactory(), AppointmentFactory()
    client.force_login(somebody(role))
    pages = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[member.pk]),
        reverse("wagtailusers_users:history", args=[member.pk]),
        "/cms/departments/",
        "/cms/departments/new/",
        f"/cms/departments/edit/{post.department_id}/",
        "/cms/appointments/",
        "/cms/appointments/new/",
        f"/cms/appointments/edit/{post.pk}/",
    ]
    answers = {page: client.get(page).status_code for page in pages}
    if role in MANAGERS:
        assert set(answers.values()) == {200}, answers
    else:
        assert set(answers.values()) <= {302, 403}, answers


@pytest.mark.parametrize("role", [roles.IDEA_OFFICE, roles.ADMINISTRATORS, "superuser"])
def test_nobody_deletes_members_departments_or_posts(client, role):
    member, post = UserFactory(), AppointmentFactory()
    client.force_login(somebody(role))
    bulk = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"]) + f"?id={member.pk}&next=/cms/"
    for address in (
        reverse("wagtailusers_users:delete", args=[member.pk]),
        f"/cms/departments/delete/{DepartmentFactory().pk}/",
        f"/cms/appointments/delete/{post.pk}/",
        bulk,
    ):
        client.post(address)
        client.get(address)
    assert User.objects.filter(pk=member.pk).exists()
    assert Appointment.objects.filter(pk=post.pk).exists()
    assert Department.objects.count() == 2


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_bulk_actions_are_no_way_around(client, action):
    member = UserFactory()
    client.force_login(somebody(roles.IDEA_OFFICE))
    from django.contrib.auth.models import Group

    role = Group.objects.get(name=roles.ADMINISTRATORS)
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action]) + f"?id={member.pk}&next=/cms/"
    client.post(address, {"role": role.pk, "mark_as_active": ""})
    member = User.objects.get(pk=member.pk)
    assert member.is_active
    assert not member.role_names


def values(member, **changes):
    return {
        "email": member.email,
        "nickname": member.nickname,
        "first_name": "",
        "last_name": "",
        "is_active": "on",
        **changes,
    }


def group(name):
    from django.contrib.auth.models import Group

    return Group.objects.get(name=name).pk


def test_the_idea_office_gives_a_role_and_it_is_logged(client):
    member = UserFactory()
    client.force_login(somebody(roles.IDEA_OFFICE))
    address = reverse("wagtailusers_users:edit", args=[member.pk])
    assert client.post(address, values(member, groups=[group(roles.OFFICIALS)])).status_code == 302
    assert User.objects.get(pk=member.pk).role_names == {roles.OFFICIALS}
    assert ModelLogEntry.objects.filter(object_id=str(member.pk), action="wagtail.edit").exists()


def test_the_idea_office_makes_nobody_administrator_or_superuser(client):
    member = UserFactory()
    client.force_login(somebody(roles.IDEA_OFFICE))
    address = reverse("wagtailusers_users:edit", args=[member.pk])
    client.post(address, values(member, groups=[group(roles.ADMINISTRATORS)], is_superuser="on"))
    member = User.objects.get(pk=member.pk)
    assert not member.role_names
    assert not member.is_superuser


@pytest.mark.parametrize(
    ("role", "other", "allowed"),
    [
        (roles.IDEA_OFFICE, roles.IDEA_OFFICE, True),
        (roles.IDEA_OFFICE, roles.ADMINISTRATORS, False),
        (roles.IDEA_OFFICE, "superuser", False),
        (roles.ADMINISTRATORS, roles.ADMINISTRATORS, True),
        (roles.ADMINISTRATORS, "superuser", False),
        ("superuser", "superuser", True),
    ],
)
def test_nobody_changes_somebody_above(client, role, other, allowed):
    member = somebody(other)
    client.force_login(somebody(role))
    address = reverse("wagtailusers_users:edit", args=[member.pk])
    response = client.post(address, {**values(member), "nickname": "고친별명", "groups": []})
    member.refresh_from_db()
    assert (member.nickname == "고친별명") is allowed, response.status_code


def test_nobody_locks_themselves_out_or_lifts_themselves_up(client):
    me = somebody(roles.IDEA_OFFICE)
    client.force_login(me)
    address = reverse("wagtailusers_users:edit", args=[me.pk])
    client.post(address, values(me, is_active="", groups=[group(roles.ADMINISTRATORS)]))
    me = User.objects.get(pk=me.pk)
    assert me.is_active
    assert me.role_names == {roles.IDEA_OFFICE}


def test_a_new_member_has_no_password_until_they_make_one(client):
    client.force_login(somebody(roles.IDEA_OFFICE))
    data = {"email": "New@Example.org", "nickname": "버스담당관", "is_active": "on", "groups": [group(roles.OFFICIALS)]}
    assert client.post(reverse("wagtailusers_users:add"), data).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert not made.has_usable_password()
    assert made.role_names == {roles.OFFICIALS}


@pytest.mark.parametrize("wrong", [{"email": "x"}, {"nickname": "이웃"}, {"nickname": ""}, {"email": "고래@example.org"}])
def test_a_mistake_is_shown_and_changes_nothing(client, wrong):
    UserFactory(nickname="이웃")
    client.force_login(somebody(roles.IDEA_OFFICE))
    data = {"email": "new@example.org", "nickname": "새사람", "is_active": "on", **wrong}
    response = client.post(reverse("wagtailusers_users:add"), data)
    assert response.status_code == 200
    assert not User.objects.filter(nickname="새사람").exists()


def test_the_list_costs_the_same_for_few_and_many(client, django_assert_max_num_queries):
    client.force_login(somebody(roles.IDEA_OFFICE))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    UserFactory.create_batch(2)
    client.get(reverse("wagtailusers_users:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("wagtailusers_users:index"))
    UserFactory.create_batch(15, role=roles.OFFICIALS)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("wagtailusers_users:index"))


def test_a_department_never_stands_under_itself_or_its_own(client):
    client.force_login(somebody(roles.IDEA_OFFICE))
    top = DepartmentFactory(name="교통실", slug="traffic")
    below = DepartmentFactory(name="버스정책과", slug="bus", parent=top)
    lowest = DepartmentFactory(name="버스1팀", slug="bus-1", parent=below)
    for parent in (top, below, lowest):
        data = {"name": "교통실", "slug": "traffic", "parent": parent.pk, "is_active": "on"}
        assert client.post(f"/cms/departments/edit/{top.pk}/", data).status_code == 200
    top.refresh_from_db()
    assert top.parent is None
    data = {"name": "버스1팀", "slug": "bus-1", "parent": top.pk, "is_active": "on"}
    assert client.post(f"/cms/departments/edit/{lowest.pk}/", data).status_code == 302


def test_a_post_is_given_by_address_and_ended_by_a_day(client):
    client.force_login(somebody(roles.IDEA_OFFICE))
    holder, department = UserFactory(), DepartmentFactory()
    data = {"email": holder.email.upper(), "department": department.pk, "post": "팀장", "starts_on": "2026-01-01", "ends_on": ""}
    assert client.post("/cms/appointments/new/", data).status_code == 302
    post = Appointment.objects.get()
    assert (post.user, post.department, post.post) == (holder, department, "팀장")
    client.post(f"/cms/appointments/edit/{post.pk}/", {**data, "ends_on": "2026-06-30"})
    post.refresh_from_db()
    assert post.ends_on == date(2026, 6, 30)
    other = UserFactory()
    client.post(f"/cms/appointments/edit/{post.pk}/", {**data, "email": other.email})
    post.refresh_from_db()
    assert post.user == holder


@pytest.mark.parametrize(
    "wrong",
    [{"email": "nobody@example.org"}, {"ends_on": "2025-12-31"}, {"department": ""}, {"department": "999999"}, {"post": ""}],
)
def test_a_post_with_a_mistake_is_not_given(client, wrong):
    client.force_login(somebody(roles.IDEA_OFFICE))
    data = {"email": UserFactory().email, "department": DepartmentFactory().pk, "post": "팀장", "starts_on": "2026-01-01"}
    assert client.post("/cms/appointments/new/", {**data, **wrong}).status_code == 200
    assert not Appointment.objects.exists()
