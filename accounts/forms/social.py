"""Joining and leaving through another service (Naver, Kakao, OpenID Connect)."""

from allauth.socialaccount import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.entrance import InOurWords
from accounts.forms.signup import SignupInOneStep


class SocialSignupForm(InOurWords, SignupInOneStep, allauth_forms.SignupForm):
    """What the other service does not know: a nickname and the consents. Its own idea of a nickname is not offered."""

    template_name = "socialaccount/signup.html"
    field_order = ["email", "nickname", "terms", "privacy", "newsletter"]
    words = {"email": (_("이메일"), _("이메일 주소를 적어 주세요."), _("소식과 답변을 받을 주소예요. 남에게는 보이지 않아요."))}

    def after_the_race(self, request):
        """As for sign-up by e-mail; allauth has already forgotten who came back from the service, so it is told again."""
        self.sociallogin.user.pk = self.sociallogin.account.pk = None
        request.session["socialaccount_sociallogin"] = self.sociallogin.serialize()
        return super().after_the_race(request)


class DisconnectForm(allauth_forms.DisconnectForm):
    """Which connection to end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].label = _("이어진 계정")
        self.fields["account"].error_messages["required"] = _("끊을 계정을 골라 주세요.")
        self.fields["account"].error_messages["invalid_choice"] = _("이미 끊어진 계정이에요.")
