"""What stands around every page: name, logo, colours, announcement, menu and footer of the site.

Read from the page tree and the settings, then kept by each process for a few seconds, so that a page costs no query for its
frame. An editor's own process forgets it at once when something is published or saved (home/receivers.py).
"""

from dataclasses import dataclass
from functools import cached_property

import structlog
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site

from common.contrast import DAY, NIGHT
from home.models import Announcement, BrandSettings, CustomImage, StandardPage
from home.models.announcement import Tone
from home.palette import digest, palette, stylesheet_address

log = structlog.get_logger("oasis.frame")

KEPT_SECONDS = 10
VERSION_KEY = "frame-version"
# The menu shows pages under the front page and, in the footer and on telephones, the pages under those.
MENU_LEVELS = 2
# Large enough for sharp screens; the style sheet shows it 40 px high.
LOGO_SIZE = "max-720x120"
# So many letters of name and editors' menu fit into one row beside the entries that every site has.
LETTERS_BESIDE_THE_NAME = 18
# The law wants the privacy policy to be told apart from the other pages at the foot of a site.
PRIVACY = "privacy"


@dataclass(frozen=True)
class Link:
    """A menu entry with the entries under it."""

    title: str
    url: str
    children: tuple["Link", ...] = ()
    stands_out: bool = False


@dataclass(frozen=True)
class Picture:
    """A file of the logo as <img> wants it."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Notice:
    """The announcement that is due; `key` is another one when its words are, so that what was put away stays away."""

    text: str
    text_en: str
    tone: Tone
    url: str
    key: str


@dataclass(frozen=True)
class Frame:
    """Everything around the pages of one site as plain words, ready for the cache.

    brand_css: the address of the style sheet with the site's own colours, empty while it has none. theme_day, theme_night: what a
    browser colours its own bars with.
    """

    name: str
    tagline: str
    logo: Picture | None
    logo_at_night: Picture | None
    shows_name: bool
    is_official: bool
    operator: str
    contact_email: str
    contact_phone: str
    address: str
    footer_text: str
    source_url: str
    brand_css: str
    theme_day: str
    theme_night: str
    announcement: Notice | None
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]

    @cached_property
    def key(self) -> str:
        """Another one when anything in the frame is; for parts of it that are kept as HTML ({% cache %})."""
        return digest(repr(self))

    @property
    def has_long_menu(self) -> bool:
        """Whether the menu wants a row of its own on a wide window; Korean letters are about equally wide."""
        return len(self.name) * self.shows_name + sum(len(link.title) + 2 for link in self.menu) > LETTERS_BESIDE_THE_NAME


def frame_for(request) -> Frame:
    """The frame of the site that this request was sent to; in a preview with what the editor is trying out."""
    host = known_host(request)
    if getattr(request, "is_preview", False):
        return build_frame(site_of(request, host), request)
    cache = caches["local"]
    key = f"frame:{cache.get(VERSION_KEY, 0)}:{host}"
    frame = cache.get(key)
    if frame is None:
        frame = build_frame(site_of(request, host), request)
        cache.set(key, frame, KEPT_SECONDS)
    return frame


def known_host(request) -> str:
    """The name the request was sent to; empty when it is none of ours, so that the page which says so has a frame too."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


def site_of(request, host: str) -> Site | None:
    """The site asked, the default one under a host that is none of ours."""
    return Site.find_for_request(request) if host else Site.objects.filter(is_default_site=True).first()


def forget_frames() -> None:
    """Let the next request of this process read names and menus anew."""
    cache = caches["local"]
    cache.set(VERSION_KEY, cache.get(VERSION_KEY, 0) + 1, None)


def build_frame(site: Site | None, request) -> Frame:
    """Read the frame from the database; without a site there are only the default names."""
    brand = setting(BrandSettings, site, request)
    tokens, logo = palette(brand.colours), picture(brand.logo)
    return Frame(
        name=brand.name,
        tagline=brand.tagline,
        logo=logo,
        logo_at_night=picture(brand.logo_at_night),
        shows_name=brand.shows_name or logo is None,
        is_official=brand.is_official,
        operator=brand.operator,
        contact_email=brand.contact_email,
        contact_phone=brand.contact_phone,
        address=brand.address,
        footer_text=brand.footer_text,
        source_url=settings.SOURCE_URL,
        brand_css=stylesheet_address(brand.colours),
        theme_day=tokens[DAY]["ground"],
        theme_night=tokens[NIGHT]["ground"],
        announcement=notice(setting(Announcement, site, request), request),
        menu=menu(site, request),
        footer=footer(site, request),
    )


def setting(model, site: Site | None, request):
    """The settings of a site: in a preview those in the editor's form, else the saved ones, else the defaults."""
    tried = getattr(request, model.get_cache_attr_name(), None) if getattr(request, "is_preview", False) else None
    return tried or (site and model.base_queryset().filter(site=site).first()) or model()


def picture(image: CustomImage | None) -> Picture | None:
    """An image in the size of a logo; none when its file cannot be read, for a page must not fail because of its logo."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(LOGO_SIZE)
    except (SourceImageIOError, OSError):
        log.warning("logo_unreadable", image=image.pk, exc_info=True)
        return None
    return Picture(rendition.url, rendition.width, rendition.height)


def notice(announcement: Announcement, request) -> Notice | None:
    """The announcement if it is due; in a preview whenever it says something."""
    shown = announcement.is_due() or (getattr(request, "is_preview", False) and announcement.text)
    if not shown:
        return None
    page = announcement.page
    url = ((page.get_url(request) or "") if page.live else "") if page else announcement.url
    words = (announcement.text, announcement.text_en, announcement.tone, url)
    return Notice(announcement.text, announcement.text_en, Tone(announcement.tone), url, digest(repr(words)))


def menu(site: Site | None, request) -> tuple[Link, ...]:
    """The public pages that editors put into the menu, in tree order; a page stands only under one that stands too."""
    if site is None:
        return ()
    root = site.root_page
    pages = list(
        Page.objects.in_menu().descendant_of(root).filter(depth__lte=root.depth + MENU_LEVELS).live().public().order_by("path")
    )

    def under(parent: Page) -> tuple[Link, ...]:
        return tuple(
            Link(page.title, page.relative_url(site, request), under(page)) for page in pages if page.is_child_of(parent)
        )

    return under(root)


def footer(site: Site | None, request) -> tuple[Link, ...]:
    """The pages that must be within reach from everywhere, such as the terms of use."""
    if site is None:
        return ()
    root = site.root_page
    pages = StandardPage.objects.filter(show_in_footer=True, depth__lte=root.depth + MENU_LEVELS).descendant_of(root)
    shown = pages.live().public().order_by("path")
    return tuple(Link(page.title, page.relative_url(site, request), stands_out=page.slug == PRIVACY) for page in shown)
