"""Small questions that the pages about accounts ask."""

import re

from django import template
from django.conf import settings
from django.utils.translation import gettext_lazy as _

register = template.Library()

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
# The order matters: browsers name the ones they descend from.
BROWSERS = (
    ("KAKAOTALK", _("카카오톡")),
    ("NAVER(", _("네이버 앱")),
    ("SamsungBrowser", _("삼성 인터넷")),
    ("Whale/", _("웨일")),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


@register.simple_tag
def mail_works() -> bool:
    """Whether letters leave this site (a mail server is set)."""
    return bool(settings.EMAIL_URL)


@register.filter
def device(user_agent: str) -> str:
    """A browser's own description in words a person knows, e.g. "Chrome · Android"."""
    found = [next((name for mark, name in known if mark in user_agent), None) for known in (BROWSERS, SYSTEMS)]
    words = [str(name) for name in found if name]
    if words:
        return " · ".join(words)
    return re.sub(r"\s+", " ", user_agent)[:40] or str(_("알 수 없는 기기"))
