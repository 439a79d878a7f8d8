"""Numbered pages that never count or skip through the whole city."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

PAGE_SIZE = 20
# Deeper pages cost the database a walk through everything before them, and nobody reads them: filters lead there faster.
MOST_PAGES = 500
MOST_COUNTED = PAGE_SIZE * MOST_PAGES


def page_number(raw: str | None) -> int | None:
    """The page asked for: 1 when nothing is, None for something that is no page number."""
    if not raw:
        return 1
    if not (raw.isascii() and raw.isdigit()) or len(raw) > 9 or int(raw) < 1:
        return None
    return int(raw)


def count_words(count: int, at_least: bool = False) -> str:
    """A count for people: exact up to 10,000, then "10,000+". at_least: counting stopped early, so more may be there."""
    if count > MOST_COUNTED:
        return f"{MOST_COUNTED:,}+"
    return f"{count:,}+" if at_least else f"{count:,}"


@dataclass(frozen=True)
class Stop:
    """A page in the row of numbers; without a number it is a gap."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """What components/_pager.html shows.

    total: how many entries there are, as far as they were counted. params: the query of the present address, which every link
    keeps. path: the page the list stands on, empty for the present one. name: the parameter that holds the page number. fragment:
    where on the page the list stands.
    """

    number: int
    total: int
    params: QueryDict = field(default_factory=QueryDict)
    path: str = ""
    name: str = "page"
    fragment: str = ""
    size: int = PAGE_SIZE
    label: str = ""

    @property
    def last(self) -> int:
        """The last page that can be opened; 1 for an empty list."""
        return max(1, min(MOST_PAGES, -(-self.total // self.size)))

    @property
    def start(self) -> int:
        """How many entries stand before this page."""
        return (self.number - 1) * self.size

    @property
    def is_beyond(self) -> bool:
        """Whether the page asked for does not exist."""
        return self.number > self.last

    @property
    def is_needed(self) -> bool:
        """Whether there is more than one page."""
        return self.last > 1

    @property
    def title(self) -> str:
        """How the row of numbers is called for those who hear it."""
        return self.label or _("쪽 넘기기")

    def href(self, number: int) -> str:
        """The address of another page of the same list."""
        params = self.params.copy()
        params.pop(self.name, None)
        if number > 1:
            params[self.name] = number
        query = params.urlencode()
        address = self.path + ("?" + query if query or not self.path else "")
        return f"{address}#{self.fragment}" if self.fragment else address

    @cached_property
    def stops(self) -> list[Stop]:
        """First page, the neighbours of this one, last page, gaps between them."""
        here = min(self.number, self.last)
        wanted = sorted({1, self.last, *range(max(1, here - 2), min(self.last, here + 2) + 1)})
        found: list[Stop] = []
        for number in wanted:
            if found and number - found[-1].number > 1:
                found.append(Stop(None))
            found.append(Stop(number, self.href(number), number == self.number))
        return found

    @property
    def previous_href(self) -> str:
        """The address of the page before, empty on the first one."""
        return self.href(min(self.number, self.last + 1) - 1) if self.number > 1 else ""

    @property
    def next_href(self) -> str:
        """The address of the next page, empty on the last one."""
        return self.href(self.number + 1) if self.number < self.last else ""

    @property
    def last_href(self) -> str:
        """The address of the last page."""
        return self.href(self.last)
