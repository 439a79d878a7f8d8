"""Categories, districts and ideas in /cms/: who sees what, and that nobody changes what citizens wrote."""

import pytest
from django.urls import NoReverseMatch, reverse

from accounts import roles
from ideas.models import Category, Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """staff(role): a browser logged in as a member of that group, or as a superuser for None."""

    def logged_in(role):
        user = UserFactory(role=role) if role else UserFactory(is_superuser=True)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return logged_in


@pytest.mark.parametrize("role", [roles.EDITORS, roles.MODERATORS, roles.IDEA_OFFICE, roles.ADMINISTRATORS, None])
def test_staff_look_at_ideas(staff, role):
    idea = IdeaFactory(title="놀이터를 지어요")
    browser = staff(role)
    assert "놀이터를 지어요" in browser.get("/cms/ideas/").text
    assert "놀이터를 지어요" in browser.get(f"/cms/ideas/inspect/{idea.pk}/").text
    assert browser.get("/cms/ideas/?q=놀이터").status_code == 200


@pytest.mark.parametrize("role", ["", roles.OFFICIALS, roles.EXPERTS, roles.PANEL])
def test_others_have_no_business_in_there(client, role):
    client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/cms/ideas/").status_code in (302, 403)


def test_nobody_looks_at_a_draft(staff):
    draft = IdeaFactory(draft=True, title="혼자 쓰는 글")
    browser = staff(None)
    assert "혼자 쓰는 글" not in browser.get("/cms/ideas/").text
    assert browser.get(f"/cms/ideas/inspect/{draft.pk}/").status_code == 404


def test_a_hidden_idea_is_seen_only_by_those_who_moderate(staff):
    idea = IdeaFactory(visibility="hidden", title="가려진 글")
    assert staff(roles.EDITORS).get(f"/cms/ideas/inspect/{idea.pk}/").status_code == 404
    assert staff(roles.MODERATORS).get(f"/cms/ideas/inspect/{idea.pk}/").status_code == 200


def test_withdrawn_words_are_not_shown_to_editors(staff):
    idea = IdeaFactory(withdrawn=True, body="이제는 비밀")
    assert "이제는 비밀" not in staff(roles.EDITORS).get(f"/cms/ideas/inspect/{idea.pk}/").text


def test_what_citizens_wrote_is_shown_as_text(staff):
    idea = IdeaFactory(title="<script>alert(1)</script>", body="<b>굵게</b>\n둘째 줄")
    text = staff(None).get(f"/cms/ideas/inspect/{idea.pk}/").text
    assert "<script>alert(1)" not in text
    assert "&lt;b&gt;굵게&lt;/b&gt;<br>둘째 줄" in text


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "history", "usage"])
def test_there_is_no_way_to_change_an_idea(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"cms_ideas:{view}", args=[1])


def test_the_addresses_of_the_public_site_are_not_taken(staff):
    assert (reverse("ideas:detail", args=[7]), reverse("cms_ideas:index")) == ("/ideas/7/", "/cms/ideas/")


def test_editors_keep_the_list_of_categories(staff):
    browser = staff(roles.EDITORS)
    answer = browser.post("/cms/categories/new/", {"name": "바다", "slug": "sea", "is_active": "on"})
    assert answer.status_code == 302
    assert Category.objects.get(slug="sea").is_active


def test_a_category_is_switched_off_and_never_deleted(staff):
    category = CategoryFactory()
    browser = staff(None)
    assert browser.get(f"/cms/categories/delete/{category.pk}/").status_code in (302, 403)
    browser.post(f"/cms/categories/edit/{category.pk}/", {"name": category.name, "slug": category.slug})
    category.refresh_from_db()
    assert not category.is_active


def test_listing_ideas_costs_the_same_for_any_number(staff, django_assert_max_num_queries):
    browser = staff(roles.IDEA_OFFICE)
    IdeaFactory.create_batch(3)
    browser.get("/cms/ideas/")
    IdeaFactory.create_batch(12, category=CategoryFactory())
    with django_assert_max_num_queries(25):
        browser.get("/cms/ideas/")
    assert Idea.objects.count() == 15


@pytest.mark.parametrize("role", [roles.IDEA_OFFICE, roles.ADMINISTRATORS])
def test_the_menu_leads_to_everything_the_idea_office_keeps(staff, role):
    menu = staff(role).get("/cms/").text
    for name in ("debates", "panels", "panel_rounds", "meetings", "guests", "cms_cards", "gate_sets"):
        assert f'"{reverse(f"{name}:index")}"' in menu, name


def test_an_editors_menu_is_about_pages_and_ideas(staff):
    menu = staff(roles.EDITORS).get("/cms/").text
    for name in ("debates", "panels", "meetings", "gate_sets", "departments"):
        assert f'"{reverse(f"{name}:index")}"' not in menu, name
