"""The agenda as its clerk builds it: ideas on, off, up and down. Every button works without scripts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from rules import has_perm

from common.paging import MOST_PAGES, PAGE_SIZE, page_number
from ideas.forms.meeting_agenda import DocumentForm, ItemForm
from ideas.meetings import agenda
from ideas.models import AgendaItem, Idea, Meeting
from ideas.participation import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.desk import for_officials


def office_meeting(request, pk: int, permission: str = "ideas.run_meeting") -> Meeting:
    """A meeting this person may run. Raises Http404 where even its being there is not theirs to know, else PermissionDenied."""
    meeting = Meeting.objects.select_related("current_item").filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if meeting is None or not has_perm("ideas.read_meeting", request.user, meeting):
        raise Http404
    if not has_perm(permission, request.user, meeting):
        raise PermissionDenied
    return meeting


def item_on(meeting: Meeting, raw) -> AgendaItem:
    """An item of this meeting's agenda. Raises Http404."""
    raw = str(raw or "")
    found = None
    if raw.isascii() and raw.isdigit() and int(raw) <= LARGEST_NUMBER:
        found = meeting.items.select_related("idea__department").filter(pk=int(raw)).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def page(request, pk):
    """The agenda and what could come on it; a POST says in `act` what to do."""
    meeting = office_meeting(request, pk)
    if request.method == "POST":
        try:
            return ACTS.get(request.POST.get("act"), _unknown)(request, meeting)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return back(meeting)
    return show(request, meeting)


def show(request, meeting, *, broken=None, status=200):
    """broken: (item key, form) that came back with errors."""
    items = agenda.items_of(meeting)
    for item in items:
        initial = {"allotted": item.allotted, "presenter": item.presenter, "note": item.note}
        item.form = ItemForm(initial=initial, auto_id=f"item{item.pk}_%s")
        item.document_form = DocumentForm(auto_id=f"doc{item.pk}_%s")
        item.is_open = bool(broken) and broken[0] == item.pk
        if item.is_open:
            setattr(item, "document_form" if isinstance(broken[1], DocumentForm) else "form", broken[1])
    number = min(page_number(request.GET.get("page")) or 1, MOST_PAGES)
    start = (number - 1) * PAGE_SIZE
    found = list(agenda.candidates(meeting)[start : start + PAGE_SIZE + 1])
    left = agenda.minutes_left(meeting, items)
    context = {
        "meeting": meeting,
        "items": items,
        "left": left,
        "short": -left,
        "candidates": found[:PAGE_SIZE],
        "next_page": number + 1 if len(found) > PAGE_SIZE else None,
        "previous_page": number - 1 if number > 1 else None,
        "picked": agenda.picked(meeting)[:PAGE_SIZE],
        "may_change": has_perm("ideas.change_agenda", request.user, meeting),
    }
    return render(request, "meetings/agenda.html", context, status=status)


def back(meeting, item: AgendaItem | None = None):
    """The page again, where one was."""
    return redirect(reverse("ideas:meeting_agenda", args=[meeting.pk]) + (f"#item-{item.pk}" if item else ""))


def _add(request, meeting):
    number = request.POST.get("number", "").strip().lstrip("#")
    known = number.isascii() and number.isdigit() and int(number) <= LARGEST_NUMBER
    idea = Idea.objects.public().filter(number=int(number)).first() if known else None
    if idea is None:
        raise Refused(_("그 번호의 상상이 없어요. 번호를 다시 봐 주세요."))
    return back(meeting, agenda.add_item(meeting, idea, request.user))


def _remove(request, meeting):
    agenda.remove_item(item_on(meeting, request.POST.get("item")), request.user)
    messages.success(request, _("안건에서 내렸어요."))
    return back(meeting)


def _move(request, meeting):
    item, to = item_on(meeting, request.POST.get("item")), request.POST.get("to", "")
    if not (to.isascii() and to.isdigit() and len(to) < 6):
        raise Http404
    agenda.move_item(item, request.user, int(to))
    return back(meeting, item)


def _set(request, meeting):
    item = item_on(meeting, request.POST.get("item"))
    form = ItemForm(request.POST, auto_id=f"item{item.pk}_%s")
    if not form.is_valid():
        return show(request, meeting, broken=(item.pk, form), status=422)
    agenda.set_item(item, request.user, **form.cleaned_data)
    messages.success(request, _("안건을 고쳤어요."))
    return back(meeting, item)


def _add_document(request, meeting):
    item = item_on(meeting, request.POST.get("item"))
    form = DocumentForm(request.POST, auto_id=f"doc{item.pk}_%s")
    if not form.is_valid():
        return show(request, meeting, broken=(item.pk, form), status=422)
    agenda.add_document(item, request.user, **form.cleaned_data)
    return back(meeting, item)


def _remove_document(request, meeting):
    item, document = item_on(meeting, request.POST.get("item")), request.POST.get("document", "")
    if not (document.isascii() and document.isdigit() and int(document) <= LARGEST_NUMBER):
        raise Http404
    agenda.remove_document(item, request.user, int(document))
    return back(meeting, item)


def _announce(request, meeting):
    count = agenda.announce_agenda(meeting, request.user)
    words = ngettext(
        "안건을 알렸어요. 상상 %(count)d개의 발자취에 남겼어요.", "안건을 알렸어요. 상상 %(count)d개의 발자취에 남겼어요.", count
    )
    messages.success(request, words % {"count": count} if count else _("안건은 이미 알렸어요. 새로 알릴 것이 없어요."))
    return back(meeting)


def _unknown(request, meeting):
    raise Http404


ACTS = {
    "add": _add,
    "remove": _remove,
    "move": _move,
    "set": _set,
    "add_document": _add_document,
    "remove_document": _remove_document,
    "announce": _announce,
}
