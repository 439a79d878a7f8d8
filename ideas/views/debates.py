"""상상토론: the list, one debate, and everything people do on its page. All of it works without scripts."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common import limits
from common.api.pages import page as page_of_rows
from common.api.problems import BadParameter
from common.kept_pages import kept_page
from common.orders import by_time
from common.paging import page_number
from common.words import clean_text
from ideas.debates import reading, running
from ideas.debates.arguing import delete_argument, find_helpful, take_back_helpful
from ideas.debates.chart import chart_of
from ideas.debates.standing import leave_stance, take_stance
from ideas.forms.debate import ArgumentForm, CloseForm, ExtendForm, ResponseForm, SummaryForm
from ideas.models import Argument, Debate, Side
from ideas.participation import Refused
from ideas.views.loading import plain_idea, to_login

# Those that end last first, as ideas.debates.reading.listed has it.
BY_END = by_time("debates", "closes_at")
# What the button sends that takes a stance back.
NOWHERE = "none"
# Words typed before logging in; they wait in the session.
KEPT = "kept-argument"
MOST_KEPT = 10 * Argument.BODY_LENGTH
HELPFUL = {"find": find_helpful, "take_back": take_back_helpful}


@require_safe
def debates(request):
    """Debates of the city: those that run, then those that are over."""
    notes = []
    try:
        found, further = page_of_rows(request, reading.listed(), BY_END)
    except BadParameter:
        notes.append(_("어디부터 볼지 읽지 못해서 처음부터 보여 드려요."))
        found, further = list(BY_END.sort(reading.listed())[: reading.COLUMN]), None
    shown = ("debates", timezone.localdate(), [(one.pk, one.revision, one.is_running) for one in found], further)
    return kept_page(request, shown, partial(list_page, request, found, further, notes))


def list_page(request, found: list[Debate], further: str | None, notes: list[str]):
    """The list in two parts."""
    now = timezone.now()
    context = {
        "coming": [one for one in found if one.opens_at > now and not one.is_closed],
        "running": [one for one in found if one.is_running],
        "over": [one for one in found if one.is_closed or one.closes_at <= now],
        "further": further,
        "is_further": "cursor" in request.GET,
        "notes": notes,
    }
    return render(request, "debates/list.html", context)


@require_safe
def debate(request, pk):
    """One debate; ?side= is the tab of a phone, ?page= reads on in that side, ?until= holds the order still."""
    found = readable(request, pk)
    view = asked_view(request)
    shown = ("debate", found.pk, found.revision, found.idea and found.idea.revision, found.is_running, timezone.localdate())
    return kept_page(request, shown, partial(whole_page, request, found, view))


def whole_page(request, found: Debate, view: reading.View):
    """The page for the person who asks; to htmx, which reads on in one side, only that side."""
    # Asked first, for it tells whether the reader is a citizen like most.
    stance = reading.stance_of(found, request.user)
    columns = reading.columns(found, view, request.user)
    context = {"debate": found, "view": view, "columns": columns, "sides": Side.choices}
    if request.htmx:
        return render(request, "debates/_arguments.html", context | {"column": columns[0]})
    context |= {
        "stance": stance,
        "extension": reading.extension_of(found),
        "chart": chart_of(found),
        "argument_form": ArgumentForm(side=view.side if "side" in request.GET else ""),
    }
    return render(request, "debates/debate.html", context)


def asked_view(request) -> reading.View:
    """How the address asks to look at a debate; what is unknown in it is left out."""
    asked = request.GET
    sort = asked.get("sort") if asked.get("sort") in reading.SORTS else "helpful"
    side = asked.get("side") if asked.get("side") in Side.values else reading.FIRST_SIDE
    number = min(page_number(asked.get("page")) or 1, reading.MOST_PAGES)
    until = whole(asked.get("until")) or reading.newest_argument()
    return reading.View(sort, str(side), asked.get("voices") == "known", number, until)


def whole(raw: str | None) -> int:
    """A number of the address, 0 for anything else."""
    raw = raw or ""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0


def readable(request, pk: int) -> Debate:
    """A debate this person may read. Raises Http404: a hidden one looks like one that was never there."""
    try:
        found = reading.debate_by_id(pk)
    except Debate.DoesNotExist:
        raise Http404 from None
    if not has_perm("ideas.read_debate", request.user, found):
        raise Http404
    return found


def readable_argument(request, pk: int) -> Argument:
    """An argument that stands in a debate this person may read. Raises Http404."""
    arguments = Argument.objects.shown().with_authors().select_related("debate__idea", "author", "appointment__department")
    found = arguments.filter(pk=pk).first() if pk <= reading.LARGEST_ID else None
    if found is None or not has_perm("ideas.read_debate", request.user, found.debate):
        raise Http404
    return found


@never_cache
@require_safe
def news(request, pk):
    """What a page that lies open asks every few seconds: nothing (204) or the new tally and how many arguments are new."""
    since, until = whole(request.GET.get("since")), whole(request.GET.get("until"))
    try:
        found = reading.news(pk, since)
    except Debate.DoesNotExist:
        raise Http404 from None
    if found is None:
        return HttpResponse(status=204)
    return render(
        request, "debates/_news.html", {"debate": found, "until": until, "new": reading.count_new(found, until), "is_news": True}
    )


@require_POST
def stand(request, pk):
    """Stand on a side, change it, or take it back."""
    found = readable(request, pk)
    if not request.user.is_authenticated:
        return to_login(request, found.get_absolute_url())
    refusal, side = "", request.POST.get("side", "")
    try:
        limits.check("recommend", request)
        if side == NOWHERE:
            leave_stance(found, request.user)
        else:
            take_stance(found, request.user, side)
        found.refresh_from_db()
    except (Refused, limits.TooOften) as refused:
        refusal = str(refused)
    if request.htmx:
        context = {"debate": found, "stance": reading.stance_of(found, request.user), "refusal": refusal, "is_answer": True}
        return render(request, "debates/_stand.html", context)
    if refusal:
        messages.error(request, refusal)
    elif side == NOWHERE:
        messages.success(request, _("고른 것을 거뒀어요. 언제든 다시 고를 수 있어요."))
    else:
        messages.success(request, _("지금 생각을 남겼어요. 언제든 바꿀 수 있어요."))
    return redirect(f"{found.get_absolute_url()}#stand")


@require_http_methods(["GET", "HEAD", "POST"])
def argue(request, pk):
    """The form for an argument on a page of its own; sending from the page of the debate comes here too."""
    found = readable(request, pk)
    if not request.user.is_authenticated:
        return keep_and_login(request)
    if request.method != "POST":
        kept = kept_words(request)
        form = ArgumentForm(side=kept.get("side", ""), body=kept.get("body", ""))
        return render(request, "debates/argue.html", {"debate": found, "argument_form": form, "is_kept": bool(kept.get("body"))})
    form = ArgumentForm(request.POST)
    made = form.send(found, request)
    if made is None:
        return render(request, "debates/argue.html", {"debate": found, "argument_form": form}, status=422)
    request.session.pop(KEPT, None)
    messages.success(request, _("생각을 보탰어요. 고마워요!"))
    return redirect(place_of(made))


def keep_and_login(request):
    """Keep what was typed in the session, log in, come back to the same page, where it waits."""
    if request.method == "POST":
        words = clean_text(request.POST.get("body", "")[:MOST_KEPT])
        request.session[KEPT] = {"path": request.path, "body": words, "side": request.POST.get("side", "")[:3]}
    return to_login(request, request.path)


def kept_words(request) -> dict[str, str]:
    """What this person typed on this page before logging in."""
    kept = request.session.get(KEPT) or {}
    return kept if kept.get("path") == request.path else {}


def place_of(argument: Argument) -> str:
    """Where a new argument is seen first: among the newest of its side."""
    address = reverse("ideas:debate", args=[argument.debate_id], query={"side": argument.side, "sort": "new"})
    return f"{address}#argument-{argument.pk}"


@require_POST
def helpful(request, pk):
    """Find an argument helpful, or take that back (`action`), so that pressing twice is the same as pressing once."""
    argument, view = readable_argument(request, pk), asked_view(request)
    if not request.user.is_authenticated:
        return to_login(request, argument.get_absolute_url())
    action = request.POST.get("action", "find")
    refusal, argument.is_found_helpful = "", action != "take_back"
    try:
        limits.check("recommend", request)
        changed = HELPFUL.get(action, find_helpful)(argument, request.user)
        argument.helpful_count += (1 if argument.is_found_helpful else -1) if changed else 0
    except (Refused, limits.TooOften) as refused:
        refusal, argument.is_found_helpful = str(refused), not argument.is_found_helpful
    if request.htmx:
        context = {"argument": argument, "refusal": refusal, "view": view, "is_answer": True}
        return render(request, "debates/_helpful.html", context)
    if refusal:
        messages.error(request, refusal)
    # Back to where the reader was, in the order that held still there.
    return redirect(f"{reverse('ideas:debate', args=[argument.debate_id])}{view.query(page=view.page)}#argument-{argument.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    """Delete one's own argument, after asking."""
    if request.method == "POST" and (gone := deleted_by(request.user, pk)):
        return redirect(gone.debate)
    argument = readable_argument(request, pk)
    if not has_perm("ideas.delete_argument", request.user, argument):
        raise Http404
    if request.method != "POST":
        return render(request, "debates/delete.html", {"argument": argument, "debate": argument.debate})
    try:
        delete_argument(argument, request.user)
        messages.success(request, _("의견을 지웠어요."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(argument.debate)


def deleted_by(member, pk: int) -> Argument | None:
    """An argument that its author has deleted before, so that pressing twice is pressing once."""
    if not member.is_authenticated or pk > reading.LARGEST_ID:
        return None
    return Argument.objects.filter(pk=pk, author=member, deleted_at__isnull=False).select_related("debate").first()


@require_http_methods(["GET", "HEAD", "POST"])
def respond(request, pk):
    """Answer beneath an argument: for the proposer, officials and experts. Who comes too late keeps the words and reads why."""
    argument = readable_argument(request, pk)
    if not request.user.is_authenticated:
        return keep_and_login(request)
    needed = "ideas.have_a_voice" if request.method == "POST" else "ideas.respond_to_argument"
    if not has_perm(needed, request.user, argument):
        raise PermissionDenied
    kept = kept_words(request)
    form = ResponseForm(request.POST or None, initial={"body": kept.get("body", "")})
    if request.method == "POST" and form.send(argument, request):
        request.session.pop(KEPT, None)
        messages.success(request, _("답을 남겼어요."))
        return redirect(place_of(argument))
    context = {"argument": argument, "debate": argument.debate, "form": form, "is_kept": bool(kept.get("body"))}
    return render(request, "debates/respond.html", context, status=422 if form.errors else 200)


@require_POST
def open_again(request, number):
    """One more debate on an idea that is still at 상상토론, for the idea office."""
    idea = plain_idea(request, number)
    if not request.user.is_authenticated:
        return to_login(request, idea.get_absolute_url())
    if not has_perm("ideas.open_debate", request.user):
        raise PermissionDenied
    try:
        opened = running.open_on_idea(idea, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(idea)
    messages.success(request, _("상상토론을 열었어요."))
    return redirect(opened)


RUN_FORMS = {"extend": ExtendForm, "close": CloseForm, "summarise": SummaryForm}


@require_http_methods(["GET", "HEAD", "POST"])
def run(request, pk):
    """For the idea office and the moderator: more time, closing, the summary (`action` says which)."""
    found = readable(request, pk)
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    if not has_perm("ideas.run_debate", request.user, found):
        raise PermissionDenied
    forms = {"extend": ExtendForm(debate=found), "close": CloseForm(), "summarise": summary_form(found)}
    action = request.POST.get("action")
    if request.method == "POST" and action in RUN_FORMS:
        forms[action] = summary_form(found, request.POST) if action == "summarise" else RUN_FORMS[action](request.POST)
        if forms[action].carry_out(found, request.user):
            messages.success(request, DONE[action]())
            return redirect(found)
    status = 422 if request.method == "POST" else 200
    return render(request, "debates/run.html", {"debate": found, "forms": forms}, status=status)


def summary_form(found: Debate, data=None) -> SummaryForm:
    """The form of the summary with the arguments that may be pinned."""
    return SummaryForm(data, found, reading.pinnable(found) if found.is_closed else {}, reading.pinned_of(found))


DONE = {
    "extend": lambda: _("토론을 늘렸어요."),
    "close": lambda: _("토론을 닫았어요. 이제 정리한 글을 올려 주세요."),
    "summarise": lambda: _("정리한 글을 올렸어요."),
}
