"""Words that a new site starts with and its editors may replace."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def shipped(words: str | None) -> str:
    """Words that came with the site, in the reader's language; words of the editors' own, as they are."""
    return gettext(words) if words else ""
