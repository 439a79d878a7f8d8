"""Coming in and going out."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/login/"
MADE_UP = (
    '{"response":{"userHandle":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"AA","clientDataJSON":"","authenticatorData":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":7,"clientDataJSON":"e30","authenticatorData":"AA",'
    '"signature":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"MQ","clientDataJSON":"e30",'
    '"authenticatorData":"' + "A" * 60 + '","signature":"AA"}}',
    '{"id":[],"rawId":{},"type":null,"response":[]}',
)
RIGHT = {"login": "whale@example.org", "password": "oasis-pass-1"}


@pytest.fixture
def member():
    return UserFactory(email="whale@example.org")


def test_the_right_password_opens_the_door(client, member):
    assert client.post(ADDRESS, RIGHT).url == "/"
    assert client.session["_auth_user_id"] == str(member.pk)


def test_the_address_may_be_written_in_any_case(client, member):
    assert client.post(ADDRESS, {**RIGHT, "login": " WHALE@Example.org "}).status_code == 302


@pytest.mark.parametrize("wrong", [{"password": "no"}, {"login": "nobody@example.org"}, {"password": "a\x00b"}])
def test_a_wrong_one_does_not_and_says_the_same_for_all(client, member, wrong):
    response = client.post(ADDRESS, {**RIGHT, **wrong})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_unknown_and_known_addresses_get_the_same_answer(client, member):
    def words(login):
        return client.post(ADDRESS, {"login": login, "password": "wrong-one"}).context["form"].non_field_errors()

    assert words("whale@example.org") == words("nobody@example.org")


@pytest.mark.parametrize("asked", ["/ideas/new/?draft=1", "/me/settings/"])
def test_it_leads_back_to_where_one_was(client, member, asked):
    assert asked.split("?")[0] in client.get(ADDRESS, {"next": asked}).text
    assert client.post(ADDRESS, {**RIGHT, "next": asked}).url == asked


@pytest.mark.parametrize(
    "asked",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example", "\x00/x"],
)
def test_it_leads_nowhere_else(client, member, asked):
    assert client.post(ADDRESS, {**RIGHT, "next": asked}).url == "/"


def test_staff_come_in_by_the_same_door(client):
    response = client.get("/cms/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    response = client.get("/cms/login/?next=/cms/users/")
    assert response.url == "/accounts/login/?next=/cms/users/"
    UserFactory(email="office@example.org", role=roles.IDEA_OFFICE)
    response = client.post(ADDRESS, {"login": "office@example.org", "password": "oasis-pass-1", "next": "/cms/"})
    assert response.url == "/cms/"
    assert client.get("/cms/").status_code == 200


def test_a_citizen_does_not_get_into_the_administration(client, member):
    client.force_login(member)
    assert client.get("/cms/").status_code in (302, 403)


def test_five_wrong_passwords_close_the_door_for_a_while_even_to_the_right_one(client, member):
    for _ in range(5):
        client.post(ADDRESS, {**RIGHT, "password": "wrong"})
    response = client.post(ADDRESS, RIGHT)
    assert "5분 뒤" in response.context["form"].non_field_errors()[0]
    assert "_auth_user_id" not in client.session


def test_made_up_forwarded_addresses_do_not_help(client, member):
    for number in range(10):
        client.post(ADDRESS, {**RIGHT, "login": f"a{number}@example.org"}, headers={"x-forwarded-for": f"203.0.113.{number}"})
    response = client.post(ADDRESS, RIGHT, headers={"x-forwarded-for": "203.0.113.99"})
    assert "5분 뒤" in response.context["form"].non_field_errors()[0]


def test_a_new_session_key_is_given_at_the_door(client, member):
    client.get(ADDRESS)
    session = client.session
    session["seen"] = 1
    session.save()
    before = session.session_key
    client.post(ADDRESS, RIGHT)
    assert client.session.session_key != before


def test_a_deactivated_member_cannot_come_in_and_is_out_at_once(client, member):
    client.force_login(member)
    member.is_active = False
    member.save()
    assert client.get("/me/settings/").status_code == 302
    assert client.post(ADDRESS, RIGHT).url == "/accounts/inactive/"
    assert client.get("/me/settings/").status_code == 302


def test_logging_out_asks_first_and_acts_on_post(client, member):
    client.force_login(member)
    assert "로그아웃할까요" in client.get("/accounts/logout/").text
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_the_passkey_button_is_there_with_its_script_and_no_other(client):
    text = client.get(ADDRESS).text
    assert 'data-passkey="login"' in text
    assert "js/account.js" in text


def test_passkey_options_are_given_to_the_script(client):
    response = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert response.json()["request_options"]["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize("rubbish", ["", "{}", "[]", "null", "false", "0", '{"id":1}', "x" * 5000, *MADE_UP])
def test_rubbish_in_place_of_a_passkey_is_refused(client, rubbish):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": rubbish})
    assert response.url == ADDRESS
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_made_anew_by_a_letter(client, member):
    response = client.post("/accounts/password/reset/", {"email": "WHALE@example.org"}, follow=True)
    assert "편지함" in response.text
    letter = mail.outbox[0]
    assert letter.subject == "[천만상상 오아시스] 비밀번호를 새로 만드는 링크"
    link = next(line for line in letter.body.splitlines() if "/password/reset/key/" in line)
    response = client.get(link, follow=True)
    form_at = response.redirect_chain[-1][0]
    new = {"password1": "another-oasis-2", "password2": "another-oasis-2"}
    assert "새 비밀번호를 저장했어요" in client.post(form_at, new, follow=True).text
    member.refresh_from_db()
    assert member.check_password("another-oasis-2")
    assert "이미 쓴 링크" in client.get(link, follow=True).text


def test_an_unknown_address_gets_the_same_page_and_another_letter(client):
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "편지함" in response.text
    assert "가입한 계정이 없어요" in mail.outbox[0].subject


def test_a_changed_password_ends_the_other_sessions(client, member):
    other = type(client)()
    other.force_login(member)
    client.force_login(member)
    response = client.post(
        "/accounts/password/change/",
        {"oldpassword": "oasis-pass-1", "password1": "another-oasis-2", "password2": "another-oasis-2"},
    )
    assert response.url == "/me/settings/"
    assert client.get("/me/settings/").status_code == 200
    assert other.get("/me/settings/").status_code == 302


def test_the_present_password_is_asked_for(client, member):
    client.force_login(member)
    response = client.post(
        "/accounts/password/change/", {"oldpassword": "no", "password1": "another-oasis-2", "password2": "another-oasis-2"}
    )
    assert "지금 쓰는 비밀번호와 달라요" in response.text


def test_the_list_of_sessions_shows_devices_and_logs_out_the_others(client, member):
    phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 SamsungBrowser/27"
    other = type(client)()
    other.post(ADDRESS, RIGHT, headers={"user-agent": phone})
    client.post(ADDRESS, RIGHT)
    text = client.get("/accounts/sessions/").text
    assert "삼성 인터넷 · Android" in text
    assert "지금 이 기기" in text
    client.post("/accounts/sessions/")
    assert other.get("/me/settings/").status_code == 302
    assert client.get("/me/settings/").status_code == 200
