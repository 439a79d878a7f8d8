"""Parts of pages that many readers see alike, kept by each process for a while."""

import hashlib
import secrets
import uuid
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# What `shown` does not name is seen after this time at the latest.
KEPT_SECONDS = 60
# What stands in a kept form for the token and for the name that keeps a second sending from making a second thing; nobody knows
# them, so nobody can write them.
TOKEN, FORM_KEY = secrets.token_hex(16), secrets.token_hex(16)


def kept_part(shown: tuple, make: Callable[[], str], seconds: int = KEPT_SECONDS, cache: str = "local") -> SafeString:
    """The HTML that `make` renders, or the one it rendered before from the same `shown` in the same language.

    shown: everything the part shows, as plain values whose repr tells them apart; it is the key, so that a change is seen at
    once. Nothing that belongs to one reader alone (a CSRF token) may stand in the part unless `shown` names the reader.
    cache: "pages" for parts as large as a page, of which only the last few hundred are kept.
    """
    key = hashlib.sha256(repr((get_language(), shown)).encode("utf-8", "replace")).hexdigest()
    html = caches[cache].get(key)
    if html is None:
        html = str(make())
        caches[cache].set(key, html, seconds)
    return mark_safe(html)  # noqa: S308 - a rendered template


def kept_form(request: HttpRequest, shown: tuple, make: Callable[[dict], str]) -> SafeString:
    """A part with a form in it, as kept_part; each reader gets it with a token and a name of its own.

    make: renders the form in a context with what it is given; FORM_KEY is written where the name of the form stands.
    """
    html = kept_part(shown, lambda: make({"csrf_token": TOKEN}))
    if TOKEN in html:
        html = html.replace(TOKEN, get_token(request))
    if FORM_KEY in html:
        html = html.replace(FORM_KEY, str(uuid.uuid4()))
    return mark_safe(html)  # noqa: S308 - a rendered template
