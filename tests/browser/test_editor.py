"""An editor who cannot code makes the site the city's own in /cms/, and sees it."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Site

from accounts import roles
from home.models import Announcement, HomePage
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import photo_bytes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _pictures_in_memory(complaints):
    """Tests keep files in memory, where the server of /media/ does not look."""
    yield
    complaints.forgive("/media/images/")


@pytest.fixture
def desk(open_page, log_in):
    """A page of somebody from the communications staff."""
    page = open_page(height=1000)
    log_in(page, UserFactory(role=roles.EDITORS))
    return page


def save(page) -> None:
    """Press the button at the foot of a settings form and wait until it is done."""
    page.locator("main form footer button[type=submit], main form button.action-save").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def style_of(page, selector: str, name: str) -> str:
    """A computed style of the first element that fits."""
    return page.locator(selector).first.evaluate(f"(element) => getComputedStyle(element).{name}")


def test_a_new_name_and_colour_are_on_the_site(desk, open_page, axe):
    desk.goto("/cms/settings/home/brandsettings/")
    desk.get_by_role("textbox", name="누리집 이름").fill("푸른숲 상상마당")
    desk.get_by_role("tab", name="빛깔").click()
    desk.get_by_role("textbox", name="물빛 (중심 색)").fill("#7A1FA2")
    desk.locator("#id_ground_colour + input[type=color]").fill("#fdeef4")
    expect(desk.get_by_role("textbox", name="모랫빛 (바탕)")).to_have_value("#FDEEF4")
    save(desk)

    citizen = open_page()
    citizen.goto("/")
    expect(citizen.locator("header .brand__name")).to_have_text("푸른숲 상상마당")
    assert style_of(citizen, ".site-header__write", "backgroundColor") == "rgb(122, 31, 162)"
    assert style_of(citizen, "body", "backgroundColor") == "rgb(253, 238, 244)"
    for dark in (False, True):
        page = open_page(dark=dark)
        page.goto("/ideas/")
        axe(page)


def test_an_unreadable_colour_is_made_readable_and_seen_before_it_is_saved(desk, open_page):
    IdeaFactory.create_batch(2)
    desk.goto("/cms/settings/home/brandsettings/")
    desk.get_by_role("tab", name="빛깔").click()
    desk.get_by_role("textbox", name="물빛 (중심 색)").fill("#FFEB3B")
    desk.locator("[data-side-panel-toggle=preview]").click()
    preview = desk.frame_locator("iframe.w-preview__iframe, .w-preview iframe").last
    # Wagtail forgets a choice that is made while the first preview is still on its way.
    expect(preview.locator(".hero h1")).to_be_visible(timeout=20_000)
    desk.locator("select[name=preview_mode], .w-preview select").first.select_option("swatches")
    expect(preview.get_by_text("짙은 물빛 · 바탕").first).to_be_visible(timeout=20_000)
    save(desk)
    citizen = open_page()
    citizen.goto("/")
    assert style_of(citizen, ".site-header__write", "backgroundColor") not in ("rgb(255, 235, 59)", "rgb(10, 124, 134)")


def test_a_logo_is_uploaded_and_stands_at_the_top(desk, open_page):
    desk.goto("/cms/settings/home/brandsettings/")
    desk.locator("#id_logo-chooser [data-chooser-action-choose]").first.click()
    modal = desk.locator(".modal-dialog")
    modal.get_by_role("tab", name=re.compile("올리기|Upload")).click()
    modal.locator("input[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": photo_bytes("PNG", (400, 100))}
    )
    modal.locator("input[name$=title]").fill("우리 로고")
    modal.locator("#tab-upload button[type=submit]").click()
    expect(desk.locator("#id_logo-chooser img[data-chooser-image]")).to_have_attribute("src", re.compile("/logo"))
    desk.get_by_label("로고 옆에 이름 보이기").uncheck()
    save(desk)
    citizen = open_page()
    citizen.goto("/")
    logo = citizen.locator("header .logo img")
    expect(logo).to_have_attribute("alt", "천만상상 오아시스")
    expect(logo).to_have_attribute("width", "400")


def test_a_stage_gets_the_citys_own_name(desk, page):
    IdeaFactory(title="분수를 다시 켜요")
    desk.goto("/cms/settings/ideas/stagenames/")
    desk.locator("#id_proposed_name_ko").fill("씨앗심기")
    save(desk)
    page.goto("/ideas/")
    expect(page.locator(".stage").first).to_have_text("씨앗심기")


def test_an_announcement_is_seen_put_away_and_comes_back_with_new_words(desk, phone, axe):
    desk.goto("/cms/settings/home/announcement/")
    desk.get_by_role("textbox", name="알릴 말").fill("토요일 밤에 서버를 옮겨요.")
    save(desk)

    phone.goto("/")
    bar = phone.get_by_role("region", name="알림")
    expect(bar).to_contain_text("토요일 밤에 서버를 옮겨요.")
    axe(phone)
    bar.get_by_role("button", name="이 알림 그만 보기").click()
    expect(bar).to_be_hidden()
    phone.goto("/ideas/")
    expect(phone.locator(".announcement")).to_be_hidden()

    desk.get_by_role("textbox", name="알릴 말").fill("서버를 다 옮겼어요.")
    save(desk)
    phone.goto("/ideas/")
    expect(phone.get_by_role("region", name="알림")).to_contain_text("서버를 다 옮겼어요.")


def test_putting_it_away_moves_nothing_on_the_next_page(open_page):
    Announcement.objects.create(site=Site.objects.get(), text="토요일 밤에 서버를 옮겨요.")
    page = open_page(width=390)
    page.goto("/ideas/")
    page.get_by_role("button", name="이 알림 그만 보기").click()
    page.goto("/ideas/")
    moved = page.evaluate(
        """() => new Promise((done) => {
            new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(0), 500);
        })"""
    )
    assert moved < 0.01


def test_without_scripts_the_announcement_can_be_read(open_page):
    Announcement.objects.create(site=Site.objects.get(), text="토요일 밤에 서버를 옮겨요.")
    page = open_page(width=390, scripts=False)
    page.goto("/")
    expect(page.get_by_text("토요일 밤에 서버를 옮겨요.")).to_be_visible()
    expect(page.get_by_role("button", name="이 알림 그만 보기")).to_be_hidden()


def test_the_sections_of_the_front_page_are_put_in_another_order(desk, page):
    IdeaFactory.create_batch(2)
    front = HomePage.objects.get()
    front.sections = [("newest", {"title": "막 떨어진 상상", "count": 3}), ("heading", "이웃의 한마디")]
    front.save_revision().publish()
    page.goto("/")
    sections = page.locator("main h2")
    assert order_of(sections, "막 떨어진 상상", "이웃의 한마디") == ["막 떨어진 상상", "이웃의 한마디"]

    desk.goto(f"/cms/pages/{front.pk}/edit/")
    desk.locator("[data-streamfield-action=MOVE_UP]").nth(1).click()
    desk.locator("footer [data-w-dropdown-target=toggle]").first.click()
    desk.locator("button[name=action-publish]").click()
    expect(desk.locator(".messages .success")).to_be_visible()
    page.goto("/")
    assert order_of(sections, "막 떨어진 상상", "이웃의 한마디") == ["이웃의 한마디", "막 떨어진 상상"]


def order_of(headings, *wanted: str) -> list[str]:
    """Those of the headings that are wanted, from the top of the page."""
    return [text.strip() for text in headings.all_inner_texts() if text.strip() in wanted]
