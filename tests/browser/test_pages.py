"""Every page of the first journey in a real browser: wide and narrow, by day and by night, with axe."""

import pytest
from playwright.sync_api import expect

from home.models import HomePage, StandardPage
from ideas import participation
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CategoryFactory, DistrictFactory, IdeaFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(transactional_db):
    """A city with every kind of thing that a page can show; returns the idea with the most on it."""
    idea = IdeaFactory(
        title="걷고 싶은 한강다리를 만들어요",
        category=CategoryFactory(),
        district=DistrictFactory(),
        number=7,
        author__nickname="느린산책",
    )
    idea.tags.set(["한강", "걷기"])
    IdeaFactory.create_batch(4)
    IdeaFactory(withdrawn=True, number=8)
    neighbour = UserFactory(nickname="강변나무")
    participation.recommend(idea, neighbour)
    comment = participation.comment(idea, neighbour, "저도 그 다리를 자주 걸어요.")
    participation.comment(idea, AppointmentFactory().user, "살펴보고 답하겠습니다.", parent=comment)
    front = HomePage.objects.first()
    if front and not StandardPage.objects.exists():
        body = [("heading", "왜 오아시스인가요"), ("paragraph", "<p>상상이 <b>모이는</b> 곳</p>"), ("quote", {"text": "좋아요"})]
        front.add_child(instance=StandardPage(title="소개", slug="about", intro="여는 글", show_in_menus=True, body=body))
    return idea


VISITED = ["/", "/about/", "/ideas/", "/ideas/7/", "/ideas/8/", "/accounts/signup/", "/accounts/login/", "/nothing-here/"]
LOGGED_IN = ["/ideas/new/", "/ideas/7/", "/me/"]


@pytest.mark.parametrize("address", VISITED)
def test_visitors_meet_no_barrier(city, open_page, axe, no_sideways_scroll, address):
    for width, dark in ((1280, False), (390, False), (390, True)):
        page = open_page(width=width, touch=width < 600, dark=dark)
        page.goto(address)
        expect(page.locator("h1").first).to_be_visible()
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("address", LOGGED_IN)
def test_members_meet_no_barrier(city, open_page, log_in, axe, no_sideways_scroll, address):
    member = UserFactory()
    for width, dark in ((1280, True), (390, False)):
        page = open_page(width=width, touch=width < 600, dark=dark)
        log_in(page, member)
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("address", ["/", "/ideas/", "/ideas/7/", "/accounts/signup/"])
def test_nothing_sticks_out_of_the_smallest_window(city, open_page, no_sideways_scroll, address):
    page = open_page(width=320, height=640, touch=True)
    page.goto(address)
    no_sideways_scroll(page)


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(city, phone):
    phone.goto("/")
    link = phone.locator(".site-menu__panel").get_by_role("link", name="상상 목록")
    expect(link).to_be_hidden()
    phone.locator(".site-menu > summary").focus()
    phone.keyboard.press("Enter")
    expect(link).to_be_visible()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_the_menu_of_a_phone_opens_without_scripts(city, open_page):
    phone = open_page(width=390, touch=True, scripts=False)
    phone.goto("/")
    phone.locator(".site-menu > summary").click()
    expect(phone.locator(".site-menu__panel").get_by_role("link", name="회원가입")).to_be_visible()


def test_the_first_tab_leads_past_the_menu(city, page):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="본문으로 바로 가기")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_language_is_switched_at_the_foot_of_the_page(city, page):
    page.goto("/about/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/about/")


def test_what_can_be_pressed_is_big_enough_for_a_thumb(city, phone):
    phone.goto("/")
    phone.locator(".site-menu > summary").click()
    small = phone.evaluate(
        """[...document.querySelectorAll("header a, header button, header summary, header input, .button, .language button")]
        .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert not small
