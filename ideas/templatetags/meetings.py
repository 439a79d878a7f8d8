"""Meetings in templates: when they are, how many seats are left."""

from django import template
from django.utils import timezone

from ideas.meetings import announcing, reading
from ideas.models import Meeting

register = template.Library()

register.filter("when", announcing.when)
register.filter("seats_words", reading.seats_words)
register.filter("meetings_of", reading.of_idea)


@register.filter
def ends_another_day(meeting: Meeting) -> bool:
    """Whether a meeting goes on past midnight in the city."""
    return timezone.localdate(meeting.starts_at) != timezone.localdate(meeting.ends_at)
