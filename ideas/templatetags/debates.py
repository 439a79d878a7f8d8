"""What templates of debates ask for."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules import has_perm

from ideas.debates.reading import Another, View, another_on
from ideas.models import Argument, Debate, Idea, Response, Side

register = template.Library()


@register.filter
def window_words(debate: Debate) -> str:
    """How much time a debate has: "12일 남았어요"."""
    now, today = timezone.now(), timezone.localdate()
    if debate.is_closed or debate.closes_at <= now:
        return _("끝난 토론이에요")
    if debate.opens_at > now:
        return _("%(day)s에 열려요") % {"day": date_format(timezone.localdate(debate.opens_at), "MONTH_DAY_FORMAT")}
    # Closing at midnight is closing on the day before.
    days = (timezone.localdate(debate.closes_at - timedelta(seconds=1)) - today).days
    return ngettext("%(days)d일 남았어요", "%(days)d일 남았어요", days) % {"days": days} if days else _("오늘 끝나요")


@register.filter
def share_of(debate: Debate, side: str) -> int:
    """How many of a hundred people stand on a side."""
    return round(100 * getattr(debate, side) / debate.people) if debate.people else 0


@register.filter
def side_count(debate: Debate, side: str) -> int:
    """How many stand on a side."""
    return getattr(debate, side)


@register.filter
def argument_count(debate: Debate, side: str) -> int:
    """How many arguments a side has."""
    return getattr(debate, f"{side}_arguments")


@register.filter
def side_name(side: str) -> str:
    """A side as people call it."""
    return Side(side).label


@register.filter
def wrote_what_is_debated(said: Argument | Response) -> bool:
    """Whether an argument, or a response to one, is by the proposer of the idea."""
    debate = (said.argument if isinstance(said, Response) else said).debate
    idea = debate.idea if debate.idea_id else None
    return bool(idea and said.author_id and idea.author_id == said.author_id)


@register.filter
def answered_by(argument: Argument, reader) -> bool:
    """Whether the reader has responded to an argument."""
    return any(reply.author_id == reader.pk for reply in argument.replies)


@register.simple_tag(takes_context=True)
def another_debate(context, idea: Idea) -> Another:
    """Whether the reader may open one more debate on an idea."""
    may_open = has_perm("ideas.open_debate", context["request"].user)
    return another_on(idea) if may_open else Another()


@register.simple_tag
def look(view: View, **changes) -> str:
    """The query of an address that shows the same debate with some things changed; nothing that changes it keeps a page."""
    return view.query(**changes)
