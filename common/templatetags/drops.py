"""The little drop that stands for a person."""

from django import template

register = template.Library()

COLOURS = ("water", "leaf", "sun", "coral", "deep")
MOODS = ("glad", "hope", "proud", "wow")


@register.filter
def drop_colour(number: int | None) -> str:
    """The class that colours a member's drop, always the same for the same member; grey for nobody."""
    return f"avatar--{COLOURS[number % len(COLOURS)]}" if number else "avatar--nobody"


@register.filter
def drop_mood(number: int | None) -> str:
    """The face of a member's drop, always the same for the same member; asleep for nobody."""
    return MOODS[number // len(COLOURS) % len(MOODS)] if number else "asleep"
