"""What this app adds to /cms/."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from accounts.models import Appointment, Department, User
from accounts.policies import NothingIsDeleted

# Before the viewsets ask for one.
register_permission_policy(Appointment, NothingIsDeleted(Appointment))
register_permission_policy(Department, NothingIsDeleted(Department))

from accounts.viewsets import PeopleGroup  # noqa: E402


@hooks.register("register_admin_viewset")
def departments_and_posts():
    """The menu entry with departments and posts."""
    return PeopleGroup()


@hooks.register("before_bulk_action")
def members_one_by_one(request, action_type, objects, action):
    """Nobody is deleted, and roles are given on the form that knows who may give which, never to many at once."""
    if action.models == [User]:
        raise PermissionDenied


@hooks.register("before_delete_user")
def nobody_is_deleted(request, user):
    """What a member wrote belongs to the city's memory; an account is deactivated instead."""
    raise PermissionDenied
