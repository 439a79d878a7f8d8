"""Whether the page of an idea offers a vote on a super-pass."""

from django import template
from django.core.cache import caches

from ideas.models import Idea, Lift
from ideas.panel import lifts

register = template.Library()

KEPT_SECONDS = 60


@register.simple_tag(takes_context=True)
def lift_offer(context, idea: Idea) -> dict | None:
    """What a member of the panel or the idea office can do: {% lift_offer idea as lift %}; None for everybody else.

    Who sits in the panel is kept by the process for a minute, for the page of an idea asks of every member; the page behind the
    button asks anew.
    """
    user = context["request"].user
    if not user.is_authenticated or idea.author_id == user.pk or idea.stage not in lifts.STEP_FROM:
        return None
    key = f"panel-of:{user.pk}"
    panel = caches["local"].get(key)
    if panel is None:
        found = lifts.panel_of(user)
        panel = found.pk if found else 0
        caches["local"].set(key, panel, KEPT_SECONDS)
    if not panel:
        return None
    there = Lift.objects.filter(panel=panel, idea=idea).first()
    if there is None:
        return {"may_open": not lifts.why_not_open(idea)}
    there.idea = idea
    return {"lift": there, "is_running": lifts.is_running(there)}
