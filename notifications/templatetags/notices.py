"""What templates ask about the inbox."""

from django import template

from notifications import inbox, kinds

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context) -> int:
    """How many lines the reader has not read, up to 100; 0 for strangers: {% unread_notices as unread %}."""
    user = getattr(context.get("request"), "user", None)
    return inbox.unread_count(user) if user is not None and user.is_authenticated else 0


@register.filter
def unread_words(count: int) -> str:
    """The number on the badge."""
    return f"{inbox.MOST_COUNTED - 1}+" if count >= inbox.MOST_COUNTED else str(count)


@register.filter
def kind_label(kind: str) -> str:
    """What a sort of news is called."""
    return kinds.label(kind)


@register.filter
def kind_icon(kind: str) -> str:
    """The sign that stands before it."""
    return kinds.icon(kind)
