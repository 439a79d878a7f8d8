"""Implementation cards in public: the board, one card, the tables to take away, the hall of fame."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rules import has_perm

from common.kept_pages import KEPT_SECONDS as PART_SECONDS
from common.kept_pages import kept_page
from common.kept_parts import kept_part
from common.paging import Pager, page_number
from ideas import bylines
from ideas.cards import board, hall, reading
from ideas.cards.chart import chart_of
from ideas.cards.tables import CardTable
from ideas.freshness import city_mark
from ideas.lists import places
from ideas.models import Card, CardStatus
from ideas.reading import LARGEST_NUMBER


@require_safe
def cards(request):
    """The board by status, or one list (?status=, ?stale=1); ?department= and ?district= narrow both."""
    mark = ("cards", city_mark(), timezone.localdate())
    return kept_page(request, mark, partial(board_page, request, mark))


def board_page(request, mark: tuple):
    """The page for the person who asks; the board, which all see alike, is kept until `mark` is another one."""
    wanted = board.read_wanted(request.GET)
    if not wanted.is_list:

        def make() -> str:
            return render_to_string("cards/_board.html", {**around(request, wanted), "columns": board.columns(wanted)})

        shown = kept_part((mark, sorted(request.GET.lists())), make, PART_SECONDS, "pages")
        return render(request, "cards/board.html", {"wanted": wanted, "shown": shown})
    number = page_number(request.GET.get("page")) or 1
    pager = Pager(number, wanted.counted(), request.GET)
    found = [] if pager.is_beyond else list(board.with_faces(wanted.cards())[pager.start : pager.start + pager.size])
    context = {**around(request, wanted), "cards": board.with_progress(found), "pager": pager}
    return render(request, "cards/board.html", context, status=404 if pager.is_beyond else 200)


def around(request, wanted: board.Wanted) -> dict:
    """What stands around the cards: totals, chart, what to choose by."""
    counted = board.totals()
    return {
        "wanted": wanted,
        "totals": counted,
        "chart": chart_of(counted),
        "statuses": [(str(status), status.label, counted.by_status[status]) for status in CardStatus],
        "places": {kind: sorted(places()[kind].values(), key=lambda place: place.name) for kind in ("department", "district")},
        "query": without(request, "page"),
        "elsewhere": without(request, "page", "status", "stale"),
    }


def without(request, *names: str) -> str:
    """The query of the address without some parameters, ready to stand before others."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


@require_safe
def card(request, pk):
    """One card, with everything the city told of it."""
    found = readable_card(request, pk)
    shown = ("card", found.pk, found.revision, found.idea.revision, timezone.localdate())
    return kept_page(request, shown, partial(card_page, request, found))


def readable_card(request, pk: int) -> Card:
    """A card with its idea. Raises Http404 when there is none or it is not for this person."""
    rows = Card.objects.select_related("idea__author", "department", "page")
    found = rows.filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if found is None or not has_perm("ideas.read_card", request.user, found):
        raise Http404
    return found


def card_page(request, found):
    """The page for the person who asks."""
    context = {
        "shown": reading.shown_of(found, timezone.localdate()),
        "card": found,
        "may_keep": has_perm("ideas.keep_card", request.user, found),
        "page_of_policy": found.page if found.page_id and found.page.live else None,
    }
    return render(request, "cards/card.html", context)


@require_safe
def table(request, kind):
    """The cards of a board as a file for a spreadsheet; kind: csv or xlsx."""
    return CardTable().response(board.read_wanted(request.GET), kind)


@require_safe
def hall_of_fame(request):
    """Everybody whose idea was completed."""
    return kept_page(request, ("hall", city_mark(), timezone.localdate()), partial(hall_page, request))


def hall_page(request):
    """The page for the person who asks."""
    pager = Pager(page_number(request.GET.get("page")) or 1, hall.counted(), request.GET, label=_("명예의 전당 쪽 넘기기"))
    found = [] if pager.is_beyond else list(hall.entries()[pager.start : pager.start + pager.size])
    bylines.label(entry.idea for entry in found)
    return render(request, "cards/hall.html", {"entries": found, "pager": pager}, status=404 if pager.is_beyond else 200)
