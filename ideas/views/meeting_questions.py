"""Live questions: the page for phones, which anybody may open, and the list of the moderator."""

import csv
import hashlib
import secrets
import uuid
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from rules import has_perm
from wagtail.admin.views.mixins import Echo

from common import limits
from common.kept_parts import kept_part
from common.limits import TooOften, person
from common.models import TokenBucket
from common.paging import Pager, page_number
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
# htmx asks no more after this answer (https://htmx.org/docs/#polling): what is offered then stays until it is taken.
STOP_ASKING = 286


def open_meeting(request, pk: int) -> Meeting:
    """A meeting this person may read about. Raises Http404."""
    meeting = Meeting.objects.select_related("current_item__idea").filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if meeting is None or not has_perm("ideas.read_meeting", request.user, meeting):
        raise Http404
    return meeting


def known_phone(request, meeting: Meeting) -> str:
    """What stands for this browser in this meeting, empty when it has neither asked nor liked; never makes a session."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
    secret = request.session.get(PHONE) if has_session else None
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
    """Ask, and see what others ask. htmx asks for the form alone: nobody has to load the page again to ask once more."""
    meeting = open_meeting(request, pk)
    items = [item for item in items_of(meeting) if item.idea.is_public] if meeting.agenda_announced_at else []
    form = QuestionForm(request.POST or None, items=items, initial={"form_key": uuid.uuid4()})
    if request.method == "POST" and asked(request, meeting, form):
        if request.htmx:
            again = QuestionForm(items=items, initial={"form_key": uuid.uuid4(), "item": form.cleaned_data["item"]})
            return show_form(request, meeting, again, is_sent=True)
        messages.success(request, _("질문을 보냈어요. 이름은 남지 않아요."))
        return redirect("ideas:meeting_live", meeting.pk)
    return (show_form if request.htmx else show)(request, meeting, form, status=422 if form.is_bound else 200)


def asked(request, meeting, form) -> bool:
    """Ask what the form says; returns False, with the reason on the form, when it was refused."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        limits.check("ask_question", request)
        questions.ask(meeting, phone(request, meeting), given["body"], given["item"], given["form_key"])
    except (Refused, TooOften) as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def show(request, meeting, form, status=200):
    """The page with the questions as they are this moment and the likes of this phone."""
    shown, liked = own_board(request, meeting)
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


def show_form(request, meeting, form, *, is_sent=False, status=200):
    """The form alone; after a question was sent it comes empty, together with the list in which the question stands."""
    takes = questions.takes_questions(meeting)
    context = {"meeting": meeting, "form": form, "takes_questions": takes, "is_sent": is_sent}
    response = render(request, "meetings/_ask.html", context, status=status)
    if is_sent:
        response.write(own_board(request, meeting, is_beside=True)[0])
    patch_cache_control(response, private=True, no_store=True)
    return response


def own_board(request, meeting, *, is_beside=False) -> tuple[SafeString, set[int]]:
    """The list as this phone sees it, and what it likes. A phone that has asked or liked sees its own doing at once; all others
    share what was made a moment ago."""
    mark = known_phone(request, meeting)
    liked = questions.liked_by(meeting, mark) if mark else set()
    html, seen = (board_html(meeting, liked), "") if mark else (kept_board(meeting.pk), None)
    return with_mark(html, meeting.pk, seen, is_beside=is_beside), liked


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


def with_mark(html: str, pk: int, seen: str | None = None, *, is_beside: bool = False) -> SafeString:
    """The part that asks for itself again, naming what it shows; `seen` is empty where it shows more than others see.

    is_beside: it comes along with something else and has to find its place on the page by itself.
    """
    address = reverse("ideas:meeting_board", args=[pk], query={"seen": digest(html) if seen is None else seen})
    return format_html(
        '<div id="board" hx-get="{}" hx-trigger="every 5s" hx-swap="outerHTML"{}>{}</div>',
        address,
        mark_safe(' hx-swap-oob="true"') if is_beside else "",
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
        limits.check("like_question", request)
        mark = phone(request, meeting)
        limits.check("like_question_phone", request, mark)
        moved = (questions.take_back if back else questions.like)(question, mark)
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
    """The questions with what can be done to each; `on` and `off` begin and stop taking them. ?part=news says what is new."""
    meeting = office_meeting(request, pk)
    if request.method == "POST":
        return moderated(request, meeting)
    figures = questions.figures(meeting)
    state, is_latest = request.GET.get("state", ""), request.GET.get("order") == "latest"
    state = state if state in QuestionState.values else ""
    pager = pages(request, figures, state, is_latest)
    shown = list(questions.wanted(meeting, state, is_latest)[pager.start : pager.start + pager.size])
    seen = digest(repr([each.pk for each in shown]))
    is_stale = request.GET.get("seen", seen) != seen
    context = {
        "meeting": meeting,
        "questions": shown,
        "pager": pager,
        "figures": figures,
        "states": QuestionState.choices,
        "state": state,
        "is_latest": is_latest,
        "here": pager.href(pager.number),
        "seen": seen,
        "is_stale": is_stale,
        "live_address": request.build_absolute_uri(reverse("ideas:meeting_live", args=[meeting.pk])),
    }
    if request.GET.get("part") == "news":
        return render(request, "meetings/_moderate_news.html", context, status=STOP_ASKING if is_stale else 200)
    return render(request, "meetings/live_moderate.html", context)


def pages(request, figures: questions.Figures, state: str, is_latest: bool) -> Pager:
    """The pages of the moderator's list, at the one asked for; beyond the last one it is the last."""
    total = figures.by_state.get(state, 0) if state else figures.questions - figures.by_state.get(QuestionState.HIDDEN, 0)
    asked_for = {name: value for name, value in (("state", state), ("order", "latest" if is_latest else "")) if value}
    pager = Pager(page_number(request.GET.get("page")) or 1, total, QueryDict(urlencode(asked_for)), size=questions.SHOWN)
    return replace(pager, number=min(pager.number, pager.last))


def moderated(request, meeting: Meeting):
    """Do what a button asks for. With scripts the question changes where it stands, and nothing moves under the finger."""
    try:
        changed = do(request, meeting)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseClientRefresh() if request.htmx else redirect(request.get_full_path())
    if not request.htmx or not changed:
        return redirect(request.get_full_path() + (f"#question-{changed[0].pk}" if changed else ""))
    return render(request, "meetings/_moderate_questions.html", {"changed": changed, "meeting": meeting})


def do(request, meeting: Meeting) -> list[Question]:
    """What a button of the moderator asks for; returns the questions that are in another state now, the pressed one first.

    Raises Http404 for what no button sends.
    """
    if request.POST.get("switch") in ("on", "off"):
        questions.switch(meeting, request.user, request.POST["switch"] == "on")
        return []
    raw, state = request.POST.get("question", ""), request.POST.get("state", "")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0
    question = Question.objects.filter(meeting=meeting, pk=number).first()
    if question is None or state not in QuestionState.values:
        raise Http404
    was_live = [each.pk for each in meeting.questions.filter(state=QuestionState.LIVE)]
    questions.moderate(question, request.user, state)
    changed = questions.by_likes(meeting).filter(pk__in={*was_live, number})
    return sorted(changed, key=lambda each: each.pk != number)


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
