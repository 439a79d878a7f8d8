"""Joining through another service."""

import pytest
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin

from accounts.models import Consent, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/3rdparty/signup/"
APPS = {"naver": {"APPS": [{"client_id": "id", "secret": "secret", "key": ""}]}}


@pytest.fixture
def arrived(client, settings):
    """Somebody who has just come back from Naver."""
    settings.SOCIALACCOUNT_PROVIDERS = APPS
    login = SocialLogin(
        user=User(email="whale@example.org"),
        account=SocialAccount(provider="naver", uid="7", extra_data={"nickname": "시장"}),
        provider=get_adapter().get_provider(None, "naver"),
    )
    session = client.session
    session["socialaccount_sociallogin"] = login.serialize()
    session.save()


def answers(**changes):
    return {"email": "whale@example.org", "nickname": "한강고래", "terms": "on", "privacy": "on", **changes}


def test_nickname_and_consents_are_asked_there_too(client, arrived):
    text = client.get(ADDRESS).text
    assert "별명" in text
    assert "이용약관에 동의해요" in text
    response = client.post(ADDRESS, answers())
    assert response.status_code == 302
    member = User.objects.get()
    assert (member.nickname, member.has_usable_password()) == ("한강고래", False)
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"terms", "privacy"}
    assert SocialAccount.objects.get().user == member


@pytest.mark.parametrize("wrong", [{"nickname": "서울시장"}, {"terms": ""}, {"privacy": ""}, {"email": "x"}, {"nickname": ""}])
def test_a_mistake_is_shown_and_can_be_put_right(client, arrived, wrong):
    assert client.post(ADDRESS, answers(**wrong)).status_code == 200
    assert not User.objects.exists()
    assert client.post(ADDRESS, answers()).status_code == 302


def test_the_address_of_another_member_is_not_taken_over(client, arrived):
    UserFactory(email="whale@example.org")
    response = client.post(ADDRESS, answers())
    assert "먼저 로그인한 다음" in response.context["form"].errors["email"][0]
    assert not SocialAccount.objects.exists()


def test_a_race_lost_is_told_and_can_be_tried_again(client, arrived, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("accounts.forms.joining.check_free", lambda nickname: nickname)
        UserFactory(nickname="한강고래")
        assert "이미 쓰는 별명" in client.post(ADDRESS, answers()).text
    assert not SocialAccount.objects.exists()
    assert client.post(ADDRESS, answers(nickname="물결")).status_code == 302


def test_buttons_appear_when_a_service_is_switched_on(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = APPS
    assert "/accounts/naver/login/" in client.get("/accounts/login/").text
    assert client.get("/accounts/naver/login/").status_code == 200


def test_nobody_gets_there_without_coming_from_a_service(client):
    assert client.get(ADDRESS).url == "/accounts/login/"


def test_the_last_way_in_cannot_be_cut(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = APPS
    member = UserFactory()
    member.set_unusable_password()
    member.save()
    account = SocialAccount.objects.create(user=member, provider="naver", uid="7")
    client.force_login(member)
    assert "이 계정으로도 들어올 수" in client.get("/accounts/3rdparty/").text
    response = client.post("/accounts/3rdparty/", {"account": account.pk})
    assert "들어올 길이 없어져요" in response.text
    assert SocialAccount.objects.exists()
