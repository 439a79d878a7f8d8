"""The forms with which the desk says who takes care of an idea."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from ideas.forms.fields import Line, Words
from ideas.models import Cooperation, Idea, Objection

TOO_LONG = _("%(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")
REASON_LENGTH = Objection._meta.get_field("reason").max_length
POST_LENGTH = Idea._meta.get_field("post").max_length
OPINION_LENGTH = Cooperation._meta.get_field("opinion").max_length
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class OneDepartment(forms.ModelChoiceField):
    """A choice among the departments that exist."""

    def __init__(self, **kwargs):
        super().__init__(
            Department.objects.active().order_by("name"),
            empty_label=_("부서를 골라 주세요"),
            error_messages={
                "required": _("부서를 골라 주세요."),
                "invalid_choice": _("고른 부서가 목록에 없어요. 다시 골라 주세요."),
            },
            **kwargs,
        )


def reason_field(label, *, required: bool = True, help_text="") -> Line:
    """A line that everybody will read."""
    return Line(
        label=label,
        longest=REASON_LENGTH,
        too_long=TOO_LONG,
        required=required,
        help_text=help_text,
        error_messages={"required": _("한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 3, "data-plain": ""}),
    )


class FromPage(forms.Form):
    """A form that knows how long the trail was when its page was opened."""

    known = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class AssignForm(FromPage):
    """Which department, and which post in it, takes care of an idea."""

    department = OneDepartment(label=_("담당 부서"))
    post = Line(
        label=_("맡은 직위"),
        longest=POST_LENGTH,
        too_long=TOO_LONG,
        required=False,
        help_text=_("사람이 아니라 자리를 적어요. 사람이 바뀌어도 상상은 자리를 따라가요."),
    )
    reason = reason_field(_("까닭"), required=False, help_text=_("다른 부서로 옮길 때 적어요. 시민에게도 보여요."))


class ObjectForm(FromPage):
    """A department says that an idea is not its business."""

    suggested = OneDepartment(label=_("맞는 부서"), required=False)
    reason = reason_field(_("우리 부서 일이 아닌 까닭"), help_text=_("시민에게도 보여요."))


class SettleForm(FromPage):
    """The idea office decides on an objection."""

    DECISIONS = (("yes", _("받아들이고 다른 부서로 보내요")), ("no", _("지금 부서가 그대로 맡아요")))

    decision = forms.ChoiceField(
        label=_("어떻게 할까요?"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("둘 가운데 하나를 골라 주세요."), "invalid_choice": _("둘 가운데 하나를 골라 주세요.")},
    )
    department = OneDepartment(label=_("보낼 부서"), required=False)
    reply = reason_field(_("부서에 건네는 대답"), help_text=_("시민에게도 보여요."))


class AskForm(FromPage):
    """Another department is asked what it thinks."""

    department = OneDepartment(label=_("물어볼 부서"))
    question = reason_field(_("묻는 것"), help_text=_("시민에게도 보여요."))
    due_on = forms.DateField(
        label=_("언제까지"), required=False, widget=DAY, error_messages={"invalid": _("날짜는 2026-11-22처럼 적어 주세요.")}
    )
    is_expert = forms.BooleanField(
        label=_("전문가 의견으로 물어요"),
        required=False,
        help_text=_("기다리는 동안 답변 시계가 멈춰요. 날을 비우면 3주예요(국민 제안 규정 제9조)."),
    )


class OpinionForm(forms.Form):
    """What a department thinks that was asked."""

    opinion = Words(
        label=_("우리 부서의 의견"),
        longest=OPINION_LENGTH,
        too_long=TOO_LONG,
        error_messages={"required": _("의견을 적어 주세요.")},
        widget=forms.Textarea({"rows": 8, "data-plain": ""}),
    )
