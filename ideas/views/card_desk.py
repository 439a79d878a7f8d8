"""Cards at the desk: what is owed on them by due day, and every act of keeping one on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from common.login_first import login_first
from common.paging import Pager, page_number
from ideas.cards import desk, doing, ending, handing_over, joining, planning, reading
from ideas.cards.keeping import CardMoved
from ideas.forms import card as forms
from ideas.forms.uploads import takes_files
from ideas.lifecycle import StepRefused
from ideas.models import Card, CardPhoto
from ideas.pictures import Unusable
from ideas.views.cards import readable_card
from ideas.views.desk import for_officials


@dataclass(frozen=True)
class Act:
    """Something that is done with a card, on a page of its own. do: the verb; its keywords are the fields of the form."""

    form: type[forms.CardForm]
    do: Callable
    title: Lazy
    button: Lazy
    done: Lazy
    of_step: bool = False


ACTS = {
    "plan": Act(
        *(forms.PlanForm, planning.plan),
        *(gettext_lazy("추진계획"), gettext_lazy("이대로 알리기"), gettext_lazy("추진계획을 알렸어요.")),
    ),
    "step": Act(
        *(forms.StepForm, planning.add_milestone),
        *(gettext_lazy("단계 더하기"), gettext_lazy("더하기"), gettext_lazy("단계를 더했어요.")),
    ),
    "move-step": Act(
        *(forms.MoveStepForm, planning.move_milestone),
        *(gettext_lazy("단계의 날 바꾸기"), gettext_lazy("날 바꾸기"), gettext_lazy("날을 바꿨어요."), True),
    ),
    "remove-step": Act(
        *(forms.RemoveStepForm, planning.remove_milestone),
        *(gettext_lazy("단계 빼기"), gettext_lazy("빼기"), gettext_lazy("단계를 뺐어요."), True),
    ),
    "finish-step": Act(
        *(forms.FinishStepForm, planning.finish_milestone),
        *(gettext_lazy("단계를 한 날"), gettext_lazy("적어 두기"), gettext_lazy("적어 두었어요."), True),
    ),
    "start": Act(
        *(forms.PlainForm, doing.start),
        *(gettext_lazy("실행 시작하기"), gettext_lazy("실행을 시작해요"), gettext_lazy("이제 실행 중이에요.")),
    ),
    "report": Act(
        *(forms.ReportForm, doing.report),
        *(gettext_lazy("추진현황 알리기"), gettext_lazy("알리기"), gettext_lazy("추진현황을 알렸어요. 고마워요.")),
    ),
    "stop": Act(
        *(forms.StopForm, ending.stop),
        *(gettext_lazy("카드 멈추기"), gettext_lazy("멈추기"), gettext_lazy("카드를 멈췄어요.")),
    ),
    "go-on": Act(
        *(forms.GoOnForm, ending.go_on),
        *(gettext_lazy("다시 시작하기"), gettext_lazy("다시 시작해요"), gettext_lazy("다시 시작했어요.")),
    ),
    "finish": Act(
        *(forms.FinishForm, ending.finish),
        *(gettext_lazy("다 이루었어요"), gettext_lazy("완료하기"), gettext_lazy("축하해요! 상상 하나가 이루어졌어요.")),
    ),
    "outcome": Act(
        *(forms.OutcomeForm, ending.measure),
        *(gettext_lazy("무엇이 달라졌나"), gettext_lazy("알리기"), gettext_lazy("달라진 것을 알렸어요.")),
    ),
    "note": Act(
        *(forms.HandOverForm, handing_over.write_note),
        *(gettext_lazy("넘기는 말"), gettext_lazy("적어 두기"), gettext_lazy("넘기는 말을 적어 두었어요.")),
    ),
    "confirm": Act(
        *(forms.PlainForm, handing_over.confirm),
        *(gettext_lazy("카드 넘겨받기"), gettext_lazy("읽었고, 넘겨받을게요"), gettext_lazy("카드를 넘겨받았어요.")),
    ),
    "transfer": Act(
        *(forms.TransferForm, handing_over.transfer),
        *(gettext_lazy("다른 부서로 보내기"), gettext_lazy("보내기"), gettext_lazy("다른 부서로 보냈어요.")),
    ),
    "join": Act(
        *(forms.JoinForm, joining.join),
        *(gettext_lazy("상상 더하기"), gettext_lazy("함께 이루기"), gettext_lazy("상상을 카드에 더했어요.")),
    ),
}


@require_safe
@for_officials
def cards(request):
    """What the member's departments owe on cards by due day; for the idea office what the whole city owes."""
    total = desk.counted(request.user)
    number = page_number(request.GET.get("page")) or 1
    pager = Pager(min(number, Pager(1, total).last), total, request.GET)
    rows = desk.rows(request.user)[pager.start : pager.start + pager.size]
    context = {"rows": desk.worded(rows), "pager": pager, "unmeasured": desk.unmeasured(request.user)}
    return render(request, "cards/desk.html", context)


