"""Wagtail's app of users with our screens and our rules about who manages whom."""

from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS in place of wagtail.users."""

    user_viewset = "accounts.viewsets.MemberViewSet"

    def ready(self):
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from accounts.policies import MemberPolicy

        register_permission_policy(get_user_model(), MemberPolicy(get_user_model()))
        register_permission_policy(Group)
