"""The groups that the migration makes, and who may take part."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts import roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_every_role_is_a_group_and_the_groups_of_wagtail_are_gone():
    names = set(Group.objects.values_list("name", flat=True))
    assert set(roles.ALL) <= names
    assert not names & {"Editors", "Moderators"}


@pytest.mark.parametrize("role", roles.ALL)
def test_only_those_who_work_there_enter_the_administration(role):
    enters = {roles.IDEA_OFFICE, roles.EDITORS, roles.MODERATORS, roles.ADMINISTRATORS}
    assert UserFactory(role=role).has_perm("wagtailadmin.access_admin") is (role in enters)


@pytest.mark.parametrize("role", roles.ALL)
def test_departments_and_posts_belong_to_the_idea_office_and_administrators(role):
    member = UserFactory(role=role)
    for codename in ("add_department", "change_department", "add_appointment", "change_appointment"):
        assert member.has_perm(f"accounts.{codename}") is (role in {roles.IDEA_OFFICE, roles.ADMINISTRATORS})


@pytest.mark.parametrize("role", roles.ALL)
def test_no_role_holds_rights_by_which_it_could_lift_itself_up(role):
    member = UserFactory(role=role)
    for name in ("accounts.delete_user", "accounts.change_user", "auth.change_group", "auth.add_group", "auth.change_permission"):
        assert not member.has_perm(name)


def test_editors_make_and_publish_pages_pictures_and_documents():
    group = Group.objects.get(name=roles.EDITORS)
    on_root = GroupPagePermission.objects.filter(group=group, page=Page.get_first_root_node())
    assert {"add_page", "change_page", "publish_page"} <= set(on_root.values_list("permission__codename", flat=True))
    files = GroupCollectionPermission.objects.filter(group=group, collection=Collection.get_first_root_node())
    assert {"add_image", "change_image", "add_document"} <= set(files.values_list("permission__codename", flat=True))


def test_everybody_takes_part_where_no_mail_is_sent(settings):
    assert settings.OASIS_CONFIRMED_EMAIL is False
    assert UserFactory().may_take_part


def test_a_confirmed_address_is_needed_where_the_site_asks_for_it(settings):
    settings.OASIS_CONFIRMED_EMAIL = True
    member = UserFactory()
    assert not member.may_take_part
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    assert type(member).objects.get(pk=member.pk).may_take_part


def test_a_deactivated_member_takes_no_part():
    assert not UserFactory(is_active=False).may_take_part


def test_roles_cost_one_query_and_none_when_prefetched(django_assert_num_queries):
    member = UserFactory(role=roles.PANEL)
    with django_assert_num_queries(1):
        assert member.role_names == member.role_names == {roles.PANEL}
    [fetched] = type(member).objects.prefetch_related("groups").filter(pk=member.pk)
    with django_assert_num_queries(0):
        assert fetched.role_names == {roles.PANEL}
