"""What stands beside links to pages without a picture of their own, and the site's name for the pictures of others."""

from zlib import crc32

from django.core.cache import caches
from django.urls import reverse
from wagtail.models import Site

from common.poster import Poster, mark
from home.models import BrandSettings
from home.navigation import KEPT_SECONDS, VERSION_KEY, Frame, known_host


def site_name() -> str:
    """The name of the default site, for pictures that are made where no request says which site is meant."""
    cache = caches["local"]
    key = f"site-name:{cache.get(VERSION_KEY, 0)}"
    name = cache.get(key)
    if name is None:
        site = Site.objects.filter(is_default_site=True).first()
        brand = BrandSettings.objects.filter(site=site).only("name").first() or BrandSettings()
        name = brand.name
        cache.set(key, name, KEPT_SECONDS)
    return name


def poster(frame: Frame) -> Poster:
    """What stands on the picture of a site: what it is for, and its name."""
    return Poster(title=frame.tagline or frame.name, brand=frame.name if frame.tagline else "")


def share_path(frame: Frame) -> str:
    """Where the picture of a site as it is called now is found."""
    return f"{reverse('home:share_image')}?v={mark(poster(frame))}"


def subject(request) -> str:
    """Under what the picture of the site that was asked is kept."""
    return f"site-{crc32(known_host(request).encode()):08x}"
