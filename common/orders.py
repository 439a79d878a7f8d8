"""Ways to sort long lists so that a page can begin right behind a row, never at an offset."""

import base64
import binascii
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class BadPlace(ValueError):
    """A cursor that this order did not make."""


def _count(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**31:
        raise ValueError(text)
    return value


def _time(text: str) -> datetime:
    return EPOCH + int(text[:17]) * MICROSECOND


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


@dataclass(frozen=True)
class Order:
    """A way to sort: by `column`, which is never empty, then by id. An index must hold both, or every page is a sort.

    write, read: the column's value as a word in the cursor and back; read raises ValueError or OverflowError.
    """

    name: str
    column: str
    write: Callable[[object], str]
    read: Callable[[str], object]
    rising: bool = False

    def sort(self, queryset: QuerySet) -> QuerySet:
        """The rows in this order."""
        sign = "" if self.rising else "-"
        return queryset.order_by(f"{sign}{self.column}", f"{sign}id")

    def after(self, queryset: QuerySet, value, pk: int) -> QuerySet:
        """The rows behind the one with this value and id.

        A comparison of rows, because many ideas share a count of 0: PostgreSQL finds the very place in the index. SQLite takes
        it as an OR and would sort the whole rest, so the bound on the column alone shows it where in the index to begin.
        """
        beyond, bound = (TupleGreaterThan, "gte") if self.rising else (TupleLessThan, "lte")
        return queryset.filter(beyond((F(self.column), F("id")), (value, pk)), **{f"{self.column}__{bound}": value})

    def cursor(self, row) -> str:
        """The place right behind a row."""
        words = f"{self.name} {self.write(getattr(row, self.column))} {row.pk}"
        return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")

    def place(self, cursor: str) -> tuple[object, int]:
        """The value and id a cursor was made of. Raises BadPlace for anything this order did not make."""
        try:
            if len(cursor) > 200:
                raise ValueError(cursor)
            padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
            name, value, pk = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(" ")
            if name != self.name or not pk.isdecimal() or not 0 < int(pk) < 2**63:
                raise ValueError(cursor)
            return self.read(value), int(pk)
        except (ValueError, OverflowError, binascii.Error) as broken:
            raise BadPlace(cursor) from broken


def by_time(name: str, column: str, rising: bool = False) -> Order:
    """An order by a moment, kept to the microsecond."""
    return Order(name, column, lambda moment: str((moment - EPOCH) // MICROSECOND), _time, rising)


def by_count(name: str, column: str) -> Order:
    """An order by a count, biggest first."""
    return Order(name, column, str, _count)


def by_number(name: str, column: str) -> Order:
    """An order by a floating-point number, biggest first."""
    return Order(name, column, repr, _number)
