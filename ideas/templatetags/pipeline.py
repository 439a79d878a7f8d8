"""What templates say about the way of an idea through the city."""

from django import template

from ideas.bar_words import bars_before
from ideas.models import Idea
from ideas.step_words import STEP_WORDS

register = template.Library()


@register.inclusion_tag("ideas/_progress.html")
def gate_progress(idea: Idea):
    """How far an idea is before the next bars: {% gate_progress idea %}; nothing where no bar stands."""
    return {"bars": bars_before(idea)}


@register.filter
def step_done(kind: str) -> str:
    """A step once it is taken, in words: 상상토론으로 올렸어요."""
    return str(STEP_WORDS[kind][1]) if kind in STEP_WORDS else ""
