"""The whole trail of an idea, and the seals the city publishes every night."""

from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common.kept_pages import kept_page
from common.paging import Pager, page_number
from ideas import seals
from ideas.models import Seal
from ideas.trail_reading import MOST_LINES, timeline
from ideas.views.loading import plain_idea

SCRIPT = Path("bin") / "verify_trail.py"
# What was sealed never changes.
A_YEAR = 365 * 24 * 3600


@require_safe
def history(request, number):
    """Everything that happened to an idea; a withdrawn one keeps its trail."""
    idea = plain_idea(request, number)
    return kept_page(request, ("trail", idea.pk, idea.revision), partial(whole_page, request, idea))


def whole_page(request, idea):
    """The page for the person who asks."""
    newest = Seal.objects.order_by("-day").first()
    context = {"idea": idea, "timeline": timeline(idea), "more": max(0, idea.trail_length - MOST_LINES), "seal": newest}
    return render(request, "ideas/trail.html", context)


@require_safe
def sealed_days(request):
    """All seals, newest first, and how to check them."""
    number = page_number(request.GET.get("page"))
    pager = Pager(number or 1, Seal.objects.count())
    if number is None or pager.is_beyond:
        raise Http404
    found = list(Seal.objects.order_by("-day")[pager.start : pager.start + pager.size])
    for seal in found:
        seal.has_leaves, seal.ideas = seals.leaves_path(seal.day).exists(), seal.leaves - 1
    return render(request, "ideas/seals.html", {"seals": found, "pager": pager})


@require_safe
def sealed_day(request, day):
    """One seal as JSON."""
    found = get_object_or_404(Seal, day=day_or_404(day))
    return to_keep(JsonResponse(seals.as_json(found), json_dumps_params={"indent": 2}))


@require_safe
def sealed_leaves(request, day):
    """The leaves of a seal, as they were written that night."""
    found = get_object_or_404(Seal, day=day_or_404(day))
    try:
        file = seals.leaves_path(found.day).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    name = f"{found.day.isoformat()}.jsonl.gz"
    return to_keep(FileResponse(file, as_attachment=True, filename=name, content_type="application/gzip"))


@require_safe
def script(request):
    """The program that checks trails and seals on anybody's own computer."""
    text = (Path(settings.BASE_DIR) / SCRIPT).read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{SCRIPT.name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/x-python; charset=utf-8", headers=headers)


def day_or_404(text: str) -> date:
    """A day written as 2026-11-22. Raises Http404 for one that is not in the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def to_keep(response):
    """An answer that everybody may keep for good; other sites may read it too, so that anybody can watch the seals."""
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    response["Access-Control-Allow-Origin"] = "*"
    return response
