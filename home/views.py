"""The site's own pages that are not in the page tree."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common import poster
from common.paging import page_number
from home import share
from home.forms import SearchForm
from home.navigation import frame_for
from home.palette import colours_in, digest, stylesheet
from home.search import Search

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def search(request):
    """Ideas and pages that hold the words of `q`; without a query only the search box."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    found = Search(query, request.GET.get("tab", ""), page_number(request.GET.get("page")) or 1, request) if query else None
    return render(request, "search/search.html", {"form": form, "found": found})


@require_safe
def brand_css(request):
    """The colours in the address as a style sheet, kept by browsers for good as long as `v` is what we make of them."""
    try:
        css = stylesheet(colours_in(request.GET))
    except ValueError as error:
        raise Http404 from error
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    if request.GET.get("v") == digest(css):
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


@require_safe
def share_image(request):
    """The picture that networks show beside links to pages without one of their own."""
    return poster.answer(request, share.subject(request), share.poster(frame_for(request)))
