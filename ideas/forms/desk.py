"""The forms with which officials say when they are away and what they hand over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment
from ideas.forms.fields import Words
from ideas.forms.routing import DAY, TOO_LONG
from ideas.models import HandOver

NO_DAY = {"required": _("날짜를 골라 주세요."), "invalid": _("날짜는 2026-11-22처럼 적어 주세요.")}


class Deputy(forms.ModelChoiceField):
    """A colleague, named by post."""

    def label_from_instance(self, held):
        return f"{held.post} · {held.user.get_full_name()}"


class AbsenceForm(forms.Form):
    """From when until when somebody is away, and who stands in."""

    absent_from = forms.DateField(label=_("자리를 비우는 날"), widget=DAY, error_messages=NO_DAY)
    absent_until = forms.DateField(label=_("돌아오기 전날"), widget=DAY, error_messages=NO_DAY)
    deputy = Deputy(
        Appointment.objects.none(),
        label=_("대신하는 사람"),
        required=False,
        empty_label=_("아무도 대신하지 않아요"),
        error_messages={"invalid_choice": _("고른 사람이 목록에 없어요. 다시 골라 주세요.")},
    )

    def __init__(self, held: Appointment, data=None):
        """held: the post that will be empty; colleagues of its department may stand in."""
        initial = {name: getattr(held, name) for name in ("absent_from", "absent_until", "deputy")}
        self.held = held
        super().__init__(data, initial=initial, auto_id=f"away-{held.pk}-%s")
        colleagues = Appointment.objects.current().filter(department=held.department_id).exclude(user=held.user_id)
        self.fields["deputy"].queryset = colleagues.select_related("user").order_by("post", "id")


class NoteForm(forms.Form):
    """What whoever comes next has to know."""

    note = Words(
        label=_("넘기는 말"),
        longest=HandOver._meta.get_field("note").max_length,
        too_long=TOO_LONG,
        error_messages={"required": _("무엇을 넘기는지 적어 주세요.")},
        widget=forms.Textarea({"rows": 10}),
    )
