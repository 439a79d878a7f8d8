"""Template tags for what stands around every page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from common.kept_parts import kept_form
from home import share
from home.navigation import Frame, frame_for
from ideas.templatetags.desk import has_cms, has_desk
from notifications.templatetags.notices import unread_notices

register = template.Library()


@register.simple_tag(takes_context=True)
def site_frame(context) -> Frame:
    """Everything around the pages of the site: {% site_frame as frame %}."""
    return frame_for(context["request"])


@register.simple_tag(takes_context=True)
def current(context, url: str, *apart: str) -> str:
    """The value of aria-current for a menu entry: "page" on the page itself, "true" on those under it, else empty.

    apart: addresses under it that have an entry of their own.
    """
    path = context["request"].path
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) and path not in apart else ""


@register.filter
def share_image_path(frame: Frame) -> str:
    """Where the picture is found that networks show beside links to this site."""
    return share.share_path(frame)


@register.simple_tag(takes_context=True)
def own_links(context, name: str) -> SafeString:
    """What a member finds in the menu: {% own_links "components/_own_menu.html" %}.

    It stands on every page and is the same for days, so the process keeps what it rendered for this member.
    """
    request = context["request"]
    member = request.user
    shown = {"unread": unread_notices(context), "seated": has_desk(context), "keeps": has_cms(context)}
    return kept_form(
        request,
        (name, member.pk, member.nickname, *shown.values()),
        lambda token: render_to_string(name, {"member": member, **shown, **token}),
    )
