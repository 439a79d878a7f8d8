"""Recommending in a real browser: at once, in place, without a jump."""

import pytest
from playwright.sync_api import expect

from ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("shape", ["page", "phone"])
def test_the_drop_fills_and_nothing_else_moves(request, shape, log_in, axe):
    page = request.getfixturevalue(shape)
    idea = IdeaFactory(imported_recommendation_count=41)
    log_in(page, UserFactory())
    page.goto(idea.get_absolute_url())
    button = page.get_by_role("button", name="추천 41")
    before = button.bounding_box()
    button.click()
    pressed = page.get_by_role("button", name="추천 42", pressed=True)
    expect(pressed).to_be_focused()
    assert pressed.bounding_box() == before
    expect(page.locator("#recommend")).to_have_class("recommend recommend--just")
    assert pressed.locator(".recommend__water").bounding_box()["height"] > 5
    expect(page.locator("#support")).to_contain_text("이웃 42명")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="추천 41", pressed=False)).to_be_focused()
    expect(page.locator("#recommend")).to_have_class("recommend")
    assert Idea.objects.get().recommendations == 41


def test_when_the_line_is_cut_the_page_says_so_and_the_button_works_again(page, complaints, log_in):
    idea = IdeaFactory()
    log_in(page, UserFactory())
    page.goto(idea.get_absolute_url())
    page.context.set_offline(True)
    page.get_by_role("button", name="추천 0").click()
    expect(page.locator("#toast").get_by_role("status")).to_contain_text("연결이 끊겼어요")
    page.context.set_offline(False)
    page.get_by_role("button", name="추천 0").click()
    expect(page.get_by_role("button", name="추천 1", pressed=True)).to_be_visible()
    for complaint in ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"):
        complaints.forgive(complaint)
