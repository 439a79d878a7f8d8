"""Looking for words everywhere: ideas and pages of the site, best first."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import caches
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Site

from common.korean import folded
from common.paging import PAGE_SIZE, Pager, count_words
from common.search.highlight import Marker
from common.search.hits import Hits, hits
from home.models import BasePage
from home.navigation import KEPT_SECONDS
from ideas import bylines
from ideas.models import Idea
from ideas.search import MOST, READ_THROUGH, Found, in_order, query_pieces, query_words, ranked

ALL, IDEAS, PAGES = TABS = ("all", "ideas", "pages")
MOST_PAGES = 60
# How many pages of the site stand above the ideas when everything is shown.
PAGES_ABOVE = 3
# What hangs on a noun most often; without it a word is found in more places.
PARTICLES = re.compile("(?<=..)(?:으로|에서|에게|까지|부터|하고|이나|처럼|은|는|이|가|을|를|에|의|로|과|와|도|만)$")
OTHER_WORDS = 3


@dataclass(frozen=True)
class Result:
    """One hit as it is shown; `idea` is None for a page of the site."""

    url: str
    title: SafeString
    snippet: SafeString
    idea: Idea | None = None


@dataclass(frozen=True)
class Tab:
    """One of the ways to narrow the results."""

    name: str
    href: str
    count: str
    current: bool


@dataclass
class Search:
    """A query and what it finds, looked up when it is needed: at most seven statements for one tab of results.

    query: cleaned, at most QUERY_LENGTH characters. tab: one of TABS, anything else is all. number: which page of results.
    """

    query: str
    tab: str
    number: int
    request: HttpRequest

    def __post_init__(self):
        self.words = query_words(self.query)
        self.pieces = query_pieces(self.words)
        self.marker = Marker(self.words)
        self.tab = self.tab if self.tab in TABS else ALL

    @cached_property
    def _indexed(self) -> dict[type, Hits]:
        return hits(self.pieces, {Idea: MOST, Page: MOST_PAGES})

    @cached_property
    def ideas(self) -> Found:
        """Ideas by relevance; what was withdrawn or merged away is not looked for."""
        return ranked(Idea.objects.on_the_river(), self.query, self._indexed[Idea] if self.pieces else None)

    @cached_property
    def pages(self) -> list[Page]:
        """Live pages open to everybody: those with the words in the title first, then the latest."""
        found = Page.objects.live().filter(~Exists(closed_above(OuterRef("path"))), depth__gt=1)
        if self.pieces:
            found = found.filter(pk__in=self._indexed[Page].ids)
        elif self.words:
            # Single syllables are not in the index; titles are few.
            found = found.filter(*(Q(title__icontains=word) for word in self.words))
        else:
            return []
        pages = [page for page in found.order_by("-pk").specific()[:MOST_PAGES] if self._url(page)]
        return sorted(pages, key=self._weight, reverse=True)

    def _url(self, page: Page) -> str | None:
        return page.get_url(self.request, self._site)

    @cached_property
    def _site(self) -> Site | None:
        """The site asked, known to the process for as long as its frame (home/navigation.py)."""
        return caches["local"].get_or_set(
            f"site:{self.request.get_host()}", lambda: Site.find_for_request(self.request), KEPT_SECONDS
        )

    def _weight(self, page: Page) -> tuple:
        title = folded(page.title).replace(" ", "")
        return all(word in title for word in self.words), page.last_published_at is not None, page.last_published_at or 0, page.pk

    @property
    def tabs(self) -> list[Tab]:
        """The tabs with how much is behind each."""
        ideas, pages = MOST if self.ideas.capped else len(self.ideas.ids), len(self.pages)
        counts = {ALL: ideas + pages, IDEAS: ideas, PAGES: pages}
        names = {ALL: _("전체"), IDEAS: _("상상"), PAGES: _("페이지")}
        more = {ALL: self.ideas.capped, IDEAS: self.ideas.capped, PAGES: False}
        return [
            Tab(names[key], "?" + urlencode({"q": self.query, "tab": key}), count_words(counts[key], more[key]), key == self.tab)
            for key in TABS
        ]

    @cached_property
    def pager(self) -> Pager:
        """The row of page numbers of this tab; a number behind the last page means the last one."""
        total = len(self.pages if self.tab == PAGES else self.ideas.ids)
        asked = Pager(self.number, total, self.request.GET, fragment="results")
        return replace(asked, number=min(asked.number, asked.last))

    @cached_property
    def results(self) -> list[Result]:
        """What stands on this page of this tab."""
        start = self.pager.start
        if self.tab == PAGES:
            return [self._page(page) for page in self.pages[start : start + PAGE_SIZE]]
        ids = self.ideas.ids[start : start + PAGE_SIZE]
        found = in_order(bylines.labelled(Idea.objects.on_the_river().select_related("author")), ids)
        bylines.label(found)
        return [self._idea(idea) for idea in found]

    @property
    def pages_above(self) -> list[Result]:
        """The best pages of the site, shown above the first ideas when everything is asked for."""
        return [self._page(page) for page in self.pages[:PAGES_ABOVE]] if self.tab == ALL and self.pager.number == 1 else []

    @property
    def is_empty(self) -> bool:
        return not self.results and not self.pages_above

    @property
    def quoted(self) -> str:
        """The query in quotes, for sentences."""
        return f"“{self.query}”"

    @property
    def is_crowded(self) -> bool:
        """Whether there are more ideas than are shown."""
        return self.tab != PAGES and self.ideas.capped

    @property
    def read_through(self) -> str:
        """In how many of the newest ideas a single syllable was looked for; empty for a query that was looked up everywhere."""
        return intcomma(READ_THROUGH) if self.ideas.read_through else ""

    @cached_property
    def other_words(self) -> list[str]:
        """What could be looked for instead of a query that finds nothing: single words of it, words without their particle."""
        tries = [*(self.words if len(self.words) > 1 else ()), *(PARTICLES.sub("", word) for word in self.words)]
        tries = [word for word in dict.fromkeys(tries) if len(word) > 1 and [word] != self.words][:OTHER_WORDS]
        return [word for word in tries if hits(query_pieces([word]), {Idea: 1})[Idea].ids]

    @property
    def write_url(self) -> str:
        """The write page with the query as title."""
        return f"{reverse('ideas:new')}?{urlencode({'title': self.query[: Idea.TITLE_LENGTH]})}"

    def _idea(self, idea: Idea) -> Result:
        return Result(idea.get_absolute_url(), self.marker.marked(str(idea)), self.marker.snippet(idea.body), idea)

    def _page(self, page: Page) -> Result:
        text = page.searchable_text() if isinstance(page, BasePage) else page.search_description
        return Result(self._url(page), self.marker.marked(page.title), self.marker.snippet(text))


def closed_above(path) -> QuerySet[PageViewRestriction]:
    """The restrictions that close the page at a path of the tree: those on it and on the pages above it."""
    asked = ExpressionWrapper(path, output_field=CharField())
    return PageViewRestriction.objects.annotate(asked=asked).filter(asked__startswith=F("page__path"))
