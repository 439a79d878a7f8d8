"""What is said about a meeting as a whole, beside the decision on each idea."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas import reasons
from ideas.forms.fields import Words
from ideas.meetings.recording import mark_of_words
from ideas.models import Meeting

TOO_LONG = _("%(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")


class WordsForm(forms.Form):
    """Summary and minutes. `known` names what stood there when the page was made."""

    summary = Words(
        label=_("한눈에"),
        help_text=_("회의에서 나온 이야기를 두세 문장으로 적어 주세요. 시민이 가장 먼저 읽어요."),
        longest=Meeting._meta.get_field("summary").max_length,
        too_long=TOO_LONG,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    minutes = Words(
        label=_("회의록"),
        help_text=_("안건마다 적은 이야기 말고, 회의 전체에서 나눈 이야기를 적어요."),
        longest=Meeting._meta.get_field("minutes").max_length,
        too_long=TOO_LONG,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    known = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data=None, *, meeting: Meeting):
        initial = {"summary": meeting.summary, "minutes": meeting.minutes, "known": mark_of_words(meeting)}
        super().__init__(data, initial=initial, auto_id="words-%s", use_required_attribute=False)

    def clean_summary(self):
        return self._without_names("summary")

    def clean_minutes(self):
        return self._without_names("minutes")

    def _without_names(self, name: str) -> str:
        """What would name somebody has to go first: everybody reads it."""
        if wrong := reasons.what_is_wrong(self.cleaned_data[name]):
            raise forms.ValidationError(wrong)
        return self.cleaned_data[name]
