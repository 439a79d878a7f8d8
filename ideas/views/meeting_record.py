"""The record of a meeting: what publishing it will do, the button that does it, and the minutes to read and print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common.login_first import login_first
from ideas.forms.meeting_record import WordsForm
from ideas.lifecycle import StepRefused
from ideas.meetings import effects, recording
from ideas.meetings import minutes as minutes_of_meetings
from ideas.models import Meeting, MeetingState
from ideas.participation import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.desk import for_officials

private = cache_control(private=True, no_cache=True)


def readable_meeting(request, pk: int) -> Meeting:
    """A meeting this person may read about. Raises Http404 for any other."""
    found = Meeting.objects.filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if found is None or not has_perm("ideas.read_meeting", request.user, found):
        raise Http404
    return found


def recorded_meeting(request, pk: int) -> Meeting:
    """A meeting with minutes this person may read: those that are published, for the idea office also those in work."""
    found = readable_meeting(request, pk)
    if found.state != MeetingState.RECORDED and not has_perm("ideas.run_meeting", request.user, found):
        raise Http404
    return found


def meeting_to_record(request, pk: int) -> Meeting:
    """A meeting whose record this official may publish. Raises Http404 or PermissionDenied for others."""
    found = readable_meeting(request, pk)
    if not has_perm("ideas.run_meeting", request.user, found):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def preview(request, pk):
    """What publishing the record will do, item by item, and the button that does it."""
    meeting = meeting_to_record(request, pk)
    if meeting.state == MeetingState.RECORDED:
        return redirect(meeting)
    if request.method != "POST":
        return show(request, meeting)
    try:
        # A page that does not say what it knew is taken for one that knew nothing.
        recording.publish(meeting, request.user, request.POST.get("known", ""))
    except recording.RecordChanged as refusal:
        return show(request, meeting, refusal.preview, refusal=str(refusal), status=409)
    except recording.Unready as refusal:
        return show(request, meeting, refusal.preview, refusal=str(refusal), status=422)
    except StepRefused as refusal:
        return show(request, meeting, refusal=str(refusal), status=409)
    messages.success(request, _("기록을 공개했어요. 정한 것이 모두 이루어졌어요."))
    return redirect(meeting)


@require_POST
@login_first("ideas:meeting_preview", "pk")
@for_officials
def words(request, pk):
    """Keep the summary and the minutes of the whole meeting."""
    meeting = meeting_to_record(request, pk)
    form = WordsForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return show(request, meeting, form=form, status=422)
    try:
        recording.write(meeting, request.user, **form.cleaned_data)
    except recording.WordsChanged as refusal:
        # What was typed stays; sent once more, it counts.
        form.data = form.data.copy()
        form.data["known"] = recording.mark_of_words(refusal.meeting)
        return show(request, refusal.meeting, form=form, refusal=str(refusal), status=409)
    except Refused as refusal:
        return show(request, meeting, form=form, refusal=str(refusal), status=409)
    messages.success(request, _("저장했어요."))
    return redirect("ideas:meeting_preview", meeting.pk)


def show(request, meeting: Meeting, shown=None, *, form: WordsForm | None = None, refusal: str = "", status: int = 200):
    """The page of the preview. shown: a Preview that was made already."""
    shown = shown or effects.preview(meeting, request.user)
    context = {
        "meeting": meeting,
        "preview": shown,
        "refusal": refusal,
        "form": form or WordsForm(meeting=meeting),
        "totals": effects.totals_words(effect.item for effect in shown.effects),
    }
    return render(request, "meetings/preview.html", context, status=status)


@private
@require_safe
def minutes(request, pk):
    """The minutes as a page that prints well."""
    meeting = recorded_meeting(request, pk)
    return render(request, "meetings/minutes.html", minutes_of_meetings.context_of(meeting))


@private
@require_safe
def minutes_pdf(request, pk):
    """The minutes as PDF; where the site cannot make one, the page that prints well."""
    meeting = recorded_meeting(request, pk)
    try:
        made = minutes_of_meetings.pdf_of(meeting)
    except minutes_of_meetings.NoPrinter:
        return redirect("ideas:meeting_minutes", meeting.pk)
    name = content_disposition_header(as_attachment=False, filename=minutes_of_meetings.file_name(meeting))
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": name})
