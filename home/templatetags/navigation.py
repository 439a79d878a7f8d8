"""Template tags for what stands around every page."""

from django import template

from home.navigation import Frame, frame_for

register = template.Library()


@register.simple_tag(takes_context=True)
def site_frame(context) -> Frame:
    """Name, menu and footer of the site: {% site_frame as frame %}."""
    return frame_for(context["request"])
