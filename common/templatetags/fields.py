"""Questions that form templates ask about a field."""

from django import template
from django.forms import CheckboxInput

register = template.Library()


@register.filter
def is_checkbox(field) -> bool:
    """Whether a bound field is a single box to tick, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)
