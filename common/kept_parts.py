"""Parts of pages that many readers see alike, kept by each process for a while."""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# What `shown` does not name is seen after this time at the latest.
KEPT_SECONDS = 60


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
