"""Questions that form templates ask about a field."""

from django import template
from django.forms import CheckboxInput, Textarea

register = template.Library()


@register.filter
def is_checkbox(field) -> bool:
    """Whether a bound field is a single box to tick, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def most_letters(field) -> int | None:
    """How many letters fit into a bound field for long texts; None for every other field."""
    return getattr(field.field, "max_length", None) if isinstance(field.field.widget, Textarea) else None
