"""Whole pages kept for visitors who are not logged in.

Each process keeps the pages it made last. A page is used again only while `shown`, which names everything on it that can
change, is the same; so visitors see a change at once, and the page costs no more than asking for that.
"""

import gzip
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

# What `shown` does not name (a renamed category, a new nickname, the menu) is seen after this time at the latest.
KEPT_SECONDS = 20
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


def forget_pages() -> None:
    """Drop every kept page of this process, because something that stands on all of them changed."""
    caches["pages"].clear()


def kept_page(request: HttpRequest, shown: tuple, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page that `make` makes, or the one it made before from the same `shown` at the same address in the same language.

    Somebody with a session or a message waiting always gets a page of their own, and a page that needed a CSRF token is not kept.
    """
    if request.htmx or any(name in request.COOKIES for name in PERSONAL_COOKIES):
        return make()
    what = (request.get_host(), request.get_full_path(), get_language(), shown)
    key = hashlib.sha256(repr(what).encode("utf-8", "replace")).hexdigest()
    pages = caches["pages"]
    if (kept := pages.get(key)) is not None:
        return answer(request, key, kept)
    response = make()
    if response.status_code == 200 and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META:
        pages.set(key, response.content, KEPT_SECONDS)
    return response


def answer(request: HttpRequest, key: str, content: bytes) -> HttpResponse:
    """A kept page as the browser wants it. It is compressed once: nothing in it is secret, so it needs no padding of its own."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(content)
    pages = caches["pages"]
    small = pages.get(f"{key}.gz")
    if small is None:
        small = gzip.compress(content, compresslevel=6, mtime=0)
        pages.set(f"{key}.gz", small, KEPT_SECONDS)
    response = HttpResponse(small, headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
