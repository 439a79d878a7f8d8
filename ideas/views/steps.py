"""Taking a step with an idea: what it does is told first, then it is taken with public words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from ideas.forms.step import StepForm
from ideas.lifecycle import NOT_BY_THEMSELVES, STEPS, SomebodyWasQuicker, Step, StepRefused, advance, steps_open_to
from ideas.models import Idea, Role, Verdict
from ideas.panel import lifts
from ideas.step_effects import effects
from ideas.step_words import STEP_WORDS
from ideas.trail import role_of
from ideas.trail_reading import line
from ideas.views.loading import readable_idea, to_login

private = cache_control(private=True, no_cache=True)
# Steps whose page is that of the verb they are taken with.
PAGES = {"withdraw": "ideas:withdraw", "merge": "ideas:merge", "undo_merge": "ideas:merge"}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, number, step):
    """The page of one step. A decision leads to the answer it is told with."""
    idea, wanted = readable_idea(request, number), STEPS.get(step)
    if wanted is None or step == "publish":
        raise Http404
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    if step in NOT_BY_THEMSELVES:
        return elsewhere(request, idea, wanted)
    is_open = wanted in steps_open_to(request.user, idea)
    if not is_open and (request.method != "POST" or role_of(request.user, idea) == Role.CITIZEN):
        raise PermissionDenied
    if request.method != "POST":
        begun = lifts.reason_for(idea, wanted.name)
        return show(request, idea, wanted, StepForm(wanted, known=idea.trail_length, reason=begun))
    form = StepForm(wanted, request.POST)
    if not form.is_valid():
        return show(request, idea, wanted, form, status=422)
    return finish_or_explain(request, idea, wanted, form)


def elsewhere(request, idea: Idea, step: Step):
    """Where a step is taken that needs more than a reason. Raises PermissionDenied for those who may not take it."""
    if step not in steps_open_to(request.user, idea):
        raise PermissionDenied
    if step.name in Verdict.values:
        return redirect(reverse("ideas:desk_idea", args=[idea.number], query={"verdict": step.name}))
    return redirect(PAGES[step.name], idea.number)


def finish_or_explain(request, idea: Idea, step: Step, form: StepForm):
    """Take the step; when somebody was quicker the page says what happened and the words are still there."""
    try:
        # A page that does not say what it knew is taken for one that knew nothing.
        known = form.cleaned_data["known"] or 0
        advance(idea, step.name, request.user, form.cleaned_data["reason"], known=known)
    except SomebodyWasQuicker as quicker:
        return show_meanwhile(request, idea, step, form, quicker)
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
        return show(request, idea, step, form, status=409)
    messages.success(request, STEP_WORDS[step.name][1])
    return redirect(idea)


def show(request, idea: Idea, step: Step, form: StepForm, status: int = 200, **more):
    """The page: what the step is called, what it brings, the words it wants."""
    words = STEP_WORDS[step.name][0]
    context = {"idea": idea, "step": step, "words": words, "form": form, "effects": effects(idea, step), **more}
    return render(request, "ideas/step.html", context, status=status)


def show_meanwhile(request, idea: Idea, step: Step, form: StepForm, quicker: SomebodyWasQuicker):
    """What happened since the page was opened, and the same form again if the step is still open."""
    idea = readable_idea(request, idea.number)
    again = StepForm(step, known=idea.trail_length, reason=form.typed)
    is_open = step in steps_open_to(request.user, idea)
    more = {"meanwhile": [line(entry) for entry in quicker.entries], "refusal": str(quicker), "is_gone": not is_open}
    return show(request, idea, step, again, status=409, **more)
