"""Writing an idea: the page, its draft, its preview, and what can be done with the wording later."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from common import limits
from common.words import clean_line
from ideas import distinctions, submission
from ideas.attachments import Unusable
from ideas.differences import compare
from ideas.forms import kept
from ideas.forms.uploads import takes_files
from ideas.forms.writing import Check, WithdrawForm, WritingForm, reasons_in
from ideas.lifecycle import StepRefused
from ideas.models import Idea, IdeaTag
from ideas.views.detail import JUST_DROPPED
from ideas.views.files import change_file, files_of, take_files
from ideas.views.loading import checked
from ideas.views.similar import near

private = cache_control(private=True, no_cache=True)
BUTTONS = ("save", "change", "preview", "publish")


def pressed(request) -> str:
    """The button a form was sent with; without one it is the button everybody means."""
    return next((name for name in BUTTONS if name in request.POST), "publish")


def show_page(request, form, idea=None, *, key=None, refused=(), status=200, **more):
    """The write page, for a new idea, a draft, or an idea that is out already."""
    member = has_perm("ideas.write_idea", request.user)
    drafts = Idea.objects.drafts_of(request.user) if member else Idea.objects.none()
    context = {
        **files_of(idea),
        "form": form,
        "idea": idea,
        "key": (idea and idea.draft_key) or key,
        "known": idea.edited_at.isoformat() if idea and idea.is_draft else "",
        "editing": bool(idea and not idea.is_draft),
        "refused": refused,
        "longest_body": Idea.BODY_LENGTH,
        "drafts": list(drafts.only("draft_key", "title", "edited_at")[:20]) if not idea else [],
        **more,
    }
    return render(request, "ideas/write.html", context, status=status)


def show_words(request, template, form, idea=None, status=200, **more):
    """A page on the way to publishing that carries the words along, hidden, so that what is seen is what is published."""
    context = {**files_of(idea), "form": form, "idea": idea, "editing": bool(idea and not idea.is_draft), "key": form.key, **more}
    return render(request, template, context, status=status)


def show_preview(request, form, idea=None):
    """How the words will look; before something new is published, with the ideas that are like it."""
    words = form.cleaned_data
    is_new = idea is None or idea.is_draft
    found = near(words["title"], words["body"], reasons_in(request.POST), idea) if is_new else []
    return show_words(request, "ideas/preview.html", form, idea, similar_ideas=found, may_differ=idea is not None)


@takes_files
@private
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The write page. Everybody may type; sending needs a member."""
    if request.method == "POST":
        return receive_new(request, WritingForm(request.POST))
    title = clean_line(request.GET.get("title", ""))[: Idea.TITLE_LENGTH]
    if has_perm("ideas.write_idea", request.user):
        if words := kept.take(request, kept.NEW):
            draft = bring_in(request.user, words)
            # A title for another idea opens an empty page; the draft is listed on it.
            if draft.title.startswith(title):
                return redirect(reverse("ideas:new", query={"draft": draft.draft_key}))
        if "draft" in request.GET:
            return open_draft(request)
    set_aside = bool(title) and kept.set_aside(request, kept.NEW, title)
    thrown_away = request.session.get("discarded", {})
    words = (thrown_away if "restore" in request.GET else {}) or kept.look(request, kept.NEW) or {}
    more = {"restorable": bool(thrown_away) and "discarded" in request.GET, "set_aside": set_aside}
    return show_page(request, WritingForm(initial=words or {"title": title}), key=words.get("draft_key") or uuid.uuid4(), **more)


def bring_in(member, words: dict) -> Idea:
    """Words typed while logged out become a draft; when their page has published meanwhile they become one of their own."""
    form = WritingForm(words)
    idea = submission.save_draft(member, form.key, form.wording())
    return idea if idea.is_draft else submission.save_draft(member, uuid.uuid4(), form.wording())


def open_draft(request):
    """Go on with a draft, wherever it was begun."""
    try:
        idea = Idea.objects.drafts_of(request.user).get(draft_key=uuid.UUID(request.GET["draft"]))
    except (ValueError, Idea.DoesNotExist) as missing:
        raise Http404 from missing
    return show_page(request, WritingForm(initial=WritingForm.words_of(idea)), idea)


