"""The list of ideas."""

from functools import partial

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.paging import MOST_COUNTED, MOST_PAGES, Pager, count_words, page_number
from common.shared_pages import shared_page
from ideas.filters import chips, sort_links
from ideas.lists import read_selection
from ideas.tallies import tallies


@require_safe
def idea_list(request):
    """Ideas by what the address asks for, 20 a page, with filters and what each of them would give."""
    selection = read_selection(request.GET)
    counted = tallies(selection)
    number = page_number(request.GET.get("page"))
    pager = Pager(number or 1, counted.total, request.GET)
    shown = [] if pager.is_beyond else selection.marks(pager.number)
    return shared_page(request, (shown, counted), partial(whole_page, selection, counted, number, pager, shown))


def whole_page(selection, counted, number, pager, shown, request):
    """The page with the ideas shown and their filters."""
    context = {
        "selection": selection,
        "ideas": selection.page(shown),
        "pager": pager,
        "total": count_words(counted.total, counted.is_cut),
        "counted": counted,
        "chips": chips(selection, request.GET),
        "sorts": sort_links(selection, request.GET),
        "notes": [*selection.notes, *([] if number else [_("쪽 번호를 읽지 못해서 첫 쪽을 보여 드려요.")])],
        "most_pages": MOST_PAGES,
        "is_too_deep": pager.is_beyond and counted.total > MOST_COUNTED,
    }
    return render(request, "ideas/list.html", context, status=404 if pager.is_beyond else 200)
