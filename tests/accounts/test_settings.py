"""What a member sets about themselves."""

import pytest

from accounts import roles
from accounts.models import Consent
from tests.factories.accounts import AppointmentFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/me/settings/"


@pytest.fixture
def member(client):
    member = UserFactory(nickname="한강고래")
    client.force_login(member)
    return member


def test_it_is_only_for_members(client):
    assert client.get(ADDRESS).url == "/accounts/login/?next=/me/settings/"


def test_nickname_and_introduction_are_saved(client, member):
    assert client.post(ADDRESS, {"nickname": "물결", "introduction": " 자전거를\u200b 타요 "}).url == ADDRESS
    member.refresh_from_db()
    assert (member.nickname, member.nickname_key, member.introduction) == ("물결", "물결", "자전거를 타요")


def test_the_own_nickname_may_stay(client, member):
    assert client.post(ADDRESS, {"nickname": "한강 고래"}).status_code == 302


def test_a_nickname_given_by_the_idea_office_may_stay(client):
    member = UserFactory(nickname="버스담당관")
    client.force_login(member)
    assert client.post(ADDRESS, {"nickname": "버스담당관", "introduction": "버스를 맡고 있어요"}).status_code == 302
    assert client.post(ADDRESS, {"nickname": "주차담당관", "introduction": ""}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [{"nickname": "서울시장"}, {"nickname": ""}, {"nickname": "이웃"}, {"introduction": "가" * 101}, {"nickname": "🙂🙂"}],
)
def test_a_mistake_keeps_what_was_typed_and_changes_nothing(client, member, wrong):
    UserFactory(nickname="이웃")
    response = client.post(ADDRESS, {"nickname": "물결", "introduction": "안녕", **wrong})
    assert response.status_code == 422
    assert "한강고래" in response.text
    member.refresh_from_db()
    assert (member.nickname, member.introduction) == ("한강고래", "")


def test_a_nickname_taken_in_this_very_moment_is_said_so(client, member, monkeypatch):
    UserFactory(nickname="이웃")
    monkeypatch.setattr("accounts.forms.profile.check_free", lambda nickname, but: nickname)
    response = client.post(ADDRESS, {"nickname": "이웃", "introduction": ""})
    assert response.status_code == 422
    assert "이미 쓰는 별명" in response.text


def test_nothing_else_can_be_set_here(client, member):
    client.post(ADDRESS, {"nickname": "물결", "email": "x@example.org", "is_superuser": "on", "is_active": ""})
    before = member.email
    member.refresh_from_db()
    assert (member.email, member.is_superuser, member.is_active) == (before, False, True)


def test_the_newsletter_is_taken_and_stopped(client, member):
    client.post("/me/settings/newsletter/", {"newsletter": "on"})
    client.post("/me/settings/newsletter/", {"newsletter": "on"})
    assert member.consents.filter(purpose="newsletter", withdrawn_at=None).count() == 1
    client.post("/me/settings/newsletter/", {"newsletter": "off"})
    assert not member.consents.filter(purpose="newsletter", withdrawn_at=None).exists()
    assert Consent.objects.filter(user=member).count() == 1


def test_the_newsletter_changes_only_by_post(client, member):
    assert client.get("/me/settings/newsletter/").status_code == 405


@pytest.mark.parametrize("role", sorted(roles.STAFF))
def test_staff_without_a_second_factor_are_told_loudly(client, role):
    client.force_login(UserFactory(role=role))
    assert "두 단계 로그인을 켜 주세요" in client.get(ADDRESS).text


def test_citizens_are_not(client, member):
    assert "두 단계 로그인을 켜 주세요" not in client.get(ADDRESS).text


def test_staff_with_a_second_factor_are_not(client):
    from allauth.mfa.models import Authenticator

    member = UserFactory(role=roles.IDEA_OFFICE)
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})
    client.force_login(member)
    assert "두 단계 로그인을 켜 주세요" not in client.get(ADDRESS).text


def test_an_official_sees_under_which_post_they_write(client):
    post = AppointmentFactory(department__name="버스정책과")
    client.force_login(post.user)
    assert "버스정책과 주무관" in client.get(ADDRESS).text


def test_the_page_asks_the_database_little(client, member, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(16):
        client.get(ADDRESS)


def test_it_is_not_kept_by_caches(client, member):
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]
