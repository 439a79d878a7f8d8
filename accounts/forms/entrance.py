"""allauth's forms in our words. What they do stays allauth's."""

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_RULE = _("8자 이상이면 돼요. 숫자만 쓰거나 널리 알려진 비밀번호는 피해 주세요.")

# Label, what to say when it is missing, and help, by the name allauth gives the field.
WORDS = {
    "login": (_("이메일"), _("이메일 주소를 적어 주세요."), ""),
    "email": (_("이메일"), _("이메일 주소를 적어 주세요."), ""),
    "password": (_("비밀번호"), _("비밀번호를 적어 주세요."), ""),
    "oldpassword": (_("지금 비밀번호"), _("지금 쓰는 비밀번호를 적어 주세요."), ""),
    "password1": (_("비밀번호"), _("비밀번호를 적어 주세요."), PASSWORD_RULE),
    "password2": (_("비밀번호 한 번 더"), _("같은 비밀번호를 한 번 더 적어 주세요."), ""),
    "remember": (_("이 기기에서 로그인을 이어 갈게요"), "", ""),
    "code": (_("인증번호"), _("인증번호를 적어 주세요."), ""),
}


class InOurWords:
    """Gives the fields of a form our labels, messages and help, and takes away the placeholders that repeat labels."""

    words: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label, missing, help_text = {**WORDS, **self.words}.get(name, (None, None, None))
            if label is None:
                continue
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)
            if missing:
                field.error_messages["required"] = missing
            field.error_messages["null_characters_not_allowed"] = _("쓸 수 없는 글자가 섞여 있어요. 지우고 다시 적어 주세요.")
            if isinstance(field, forms.EmailField):
                field.widget.attrs["inputmode"] = "email"
                field.error_messages["invalid"] = _("이메일 주소가 맞는지 한 번 더 봐 주세요. 예: name@example.com")
                field.error_messages["max_length"] = _("이메일 주소가 너무 길어요.")


class LoginForm(InOurWords, allauth_forms.LoginForm):
    pass


class ReauthenticateForm(InOurWords, allauth_forms.ReauthenticateForm):
    pass


class AddEmailForm(InOurWords, allauth_forms.AddEmailForm):
    words = {"email": (_("새 이메일"), _("새 이메일 주소를 적어 주세요."), "")}


class ChangeEmailForm(InOurWords, allauth_forms.ChangeEmailForm):
    words = {"email": (_("다른 이메일"), _("이메일 주소를 적어 주세요."), "")}


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):
    words = {"password1": (_("새 비밀번호"), _("새 비밀번호를 적어 주세요."), PASSWORD_RULE)}


class SetPasswordForm(InOurWords, allauth_forms.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):
    words = {"password1": (_("새 비밀번호"), _("새 비밀번호를 적어 주세요."), PASSWORD_RULE)}


class ConfirmEmailCodeForm(InOurWords, allauth_forms.ConfirmEmailVerificationCodeForm):
    pass
