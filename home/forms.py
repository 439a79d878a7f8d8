"""What people type on the site's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.words import clean_line
from ideas.search import QUERY_LENGTH


class SearchForm(forms.Form):
    """The search box."""

    q = forms.CharField(
        label=_("찾는 말"),
        required=False,
        max_length=QUERY_LENGTH,
        error_messages={
            "max_length": _(
                "찾는 말은 %(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요. 중요한 낱말만 남겨 볼까요?"
            ),
            "null_characters_not_allowed": _("찾을 수 없는 글자가 들어 있어요."),
        },
    )

    def clean_q(self) -> str:
        return clean_line(self.cleaned_data["q"])
