"""The chart of the board: what became of what was adopted in each year, as bars of one drawing, with its table beside it."""

from dataclasses import dataclass

from ideas.cards.board import YEARS_SHOWN, Totals
from ideas.models import CardStatus

# From what is done to what was given up: the order of the parts of a bar.
ORDER = (CardStatus.DONE, CardStatus.DOING, CardStatus.PLANNING, CardStatus.REVIEW, CardStatus.STOPPED)
WIDTH, ROW, BAR, LEFT, RIGHT = 600, 40, 24, 76, 84


@dataclass(frozen=True)
class Part:
    """A stretch of a bar, in units of the drawing."""

    status: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A year. cells: the numbers of its table row in ORDER."""

    year: int
    y: int
    middle: int
    end: float
    whole: int
    parts: list[Part]
    cells: list[int]


@dataclass(frozen=True)
class Chart:
    """The whole drawing; heads: the statuses in ORDER with their names."""

    bars: list[Bar]
    height: int
    heads: list[tuple[str, str]]
    width: int = WIDTH
    bar: int = BAR


def chart_of(totals: Totals) -> Chart | None:
    """The chart of the last YEARS_SHOWN years; None when nothing was adopted."""
    years = list(totals.by_year.items())[-YEARS_SHOWN:]
    most = max((sum(row.values()) for _year, row in years), default=0)
    if not most:
        return None
    bars = [bar_of(year, row, place * ROW, (WIDTH - LEFT - RIGHT) / most) for place, (year, row) in enumerate(reversed(years))]
    return Chart(bars, ROW * len(bars), [(str(status), str(status.label)) for status in ORDER])


def bar_of(year: int, row: dict[str, int], y: int, unit: float) -> Bar:
    """One year. unit: the width of one card."""
    x, parts = float(LEFT), []
    for status in ORDER:
        if many := row.get(status, 0):
            parts.append(Part(str(status), round(x, 1), round(many * unit, 1)))
            x += many * unit
    top = y + (ROW - BAR) // 2
    return Bar(year, top, top + BAR // 2, round(x + 8, 1), sum(row.values()), parts, [row.get(status, 0) for status in ORDER])
