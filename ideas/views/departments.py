"""The scoreboard of departments and the page of one."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Department
from common.kept_pages import KEPT_SECONDS as PART_SECONDS
from common.kept_pages import kept_page
from common.kept_parts import kept_part
from ideas import promise_reading
from ideas.freshness import city_mark
from ideas.models import DepartmentStanding
from ideas.scoreboard import order_of, rows, sort_links
from ideas.standings import DEFINITIONS
from ideas.views.promises import one_page, place


@require_safe
def scoreboard(request):
    """How every department keeps its promises; ?sort= names the figure to sort by."""
    return kept_page(request, ("scoreboard", city_mark(), this_minute()), partial(scoreboard_page, request))


def this_minute() -> str:
    """What a page that says "3분 전" has to be kept by."""
    return timezone.now().strftime("%Y-%m-%d %H:%M")


def scoreboard_page(request):
    """The page for the person who asks."""
    order = order_of(request.GET.get("sort"))
    shown = rows(promise_reading.board(), order)
    context = {"rows": shown, "sorts": sort_links(order), "definitions": DEFINITIONS, "order": order}
    return render(request, "ideas/departments.html", context)


@require_safe
def department(request, slug):
    """A department's figures, what it owes by due day, and its latest answers."""
    found = Department.objects.filter(slug=slug[:60]).first()
    if found is None:
        raise Http404
    mark = ("department", found.pk, found.name, city_mark(), this_minute())
    return kept_page(request, mark, partial(department_page, request, found, mark))


def department_page(request, found, mark: tuple):
    """The page for the person who asks; what all see alike is kept until `mark` is another one."""

    def make() -> str:
        return render_to_string("ideas/_department.html", what_it_owes(request, found))

    shown = kept_part((mark, place(request)), make, PART_SECONDS, "pages")
    return render(request, "ideas/department.html", {"shown": shown, "department": found, "is_further": "cursor" in request.GET})


def what_it_owes(request, found) -> dict:
    """What the page shows."""
    standing, notes = DepartmentStanding.objects.filter(department=found).select_related("department").first(), []
    promises, further = one_page(request, promise_reading.waiting(found), notes)
    return {
        "department": found,
        "row": next(iter(rows([standing]))) if standing else None,
        "definitions": DEFINITIONS,
        "promises": promise_reading.explain(promises),
        "further": further,
        "is_further": "cursor" in request.GET,
        "answers": promise_reading.latest_answers(found),
        "notes": notes,
    }
