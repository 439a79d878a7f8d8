"""The desk: what an official owes."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from rules import has_perm

from common.kept_parts import kept_part
from common.paging import page_number
from ideas import desk_rows
from ideas.desk_queues import viewer
from ideas.freshness import city_mark
from ideas.models import Idea
from ideas.reading import LARGEST_NUMBER

# Recommendations and the names of departments move without a mark of the city: the desk shows them after this time at the latest.
KEPT_SECONDS = 20


def for_officials(view):
    """Only for those who work for the city: others are told so, strangers log in first."""

    @wraps(view)
    def seated(request, *args, **kwargs):
        if not has_perm("ideas.see_desk", request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(login_required(seated))


def idea_for(request, number: int, permission: str) -> Idea:
    """An idea this official may do something with.

    Raises PermissionDenied without the right, and Http404 where even that would tell of a hidden idea.
    """
    found = (
        Idea.objects.select_related("department", "author").filter(number=number).first() if number <= LARGEST_NUMBER else None
    )
    if found is None:
        raise Http404
    if not has_perm(permission, request.user, found):
        if not has_perm("ideas.read_idea", request.user, found):
            raise Http404
        raise PermissionDenied
    return found


@require_safe
@for_officials
def queue(request):
    """One queue of the desk (?queue=), or what a search finds (?q=), 20 rows a page.

    All who look alike at the desk see the same, so its process keeps what it made until something in the city changes.
    """
    seen = viewer(request.user, own_post=request.GET.get("mine") == "1")
    page = page_number(request.GET.get("page")) or 1

    def make() -> str:
        shown = desk_rows.page_of(seen, request.GET, page)
        return render_to_string("desk/_queue.html", {"page_shown": shown, "seen": seen})

    asked = sorted(request.GET.lists())
    alike = (city_mark(), timezone.localdate(), seen.for_office, seen.department_ids, seen.posts if seen.own_post else None)
    todo = make() if request.GET.get("q") else kept_part(("desk", alike, asked), make, KEPT_SECONDS, "pages")
    return render(request, "desk/queue.html", {"todo": todo})
