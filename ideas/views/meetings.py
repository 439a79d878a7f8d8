"""Meetings for everybody: the calendar, the page of one, one's own seat and the door."""

from functools import partial

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from common import limits
from common.paging import Pager, page_number
from common.shared_pages import shared_page
from common.site_name import site_name
from ideas.forms.meeting_seats import DoorForm, RoomCodeForm
from ideas.meetings import calendar, check_in, effects, reading, seats
from ideas.models import Meeting, MeetingState, Seat, SeatState
from ideas.participation import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.loading import to_login

PAST_A_PAGE = 10


def readable_meeting(request, pk: int) -> Meeting:
    """A meeting this person may read about. Raises Http404 otherwise: one that is being prepared looks like none."""
    found = Meeting.objects.filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if found is None or not has_perm("ideas.read_meeting", request.user, found):
        raise Http404
    return found


# -- the calendar -----------------------------------------------------------------------------------
@require_safe
def meetings(request):
    """A month of meetings (?month=2026-12), those that come, and those that were (?page=)."""
    month = calendar.Month.named(request.GET.get("month"))
    if month is None:
        return redirect("ideas:meetings")
    past = reading.past()
    total = reading.counted(past)
    number = page_number(request.GET.get("page")) or 1
    pager = Pager(min(number, Pager(1, total, size=PAST_A_PAGE).last), total, request.GET, size=PAST_A_PAGE, fragment="past")
    of_month = reading.of_month(month.bounds)
    context = {
        "month": month,
        "weeks": month.weeks(of_month),
        "of_month": of_month,
        "coming": reading.coming(),
        "past": list(past[pager.start : pager.start + pager.size]),
        "pager": pager,
        "is_narrowed": bool(request.GET),
        "subscription": calendar.subscription_address(),
    }
    return render(request, "meetings/list.html", context)


@require_safe
def meetings_ics(request):
    """All coming meetings for a calendar that subscribes to them, and those called off lately, so that they vanish there too."""
    name = _("%(site)s 회의") % {"site": site_name()}
    return ics(calendar.file_of(reading.for_calendars(), name), "meetings")


@require_safe
def meeting_ics(request, pk):
    """One meeting for a calendar."""
    found = readable_meeting(request, pk)
    return ics(calendar.file_of([found]), f"meeting-{pk}", is_public=found.state != MeetingState.DRAFT)


def ics(content: bytes, name: str, *, is_public: bool = True) -> HttpResponse:
    """A calendar file. One that only the office may read is kept nowhere on its way."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    if is_public:
        patch_cache_control(response, public=True, max_age=300)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


# -- one meeting -------------------------------------------------------------------------------------
@require_safe
def meeting(request, pk):
    """Where and when, what is talked about, the reader's own seat, and what was decided."""
    found = readable_meeting(request, pk)
    # Sign-up ends by the clock, and questions begin without a new revision.
    shown = ("meeting", pk, found.revision, found.is_over, found.takes_questions, bool(seats.why_no_sign_up(found)))
    if found.state == MeetingState.DRAFT:
        return meeting_page(found, request)
    return shared_page(request, shown, partial(meeting_page, found), partial(own_parts, request, found))


def meeting_page(found: Meeting, request):
    """The page for the person who asks."""
    items = [] if found.state == MeetingState.RECORDED else reading.agenda(found)
    context = {
        "items": items,
        "agenda_minutes": sum(item.allotted for item in items),
        "fast_adopted": effects.fast_adopted_since(found),
    }
    return render(request, "meetings/detail.html", context | own_parts(request, found))


def own_parts(request, found: Meeting) -> dict:
    """What the page of a meeting shows to one reader alone: their seat, and what the office can do."""
    mine = reading.seat_of(found, request.user)
    return {
        "meeting": found,
        "seats_words": reading.seats_words(found),
        "seat": mine,
        "offered": "" if mine else seats.offered(found, request.user),
        "no_sign_up": seats.why_no_sign_up(found),
        "may_run": has_perm("ideas.run_meeting", request.user, found),
    }


