"""Long lists in pages that stay put while rows are added: each page begins where the last one ended, never at an offset."""

import base64
import binascii
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _
from rest_framework import serializers

from common.api.problems import BadParameter

PAGE_SIZE, MOST_PER_PAGE = 20, 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


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
        """The value and id a cursor was made of. Raises BadParameter for anything this order did not make."""
        try:
            if len(cursor) > 200:
                raise ValueError(cursor)
            padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
            name, value, pk = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(" ")
            if name != self.name or not pk.isdecimal() or not 0 < int(pk) < 2**63:
                raise ValueError(cursor)
            return self.read(value), int(pk)
        except (ValueError, OverflowError, binascii.Error) as broken:
            raise BadParameter("cursor", _("이 목록의 이어 보기 표시가 아니에요. 처음부터 다시 읽어 주세요.")) from broken


def by_time(name: str, column: str, rising: bool = False) -> Order:
    """An order by a moment, kept to the microsecond."""
    return Order(name, column, lambda moment: str((moment - EPOCH) // MICROSECOND), _time, rising)


def by_count(name: str, column: str) -> Order:
    """An order by a count, biggest first."""
    return Order(name, column, str, _count)


def by_number(name: str, column: str) -> Order:
    """An order by a floating-point number, biggest first."""
    return Order(name, column, repr, _number)


def page(request, queryset: QuerySet, order: Order) -> tuple[list, str | None]:
    """One page of rows and the address of the next page, or None on the last; one query.

    Reads the parameters page_size and cursor. Raises BadParameter.
    """
    size = page_size(request)
    rows = order.sort(queryset)
    cursor = request.GET.get("cursor")
    if cursor:
        rows = order.after(rows, *order.place(cursor))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, None
    asked = request.GET.copy()
    asked["cursor"] = order.cursor(found[size - 1])
    return found[:size], request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def page_size(request) -> int:
    """How many rows the caller wants. Raises BadParameter outside 1 to MOST_PER_PAGE."""
    wanted = request.GET.get("page_size") or str(PAGE_SIZE)
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 9 and 1 <= int(wanted) <= MOST_PER_PAGE):
        raise BadParameter("page_size", _("한 쪽의 개수는 1부터 %(most)d까지예요.") % {"most": MOST_PER_PAGE})
    return int(wanted)


def known_parameters(request, names) -> None:
    """Refuse parameters that mean nothing here: a misspelt filter would otherwise show everything. Raises BadParameter."""
    for name in request.GET:
        if name not in names:
            raise BadParameter(name, _("모르는 이름이에요. 쓸 수 있는 이름: %(names)s") % {"names": ", ".join(sorted(names))})


def page_of(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The shape of a page of such items, for the schema."""
    name = f"{item.__name__}Page"
    fields = {
        "results": item(many=True),
        "next": serializers.URLField(allow_null=True, help_text="다음 쪽의 주소예요. 마지막 쪽에서는 null이에요."),
    }
    return type(name, (serializers.Serializer,), {"__doc__": None, **fields})
