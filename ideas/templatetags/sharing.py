"""What templates need for passing a link on: the picture beside it, and the ways to send it."""

from django import template
from django.conf import settings

from common.poster import HEIGHT, WIDTH
from ideas.models import Idea
from ideas.share_images import poster, share_path
from ideas.templatetags.ideas import site_address

register = template.Library()


@register.filter
def share_image_path(idea: Idea) -> str:
    """Where the picture is found that networks show beside a link to an idea."""
    return share_path(idea)


@register.filter
def share_image_url(idea: Idea) -> str:
    """The whole address of that picture."""
    return site_address(share_path(idea))


@register.filter
def share_image_alt(idea: Idea) -> str:
    """What can be read on that picture, for those who do not see it."""
    shown = poster(idea)
    return " · ".join(filter(None, (shown.title, shown.label, shown.support, shown.brand)))


@register.simple_tag
def share_image_size() -> tuple[int, int]:
    """Width and height of every share picture."""
    return WIDTH, HEIGHT


@register.simple_tag
def kakao_share() -> dict[str, str] | None:
    """What the button for KakaoTalk needs; None where no key is set, and then there is no such button."""
    if not settings.KAKAO_JS_KEY:
        return None
    return {"key": settings.KAKAO_JS_KEY, "sdk": settings.KAKAO_SDK, "integrity": settings.KAKAO_SDK_INTEGRITY}
