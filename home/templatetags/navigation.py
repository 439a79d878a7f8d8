"""Template tags for what stands around every page."""

from django import template

from home import share
from home.navigation import Frame, frame_for

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
