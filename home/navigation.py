"""What stands around every page: the name of the site, its menu and its footer.

Read from the page tree and the brand settings, then kept by each process for a few seconds, so that a page costs no query for
its frame. An editor's own process forgets it at once when something is published (home/receivers.py).
"""

from dataclasses import dataclass

from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from wagtail.models import Page, Site

from home.models import BrandSettings, StandardPage

KEPT_SECONDS = 10
VERSION_KEY = "frame-version"


@dataclass(frozen=True)
class Link:
    """A menu entry."""

    title: str
    url: str


@dataclass(frozen=True)
class Frame:
    """Header and footer of one site as plain words, ready for the cache."""

    name: str
    tagline: str
    is_official: bool
    contact_email: str
    contact_phone: str
    address: str
    footer_text: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]


def frame_for(request) -> Frame:
    """The frame of the site that this request was sent to."""
    cache = caches["local"]
    host = known_host(request)
    key = f"frame:{cache.get(VERSION_KEY, 0)}:{host}"
    frame = cache.get(key)
    if frame is None:
        site = Site.find_for_request(request) if host else Site.objects.filter(is_default_site=True).first()
        frame = build_frame(site, request)
        cache.set(key, frame, KEPT_SECONDS)
    return frame


def known_host(request) -> str:
    """The name the request was sent to; empty when it is none of ours, so that the page which says so has a frame too."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


def forget_frames() -> None:
    """Let the next request of this process read names and menus anew."""
    cache = caches["local"]
    cache.set(VERSION_KEY, cache.get(VERSION_KEY, 0) + 1, None)


def build_frame(site: Site | None, request) -> Frame:
    """Read the frame from the database; without a site there are only the default names."""
    brand = BrandSettings.objects.filter(site=site).first() if site else None
    brand = brand or BrandSettings()
    return Frame(
        name=brand.name,
        tagline=brand.tagline,
        is_official=brand.is_official,
        contact_email=brand.contact_email,
        contact_phone=brand.contact_phone,
        address=brand.address,
        footer_text=brand.footer_text,
        menu=links(Page.objects.in_menu(), site, request),
        footer=links(StandardPage.objects.filter(show_in_footer=True), site, request),
    )


def links(pages, site: Site | None, request) -> tuple[Link, ...]:
    """Links to those of the pages that stand directly under the front page and are open to everybody, in tree order."""
    if site is None:
        return ()
    shown = pages.child_of(site.root_page).live().public().order_by("path")
    return tuple(Link(page.title, page.relative_url(site, request)) for page in shown)
