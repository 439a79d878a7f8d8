"""The form of a step: why it is taken, and how much of the trail its page knew."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas import reasons
from ideas.forms.fields import Words
from ideas.lifecycle import Step

TOO_LONG = _("까닭은 %(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")
MISSING = {"required": _("까닭을 한 줄만 적어 주세요.")}
# step → what the field for its words is called and what it helps to say
ASKED = {
    "ask_supplement": (_("무엇을 더 들려 달라고 할까요?"), _("쓴 사람이 무엇을 적으면 되는지 쉬운 말로 적어 주세요.")),
    "give_supplement": (_("더 들려주고 싶은 이야기"), _("상상 아래에 그대로 보여요.")),
    "ask_re_review": (_("다시 살펴볼 까닭"), _("결정에서 빠졌거나 다르다고 생각하는 점을 적어 주세요.")),
}
USUAL = (_("까닭"), _("누구나 볼 수 있고, 나중에 고칠 수 없어요."))


class StepForm(forms.Form):
    """Public words for one step. `known` is None for a page that does not say, which is then taken for an old one."""

    reason = Words(longest=reasons.LONGEST, too_long=TOO_LONG, error_messages=MISSING, widget=forms.Textarea({"rows": 5}))
    known = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, step: Step, data=None, *, known: int | None = None, reason: str = ""):
        super().__init__(
            data, initial={"known": known, "reason": reason}, auto_id=f"{step.name}-%s", use_required_attribute=False
        )
        field = self.fields["reason"]
        field.label, field.help_text = ASKED.get(step.name, USUAL)
        field.required = step.needs_reason

    def clean_reason(self):
        """What would name somebody has to go first."""
        if wrong := reasons.what_is_wrong(self.cleaned_data["reason"]):
            raise forms.ValidationError(wrong)
        return self.cleaned_data["reason"]

    @property
    def typed(self) -> str:
        """The words as they were sent."""
        return self.data.get("reason", "")
