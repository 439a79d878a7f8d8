"""What a meeting decided, for the templates that show it."""

from django import template

from ideas.meetings import minutes
from ideas.models import Meeting

register = template.Library()


@register.simple_tag
def meeting_record(meeting: Meeting) -> minutes.Record:
    """{% meeting_record meeting as record %}: its decisions and the questions that were answered."""
    return minutes.record_of(meeting)


@register.filter
def clock(seconds: int) -> str:
    """A place in a film: {{ item.video_at|clock }} is 1:02:05."""
    minutes_in, rest = divmod(int(seconds), 60)
    hours, minutes_in = divmod(minutes_in, 60)
    return f"{hours}:{minutes_in:02}:{rest:02}" if hours else f"{minutes_in}:{rest:02}"
