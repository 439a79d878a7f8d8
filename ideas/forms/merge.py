"""The forms of the idea office for merging ideas and undoing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas import reasons
from ideas.forms.fields import Words
from ideas.forms.step import MISSING, TOO_LONG
from ideas.models import Idea
from ideas.reading import LARGEST_NUMBER


class ReasonForm(forms.Form):
    """Public words. `known`: how long the trail was on the page; a page that does not say is taken for an old one."""

    reason = Words(
        label=_("까닭"),
        help_text=_("두 상상의 발자취에 그대로 남아요. 누구나 볼 수 있고, 나중에 고칠 수 없어요."),
        longest=reasons.LONGEST,
        too_long=TOO_LONG,
        error_messages=MISSING,
        widget=forms.Textarea({"rows": 3}),
    )
    known = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, known: int = 0, reason: str = ""):
        super().__init__(data, initial={"known": known, "reason": reason}, use_required_attribute=False)

    def clean_reason(self):
        """What would name somebody has to go first."""
        if wrong := reasons.what_is_wrong(self.cleaned_data["reason"]):
            raise forms.ValidationError(wrong)
        return self.cleaned_data["reason"]

    def clean_known(self):
        return self.cleaned_data["known"] or 0


class TargetForm(forms.Form):
    """Which idea it goes into, by its public number; `target` is that idea once the form is valid."""

    into = forms.IntegerField(
        label=_("합칠 상상의 번호"),
        min_value=1,
        max_value=LARGEST_NUMBER,
        error_messages={
            "required": _("어느 상상과 합칠지 골라 주세요."),
            "invalid": _("번호는 숫자로 적어 주세요."),
            "min_value": _("그런 번호의 상상이 없어요."),
            "max_value": _("그런 번호의 상상이 없어요."),
        },
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, idea: Idea):
        super().__init__(data, use_required_attribute=False)
        self.idea = idea
        self.target: Idea | None = None

    def clean_into(self):
        number = self.cleaned_data["into"]
        self.target = Idea.objects.public().select_related("author").filter(number=number).exclude(pk=self.idea.pk).first()
        if self.target is None:
            raise forms.ValidationError(_("그런 번호의 상상이 없어요."))
        return number
