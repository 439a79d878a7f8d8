"""The page an official answers on: the idea with everything beside it, and the answer form. It works without scripts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common import limits
from common.login_first import login_first
from common.paging import page_number
from ideas import answer_desk, answers, desk, edit_locks
from ideas.answer_checks import found_in
from ideas.answer_reading import IN_WORK, add_points
from ideas.answers import Incomplete, Stale, verdicts_open_to
from ideas.edit_locks import HeldByAnother
from ideas.forms.answer import AnswerForm, ChangeForm, TakeBackForm
from ideas.lifecycle import SomebodyWasQuicker, StepRefused
from ideas.models import Answer, AnswerKind, AnswerStatus, AnswerTemplate, Idea
from ideas.personal_data import marked
from ideas.plain.look import look_over
from ideas.reading import LARGEST_NUMBER, discussion
from ideas.trail_reading import line
from ideas.views.loading import readable_idea

private = cache_control(private=True, no_cache=True)


# -- the page -------------------------------------------------------------------------------------
@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, number):
    """Write, look at, publish or schedule an answer; what is refused comes back with the words as they were typed."""
    idea = answerable(request, number)
    found = answer_desk.answers_on(idea)
    form = form_for(request, idea, found)
    if request.method != "POST":
        return show(request, idea, form, found)
    act = next((verb for button, verb in ACTS.items() if button in request.POST), save)
    try:
        return act(request, idea, form)
    except Incomplete as refusal:
        form.tell(refusal.problems)
        return show(request, idea, form, status=422)
    except Stale as refusal:
        return show(request, idea, form, status=409, refusal=refusal, other=refusal.answer)
    except HeldByAnother as refusal:
        return show(request, idea, form, status=409, refusal=refusal, saved_at=request.POST.get("saved_at", ""))
    except SomebodyWasQuicker as refusal:
        meanwhile = [line(entry) for entry in refusal.entries]
        return show(request, idea, form, status=409, refusal=refusal, meanwhile=meanwhile)
    except StepRefused as refusal:
        return show(request, idea, form, status=409, refusal=refusal)


def answerable(request, number: int) -> Idea:
    """An idea this person may answer. Raises Http404 when it is not for them to read, PermissionDenied when not to answer."""
    idea = readable_idea(request, number)
    if not has_perm("ideas.answer_idea", request.user, idea):
        raise PermissionDenied
    return idea


def form_for(request, idea: Idea, found: list[Answer]) -> AnswerForm:
    """The form with what was sent, or with what is kept; ?kind= and ?verdict= say what somebody came for."""
    sent = request.POST if request.method == "POST" else None
    asked = (sent or request.GET).get("kind", "")
    kind = asked if asked in AnswerKind.values else AnswerKind.FINAL
    verdicts, verdict = verdicts_open_to(request.user, idea), request.GET.get("verdict", "")
    initial = {"verdict": verdict} if verdict and verdict in verdicts else None
    return AnswerForm(sent, kind=kind, verdicts=verdicts, idea=idea, answer=draft_in(found, kind), initial=initial)


def draft_in(found: list[Answer], kind: str) -> Answer | None:
    """The answer of a kind that is being written or waits for its time."""
    return next((answer for answer in found if answer.kind == kind and answer.status in IN_WORK), None)


def show(request, idea, form, found=None, *, status=200, refusal=None, other=None, saved_at=None, **more):
    """The page as it is now. refusal: why nothing happened; other: what somebody else wrote meanwhile; saved_at: what the page
    knows of the draft, by default how it is now."""
    if status != 200:
        idea = answerable(request, idea.number)
    found = answer_desk.answers_on(idea) if found is None else found
    draft = draft_in(found, form.kind)
    lock = refusal.lock if isinstance(refusal, HeldByAnother) else edit_locks.holder(idea)
    context = {
        "idea": idea,
        "form": form,
        "draft": draft,
        "published": [answer for answer in found if answer.status == AnswerStatus.PUBLISHED],
        "is_scheduled": draft is not None and draft.status == AnswerStatus.SCHEDULED,
        "saved_at": saved_at if saved_at is not None else (draft.saved_at.isoformat() if draft else ""),
        "refusal": refusal,
        "other": other,
        "lock": lock if lock and lock.holder_id != request.user.pk else None,
        "points": points(idea, form, draft) if form.kind == AnswerKind.FINAL else [],
        "section_names": answers.TEXTS,
        "marks": marks(draft) if status == 422 and draft else {},
        "templates": answer_desk.templates_for(idea),
        **beside(request, idea),
        **more,
    }
    return render(request, "desk/idea.html", context, status=status)


def beside(request, idea) -> dict:
    """What stands beside the form."""
    queue = request.GET.get("queue", "")
    before, after = desk.neighbours(request.user, queue, idea) if queue else (None, None)
    return {
        "discussion": discussion(idea, page_number(request.GET.get("comments")) or 1),
        "promises": answer_desk.promises_of(idea),
        "similar": answer_desk.similar_with_answers(idea) if "similar" in request.GET else None,
        "queue": queue,
        "before": before,
        "after": after,
    }


def points(idea, form, draft) -> list[answer_desk.Point]:
    """The comments to take up, with what was sent or kept and what is still wrong."""
    found = answer_desk.points_for(idea, draft, form.points() if form.is_bound else None)
    wrong = getattr(form, "point_problems", {})
    return [answer_desk.Point(p.comment, p.section, p.why, wrong.get(str(p.comment.pk), "")) for p in found]


def marks(answer: Answer) -> dict[str, list]:
    """Field → its text cut into stretches, with the personal data found in it; only for fields that have some."""
    return {
        field: marked(getattr(answer, field), findings)
        for field, findings in found_in(answer).items()
        if not field.startswith("point-")
    }


def back(request, idea, kind=AnswerKind.FINAL):
    """To the same page, in the same queue."""
    asked = {"queue": request.GET.get("queue", ""), "kind": kind if kind != AnswerKind.FINAL else ""}
    return redirect(reverse("ideas:desk_idea", args=[idea.number], query={k: v for k, v in asked.items() if v}))


@private
@login_required
@require_safe
def similar(request, number):
    """Similar ideas with what was said to them, for the page to fetch; a page of its own address without scripts."""
    idea = answerable(request, number)
    if not request.htmx:
        return redirect(reverse("ideas:desk_idea", args=[number], query={"similar": 1}) + "#similar")
    return render(request, "desk/_answer_similar.html", {"similar": answer_desk.similar_with_answers(idea)})


# -- what its buttons do ----------------------------------------------------------------------------
def keep(request, idea, form) -> Answer:
    """Keep what was typed."""
    return answers.save(idea, request.user, form.words(), form.kind, known=form.saved_at)


def save(request, idea, form):
    """Save the draft."""
    keep(request, idea, form)
    messages.success(request, _("쓰던 답변을 저장했어요. 아직 아무에게도 보이지 않아요."))
    return back(request, idea, form.kind)


def preview(request, idea, form):
    """Save the draft and look at it as the public will."""
    draft = keep(request, idea, form)
    add_points([draft])
    looks = look_over([(heading, text) for _code, heading, text in draft.sections])
    return show(request, idea, form, preview=draft, plain_looks=[look for look in looks if not look.is_clear])


def publish(request, idea, form):
    """Publish what was typed now."""
    if not form.is_valid():
        return show(request, idea, form, status=422, saved_at=request.POST.get("saved_at", ""))
    answer = answers.publish(keep(request, idea, form), request.user, form.known)
    messages.success(request, _("답변을 공개했어요. 쓴 사람에게도 알려 드릴게요."))
    return back(request, answer.idea)


def schedule(request, idea, form):
    """Publish what was typed at a time to come."""
    if not form.is_valid():
        return show(request, idea, form, status=422, saved_at=request.POST.get("saved_at", ""))
    draft = keep(request, idea, form)
    answers.schedule(draft, request.user, form.cleaned_data["publish_at"] or timezone.now())
    messages.success(request, _("예약했어요. 그때가 되면 저절로 공개해요."))
    return back(request, idea, form.kind)


def unschedule(request, idea, form):
    """Take the waiting answer back to the desk."""
    if form.answer:
        answers.unschedule(form.answer, request.user)
        messages.success(request, _("예약을 풀었어요. 이제 고칠 수 있어요."))
    return back(request, idea, form.kind)


def take_over(request, idea, form):
    """Write on in another's place; both texts stand on the page when they differ."""
    edit_locks.take_over(idea, request.user)
    draft = form.answer
    other = draft if draft and draft.saved_at > form.saved_at else None
    return show(request, idea, form, other=other, has_taken_over=True)


