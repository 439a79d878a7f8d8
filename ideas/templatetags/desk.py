"""Which doors a reader has, as the menu asks."""

from django import template
from django.core.cache import caches
from rules import has_perm

register = template.Library()

KEPT_SECONDS = 60


def may(context, permission: str) -> bool:
    """Whether the reader has a right that only the menu asks about.

    Kept by the process for a minute, for the menu stands on every page and citizens should not pay for it; the pages behind it
    ask anew.
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return False
    key = f"may:{permission}:{user.pk}"
    found = caches["local"].get(key)
    if found is None:
        found = has_perm(permission, user)
        caches["local"].set(key, found, KEPT_SECONDS)
    return found


@register.simple_tag(takes_context=True)
def has_desk(context) -> bool:
    """Whether the reader works for the city: {% has_desk as seated %}."""
    return may(context, "ideas.see_desk")


@register.simple_tag(takes_context=True)
def has_cms(context) -> bool:
    """Whether the reader keeps some part of the site: {% has_cms as keeps %}."""
    return may(context, "accounts.enter_cms")
