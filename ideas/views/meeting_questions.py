"""Live questions: the page for phones, which anybody may open, and the list of the moderator."""

import csv
import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm
from wagtail.admin.views.mixins import Echo

from common.kept_parts import kept_part
from common.limits import TooOften, person
from common.models import TokenBucket
from common.spreadsheets import BYTE_ORDER_MARK
from ideas.forms.meeting_agenda import QuestionForm
from ideas.meetings import questions
from ideas.meetings.agenda import items_of
from ideas.models import Meeting, Question, QuestionState
from ideas.participation import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.desk import for_officials
from ideas.views.meeting_agenda import office_meeting

# However many phones ask every few seconds, each process looks into the database this often.
KEPT_SECONDS = 2
# A hall behind one address holds so many phones; a script that throws its cookies away gets no further either.
PHONES, A_WHILE = 600, timedelta(minutes=10)
PHONE = "phone"


def open_meeting(request, pk: int) -> Meeting:
    """A meeting this person may read about. Raises Http404."""
    meeting = Meeting.objects.select_related("current_item__idea").filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if meeting is None or not has_perm("ideas.read_meeting", request.user, meeting):
        raise Http404
    return meeting


def known_phone(request, meeting: Meeting) -> str:
    """What stands for this browser in this meeting, empty when it has neither asked nor liked; never makes a session."""
    secret = request.session.get(PHONE) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return questions.phone_mark(meeting, secret) if secret else ""


def phone(request, meeting: Meeting) -> str:
    """As known_phone, but a new browser gets its mark, into a session. Raises TooOften for too many from one address."""
    if PHONE not in request.session:
        wait = TokenBucket.take(f"phone:{person(request)}", PHONES, A_WHILE) if settings.RATE_LIMITS else 0
        if wait:
            raise TooOften(wait)
        request.session[PHONE] = secrets.token_hex(16)
    return questions.phone_mark(meeting, request.session[PHONE])


# -- phones ---------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def live(request, pk):
    """Ask, and see what others ask."""
    meeting = open_meeting(request, pk)
    items = [item for item in items_of(meeting) if item.idea.is_public] if meeting.agenda_announced_at else []
    form = QuestionForm(request.POST or None, items=items, initial={"form_key": uuid.uuid4()})
    if request.method == "POST" and asked(request, meeting, form):
        messages.success(request, _("질문을 보냈어요. 이름은 남지 않아요."))
        return redirect("ideas:meeting_live", meeting.pk)
    return show(request, meeting, form, status=422 if form.is_bound else 200)


def asked(request, meeting, form) -> bool:
    """Ask what the form says; returns False, with the reason on the form, when it was refused."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        questions.ask(meeting, phone(request, meeting), given["body"], given["item"], given["form_key"])
    except (Refused, TooOften) as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def show(request, meeting, form, status=200):
    """The page with the questions as they are this moment and the likes of this phone."""
    mark = known_phone(request, meeting)
    liked = questions.liked_by(meeting, mark) if mark else set()
    # A phone that has asked or liked sees its own doing at once; all others share what was made a moment ago.
    shown = (
        with_mark(board_html(meeting, liked), pk=meeting.pk, seen="") if mark else with_mark(kept_board(meeting.pk), meeting.pk)
    )
    context = {
        "meeting": meeting,
        "form": form,
        "board": shown,
        "liked": sorted(liked),
        "takes_questions": questions.takes_questions(meeting),
        "may_run": has_perm("ideas.run_meeting", request.user, meeting),
    }
    response = render(request, "meetings/live.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def board(request, pk):
    """What the page asks for every five seconds: 204 while nothing is new. It costs a query only every KEPT_SECONDS."""
    html = kept_board(pk)
    if not html:
        open_meeting(request, pk)  # one that is still being prepared: its office sees an empty page, nobody else any
    is_seen = bool(html) and request.GET.get("seen") == digest(html)
    response = HttpResponse(status=204) if is_seen else HttpResponse(with_mark(html, pk))
    patch_cache_control(response, private=True, no_store=True)
    return response


def kept_board(pk: int) -> str:
    """The questions of a public meeting for whoever has liked none of them; empty when there is no such meeting."""

    def make() -> str:
        found = Meeting.objects.public().select_related("current_item__idea").filter(pk=pk).first()
        return board_html(found, set()) if found else ""

    return kept_part(("live", pk), make, KEPT_SECONDS) if pk <= LARGEST_NUMBER else ""


def board_html(meeting: Meeting, liked: set[int]) -> str:
    """The part of the page that changes while people talk."""
    context = {
        "meeting": meeting,
        "board": questions.board(meeting),
        "liked": liked,
        "takes_questions": questions.takes_questions(meeting),
    }
    return render_to_string("meetings/_questions.html", context)


def digest(html: str) -> str:
    """A short mark of what somebody has seen."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


