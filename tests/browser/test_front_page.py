"""The front page in a real browser: an idea begins there, shelves slide, and every section is open to everybody."""

import pytest
from playwright.sync_api import expect

from home.demo import words
from home.models import HomePage
from tests.factories.accounts import AppointmentFactory
from tests.factories.ideas import CategoryFactory, CommentFactory, IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(transactional_db):
    """A city whose front page has every section of a new city, and something to show in each."""
    ideas = IdeaFactory.create_batch(9, category=CategoryFactory(name="공원과 숲"))
    IdeaFactory(title="동네 골목마다 어르신이 쉬어 가실 수 있는 작은 그늘과 의자를 두고 물을 마실 수 있는 수도를 놓아요")
    RecommendationFactory.create_batch(2, idea=ideas[0])
    post = AppointmentFactory(department__name="푸른도시여가국 공원조성과")
    CommentFactory(idea=ideas[1], author=post.user, appointment=post)
    front = HomePage.objects.get()
    front.sections = list(words.SECTIONS)
    front.save_revision().publish()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (768, False), (390, True), (320, False)])
def test_every_section_is_open_to_everybody_in_every_width(city, open_page, axe, no_sideways_scroll, width, dark):
    page = open_page(width=width, touch=width < 600, dark=dark)
    page.goto("/")
    expect(page.get_by_role("heading", name="상상의 물길")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_line_typed_on_the_front_page_stands_on_the_write_page(city, open_page, scripts):
    page = open_page(width=390, touch=True, scripts=scripts)
    page.goto("/")
    page.get_by_label("떠오른 상상을 한 줄로").fill("버스 정류장에 그늘을 & 의자를")
    page.get_by_role("button", name="상상 한 방울 떨어뜨리기").click()
    page.wait_for_url("**/ideas/new/**")
    expect(page.locator("[name=title]")).to_have_value("버스 정류장에 그늘을 & 의자를")


def test_a_shelf_slides_by_keyboard_on_a_phone_and_nothing_moves_by_itself(city, phone):
    phone.goto("/")
    shelf = phone.get_by_role("region", name="지금 흐르는 상상")
    shelf.get_by_role("heading").first.get_by_role("link").focus()
    assert shelf.evaluate("e => e.scrollLeft") == 0
    phone.wait_for_timeout(400)
    assert shelf.evaluate("e => e.scrollLeft") == 0
    for _press in range(3):
        phone.keyboard.press("ArrowRight")
    phone.wait_for_timeout(600)
    assert shelf.evaluate("e => e.scrollLeft") > 20


def test_the_river_leads_to_the_ideas_it_counts(city, page):
    page.goto("/")
    reach = page.locator(".bend--proposed")
    expect(reach.locator("b")).to_have_text("10")
    reach.get_by_role("link").click()
    page.wait_for_url("**/ideas/?stage=proposed")
    expect(page.locator(".list-page__total")).to_contain_text("10")


def test_what_can_be_pressed_is_big_enough_for_a_thumb(city, phone):
    phone.goto("/")
    small = phone.evaluate(
        """[...document.querySelectorAll(".hero a, .hero button, .hero input, .band__more, .subject, .bend__link, .move")]
        .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert not small


def test_with_less_motion_wanted_nothing_moves(city, open_page):
    page = open_page()
    page.goto("/")
    running = page.evaluate(
        "document.getAnimations().filter(a => a.playState === 'running' && a.effect.getComputedTiming().duration > 1).length"
    )
    assert running == 0
