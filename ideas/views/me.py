"""A member's own page and what others see of a member."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from common.paging import Pager, page_number
from ideas import shelves, taking_part
from ideas.cards import hall
from ideas.reading import LARGEST_NUMBER


@require_safe
@never_cache
@login_required
def overview(request):
    """A member's page: what they take part in now, the first of everything of theirs, and the ways to all of it."""
    counts = shelves.how_many(request.user)
    context = {
        "part": taking_part.of(request.user),
        "shelves": shelves.overview(request.user),
        "counts": counts,
        "has_anything": any(counts.values()),
    }
    return render(request, "ideas/me.html", context)


@require_safe
@never_cache
@login_required
def ideas(request):
    """A member's drafts, ideas and recommendations, one shelf at a time (?tab=)."""
    tab = request.GET.get("tab") if request.GET.get("tab") in shelves.SHELVES else "drafts"
    found = shelves.shelf(tab, request.user)
    pager = pager_for(request, found)
    context = {"tab": tab, "tabs": shelves.SHELVES, "ideas": shelves.page_of(found, pager), "pager": pager}
    return render(request, "ideas/my_ideas.html", context)


@require_safe
def member(request, pk):
    """A member's public page: nickname, a line about themselves, ideas. Who has left has none."""
    person = User.objects.filter(pk=pk, is_active=True).first() if pk <= LARGEST_NUMBER else None
    if person is None:
        raise Http404
    found = shelves.public_ideas_of(person)
    pager = pager_for(request, found)
    context = {"member": person, "is_celestial": hall.is_celestial(person)}
    context |= {"ideas": shelves.page_of(found, pager), "pager": pager}
    return render(request, "ideas/member.html", context)


def pager_for(request, found) -> Pager:
    """The page asked for, or the last one there is."""
    total = shelves.counted(found)
    number = page_number(request.GET.get("page")) or 1
    return Pager(min(number, Pager(1, total).last), total, request.GET)
