"""Every page about accounts is ours: in our words, and without anything the security policy forbids."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse

from tests.factories.accounts import UserFactory

OURS = Path(settings.BASE_DIR) / "templates"
THEIRS = Path(allauth.__file__).parent / "templates"
# Pages that cannot be reached with our settings: phones, log-in by code, trusted browsers, an unlimited list of addresses.
UNREACHABLE = re.compile(r"phone|login_code|trust\.html|/email\.html|password_reset_code|/base|warn_no_email|already_logged_in|"
                         r"provider_list|login_extra|login_script|scripts\.html|openid")  # fmt: skip
OPEN = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_inactive",
        "account_email_verification_sent", "account_reset_password_from_key_done", "socialaccount_login_cancelled",
        "socialaccount_login_error"]  # fmt: skip
PERSONAL = ["accounts:settings", "accounts:tokens", "account_email", "account_change_password", "account_logout", "mfa_index",
            "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp", "mfa_generate_recovery_codes", "usersessions_list",
            "socialaccount_connections", "account_reauthenticate"]  # fmt: skip


def assert_ours(response):
    text = response.text
    assert 'lang="ko"' in text
    assert "css/account.css" in text or response.status_code == 429
    for script in re.findall(r"<script(?![^>]*type=\"application/json\")[^>]*>", text):
        assert "src=" in script, script
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<[^>]+\son[a-z]+=", text)
    assert "<style" not in text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", re.sub(r'<link[^>]+rel="canonical"[^>]*>', "", text))
    assert "script-src 'self'" in response["Content-Security-Policy"].split("; ")
    body = re.sub(r"<script.*?</script>|<style.*?</style>|<code.*?</code>|<[^>]+>", " ", text, flags=re.S)
    for foreign in ("Sign In", "Sign Up", "Password", "Authenticator", "Security key", "Recovery", "Remember", "required"):
        assert foreign not in body, foreign


def just_proved(client):
    client.post("/accounts/reauthenticate/", {"password": "oasis-pass-1"})


@pytest.mark.parametrize("folder", ["account", "mfa", "usersessions", "socialaccount"])
def test_every_template_a_member_can_meet_is_overridden(folder):
    missing = [
        str(path.relative_to(THEIRS))
        for path in (THEIRS / folder).rglob("*.*")
        if not UNREACHABLE.search("/" + str(path.relative_to(THEIRS))) and not (OURS / path.relative_to(THEIRS)).exists()
    ]
    assert missing == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPEN)
def test_open_pages_are_ours(client, name):
    response = client.get(reverse(name))
    assert response.status_code in (200, 401)
    assert_ours(response)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PERSONAL)
def test_personal_pages_are_ours_and_only_for_members(client, name):
    address = reverse(name)
    assert client.get(address).status_code in (302, 403)
    client.force_login(UserFactory())
    just_proved(client)
    response = client.get(address)
    assert response.status_code == 200
    assert_ours(response)


@pytest.mark.django_db
def test_a_page_that_is_asked_for_too_often_is_ours(client):
    for _ in range(31):
        response = client.post(reverse("account_login"), {"login": "", "password": ""})
    assert response.status_code == 429
    assert_ours(response)


@pytest.mark.django_db
def test_a_confirmation_link_asks_before_it_acts_and_a_false_one_says_so(client):
    from allauth.account.models import EmailConfirmationHMAC

    member = UserFactory()
    address = EmailAddress.objects.create(user=member, email=member.email, primary=True)
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])
    assert_ours(client.get(link))
    address.refresh_from_db()
    assert not address.verified
    client.post(link)
    address.refresh_from_db()
    assert address.verified
    response = client.get(reverse("account_confirm_email", args=["made-up"]))
    assert "이미 쓴 링크" in response.text
    assert_ours(response)


@pytest.mark.django_db
def test_links_to_switched_off_services_are_not_shown(client):
    text = client.get(reverse("account_login")).text
    assert "네이버" not in text
    assert "카카오" not in text
    assert "Kakao" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_broken_bytes_and_long_rubbish_never_break_a_page(client, name):
    for rubbish in (b"login=%ff%fe&email=%ff&nickname=%c3%28&password=%00", b"email=" + b"a" * 100_000, b"=&&;;=", b"\xff\xfe"):
        response = client.post(reverse(name), rubbish, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 302, 400)
