"""Codes, passkeys and the numbers for when both are lost."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse

from accounts.adapters import SecondFactorAdapter
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
MADE_UP = (
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"","attestationObject":"oA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30"}}',
    '{"id":[],"rawId":{},"type":null,"response":[]}',
)


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def member(client):
    member = UserFactory(email="whale@example.org")
    client.force_login(member)
    client.post("/accounts/reauthenticate/", {"password": "oasis-pass-1"})
    return member


@pytest.fixture
def protected(client, member):
    """A member with an authenticator app; returns its secret."""
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(form.secret)}).status_code == 302
    return form.secret


def test_the_picture_to_scan_comes_with_the_page(client, member):
    text = client.get(reverse("mfa_activate_totp")).text
    assert 'src="data:image/svg+xml;base64,' in text


@pytest.mark.parametrize("code", ["", "000000", "abc", "١٢٣٤٥٦", "1" * 500, "\x00"])
def test_a_wrong_code_switches_nothing_on(client, member, code):
    client.get(reverse("mfa_activate_totp"))
    response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert not Authenticator.objects.exists()


def test_the_app_brings_recovery_numbers_and_a_letter(client, member, protected):
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    text = client.get(reverse("mfa_view_recovery_codes")).text
    assert text.count("<li><code>") == 10
    assert client.get(reverse("mfa_download_recovery_codes")).text.split()[0] in text


def test_secrets_are_not_readable_in_the_database(client, member, protected):
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert protected not in stored


def test_an_encrypted_secret_comes_back_and_a_foreign_one_fits_no_code(settings):
    adapter = SecondFactorAdapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    assert adapter.decrypt(kept) != "JBSWY3DPEHPK3PXP"


def test_a_password_alone_no_longer_opens_the_door(client, member, protected):
    client.logout()
    response = client.post("/accounts/login/", {"login": member.email, "password": "oasis-pass-1", "next": "/me/settings/"})
    assert response.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    assert "한 단계만 더요" in client.get(response.url).text
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    numbers = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.post(reverse("mfa_authenticate"), {"code": numbers[0]}).url == "/me/settings/"
    assert numbers[0] not in Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()


def test_rubbish_in_place_of_a_passkey_is_refused(client, member):
    for rubbish in ("", "{}", "[]", "null", "false", "0", "[1]", '{"id": "x"}', "not json", "x" * 5000, *MADE_UP):
        response = client.post(reverse("mfa_add_webauthn"), {"name": "전화", "credential": rubbish})
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not Authenticator.objects.exists()


def test_switching_off_asks_first_and_writes_a_letter(client, member, protected):
    assert "끌까요" in client.get(reverse("mfa_deactivate_totp")).text
    assert Authenticator.objects.filter(type="totp").exists()
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_what_matters_asks_again_after_ten_minutes(client):
    client.force_login(UserFactory())
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).url.startswith("/accounts/reauthenticate/")


def test_the_passkeys_of_others_are_out_of_reach(client, member):
    foreign = Authenticator.objects.create(user=UserFactory(), type="webauthn", data={"name": "남의 것", "credential": {}})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[foreign.pk])).status_code == 404
        assert client.post(reverse(name, args=[foreign.pk]), {"name": "x"}).status_code == 404


def test_a_changed_password_is_told_by_letter(client, member):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    client.post(
        "/accounts/password/change/",
        {"oldpassword": "oasis-pass-1", "password1": "another-oasis-2", "password2": "another-oasis-2"},
    )
    letter = mail.outbox[-1]
    assert letter.subject == "[천만상상 오아시스] 비밀번호가 바뀌었어요"
    assert "내가 한 일이 아니라면" in letter.body
    assert "Password" not in letter.body
