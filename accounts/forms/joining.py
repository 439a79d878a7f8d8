"""What everybody who joins is asked, whichever door they take: a nickname and the consents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import consents
from accounts.fields import NicknameField, check_free
from accounts.models import Consent


class JoiningForm(forms.Form):
    """The part that sign-up by e-mail, by passkey and by another service have in common (allauth mixes it in)."""

    nickname = NicknameField()
    terms = forms.BooleanField(error_messages={"required": _("이용약관에 동의해야 함께할 수 있어요.")})
    privacy = forms.BooleanField(error_messages={"required": _("개인정보를 받는 것에 동의해야 가입할 수 있어요.")})
    newsletter = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for wording in consents.WORDINGS:
            self.fields[wording.purpose].label = wording.question

    def clean_nickname(self):
        """A free nickname. Raises ValidationError."""
        return check_free(self.cleaned_data["nickname"])

    @property
    def asked_consents(self):
        """Each consent question with its field, for the template."""
        return [(self[wording.purpose], wording) for wording in consents.WORDINGS]

    @property
    def plain_fields(self):
        """The visible fields that are no consents, in order."""
        return [field for field in self.visible_fields() if field.name not in Consent.Purpose.values]

    def signup(self, request, user):
        """Write down what was agreed to; allauth calls this once the member exists."""
        consents.give(user, *(wording.purpose for wording in consents.WORDINGS if self.cleaned_data[wording.purpose]))
