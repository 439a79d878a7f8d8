"""The rules of accounts/rules.py in the four shapes in which Wagtail's administration asks."""

import rules
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from accounts import roles

NAMES = {"view": "accounts.see_members", "add": "accounts.add_member", "change": "accounts.manage_member"}


class MemberPolicy(ModelPermissionPolicy):
    """Members are added and changed by administrators and the idea office, and deleted by nobody: they are deactivated."""

    def user_has_permission(self, user, action):
        return action in NAMES and rules.has_perm(NAMES[action], user, None)

    def user_has_permission_for_instance(self, user, action, instance):
        return action in NAMES and rules.has_perm(NAMES[action], user, instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user, actions):
        members = self.model._default_manager.all()
        if not any(self.user_has_permission(user, action) for action in actions):
            return members.none()
        if user.is_superuser or set(actions) & {"view", "add"}:
            return members
        members = members.filter(is_superuser=False)
        if not rules.has_perm("accounts.give_any_role", user, None):
            members = members.exclude(groups__name=roles.ADMINISTRATORS)
        return members

    def users_with_any_permission(self, actions):
        if not set(actions) & set(NAMES):
            return self.model._default_manager.none()
        return self.model._default_manager.filter(
            Q(is_superuser=True) | Q(groups__name__in=[roles.ADMINISTRATORS, roles.IDEA_OFFICE]), is_active=True
        ).distinct()


class NothingIsDeleted(ModelPermissionPolicy):
    """As the permissions of the groups say, but rows are ended and never deleted, not even by a superuser."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission([action for action in actions if action != "delete"])