def for_keeper(request, pk: int) -> Card:
    """A card whose desk page this official may see. Raises Http404 otherwise: the public page tells the rest."""
    found = readable_card(request, pk)
    if not desk.may_open(request.user, found):
        raise Http404
    return found


@require_safe
@for_officials
def card_of(request, number):
    """From a promise of an idea to the desk page of its card."""
    found = get_object_or_404(Card.objects.only("pk"), idea__number=number)
    return redirect("ideas:desk_card", found.pk)


@require_safe
@for_officials
def card(request, pk):
    """Everything that can be done with a card now."""
    return render(request, "cards/desk_card.html", beside(request, for_keeper(request, pk)))


def beside(request, found: Card) -> dict:
    """What stands beside every form: the card as it is, and what can be done."""
    holder = handing_over.holder_of(found)
    open_acts = desk.open_acts(request.user, found, holder)
    return {
        "card": found,
        "shown": reading.shown_of(found, desk.today()),
        "holder": holder,
        "acts": [(name, ACTS[name].title) for name in open_acts if not ACTS[name].of_step],
        "may_change_steps": "step" in open_acts,
    }


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def act(request, pk, name, step=None):
    """The page of one act: its form, filled in again with what was typed whenever it is not taken."""
    found = for_keeper(request, pk)
    known = ACTS.get(name)
    if known is None or known.of_step != (step is not None):
        raise Http404
    milestone = get_object_or_404(found.milestones.all(), pk=step) if known.of_step else None
    is_sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = known.form(found, data, files, milestone=milestone, request=request)
    for left_out in request.left_out:
        form.add_error(None, _("“%(name)s”은 너무 커요. 사진은 한 장에 15MB까지 올릴 수 있어요.") % {"name": left_out})
    if is_sent and form.is_valid():
        try:
            known.do(milestone or found, by=request.user, **form.cleaned_data)
        except CardMoved as moved:
            found = for_keeper(request, pk)
            form.add_error(None, str(moved))
            form.show_again(found.revision)
        except (StepRefused, Unusable) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(known.done))
            return redirect("ideas:desk_card", found.pk)
    context = beside(request, found) | {"form": form, "act": known, "name": name, "milestone": milestone}
    return render(request, "cards/desk_act.html", context, status=422 if is_sent else 200)


@require_POST
@login_first("ideas:desk_card", "pk")
@for_officials
def remove_photo(request, pk, photo):
    """Take a photo off a card."""
    found = for_keeper(request, pk)
    row = get_object_or_404(CardPhoto.objects.select_related("card"), pk=photo, card=found)
    if not has_perm("ideas.keep_card", request.user, found):
        raise Http404
    doing.remove_photo(row, request.user)
    messages.success(request, _("사진을 뺐어요."))
    return redirect("ideas:desk_card", found.pk)
