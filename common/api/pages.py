"""Long lists in pages that stay put while rows are added: each page begins where the last one ended, never at an offset."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from common.api.problems import BadParameter
from common.orders import BadPlace, Order

PAGE_SIZE, MOST_PER_PAGE = 20, 100


def page(request, queryset: QuerySet, order: Order) -> tuple[list, str | None]:
    """One page of rows and the address of the next page, or None on the last; one query.

    Reads the parameters page_size and cursor. Raises BadParameter.
    """
    size = page_size(request)
    rows = order.sort(queryset)
    cursor = request.GET.get("cursor")
    if cursor:
        try:
            rows = order.after(rows, *order.place(cursor))
        except BadPlace as broken:
            raise BadParameter("cursor", _("이 목록의 이어 보기 표시가 아니에요. 처음부터 다시 읽어 주세요.")) from broken
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
