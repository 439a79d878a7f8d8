"""The public list of promises whose day is over."""

from functools import partial

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Department
from common.api.pages import page
from common.api.problems import BadParameter
from common.kept_pages import KEPT_SECONDS as PART_SECONDS
from common.kept_pages import kept_page
from common.kept_parts import kept_part
from ideas import promise_reading
from ideas.freshness import city_mark
from ideas.models import DepartmentStanding, Promise


@require_safe
def late(request):
    """Late promises of the city, those that wait longest first; ?department= shows those of one."""
    mark = ("late", city_mark(), timezone.localdate())
    return kept_page(request, mark, partial(late_page, request, mark))


def late_page(request, mark: tuple):
    """The page for the person who asks; what all see alike is kept until `mark` is another one."""

    def make() -> str:
        return render_to_string("ideas/_late.html", what_is_late(request))

    shown = kept_part((mark, place(request)), make, PART_SECONDS, "pages")
    return render(request, "ideas/late.html", {"shown": shown, "is_narrowed": {"department", "cursor"} & request.GET.keys()})


def place(request) -> list[str]:
    """What a list of promises reads of an address; its links name the host."""
    return [request.get_host(), *(request.GET.get(name, "") for name in ("department", "cursor", "page_size"))]


def what_is_late(request) -> dict:
    """What the list shows."""
    department, notes = chosen(request.GET.get("department"))
    promises = promise_reading.late(department)
    found, further = one_page(request, promises, notes)
    total, words = promise_reading.late_words(department)
    return {
        "promises": promise_reading.explain(found),
        "further": further,
        "is_further": "cursor" in request.GET,
        "total": total,
        "total_words": words,
        "department": department,
        "owing": DepartmentStanding.objects.filter(late__gt=0).select_related("department").order_by("department__name"),
        "notes": notes,
        "here": reverse("ideas:late") + (f"?department={department.slug}" if department else ""),
    }


def chosen(slug: str | None) -> tuple[Department | None, list[str]]:
    """The department asked for, and what to tell a reader who asked for one that does not exist."""
    if not slug:
        return None, []
    department = Department.objects.filter(slug=slug[:60]).first()
    return department, [] if department else [_("모르는 부서여서 모든 약속을 보여 드려요.")]


def one_page(request, promises, notes: list[str]) -> tuple[list[Promise], str | None]:
    """A page of promises by their day and the address of the next one; a place we do not know is said in `notes`."""
    try:
        return page(request, promises, promise_reading.BY_DUE)
    except BadParameter:
        notes.append(_("어디부터 볼지 읽지 못해서 처음부터 보여 드려요."))
        return list(promise_reading.BY_DUE.sort(promises)[:20]), None