def receive_new(request, form):
    """What was sent is saved first; whatever comes next, nothing is lost."""
    button = pressed(request)
    if not has_perm("ideas.write_idea", request.user):
        if button == "preview" and form.is_valid():
            kept.keep(request, kept.NEW, form)
            return show_preview(request, form)
        return kept.log_in_first(request, kept.NEW, form)
    if not any(form.raw().values()) and not request.FILES and not Idea.objects.filter(author=request.user, draft_key=form.key):
        return show_page(request, form, key=form.key, status=422)
    idea = submission.save_draft(request.user, form.key, form.wording())
    if not idea.is_draft:
        return redirect(idea)
    return settle(request, form, idea, button, partial(submission.publish, idea, request.user))


def settle(request, form, idea, button, finish):
    """Files, checks and preview, which publishing and editing have in common; `finish` is the verb at the end."""
    refused = receive_files(request, idea) + receive_reasons(request, idea)
    if refused or button in ("save", "change"):
        status, more = (422 if refused else 200), {"refused": refused, "saved": not refused, **carried(form, idea)}
        return show_page(request, WritingForm(initial=form.raw()), idea, status=status, **more)
    if not form.is_valid():
        return show_page(request, form, idea, status=422, **carried(form, idea))
    if button == "preview":
        return show_preview(request, form, idea)
    alts = [photo.alt for photo in idea.photos.all()]
    check = Check(form.cleaned_data["title"], form.cleaned_data["body"], alts, request.POST.get("seen", ""))
    if not check.may_pass:
        return show_words(request, "ideas/write_check.html", form, idea, check=check)
    return finish_or_explain(request, form, idea, finish)


def finish_or_explain(request, form, idea, finish):
    """Take the last step; when it is refused the page comes back with the reason and everything that was typed."""
    try:
        limits.check("write_idea", request)
        done = finish()
    except (StepRefused, limits.TooOften) as refusal:
        form.add_error(None, str(refusal))
        status = 429 if isinstance(refusal, limits.TooOften) else 422
        return show_page(request, form, idea, status=status, **carried(form, idea))
    if idea.is_draft:
        request.session[JUST_DROPPED] = done.pk
    else:
        messages.success(request, _("고친 글을 올렸어요."))
    return redirect(done)


def receive_files(request, idea) -> list[str]:
    """Add the files that came along and do what a button beside a file asked for, `kind:pk:act`."""
    refused = take_files(request, idea)
    kind, _colon, rest = request.POST.get("change", "").partition(":")
    pk, _colon, act = rest.partition(":")
    if pk.isdecimal() and len(pk) < 19:
        try:
            change_file(idea, request.user, kind, int(pk), act)
        except Unusable as problem:
            refused.append(str(problem))
    return refused


def receive_reasons(request, idea) -> list[str]:
    """Keep what the writer of a draft says makes it different from similar ideas; returns what could not be kept."""
    return distinctions.keep(idea, reasons_in(request.POST)) if idea.is_draft else []


def carried(form, idea) -> dict:
    """The version an edit began from goes round with the page, so that a later stale one is still noticed."""
    return {} if idea.is_draft else {"base": form.base}


@takes_files
@private
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, key):
    """Save what is being typed (POST, from the script of the write page), or say what became of a page (GET)."""
    if request.method != "POST":
        return draft_state(request, key)
    form = WritingForm(request.POST)
    who = str(request.user.pk or "")
    if request.POST.get("who") and request.POST["who"] != who:
        return changed_hands(request, form)
    try:
        limits.check("save_draft", request)
    except limits.TooOften as refusal:
        return JsonResponse({"message": str(refusal)}, status=429)
    if not has_perm("ideas.write_idea", request.user):
        kept.keep(request, kept.NEW, form)
        return JsonResponse({"saved": now()})
    try:
        idea = submission.save_draft(request.user, key, form.wording(), known=form.known)
    except submission.Stale as stale:
        there = {"title": stale.idea.title, "body": stale.idea.body, "known": stale.idea.edited_at.isoformat()}
        page = reverse("ideas:new", query={"draft": key})
        return JsonResponse({"message": str(stale), "url": page, **there}, status=409)
    if not idea.is_draft:
        return JsonResponse({"message": _("이미 올린 상상이에요."), "published": idea.get_absolute_url()})
    return JsonResponse({"saved": now(), "known": idea.edited_at.isoformat()})


