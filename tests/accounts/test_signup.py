"""Signing up in one step."""

import threading
import unicodedata

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Consent, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/signup/"


def answers(**changes):
    return {
        "email": "Whale@Example.org",
        "nickname": "한강고래",
        "password1": "oasis-pass-1",
        "terms": "on",
        "privacy": "on",
        **changes,
    }


def test_a_member_is_made_and_logged_in(client):
    response = client.post(ADDRESS, answers())
    assert response.status_code == 302
    member = User.objects.get()
    assert (member.email, member.nickname) == ("whale@example.org", "한강고래")
    assert client.session["_auth_user_id"] == str(member.pk)
    assert member.may_take_part


def test_each_consent_is_written_down_on_its_own(client):
    client.post(ADDRESS, answers(newsletter="on"))
    assert set(Consent.objects.values_list("purpose", "version", "withdrawn_at")) == {
        ("terms", "2026-11", None),
        ("privacy", "2026-11", None),
        ("newsletter", "2026-11", None),
    }


def test_the_newsletter_is_not_taken_unasked(client):
    client.post(ADDRESS, answers())
    assert not Consent.objects.filter(purpose="newsletter").exists()


@pytest.mark.parametrize("missing", ["terms", "privacy", "nickname", "email", "password1"])
def test_nothing_needed_may_be_missing(client, missing):
    response = client.post(ADDRESS, answers(**{missing: ""}))
    assert response.status_code == 200
    assert response.context["form"].errors[missing]
    assert not User.objects.exists()


def test_what_was_typed_is_still_there_after_a_mistake(client):
    response = client.post(ADDRESS, answers(terms="", newsletter="on"))
    assert 'value="한강고래"' in response.text
    assert 'value="Whale@Example.org"' in response.text
    assert response.text.count("checked") == 2


def test_it_tells_what_for_which_data_how_long_and_what_if_not(client):
    text = client.get(ADDRESS).text
    for words in ("무엇에 쓰나요", "무엇을 받나요", "언제까지 갖고 있나요", "동의하지 않으면"):
        assert words in text


@pytest.mark.parametrize(
    ("nickname", "words"),
    [
        ("서울시장", "공무원이나 서울시"),
        ("admin", "공무원이나 서울시"),
        ("익명", "따로 쓰고"),
        ("고래🐳", "한글, 영문자, 숫자만"),
        ("가" * 13, "12자까지"),
        ("가" * 5000, "12자까지"),
        ("\u200b\u200b", "별명을 하나"),
        ("   ", "별명을 하나"),
        ("\x00", "별명을 하나"),
    ],
)
def test_a_nickname_that_will_not_do_is_refused_in_plain_words(client, nickname, words):
    response = client.post(ADDRESS, answers(nickname=nickname))
    assert response.status_code == 200
    assert words in response.context["form"].errors["nickname"][0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "한강고래"), "한강고래"),
        ("한강\u202e고래", "한강고래"),
        ("한강\x00고래", "한강고래"),
        ("  한강   고래  ", "한강 고래"),
    ],
)
def test_a_nickname_is_kept_as_a_person_reads_it(client, typed, kept):
    client.post(ADDRESS, answers(nickname=typed))
    assert User.objects.get().nickname == kept


@pytest.mark.parametrize("nickname", ["한강고래", "한 강 고 래", "한강\u200b고래"])
def test_a_nickname_that_looks_like_another_is_taken(client, nickname):
    UserFactory(nickname="한강고래")
    response = client.post(ADDRESS, answers(nickname=nickname))
    assert "이미 쓰는 별명" in response.context["form"].errors["nickname"][0]


@pytest.mark.parametrize(
    "email",
    [
        "nobody",
        "a" * 250 + "@example.org",
        "a\x00b@example.org",
        "whale@" + ".".join(["x" * 60] * 6) + ".org",
        "고래@example.org",
        "whale@exаmple.org",
        "a@b.c\nBcc: x@example.org",
        "<script>@example.org",
    ],
)
def test_an_address_that_will_not_do_is_refused(client, email):
    response = client.post(ADDRESS, answers(email=email))
    assert response.status_code == 200
    assert response.context["form"].errors["email"]


def test_an_address_is_one_whatever_its_case(client):
    UserFactory(email="whale@example.org")
    response = client.post(ADDRESS, answers(email="WHALE@EXAMPLE.ORG"))
    assert "이미 가입한" in response.context["form"].errors["email"][0]


@pytest.mark.parametrize(
    ("password", "words"),
    [("1234", "8자 이상"), ("password", "많은 사람이"), ("8402817364", "숫자만으로는"), ("whale@example.org", "비슷해요")],
)
def test_a_weak_password_is_refused_in_our_words(client, password, words):
    response = client.post(ADDRESS, answers(password1=password))
    assert words in " ".join(response.context["form"].errors["password1"])


def test_extra_fields_change_nothing(client):
    client.post(ADDRESS, answers(is_superuser="on", is_staff="on", groups="1", first_name="시장"))
    member = User.objects.get()
    assert (member.is_superuser, member.is_staff, member.groups.count(), member.first_name) == (False, False, 0, "")


@pytest.mark.parametrize(
    ("asked", "arrived"), [("/ideas/new/", "/ideas/new/"), ("https://evil.example/", "/"), ("//evil.example", "/")]
)
def test_it_leads_back_only_within_the_site(client, asked, arrived):
    assert client.post(ADDRESS, answers(next=asked)).url == arrived


def test_who_is_logged_in_is_sent_on(client):
    client.force_login(UserFactory())
    assert client.get(ADDRESS).status_code == 302


def test_after_twenty_tries_a_minute_an_address_rests(client):
    for _ in range(20):
        client.post(ADDRESS, answers(terms=""))
    response = client.post(ADDRESS, answers())
    assert response.status_code == 429
    assert not User.objects.exists()


def test_it_asks_the_database_the_same_however_many_members(client, django_assert_max_num_queries):
    UserFactory.create_batch(5)
    with django_assert_max_num_queries(64):
        client.post(ADDRESS, answers())


@pytest.mark.django_db(transaction=True)
def test_two_who_want_one_nickname_at_once_get_one_member_and_one_answer():
    """Both pass the check; the database lets one in, the other is told as if it had been taken all along."""
    start = threading.Barrier(4)
    seen = []

    def join(number):
        try:
            start.wait()
            seen.append(Client().post(ADDRESS, answers(email=f"whale{number}@example.org")).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=join, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [200, 200, 200, 302]
    assert User.objects.count() == 1
    assert Consent.objects.count() == 2


def test_a_race_lost_inside_the_transaction_says_so(client, monkeypatch):
    monkeypatch.setattr("accounts.forms.joining.check_free", lambda nickname: nickname)
    UserFactory(nickname="한강고래")
    response = client.post(ADDRESS, answers())
    assert response.status_code == 200
    assert "이미 쓰는 별명" in response.text
    assert 'value="Whale@Example.org"' in response.text
    assert User.objects.count() == 1


def test_passkey_sign_up_waits_for_a_mail_server(client):
    assert client.get("/accounts/signup/passkey/").status_code == 404
    assert "signup/passkey" not in client.get(ADDRESS).text
    assert reverse("account_signup") == ADDRESS
