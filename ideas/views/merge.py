"""Merging an idea into another, for the idea office: choose, look at both, say why; and the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods
from rules import has_perm

from ideas import deadlines, merging
from ideas.forms.merge import ReasonForm, TargetForm
from ideas.lifecycle import SomebodyWasQuicker, StepRefused
from ideas.models import Idea
from ideas.similarity import similar_to
from ideas.trail_reading import line
from ideas.views.loading import readable_idea, to_login


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, number):
    """What this page offers follows from where the idea is: to merge it, or to undo that."""
    idea = readable_idea(request, number)
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    if not has_perm("ideas.run_pipeline", request.user):
        raise PermissionDenied
    merge = merging.in_force(idea)
    return part(request, idea, merge) if merge else join(request, idea)


def join(request, idea: Idea):
    """Let the idea go into the one with the number `into`, once both have been looked at and there is a reason."""
    target = TargetForm(request.POST or ({"into": request.GET["into"]} if "into" in request.GET else None), idea=idea)
    form = ReasonForm(request.POST or None, known=idea.trail_length)
    is_chosen = target.is_bound and target.is_valid()
    if request.method != "POST":
        return show_join(request, idea, target, form)
    if not is_chosen or not form.is_valid():
        return show_join(request, idea, target, form, status=422)
    try:
        words = form.cleaned_data
        merge = merging.merge(idea, target.target, request.user, words["reason"], words["known"])
    except StepRefused as refusal:
        idea = readable_idea(request, idea.number)
        more = what_happened(refusal)
        form = again(form, idea, refusal)
        return show_join(request, idea, target, form, status=409, **more)
    messages.success(request, _("두 상상을 합쳤어요. %(moved)s명의 추천이 함께 옮겨 갔어요.") % {"moved": merge.moved})
    return redirect(target.target)


def part(request, idea: Idea, merge):
    """Undo the merge with which the idea went away."""
    form = ReasonForm(request.POST or None, known=idea.trail_length)
    if request.method != "POST":
        return show_part(request, idea, merge, form)
    if not form.is_valid():
        return show_part(request, idea, merge, form, status=422)
    try:
        merging.undo(merge, request.user, form.cleaned_data["reason"], form.cleaned_data["known"])
    except StepRefused as refusal:
        idea = readable_idea(request, idea.number)
        return show_part(request, idea, merge, again(form, idea, refusal), status=409, **what_happened(refusal))
    messages.success(request, _("합친 것을 되돌렸어요. 두 상상이 다시 따로 흘러요."))
    return redirect(idea)


def again(form: ReasonForm, idea: Idea, refusal: StepRefused) -> ReasonForm:
    """The form with the same words, for the idea as it is now."""
    if not isinstance(refusal, SomebodyWasQuicker):
        form.add_error(None, str(refusal))
        return form
    return ReasonForm(known=idea.trail_length, reason=form.cleaned_data["reason"])


def what_happened(refusal: StepRefused) -> dict:
    """What others did since the page was opened."""
    if not isinstance(refusal, SomebodyWasQuicker):
        return {}
    return {"refusal": str(refusal), "meanwhile": [line(entry) for entry in refusal.entries]}


def show_join(request, idea: Idea, target: TargetForm, form: ReasonForm, status: int = 200, **more):
    """Both ideas beside each other, or those to choose from."""
    into = target.target
    context = {
        "idea": idea,
        "into": into,
        "may_merge": has_perm("ideas.merge_idea", request.user, idea) and idea.stage in ("proposed", "debate"),
        "may_take": into and has_perm("ideas.merge_idea", request.user, into),
        "moving": merging.newcomers(idea, into) if into else 0,
        "undo_days": deadlines.settings_in_force().undo_merge_days,
        "similar_ideas": similar_to(idea) if not into else [],
        "target": target,
        "form": form,
        **more,
    }
    return render(request, "ideas/merge.html", context, status=status)


def show_part(request, idea: Idea, merge, form: ReasonForm, status: int = 200, **more):
    """Where the idea went, and the way back while there is one."""
    context = {
        "idea": idea,
        "merge": merge,
        "may_undo": has_perm("ideas.undo_merge", request.user, idea),
        "undo_days": deadlines.settings_in_force().undo_merge_days,
        "form": form,
        **more,
    }
    return render(request, "ideas/merged.html", context, status=status)