def changed_hands(request, form):
    """The page was opened by a member who is not the one logged in now: nobody else's drafts may receive these words."""
    if request.user.is_authenticated:
        message = _("다른 사람으로 로그인했어요. 쓰던 글은 이 기기에 있어요.")
    else:
        kept.keep(request, kept.NEW, form)
        message = _("로그인이 풀렸어요. 쓰던 글은 이 기기에 있어요.")
    login = reverse("account_login", query={"next": reverse("ideas:new")})
    return JsonResponse({"message": message, "login": login}, status=401)


def now() -> str:
    """The hour and minute in Seoul, as the page whispers it."""
    return f"{timezone.localtime():%H:%M}"


def draft_state(request, key):
    """A link to a draft opens it; a script only asks whether it is still one."""
    idea = Idea.objects.filter(author_id=request.user.pk or 0, draft_key=key).first()
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse({"state": "none" if idea is None else "draft" if idea.is_draft else "published"})
    if idea and not idea.is_draft:
        return redirect(idea)
    page = reverse("ideas:new", query={"draft": key})
    if idea is None and request.user.is_authenticated:
        raise Http404
    return redirect(page if idea else reverse("account_login", query={"next": page}))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, key):
    """Throw a draft away, after asking once. Its words can be fetched back until the session ends."""
    idea = get_object_or_404(Idea, author_id=request.user.pk or 0, draft_key=key)
    if not has_perm("ideas.discard_draft", request.user, idea):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "ideas/draft_discard.html", {**files_of(idea), "idea": idea})
    request.session["discarded"] = WritingForm.words_of(idea)
    try:
        submission.discard(idea, request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("ideas:my_ideas")
    return redirect(reverse("ideas:new", query={"discarded": 1}))


@takes_files
@private
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, number):
    """Change the wording of a published idea until the city has answered; every wording is kept."""
    idea = get_object_or_404(Idea.objects.select_related("author"), number=number)
    form = WritingForm(request.POST) if request.method == "POST" else None
    if not request.user.is_authenticated:
        return kept.log_in_first(request, number, form or WritingForm({}))
    if not has_perm("ideas.edit_idea", request.user, idea):
        return refuse_edit(request, idea, form)
    if form is None:
        words = kept.take(request, number) or {**WritingForm.words_of(idea), "base": ""}
        base = int(words["base"]) if words["base"].isdecimal() else submission.last_version(idea)
        return show_page(request, WritingForm(initial=words), idea, base=base)
    try:
        finish = partial(submission.edit, idea, request.user, form.wording(), form.base)
        return settle(request, form, idea, pressed(request), finish)
    except submission.Stale as stale:
        return show_stale(request, form, stale.idea)


def show_stale(request, form, idea):
    """Somebody was quicker, perhaps the writer in another window: what changed there, above the words typed here."""
    other = idea.versions.filter(number=form.base).first()
    changed = compare(other.body, idea.body) if other else compare(form.cleaned_data["body"], idea.body)
    context = {"base": submission.last_version(idea), "changed_elsewhere": changed, "title_elsewhere": idea.title}
    return show_page(request, form, idea, status=409, **context)


def refuse_edit(request, idea, form):
    """Why an idea cannot be changed any more; what was typed is shown for copying."""
    if not has_perm("ideas.read_idea", request.user, idea):
        raise Http404
    if idea.author_id != request.user.pk:
        raise PermissionDenied
    return render(request, "ideas/edit_closed.html", {"idea": idea, "form": form}, status=403)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, number):
    """Take an idea back with a reason; the page stays, the reason stands in place of the text."""
    idea = get_object_or_404(Idea.objects.select_related("author"), number=number)
    if not request.user.is_authenticated:
        return redirect(reverse("account_login", query={"next": request.path}))
    checked(request, idea)
    if idea.is_withdrawn and idea.author_id == request.user.pk:
        return redirect(idea)
    if not has_perm("ideas.withdraw_idea", request.user, idea):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submission.withdraw(idea, request.user, form.cleaned_data["reason"])
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("상상을 거둬들였어요. 언제든 새로 쓸 수 있어요."))
            return redirect(idea)
    return render(request, "ideas/withdraw.html", {"idea": idea, "form": form}, status=422 if form.errors else 200)


@require_safe
def tag_suggestions(request):
    """Tags of public ideas that begin with what is being typed."""
    prefix = clean_line(request.GET.get("q", ""))[:20]
    public = IdeaTag.objects.filter(name__startswith=prefix, items__content_object__public_since__isnull=False)
    names = list(public.order_by("name").values_list("name", flat=True).distinct()[:8]) if prefix else []
    return JsonResponse({"tags": names})
