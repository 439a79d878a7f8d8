"""Who may manage members, and which ones; departments and posts follow the permissions of the groups (accounts/roles.py)."""

import rules

from accounts import roles


@rules.predicate
def runs_the_site(user):
    return user.is_authenticated and user.is_active and (user.is_superuser or roles.ADMINISTRATORS in user.role_names)


@rules.predicate
def is_idea_office(user):
    return user.is_authenticated and user.is_active and roles.IDEA_OFFICE in user.role_names


@rules.predicate
def stands_higher(user, member):
    """Nobody manages somebody above: superusers only superusers, administrators not the idea office."""
    if member is None or user.is_superuser:
        return True
    if member.is_superuser:
        return False
    return runs_the_site(user) or roles.ADMINISTRATORS not in member.role_names


@rules.predicate
def has_a_part_in_cms(user):
    """What Wagtail itself asks of whoever opens /cms/: groups carry this permission, and superusers do pass."""
    return "wagtailadmin.access_admin" in user.get_all_permissions()


rules.add_perm("accounts.enter_cms", has_a_part_in_cms)
rules.add_perm("accounts.see_members", runs_the_site | is_idea_office)
rules.add_perm("accounts.add_member", runs_the_site | is_idea_office)
rules.add_perm("accounts.manage_member", (runs_the_site | is_idea_office) & stands_higher)
rules.add_perm("accounts.give_any_role", runs_the_site)