def fill(request, idea, form):
    """Put a template into the fields that are still empty."""
    pk = request.POST.get("template", "")
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 10 else 0
    template = AnswerTemplate.objects.filter(is_active=True, pk=number).first()
    if template is None:
        raise StepRefused(_("넣을 틀을 먼저 골라 주세요."))
    words, filled = form.words(), answers.fill(template, idea, request.user)
    for name in answers.TEXTS:
        setattr(words, name, getattr(words, name) or getattr(filled, name))
    if filled.verdict in verdicts_open_to(request.user, idea):
        words.verdict = words.verdict or filled.verdict
    answers.save(idea, request.user, words, form.kind, known=form.saved_at)
    messages.success(request, _("틀을 빈칸에 넣었어요."))
    return back(request, idea, form.kind)


def discard(request, idea, form):
    """Throw the draft away."""
    if form.answer:
        answers.discard(form.answer, request.user)
        messages.success(request, _("쓰던 답변을 버렸어요."))
    return back(request, idea, form.kind)


ACTS = {
    "publish": publish,
    "schedule": schedule,
    "preview": preview,
    "fill": fill,
    "unschedule": unschedule,
    "take_over": take_over,
    "discard": discard,
}


# -- while it is typed --------------------------------------------------------------------------------
@private
@require_POST
def draft(request, number):
    """Save while somebody types, or (`beat`) hear that they are still there; JSON for static/js/answer.js."""
    if not request.user.is_authenticated or request.POST.get("who") != str(request.user.pk):
        login = reverse("account_login", query={"next": reverse("ideas:desk_idea", args=[number])})
        return JsonResponse({"message": _("로그인이 끝났어요. 쓴 글은 화면에 그대로 있어요."), "login": login}, status=401)
    idea = answerable(request, number)
    if "beat" in request.POST:
        return JsonResponse({"held": edit_locks.beat(idea, request.user)})
    try:
        limits.check("save_draft", request)
        form = form_for(request, idea, [])
        kept = keep(request, idea, form)
    except limits.TooOften as refusal:
        return JsonResponse({"message": str(refusal)}, status=429)
    except StepRefused as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    saved = timezone.localtime(kept.saved_at)
    return JsonResponse({"saved": saved.strftime("%H:%M"), "saved_at": kept.saved_at.isoformat()})


