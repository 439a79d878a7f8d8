"""Signing up with an e-mail address."""

from allauth.account import forms as allauth_forms
from allauth.account.internal.templatekit import get_entrance_context_data
from django.db import IntegrityError, transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.fields import TAKEN
from accounts.forms.entrance import InOurWords
from accounts.models import User
from accounts.nicknames import nickname_key


class SignupInOneStep:
    """Member, address and consents are written together or not at all, whoever else signs up in the same instant."""

    template_name = "account/signup.html"

    def try_save(self, request):
        """As allauth's, in one transaction; when somebody was quicker the form is shown again with what was typed."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            return self.after_the_race(request)

    def after_the_race(self, request):
        """Find out what the other one took, and answer as if it had been taken all along."""
        if User.objects.filter(nickname_key=nickname_key(self.cleaned_data["nickname"])).exists():
            self.add_error("nickname", TAKEN)
        else:
            try:
                self.validate_unique_email(self.cleaned_data["email"])
            except allauth_forms.forms.ValidationError as taken:
                self.add_error("email", taken)
            else:
                # Addresses are not told apart here, so the owner gets a letter instead.
                return super().try_save(request)
        return None, render(request, self.template_name, {"form": self, **get_entrance_context_data(request)})


class SignupForm(InOurWords, SignupInOneStep, allauth_forms.SignupForm):
    """E-mail, nickname, password, consents; without the password when a passkey follows."""

    field_order = ["email", "nickname", "password1", "terms", "privacy", "newsletter"]
    words = {"email": (_("이메일"), _("이메일 주소를 적어 주세요."), _("로그인할 때 써요. 다른 사람에게는 보이지 않아요."))}
