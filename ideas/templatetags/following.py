"""What a reader is to the news of an idea."""

from django import template

from ideas import following
from ideas.models import Idea

register = template.Library()


@register.simple_tag(takes_context=True)
def news_standing(context, idea: Idea) -> following.Standing:
    """Whether the reader hears of an idea, and why: {% news_standing idea as news %}."""
    return following.standing(idea, context["request"].user)
