"""Votes of the panel on lifting an idea: the list, opening one, voting."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common.kept_pages import kept_page
from common.paging import MOST_COUNTED, Pager, page_number
from ideas.forms.panelboard import LiftForm
from ideas.freshness import city_mark
from ideas.panel import lifts
from ideas.participation import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.loading import readable_idea, to_login


@require_safe
@never_cache
def overview(request):
    """Votes that have ended, for everybody; those that go on for the panel and the idea office."""
    return kept_page(request, ("lifts", city_mark(), timezone.localdate()), partial(whole_page, request))


def whole_page(request):
    """The page for whoever asks."""
    panels, over = lifts.panels_of(request.user), lifts.over()
    number = page_number(request.GET.get("page"))
    pager = Pager(number or 1, over.order_by().values("pk")[: MOST_COUNTED + 1].count(), request.GET, fragment="over")
    if number is None or pager.is_beyond:
        raise Http404
    running = lifts.mark_own(list(lifts.running(panels)), request.user) if panels else []
    seats = {panel.pk for panel in panels if panel.sits}
    for lift in running:
        lift.last_day, lift.may_vote = lifts.last_day(lift), lift.panel_id in seats
    context = {
        "panels": panels,
        "running": running,
        "over": list(over[pager.start : pager.start + pager.size]),
        "pager": pager,
    }
    return render(request, "panel/lifts.html", context)


@require_POST
def vote(request, pk):
    """Vote for or against (`vote`: for, against), or change one's vote."""
    if not request.user.is_authenticated:
        return to_login(request, "/panel/lifts/")
    lift = lifts.shown().filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    wanted = request.POST.get("vote")
    if lift is None or wanted not in ("for", "against"):
        raise Http404
    if not has_perm("ideas.vote_on_lift", request.user, lift.panel):
        raise PermissionDenied
    try:
        lift = lifts.vote(lift, request.user, wanted == "for")
        messages.success(
            request, _("슈퍼패스에 뽑혔어요! 창의담당관에게 알렸어요.") if lift.passed_at else _("한 표를 남겼어요. 고마워요!")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("ideas:panel_lifts")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, number):
    """Open a vote on an idea, with a reason."""
    idea = readable_idea(request, number)
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    panel = lifts.panel_of(request.user)
    if panel is None or not has_perm("ideas.open_lift", request.user, panel):
        raise PermissionDenied
    form = LiftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.open(panel, idea, request.user):
        messages.success(request, _("슈퍼패스 투표를 열었어요. 단원들에게 알렸어요."))
        return redirect("ideas:panel_lifts")
    context = {"idea": idea, "form": form, "panel": panel, "days": lifts.DAYS, "why_not": lifts.why_not_open(idea)}
    return render(request, "panel/lift_open.html", context, status=422 if form.errors else 200)
