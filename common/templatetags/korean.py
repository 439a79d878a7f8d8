"""Particles in templates: {{ name|josa:"을/를" }}. Other languages have none, so there the word stands alone."""

from django import template
from django.utils.translation import get_language

from common import korean

register = template.Library()


@register.filter
def josa(word: object, pair: str) -> str:
    """A word with the particle that fits its last sound on a Korean page; pair as in common.korean.josa."""
    return korean.josa(str(word), pair) if get_language() == "ko" else str(word)
