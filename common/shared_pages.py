"""Pages on which all readers see almost the same.

Such a page is rendered once, as a visitor sees it, and kept by the process with gaps where each reader has a part of their own:
their name in the menu, a button they may press, a form with a token. The gaps are filled anew for everyone. Because the rest was
rendered for nobody, nothing of one member can stand on the page of another, and a right that was forgotten shows too little.
"""

import copy
import hashlib
import re
import secrets
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.context import make_context
from django.utils.translation import get_language

from common.kept_pages import KEPT_SECONDS, kept_page

# Nobody can write it into a page, because no one knows it before.
MARK = secrets.token_hex(12)
GAPS = re.compile(rf"{MARK}:([\w./-]+);")


def gap(name: str) -> str:
    """What stands in a kept page until the template `name` is rendered there for a reader."""
    return f"{MARK}:{name};"


def leaves_gaps(context) -> bool:
    """Whether a template is being rendered for all readers."""
    return getattr(getattr(context, "request", None), "leaves_gaps", False)


def shared_page(
    request: HttpRequest, shown: tuple, make: Callable[[HttpRequest], HttpResponse], own: Callable[[], dict] = dict
) -> HttpResponse:
    """The page that `make` makes for everybody, with the own parts of the person who asks.

    shown: names everything on the page that can change, as for kept_page; a visitor without own parts gets the whole page from
    there. make: renders the page for the request it is given, which may be one of a made-up visitor. It can set `members` on its
    answer: the keys of those who have something of their own outside the gaps; for them the page is made anew.
    own: the context of the gaps for the reader who asks, looked up only when there are some.
    """
    return kept_page(request, shown, partial(filled, request, shown, make, own))


def filled(request, shown, make, own) -> HttpResponse:
    """The page for one reader."""
    what = ("shared", request.get_host(), request.get_full_path(), get_language(), shown)
    key = hashlib.sha256(repr(what).encode("utf-8", "replace")).hexdigest()
    kept = caches["pages"].get(key)
    if kept is None:
        visitor = visitor_like(request)
        page = make(visitor)
        if "CSRF_COOKIE" in visitor.META:
            # A form stands outside the gaps, with a token that fits nobody.
            return make(request)
        kept = (page.status_code, getattr(page, "members", frozenset()), GAPS.split(page.content.decode()))
        # A visitor's page is kept whole anyway.
        if page.status_code == 200 and request.user.is_authenticated:
            caches["pages"].set(key, kept, KEPT_SECONDS)
    status, members, pieces = kept
    if members and request.user.pk in members:
        return make(request)
    if len(pieces) > 1:
        pieces[1::2] = rendered(pieces[1::2], own(), request)
    return HttpResponse("".join(pieces), status=status)


def rendered(names: list[str], own: dict, request: HttpRequest) -> list[str]:
    """The templates with these names for one reader."""
    engine = engines["django"].engine
    templates = [engine.get_template(name) for name in names]
    context = make_context(own, request, autoescape=engine.autoescape)
    parts = []
    with context.bind_template(templates[0]):
        for template in templates:
            with context.push():
                parts.append(template.render(context))
    return parts


def visitor_like(request: HttpRequest) -> HttpRequest:
    """The same request as if somebody unknown had sent it."""
    visitor = copy.copy(request)
    visitor.user, visitor.session, visitor.COOKIES, visitor._messages = AnonymousUser(), {}, {}, ()
    visitor.META = {name: value for name, value in request.META.items() if name not in ("CSRF_COOKIE", "HTTP_COOKIE")}
    visitor.leaves_gaps = True
    return visitor
