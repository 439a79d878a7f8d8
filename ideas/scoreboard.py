"""The scoreboard as people read it: each figure in words, and the rows in the order asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.models import DepartmentStanding
from ideas.promise_reading import counted_words, on_time
from ideas.standings import DEFINITIONS

# Which end of a figure stands on top: long delays and quick answers both do.
BIGGEST_FIRST = {"open", "late", "on_time", "adopted", "finished"}
ORDERS = {"name": gettext_lazy("이름"), **{each.code: each.name for each in DEFINITIONS}}


@dataclass(frozen=True)
class Cell:
    """One figure. `value` is None, and `words` say so, where there is nothing to count yet. `href`: the list behind it."""

    code: str
    name: str
    words: str
    value: int | None
    href: str = ""


@dataclass(frozen=True)
class Row:
    """A department on the scoreboard."""

    name: str
    href: str
    counted: str
    cells: tuple[Cell, ...]

    def value(self, code: str) -> int | None:
        """One of its figures."""
        return next(cell.value for cell in self.cells if cell.code == code)


@dataclass(frozen=True)
class SortLink:
    """A way to sort the scoreboard."""

    name: str
    href: str
    is_on: bool


def row(standing: DepartmentStanding) -> Row:
    """A counted department with its figures in words; needs `department`."""
    slug = standing.department.slug
    late_list = f"{reverse('ideas:late')}?department={slug}" if standing.late else ""
    adopted_list = f"{reverse('ideas:list')}?department={slug}&outcome=adopted&outcome=partly_adopted" if standing.adopted else ""
    values = {
        "open": standing.open,
        "late": standing.late,
        "on_time": on_time(standing),
        "median_days": standing.median_days,
        "adopted": standing.adopted,
        "finished": standing.finished or None,
    }
    hrefs = {"late": late_list, "adopted": adopted_list}
    cells = tuple(
        Cell(
            each.code, str(each.name), words(each.code, values[each.code], standing), values[each.code], hrefs.get(each.code, "")
        )
        for each in DEFINITIONS
    )
    return Row(standing.department.name, reverse("ideas:department", args=[slug]), counted_words(standing), cells)


def words(code: str, value: int | None, standing: DepartmentStanding) -> str:
    """A figure as people say it."""
    if value is None:
        return _("아직 없어요")
    if code == "on_time":
        shares = {"share": value, "kept": f"{standing.kept:,}", "in_time": f"{standing.kept_in_time:,}"}
        return _("%(share)d%% (%(kept)s번 가운데 %(in_time)s번)") % shares
    if code == "median_days":
        return ngettext("%(days)d일", "%(days)d일", value) % {"days": value}
    return f"{value:,}"


def order_of(asked: str | None) -> str:
    """The order asked for; by name when nothing we know is asked for."""
    return asked if asked in ORDERS else "name"


def rows(standings: Iterable[DepartmentStanding], order: str = "name") -> list[Row]:
    """The rows in an order, those without a figure at the end; alike ones by name."""
    found = sorted((row(standing) for standing in standings), key=lambda each: each.name)
    if order == "name":
        return found
    with_figure = [each for each in found if each.value(order) is not None]
    with_figure.sort(key=lambda each: each.value(order), reverse=order in BIGGEST_FIRST)
    return with_figure + [each for each in found if each.value(order) is None]


def sort_links(order: str) -> list[SortLink]:
    """The orders to choose from, as links."""
    here = reverse("ideas:departments")
    return [
        SortLink(str(name), here if code == "name" else f"{here}?sort={code}", code == order) for code, name in ORDERS.items()
    ]
