"""Where allauth asks us: the nickname of a new member, the words of its messages, the true address, letters and secrets."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.client import client_ip

EMAIL_LENGTH = 254

PASSWORD_WORDS = {
    "password_too_short": _("비밀번호는 %(min_length)d자 이상으로 지어 주세요."),
    "password_too_common": _("많은 사람이 쓰는 비밀번호예요. 다른 것으로 지어 주세요."),
    "password_entirely_numeric": _("숫자만으로는 쉽게 들켜요. 글자를 섞어 주세요."),
    "password_too_similar": _("이메일이나 별명과 비슷해요. 다른 것으로 지어 주세요."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, log-in and letters."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("지금은 쉬고 있는 계정이에요."),
        "cannot_remove_primary_email": _("로그인에 쓰는 주소는 지울 수 없어요."),
        "duplicate_email": _("이미 이 계정에서 쓰고 있는 주소예요."),
        "email_password_mismatch": _("이메일이나 비밀번호가 맞지 않아요. 한 번 더 살펴봐 주세요."),
        "email_taken": _("이미 가입한 이메일 주소예요. 로그인해 볼까요?"),
        "enter_current_password": _("지금 쓰는 비밀번호와 달라요."),
        "incorrect_code": _("번호가 맞지 않아요. 다시 한번 봐 주세요."),
        "incorrect_password": _("비밀번호가 맞지 않아요."),
        "invalid_or_expired_key": _("때가 지났거나 이미 쓴 링크예요. 다시 받아 주세요."),
        "invalid_login": _("로그인하지 못했어요. 다시 해 주세요."),
        "invalid_password_reset": _("때가 지났거나 이미 쓴 링크예요. 다시 받아 주세요."),
        "max_email_addresses": _("이메일 주소는 %d개까지 둘 수 있어요."),
        "too_many_login_attempts": _("여러 번 맞지 않아 잠시 멈췄어요. 5분 뒤에 다시 해 주세요."),
        "unknown_email": _("이 주소로 가입한 계정이 없어요."),
        "unverified_primary_email": _("먼저 이메일 주소를 확인해 주세요."),
        "same_as_current": _("지금 쓰는 것과 같아요."),
        "rate_limited": _("조금만 천천히 해 주세요. 잠시 뒤에 다시 할 수 있어요."),
    }

    def clean_email(self, email):
        """An address that fits our column and cannot be confused with another one. Raises ValidationError."""
        if len(email) > EMAIL_LENGTH:
            raise ValidationError(_("이메일 주소가 너무 길어요."), code="long")
        if not email.isascii():
            raise ValidationError(_("이메일 주소는 영문자와 숫자로 된 것만 쓸 수 있어요."), code="invalid")
        return email

    def clean_password(self, password, user=None):
        """As Django's validators say, in our words. Raises ValidationError."""
        try:
            return super().clean_password(password, user)
        except ValidationError as refused:
            raise ValidationError(
                [
                    ValidationError(PASSWORD_WORDS.get(error.code, error.message), code=error.code, params=error.params)
                    for error in refused.error_list
                ]
            ) from refused

    def save_user(self, request, user, form, commit=True):
        """A new member with the nickname the form asked for."""
        user.nickname = form.cleaned_data["nickname"]
        return super().save_user(request, user, form, commit)

    def get_client_ip(self, request):
        """The address our own proxies saw; allauth groups IPv6 by network itself when it counts."""
        return client_ip(request) or "0.0.0.0"  # noqa: S104 - an unknown address, nothing is bound to it

    def get_signup_redirect_url(self, request):
        return resolve_url("/")

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:settings")

    def format_email_subject(self, subject):
        """The name of the site stands first, so that a letter is recognised in a full inbox."""
        return f"[{settings.WAGTAIL_SITE_NAME}] {subject}"

    def send_mail(self, template_prefix, email, context):
        """Letters know the name and address of the site."""
        site = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**site, **context})

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("비밀번호로"),
            "mfa_reauthenticate": _("인증 앱 번호로"),
            "mfa_reauthenticate:webauthn": _("패스키로"),
        }
        return [{**method, "description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]


class SocialAdapter(DefaultSocialAccountAdapter):
    """Joining through another service."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _("이미 가입한 이메일 주소예요. 먼저 로그인한 다음, 설정에서 %s 계정을 이어 주세요."),
        "invalid_token": _("다른 서비스가 준 확인표를 읽지 못했어요. 다시 해 주세요."),
        "no_password": _("이 계정을 끊으면 들어올 길이 없어져요. 먼저 비밀번호를 만들어 주세요."),
        "no_verified_email": _("이 계정을 끊으면 들어올 길이 없어져요. 먼저 이메일 주소를 확인해 주세요."),
        "disconnect_last": _("마지막으로 남은 로그인 방법이라 끊을 수 없어요."),
        "connected_other": _("이미 다른 회원과 이어진 계정이에요."),
    }

    def get_app(self, request, provider, client_id=None):
        """The service as it is set up here. Raises Http404 for one that is not: its addresses are there all the same."""
        try:
            return super().get_app(request, provider, client_id)
        except ObjectDoesNotExist as missing:
            raise Http404 from missing


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("두 단계 로그인을 쓰는 계정에는 주소를 더할 수 없어요."),
        "cannot_delete_authenticator": _("두 단계 로그인을 끌 수 없어요."),
        "cannot_generate_recovery_codes": _("두 단계 로그인을 먼저 켜 주세요."),
        "incorrect_code": _("확인하지 못했어요. 다시 한번 해 주세요."),
        "unverified_email": _("먼저 이메일 주소를 확인해 주세요. 그다음에 켤 수 있어요."),
    }

    def encrypt(self, text):
        """Secrets are kept encrypted, so that a copy of the database alone makes no codes."""
        return self._keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret; one made under a lost SECRET_KEY fits no code any more, and the member uses another way in."""
        try:
            return self._keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(hashlib.sha256(encrypted_text.encode() + settings.SECRET_KEY.encode()).digest()).decode()

    @staticmethod
    def _keys() -> MultiFernet:
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return MultiFernet(
            [Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second-factor:" + secret.encode()).digest())) for secret in secrets]
        )

    def get_totp_issuer(self):
        return settings.WAGTAIL_SITE_NAME

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user, type):
        return str(_("내 패스키"))

    def get_public_key_credential_user_entity(self, user):
        """What the device shows beside the passkey: the nickname, and the address to tell two accounts apart."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.nickname, "name": user_email(user)}
