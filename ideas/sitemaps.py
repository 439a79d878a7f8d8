"""The site for search engines: one list of ideas for every 10,000 numbers, so that no request reads or counts them all."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.sitemaps.views import x_robots_tag
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from ideas.models import Idea

NUMBERS_EACH = 10_000


class IdeaSitemap(Sitemap):
    """The public ideas with the numbers of one range; range 0 begins with number 1."""

    limit = NUMBERS_EACH

    def __init__(self, place: int):
        self.first = place * NUMBERS_EACH + 1

    @cached_property
    def found(self) -> list[Idea]:
        """The ideas of the range, read once."""
        numbers = Idea.objects.on_the_river().filter(number__gte=self.first, number__lt=self.first + NUMBERS_EACH)
        return list(numbers.order_by("number").only("number", "published_at"))

    def items(self) -> list[Idea]:
        return self.found

    def lastmod(self, idea: Idea):
        return idea.published_at

    @property
    def paginator(self) -> Paginator:
        return Paginator(self.found, self.limit)


def last_place() -> int:
    """The range in which the newest idea lies."""
    newest = Idea.objects.filter(number__isnull=False).order_by("-number").values_list("number", flat=True).first() or 1
    return (newest - 1) // NUMBERS_EACH


@require_safe
@x_robots_tag
def index(request):
    """The list of lists."""
    sections = ["pages", *(f"ideas-{place}" for place in range(last_place() + 1))]
    addresses = [settings.SITE_URL + reverse("sitemap_section", args=[section]) for section in sections]
    context = {"sitemaps": [{"location": address} for address in addresses]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@require_safe
def section(request, section):
    """One list: the pages of the site, or a range of ideas."""
    if section == "pages":
        found = PageSitemap(request)
    elif section.startswith("ideas-") and section[6:].isascii() and section[6:].isdigit() and len(section) < 16:
        if int(section[6:]) > last_place():
            raise Http404
        found = IdeaSitemap(int(section[6:]))
    else:
        raise Http404
    return sitemap_views.sitemap(request, {section: found}, section=section)
