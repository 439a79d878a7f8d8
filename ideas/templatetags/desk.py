"""Whether a reader has a desk, as the menu asks."""

from django import template
from django.core.cache import caches
from rules import has_perm

register = template.Library()

KEPT_SECONDS = 60


@register.simple_tag(takes_context=True)
def has_desk(context) -> bool:
    """Whether the reader works for the city: {% has_desk as seated %}.

    Kept by the process for a minute, for the menu stands on every page and citizens should not pay for it; the desk itself asks
    anew (ideas/views/desk.py).
    """
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return False
    key = f"has-desk:{user.pk}"
    found = caches["local"].get(key)
    if found is None:
        found = has_perm("ideas.see_desk", user)
        caches["local"].set(key, found, KEPT_SECONDS)
    return found
