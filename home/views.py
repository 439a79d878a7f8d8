"""The site's own pages that are not in the page tree."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.paging import page_number
from home.forms import SearchForm
from home.search import Search


@require_safe
def search(request):
    """Ideas and pages that hold the words of `q`; without a query only the search box."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    found = Search(query, request.GET.get("tab", ""), page_number(request.GET.get("page")) or 1, request) if query else None
    return render(request, "search/search.html", {"form": form, "found": found})
