"""The frame around every page: names, menu, footer, language."""

import pytest
from wagtail.models import Site

from home.models import BrandSettings, StandardPage
from home.navigation import frame_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(front):
    page = front.add_child(instance=StandardPage(title="우리 소개", slug="about", show_in_menus=True))
    front.add_child(instance=StandardPage(title="우리 약관", slug="terms", show_in_footer=True))
    front.add_child(instance=StandardPage(title="숨은 쪽", slug="hidden"))
    return page


def test_the_menu_and_the_footer_come_from_the_page_tree(about, rf):
    frame = frame_for(rf.get("/"))
    assert [(link.title, link.url) for link in frame.menu] == [("우리 소개", "/about/")]
    assert [link.title for link in frame.footer] == ["우리 약관"]


def test_the_page_that_is_open_is_marked_in_the_menu(about, client):
    assert '<a href="/about/" aria-current="page">우리 소개</a>' in client.get("/about/").text


def test_a_frame_costs_no_query_once_it_is_known(about, rf, django_assert_num_queries):
    frame_for(rf.get("/"))
    with django_assert_num_queries(0):
        frame_for(rf.get("/ideas/"))


def test_what_an_editor_publishes_is_in_the_menu_at_once(about, client):
    client.get("/")
    about.title = "새 이름"
    about.save_revision().publish()
    assert "새 이름" in client.get("/").text
    about.unpublish()
    assert "새 이름" not in client.get("/").text


def test_a_new_name_is_there_at_once(client):
    client.get("/")
    BrandSettings.objects.create(site=Site.objects.get(), name="상상마을", contact_email="hello@example.org")
    text = client.get("/").text
    assert "상상마을" in text
    assert "mailto:hello@example.org" in text


def test_the_official_banner_is_off_until_somebody_turns_it_on(client):
    assert "공식 전자정부" not in client.get("/").text
    BrandSettings.objects.create(site=Site.objects.get(), is_official=True)
    assert "공식 전자정부" in client.get("/").text


def test_reading_names_writes_nothing(client):
    client.get("/")
    assert not BrandSettings.objects.exists()


def test_visitors_log_in_and_members_log_out(client):
    text = client.get("/").text
    assert "/accounts/login/" in text
    client.force_login(UserFactory(nickname="물방울"), backend="allauth.account.auth_backends.AuthenticationBackend")
    text = client.get("/").text
    assert "물방울" in text
    assert 'action="/accounts/logout/"' in text


def test_pages_for_visitors_set_no_cookie(client):
    assert not client.get("/").cookies


def test_the_language_is_chosen_in_the_footer_without_a_token(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/language/", {"language": "en", "next": "/ideas/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ideas/")
    assert '<html lang="en">' in strict.get("/").text


def test_the_language_switch_leads_nowhere_else(client):
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_nothing_on_a_page_needs_what_the_policy_forbids(client):
    text = client.get("/").text
    assert " style=" not in text
    assert " onclick=" not in text
    assert "<style" not in text
    assert "<script>" not in text
