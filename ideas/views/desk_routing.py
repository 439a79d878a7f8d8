"""Who takes care of an idea: putting a department in charge, objecting, deciding on an objection, asking others."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from rules import has_perm

from ideas import deadlines, routing
from ideas.cards import reading as cards
from ideas.forms.routing import AskForm, AssignForm, ObjectForm, OpinionForm, SettleForm
from ideas.lifecycle import SomebodyWasQuicker, StepRefused
from ideas.models import Cooperation, Objection, PromiseKind
from ideas.reading import LARGEST_NUMBER
from ideas.trail_reading import line
from ideas.views.desk import for_officials, idea_for

both = require_http_methods(["GET", "HEAD", "POST"])


def tried(form, act) -> bool:
    """Do what a form asks for; returns False, with the reason on the form, when it was refused.

    A page that is out of date shows what happened meanwhile (form.meanwhile) and may be sent again as it is.
    """
    form.meanwhile = []
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except SomebodyWasQuicker as refusal:
        form.meanwhile = [line(entry) for entry in refusal.entries]
        form.data = form.data.copy()
        form.data["known"] = refusal.entries[-1].number if refusal.entries else ""
        form.add_error(None, str(refusal))
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def page(request, template: str, form, idea, **more):
    """A page with a form about an idea; 422 when the form came back."""
    status = 422 if form.is_bound else 200
    return render(request, f"desk/{template}.html", {"form": form, "idea": idea, **more}, status=status)


@both
@for_officials
def assign(request, number):
    """The idea office puts a department in charge; the page says which one the words speak for. A card is handed over instead."""
    idea = idea_for(request, number, "ideas.route_idea")
    if request.method != "POST" and (card := cards.of_idea(idea)):
        return redirect("ideas:desk_card_act", card.pk, "transfer") if card.is_under_way else redirect("ideas:desk_card", card.pk)
    initial = {"department": idea.department_id, "post": idea.post, "known": idea.trail_length}
    form = AssignForm(request.POST or None, initial=initial)
    if request.method == "POST" and tried(form, lambda given: routing.assign(idea, by=request.user, **given)):
        messages.success(request, _("담당 부서를 정했어요."))
        return redirect(onward(request))
    waiting = idea.objections.filter(settled_at__isnull=True).select_related("department", "suggested").first()
    return page(request, "routing", form, idea, suggestions=routing.suggest(idea), waiting=waiting)


def onward(request) -> str:
    """Back to the queue the page was opened from."""
    queue = request.GET.get("queue", "")
    return reverse("ideas:desk") + (f"?queue={queue}" if queue.replace("-", "").isalpha() and queue.isascii() else "")


@both
@for_officials
def object_to(request, number):
    """The department in charge says that the idea is not its business."""
    idea = idea_for(request, number, "ideas.object_to_routing")
    form = ObjectForm(request.POST or None, initial={"known": idea.trail_length})
    if request.method == "POST" and tried(form, lambda given: routing.object_to(idea, request.user, **given)):
        messages.success(request, _("이의를 냈어요. 창의담당관이 살펴보고 답할 거예요."))
        return redirect(onward(request))
    return page(request, "objection", form, idea)


@both
@for_officials
def settle(request, pk):
    """The idea office decides on an objection."""
    waiting = found(Objection.objects.select_related("idea", "department", "suggested"), pk)
    idea = idea_for(request, waiting.idea.number, "ideas.route_idea")
    if waiting.settled_at and request.method != "POST":
        return redirect(idea)
    initial = {"known": idea.trail_length, "department": waiting.suggested_id}
    form = SettleForm(request.POST or None, initial=initial)
    if request.method == "POST" and tried(form, lambda given: decide(waiting, request.user, given)):
        messages.success(request, _("이의를 매듭지었어요."))
        return redirect(reverse("ideas:desk") + "?queue=objections")
    return page(request, "settle", form, idea, objection=waiting, suggestions=routing.suggest(idea))


def decide(objection: Objection, by, given: dict) -> Objection:
    """The words of the form as the verb wants them."""
    accepted, department = given["decision"] == "yes", given["department"]
    return routing.settle(objection, by, accepted, department, given["reply"], given["known"])


@both
@for_officials
def ask(request, number):
    """Another department is asked what it thinks; what was asked and said before stands below."""
    idea = idea_for(request, number, "ideas.ask_department")
    initial = {"known": idea.trail_length, "due_on": deadlines.last_day(PromiseKind.SUPPLEMENT)}
    form = AskForm(request.POST or None, initial=initial)
    if request.method == "POST" and tried(form, lambda given: routing.ask_department(idea, by=request.user, **given)):
        messages.success(request, _("의견을 물었어요."))
        return redirect("ideas:desk_ask", idea.number)
    asked = idea.cooperations.select_related("department").order_by("-asked_at", "-id")
    return page(request, "ask", form, idea, asked=asked)


@both
@for_officials
def give_opinion(request, pk):
    """A department that was asked says what it thinks; those who asked and its own people read it here."""
    asked = found(Cooperation.objects.select_related("idea__department", "department"), pk)
    if not has_perm("ideas.give_opinion", request.user, asked):
        if not has_perm("ideas.ask_department", request.user, asked.idea):
            raise PermissionDenied
        return redirect("ideas:desk_ask", asked.idea.number)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and tried(form, lambda given: routing.give_opinion(asked, request.user, **given)):
        messages.success(request, _("의견을 냈어요. 고마워요."))
        return redirect(reverse("ideas:desk") + "?queue=questions")
    return page(request, "opinion", form, asked.idea, asked=asked)


def found(rows, pk: int):
    """A row by its number. Raises Http404."""
    if pk > LARGEST_NUMBER:
        raise Http404
    return get_object_or_404(rows, pk=pk)