def with_mark(html: str, pk: int, seen: str | None = None) -> SafeString:
    """The part that asks for itself again, naming what it shows; `seen` is empty where it shows more than others see."""
    address = reverse("ideas:meeting_board", args=[pk], query={"seen": digest(html) if seen is None else seen})
    return format_html(
        '<div id="board" hx-get="{}" hx-trigger="every 5s" hx-swap="outerHTML">{}</div>',
        address,
        mark_safe(html),  # noqa: S308 - a rendered template
    )


@require_POST
def like(request, pk):
    """Like a question, or take that back; the field's name says which, its value which question."""
    meeting = open_meeting(request, pk)
    back = "take_back" in request.POST
    raw = request.POST.get("take_back" if back else "like", "")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0
    question = meeting.questions.exclude(state=QuestionState.HIDDEN).filter(pk=number).first()
    if question is None:
        raise Http404
    is_liked, refusal = not back, ""
    try:
        moved = (questions.take_back if back else questions.like)(question, phone(request, meeting))
        question.likes += (-1 if back else 1) if moved else 0
    except (Refused, TooOften) as refused:
        is_liked, refusal = back, str(refused)
    if request.htmx:
        context = {"question": question, "is_liked": is_liked, "refusal": refusal, "meeting": meeting}
        return render(request, "meetings/_questions_like.html", context)
    if refusal:
        messages.error(request, refusal)
    return redirect(reverse("ideas:meeting_live", args=[meeting.pk]) + f"#question-{question.pk}")


# -- the moderator ----------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def moderate(request, pk):
    """All questions with what can be done to each; `on` and `off` begin and stop taking them."""
    meeting = office_meeting(request, pk)
    if request.method == "POST":
        try:
            do(request, meeting)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    state = request.GET.get("state", "")
    shown = questions.by_likes(meeting)
    shown = shown.filter(state=state) if state in QuestionState.values else shown.exclude(state=QuestionState.HIDDEN)
    context = {
        "meeting": meeting,
        "questions": shown[: 4 * questions.SHOWN],
        "figures": questions.figures(meeting),
        "states": QuestionState.choices,
        "state": state,
        "live_address": request.build_absolute_uri(reverse("ideas:meeting_live", args=[meeting.pk])),
    }
    return render(request, "meetings/live_moderate.html", context)


def do(request, meeting: Meeting) -> None:
    """What a button of the moderator asks for. Raises Http404 for what no button sends."""
    if request.POST.get("switch") in ("on", "off"):
        questions.switch(meeting, request.user, request.POST["switch"] == "on")
        return
    raw, state = request.POST.get("question", ""), request.POST.get("state", "")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0
    question = Question.objects.filter(meeting=meeting, pk=number).first()
    if question is None or state not in QuestionState.values:
        raise Http404
    questions.moderate(question, request.user, state)


@require_safe
@for_officials
def export(request, pk, form):
    """The answered questions as text for the minutes, or all of them as a table."""
    meeting = office_meeting(request, pk)
    if form not in ("txt", "csv"):
        raise Http404
    if form == "txt":
        return HttpResponse(questions.for_minutes(meeting), content_type="text/plain; charset=utf-8")
    writer = csv.writer(Echo())
    lines = (writer.writerow(row) for row in questions.rows(meeting))
    response = StreamingHttpResponse((BYTE_ORDER_MARK, *lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="questions-{meeting.pk}.csv"'
    return response
