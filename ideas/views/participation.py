"""Recommending an idea and taking the recommendation back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import limits
from ideas import participation
from ideas.views.loading import plain_idea, to_login

ACTIONS = {"recommend": (participation.recommend, 1), "take_back": (participation.take_back, -1)}


@require_POST
def recommend(request, number):
    """The form says what it wants (`action`), so that pressing twice is the same as pressing once."""
    idea = plain_idea(request, number)
    if not request.user.is_authenticated:
        return to_login(request, f"{idea.get_absolute_url()}?offer=recommend")
    verb, step = ACTIONS.get(request.POST.get("action"), ACTIONS["recommend"])
    idea.is_recommended, refusal = step > 0, ""
    try:
        limits.check("recommend", request)
        # The count as it was read plus one's own step: reading it again would cost a query and be old just as soon.
        idea.recommendations += step if verb(idea, request.user) else 0
    except (participation.Refused, limits.TooOften) as refused:
        idea.is_recommended, refusal = step < 0, str(refused)
    if request.htmx:
        return render(request, "ideas/_recommend.html", {"idea": idea, "refusal": refusal, "is_answer": True})
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("추천했어요. 고마워요!") if step > 0 else _("추천을 거두었어요."))
    return redirect(idea)
