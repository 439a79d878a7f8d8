"""Codes and passkeys, in our words."""

import struct

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField
from accounts.forms.entrance import InOurWords

CODE = {"code": (_("인증번호"), _("앱에 보이는 여섯 자리 숫자나 복구 번호를 적어 주세요."), "")}
NAME_LENGTH = 40
# What taking apart a made-up answer of a device can raise.
MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


class CodeForm(InOurWords, base_forms.AuthenticateForm):
    words = CODE


class CodeAgainForm(InOurWords, base_forms.ReauthenticateForm):
    words = CODE


class ActivateTotpForm(InOurWords, totp_forms.ActivateTOTPForm):
    words = {"code": (_("앱에 보이는 여섯 자리 숫자"), _("앱에 보이는 여섯 자리 숫자를 적어 주세요."), "")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", maxlength="8")


def name_field(**kwargs):
    """The name under which a member knows a passkey."""
    return LineField(
        label=_("패스키 이름"),
        max_length=NAME_LENGTH,
        help_text=_("어느 기기인지 알아볼 이름이에요. 예: 내 휴대전화"),
        error_messages={
            "required": _("알아볼 이름을 적어 주세요."),
            "max_length": _("이름은 %(limit_value)d자까지예요."),
        },
        **kwargs,
    )


class FromTheBrowser:
    """The field in which the browser hands over what the device signed. A page without script leaves it empty, and whoever
    writes it by hand gets the same words as for a key that does not fit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages.update(
            required=_("기기에서 패스키를 확인하지 못했어요. 다시 눌러 주세요."),
            invalid=_("기기가 보낸 내용을 읽지 못했어요. 다시 눌러 주세요."),
        )

    def _clean_fields(self):
        super()._clean_fields()
        # What follows takes the answer apart and expects an object.
        if not isinstance(self.cleaned_data.get("credential", {}), dict | Authenticator):
            self.add_error("credential", self.fields["credential"].error_messages["invalid"])


class PasskeyAnswer(FromTheBrowser):
    """A passkey that is asked for."""

    def clean_credential(self):
        """The authenticator that signed. Raises ValidationError, also for an answer with parts missing."""
        try:
            return super().clean_credential()
        except MALFORMED as malformed:
            raise get_adapter().validation_error("incorrect_code") from malformed


class LoginPasskeyForm(PasskeyAnswer, webauthn_forms.LoginWebAuthnForm):
    pass


class SecondStepPasskeyForm(PasskeyAnswer, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(PasskeyAnswer, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


class NewPasskey(FromTheBrowser):
    """A passkey that is being made."""

    def clean(self):
        """As allauth's. Raises ValidationError, also for an answer with parts missing."""
        try:
            return super().clean()
        except MALFORMED as malformed:
            raise get_adapter().validation_error("incorrect_code") from malformed


class AddPasskeyForm(NewPasskey, webauthn_forms.AddWebAuthnForm):
    """Every key is made so that it opens the door alone: a finger, a face or a PIN instead of a password."""

    name = name_field(required=False)
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class SignupPasskeyForm(NewPasskey, webauthn_forms.SignupWebAuthnForm):
    name = name_field(required=False)


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    name = name_field()
