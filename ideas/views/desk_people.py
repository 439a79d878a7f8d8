"""Posts at the desk: being away, and handing over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Appointment
from common.login_first import login_first
from ideas import hand_over
from ideas.forms.desk import AbsenceForm, NoteForm
from ideas.models import HandOver
from ideas.views.desk import for_officials
from ideas.views.desk_routing import found


@require_safe
@for_officials
def people(request):
    """The member's posts, who is away in the departments, and the hand-overs that wait."""
    return render(request, "desk/people.html", seats(request))


def seats(request, refused: AbsenceForm | None = None) -> dict:
    """What the page of posts shows. refused: the form that came back, with its post."""
    mine = list(request.user.appointments.current().select_related("department", "deputy__user").order_by("starts_on", "id"))
    forms = [refused if refused and refused.held.pk == held.pk else AbsenceForm(held) for held in mine]
    away = Appointment.objects.absent().filter(department__in=request.user.department_ids)
    return {
        "seats": list(zip(mine, forms, strict=True)),
        "away": away.select_related("department", "user", "deputy__user").order_by("absent_until", "id")[:100],
        "hand_overs": hand_over.waiting_for(request.user).select_related("department", "left__user", "successor__user")[:100],
    }


@require_POST
@login_first("ideas:desk_people")
@for_officials
def absence(request, pk):
    """The member is away from a post, or back."""
    held = found(request.user.appointments.current().select_related("department"), pk)
    if "back" in request.POST:
        hand_over.come_back(held, request.user)
        messages.success(request, _("돌아왔다고 적었어요."))
        return redirect("ideas:desk_people")
    form = AbsenceForm(held, request.POST)
    if form.is_valid():
        try:
            hand_over.stay_away(held, request.user, **form.cleaned_data)
        except hand_over.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("자리를 비운다고 적었어요."))
            return redirect("ideas:desk_people")
    return render(request, "desk/people.html", seats(request, form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def take_over(request, pk):
    """A note for whoever comes next: written, read, confirmed."""
    row = found(HandOver.objects.select_related("department", "left__user", "successor__user"), pk)
    if not hand_over.may_read(request.user, row):
        raise PermissionDenied
    form = NoteForm(request.POST if "note" in request.POST else None, initial={"note": row.note})
    if request.method == "POST":
        try:
            if "confirm" in request.POST:
                hand_over.confirm(row, request.user)
                messages.success(request, _("넘겨받았어요."))
                return redirect("ideas:desk_people")
            if form.is_valid():
                hand_over.write_note(row, request.user, form.cleaned_data["note"])
                messages.success(request, _("넘기는 말을 적어 두었어요."))
                return redirect("ideas:desk_hand_over", row.pk)
        except hand_over.Refused as refusal:
            messages.error(request, str(refusal))
    context = {
        "row": row,
        "form": form,
        "may_write": hand_over.may_write(request.user, row) and not row.confirmed_at,
        "may_confirm": bool(hand_over.may_confirm(request.user, row)) and not row.confirmed_at,
        "ideas": hand_over.in_care_of(row)[:50],
    }
    return render(request, "desk/hand_over.html", context, status=422 if form.is_bound and form.errors else 200)