# -- a seat ------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request, pk):
    """One's own seat, with the picture to show at the door; POST signs up or gives the seat back (`action`)."""
    found = readable_meeting(request, pk)
    if not request.user.is_authenticated:
        return to_login(request, found.get_absolute_url())
    if request.method == "POST":
        return change_seat(request, found)
    mine = reading.seat_of(found, request.user)
    if mine is None:
        return redirect(found)
    is_past = found.state == MeetingState.RECORDED or (found.is_over and not check_in.is_time(found))
    context = {"meeting": found, "seat": mine, "picture": picture(request, mine), "is_past": is_past}
    return render(request, "meetings/seat.html", context)


def change_seat(request, found: Meeting):
    """Do what the form says; pressing twice is the same as pressing once."""
    try:
        limits.check("recommend", request)
        if request.POST.get("action") == "cancel":
            give_back(request, found)
        else:
            made = seats.sign_up(found, request.user)
            is_seated = made.state == SeatState.SEATED
            messages.success(request, _("자리를 맡아 두었어요!") if is_seated else _("기다리는 줄에 섰어요."))
    except (Refused, limits.TooOften) as refused:
        messages.error(request, str(refused))
    return redirect(f"{found.get_absolute_url()}#seat")


def give_back(request, found: Meeting) -> None:
    """Give the reader's seat back, if they have one. Raises Refused."""
    mine = Seat.objects.filter(meeting=found, member=request.user).first()
    given_up = seats.cancel_seat(mine, request.user) if mine else ""
    if given_up == SeatState.SEATED:
        words = _("자리를 돌려주었어요. 기다리던 이웃에게 갈 거예요.") if found.waiting else _("자리를 돌려주었어요.")
    else:
        words = _("기다리는 줄에서 나왔어요.") if given_up else _("맡아 둔 자리가 없어요.")
    messages.success(request, words)


def picture(request, mine: Seat) -> str:
    """The code to scan, as SVG; empty for who has no seat yet."""
    if mine.state != SeatState.SEATED:
        return ""
    path = reverse("ideas:meeting_check_in", args=[mine.meeting_id])
    address = request.build_absolute_uri(f"{path}?seat={check_in.token(mine)}")
    return mark_safe(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2))  # noqa: S308


# -- the door ----------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, pk):
    """Coming in: members type the code of the room; staff scan a telephone (?seat=) or type a number (?number=)."""
    found = readable_meeting(request, pk)
    if not request.user.is_authenticated:
        return to_login(request, request.get_full_path())
    if has_perm("ideas.check_in", request.user, found):
        return door_of_staff(request, found)
    form = RoomCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.check("recommend", request)
            check_in.come_in(found, request.user, form.cleaned_data["code"])
            messages.success(request, _("어서 오세요! 들어온 것을 적어 두었어요."))
            return redirect("ideas:meeting_check_in", found.pk)
        except (Refused, limits.TooOften) as refused:
            form.add_error("code", str(refused))
    context = {"meeting": found, "form": form, "seat": reading.seat_of(found, request.user), "is_time": check_in.is_time(found)}
    return render(request, "meetings/check_in.html", context)


def door_of_staff(request, found: Meeting):
    """Whom staff have before them, with one button; POST lets in, or takes it back (`action`)."""
    form = DoorForm({"number": request.GET["number"]} if "number" in request.GET else None)
    shown, refusal = None, ""
    if token := request.POST.get("seat") or request.GET.get("seat"):
        shown = check_in.seat_of_token(found, token)
        refusal = "" if shown else _("이 회의의 자리가 아니에요. 돌려준 자리일 수도 있어요.")
    elif form.is_bound and form.is_valid():
        shown = check_in.seat_of_number(found, form.cleaned_data["number"])
        refusal = "" if shown else _("이 번호의 자리가 없어요.")
    if request.method == "POST" and shown:
        verb = check_in.undo if request.POST.get("action") == "undo" else check_in.let_in
        try:
            shown = verb(shown, request.user)
        except Refused as refused:
            refusal = str(refused)
    context = {
        "meeting": found,
        "door": form,
        "shown": shown,
        "token": check_in.token(shown) if shown else "",
        "refusal": refusal,
        "is_time": check_in.is_time(found),
        "here": check_in.how_many(found),
    }
    return render(request, "meetings/check_in.html", context)


@require_safe
@never_cache
def attendance(request, pk):
    """Who signed up and who came, as a table to take away; for the office."""
    found = readable_meeting(request, pk)
    if not has_perm("ideas.check_in", request.user, found):
        raise Http404
    response = StreamingHttpResponse(check_in.attendance_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{pk}-attendance.csv"'
    return response
