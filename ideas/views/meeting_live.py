"""The day of a meeting: the screen of its one clerk, and the screen that the whole hall sees."""

import segno
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common.login_first import login_first
from ideas.forms.meeting_agenda import DecisionForm
from ideas.meetings import agenda, live, questions
from ideas.models import AgendaItem, Meeting, MeetingState
from ideas.participation import Refused
from ideas.views.desk import for_officials
from ideas.views.meeting_agenda import item_on, office_meeting

both = require_http_methods(["GET", "HEAD", "POST"])


# -- the clerk --------------------------------------------------------------------------------------------------
@both
@for_officials
def clerk(request, pk):
    """The agenda, the item being talked about with all that speaks for and against it, its clock, and the decision form."""
    meeting = office_meeting(request, pk)
    items = agenda.items_of(meeting)
    item = chosen(request, meeting, items)
    form = DecisionForm(request.POST or None, item=item) if item else None
    if request.method == "POST" and form:
        return keep(request, meeting, items, item, form)
    return show(request, meeting, items, item, form)


def chosen(request, meeting: Meeting, items: list[AgendaItem]) -> AgendaItem | None:
    """The item asked for, else the one being talked about, else the first that is open. Raises Http404 for an unknown one."""
    for item in items:
        item.meeting, item.seconds, item.missing = meeting, live.elapsed(item), live.missing(item)
        item.clock = live.clock_words(item.seconds)
    if asked := request.GET.get("item"):
        found = next((item for item in items if str(item.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    current = next((item for item in items if item.pk == meeting.current_item_id), None)
    return current or next((item for item in items if not item.decision), items[0] if items else None)


def keep(request, meeting, items, item, form):
    """Save what was sent without scripts."""
    if not form.is_valid():
        return show(request, meeting, items, item, form, status=422)
    try:
        live.save_decision(item, request.user, form.words(), form.cleaned_data["known"])
    except live.Stale as refusal:
        # What was typed stays; sent once more, it counts.
        form.data = form.data.copy()
        form.data["known"] = live.mark_of(refusal.item)
        return show(request, meeting, items, item, form, status=409, refusal=refusal)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(request, meeting, items, item, form, status=422)
    messages.success(request, _("저장했어요."))
    return redirect(item_address(item))


def item_address(item: AgendaItem) -> str:
    """The clerk's screen with an item on it."""
    return reverse("ideas:meeting_clerk", args=[item.meeting_id]) + f"?item={item.pk}"


def show(request, meeting, items, item, form, *, status=200, refusal=None):
    """The screen as it is now."""
    place = next((place for place, each in enumerate(items) if item and each.pk == item.pk), 0)
    context = {
        "meeting": meeting,
        "items": items,
        "item": item,
        "form": form,
        "refusal": refusal,
        "before": items[place - 1] if place else None,
        "after": items[place + 1] if place + 1 < len(items) else None,
        "decided": sum(not each.missing for each in items),
        "may_record": has_perm("ideas.record_meeting", request.user, meeting),
        **(beside(item) if item else {}),
    }
    return render(request, "meetings/clerk.html", context, status=status)


def beside(item: AgendaItem) -> dict:
    """What speaks for and against the idea."""
    return {
        "idea": item.idea,
        "sides": live.best_arguments(item.idea),
        "scores": live.scores(item.idea),
        "answers": live.answers_so_far(item.idea),
        "opinions": live.opinions(item.idea),
    }


@require_POST
@login_first("ideas:meeting_clerk", "pk")
@for_officials
def autosave(request, pk, item_pk):
    """Save while somebody types; JSON for static/js/clerk.js."""
    meeting = office_meeting(request, pk, "ideas.record_meeting")
    item = item_on(meeting, item_pk)
    form = DecisionForm(request.POST, item=item)
    if not form.is_valid():
        problems = {name: [str(each) for each in found] for name, found in form.errors.items()}
        return JsonResponse({"message": next(iter(problems.values()))[0], "fields": list(problems)}, status=422)
    try:
        kept = live.save_decision(item, request.user, form.words(), form.cleaned_data["known"])
    except live.Stale as refusal:
        return JsonResponse({"message": str(refusal), "url": item_address(item)}, status=409)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    saved = timezone.localtime().strftime("%H:%M:%S")
    return JsonResponse({"saved": saved, "known": live.mark_of(kept), "missing": live.missing(kept)})


@require_POST
@login_first("ideas:meeting_clerk", "pk")
@for_officials
def clock(request, pk):
    """Start, pause, or go on to the next item."""
    meeting, act = office_meeting(request, pk, "ideas.record_meeting"), request.POST.get("act")
    item = item_on(meeting, request.POST.get("item"))
    try:
        if act == "start":
            live.start(item, request.user)
        elif act == "pause":
            live.pause(meeting, request.user)
        elif act == "next":
            item = live.go_on(meeting, request.user) or item
            item.meeting = meeting
        else:
            raise Http404
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(item_address(item))


# -- the hall -----------------------------------------------------------------------------------------------------
@require_safe
@never_cache
@for_officials
def projector(request, pk):
    """Big letters for the back row. It shows the code of the door, so only the office opens it; ?part=1 is what it asks again."""
    meeting = office_meeting(request, pk)
    items = agenda.items_of(meeting)
    place = next((place for place, each in enumerate(items) if each.pk == meeting.current_item_id), None)
    address = request.build_absolute_uri(reverse("ideas:meeting_live", args=[meeting.pk]))
    current = items[place] if place is not None else None
    has_ended = meeting.state == MeetingState.RECORDED or (meeting.is_over and not (current and current.started_at))
    seconds = live.elapsed(current) if current else 0
    context = {
        "meeting": meeting,
        "item": current,
        "has_ended": has_ended,
        "seconds": seconds,
        "clock": live.clock_words(seconds),
        "after": items[place + 1 :][:1] if place is not None else items[:1],
        "question": questions.by_likes(meeting).filter(state="live").first(),
        "takes_questions": questions.takes_questions(meeting),
        "address": address,
        "code": qr(address),
    }
    return render(request, "meetings/projector_now.html" if "part" in request.GET else "meetings/projector.html", context)


def qr(address: str) -> str:
    """A code that leads a phone to an address, as a drawing in the page."""
    drawn = segno.make(address, error="m").svg_inline(scale=8, border=2, omitsize=True, svgclass="projector__qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of our own
