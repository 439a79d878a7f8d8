"""With a mail server: the address is confirmed by a code before the first log-in."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CODE_PAGE = "/accounts/confirm-email/"


@pytest.fixture(autouse=True)
def _mail_server(settings):
    settings.EMAIL_URL = "smtp://localhost"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.OASIS_CONFIRMED_EMAIL = True


def join(client, **changes):
    answers = {"email": "whale@example.org", "nickname": "한강고래", "password1": "oasis-pass-1", "terms": "on", "privacy": "on"}
    return client.post("/accounts/signup/", {**answers, "next": "/ideas/new/", **changes})


def code_of(letter):
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", letter.body, re.M).group(1)


def test_the_code_from_the_letter_opens_the_door_and_leads_back(client):
    assert join(client).url.startswith(CODE_PAGE)
    assert "_auth_user_id" not in client.session
    letter = mail.outbox[0]
    assert letter.subject == "[천만상상 오아시스] 이메일 주소를 확인해 주세요"
    page = client.get(CODE_PAGE)
    assert "whale@example.org" in page.text
    response = client.post(CODE_PAGE, {"code": code_of(letter)})
    assert response.url == "/ideas/new/"
    member = User.objects.get()
    assert client.session["_auth_user_id"] == str(member.pk)
    assert member.may_take_part


def test_wrong_codes_are_counted(client):
    join(client)
    for _ in range(2):
        assert client.post(CODE_PAGE, {"code": "XXXXXX"}).status_code == 200
    assert client.post(CODE_PAGE, {"code": "XXXXXX"}).url.startswith("/accounts/login/")
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_a_mistyped_address_can_be_put_right(client):
    join(client, email="whal@example.org")
    client.post(CODE_PAGE, {"action": "change", "email": "whale@example.org"})
    client.post(CODE_PAGE, {"code": code_of(mail.outbox[-1])})
    assert User.objects.get().email == "whale@example.org"


def test_who_signs_up_with_a_known_address_learns_nothing_and_its_owner_gets_a_letter(client):
    UserFactory(email="whale@example.org")
    assert join(client).url.startswith(CODE_PAGE)
    assert "whale@example.org" in client.get(CODE_PAGE).text
    assert mail.outbox[0].subject == "[천만상상 오아시스] 이미 가입한 주소예요"
    assert User.objects.count() == 1


def test_an_unconfirmed_member_is_asked_at_the_door(client):
    member = UserFactory()
    response = client.post("/accounts/login/", {"login": member.email, "password": "oasis-pass-1"})
    assert response.url.startswith(CODE_PAGE)
    assert "_auth_user_id" not in client.session


def test_settings_say_what_is_missing(client):
    client.force_login(UserFactory())
    assert "이메일을 확인하면" in client.get("/me/settings/").text


def test_a_new_address_counts_only_when_it_is_confirmed(client):
    member = UserFactory(email="whale@example.org")
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    client.force_login(member)
    client.post("/accounts/reauthenticate/", {"password": "oasis-pass-1"})
    client.post("/accounts/email/", {"action_add": "1", "email": "Wave@example.org"})
    member.refresh_from_db()
    assert member.email == "whale@example.org"
    client.post(CODE_PAGE, {"code": code_of(mail.outbox[-1])})
    member.refresh_from_db()
    assert member.email == "wave@example.org"
    assert any("이메일 주소가 바뀌었어요" in letter.subject and letter.to == ["whale@example.org"] for letter in mail.outbox)