# -- what is published ----------------------------------------------------------------------------------
def published_answer(request, number: int, pk: int) -> Answer:
    """A published answer this person may change. Raises Http404 or PermissionDenied."""
    idea = answerable(request, number)
    found = Answer.objects.filter(idea=idea, status=AnswerStatus.PUBLISHED, pk=min(pk, LARGEST_NUMBER))
    answer = found.select_related("department", "ground").first()
    if answer is None:
        raise Http404
    answer.idea = idea
    return add_points([answer])[0]


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, number, pk):
    """Correct a published answer; the earlier wording stays readable beside it."""
    answer = published_answer(request, number, pk)
    form = ChangeForm(request.POST or None, idea=answer.idea, answer=answer)
    if request.method != "POST":
        return show_change(request, answer, form)
    try:
        if form.is_valid():
            answers.change(answer, request.user, form.words(), form.cleaned_data["reason"], form.base)
            messages.success(request, _("답변을 고쳤어요. 앞의 글도 함께 볼 수 있어요."))
            return redirect(answer)
    except Incomplete as refusal:
        form.tell(refusal.problems)
    except StepRefused as refusal:
        fresh = published_answer(request, number, pk)
        return show_change(request, fresh, form, refusal=refusal, other=fresh, status=409)
    return show_change(request, published_answer(request, number, pk), form, status=422)


def show_change(request, answer, form, *, status=200, **more):
    """The form for a published answer; its decision stands and is only shown."""
    said = form.points() if form.is_bound else None
    points = answer_desk.points_for(answer.idea, answer, said) if answer.kind == AnswerKind.FINAL else []
    context = {"idea": answer.idea, "answer": answer, "form": form, "points": points, "section_names": answers.TEXTS}
    context |= {"take_back": TakeBackForm(), **more}
    return render(request, "desk/answer_change.html", context, status=status)


@private
@require_POST
@login_first("ideas:desk_answer", "number", "pk")
def withdraw(request, number, pk):
    """Take a published answer back; what is refused comes back with the reason as it was typed."""
    answer, form = published_answer(request, number, pk), TakeBackForm(request.POST)
    if form.is_valid():
        try:
            answers.withdraw(answer, request.user, form.cleaned_data["reason"])
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("답변을 거두었어요. 까닭이 발자취에 남아요."))
            return redirect("ideas:desk_idea", number)
    return show_change(request, answer, ChangeForm(idea=answer.idea, answer=answer), take_back=form, status=422)
