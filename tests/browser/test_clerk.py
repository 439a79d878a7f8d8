"""The day of a meeting in a real browser: one laptop, twelve items, and nothing that was typed is ever lost."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from ideas.models import AgendaItem
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db(transaction=True)

SAVED, BROUGHT_BACK = "저장했어요", "저장하지 못했던 글을 되살렸어요."
# What has to be in sight before anybody scrolls.
MAIN = (
    *(".clock [data-toggle]", ".clock [value=next]", "#id_decision", "#id_reason", "#id_department", "#id_starts_on"),
    *("#id_votes_against", "#id_minutes", ".clerk-form__end button", ".clerk__preview", ".clerk__turn a"),
)
WHERE = """selectors => selectors.map((selector) => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [selector, Math.round(box.top), Math.round(box.left)];
})"""


@pytest.fixture
def meeting(transactional_db):
    """A 실현회의 of today with twelve items."""
    meeting = MeetingFactory(today=True, listed=True)
    AgendaItemFactory.create_batch(12, meeting=meeting)
    return meeting


@pytest.fixture
def clerk(open_page, log_in):
    """clerk(meeting): the screen of the clerk on a laptop, with the item it begins with."""
    member = office_member()

    def opened(meeting, width=1366, height=768):
        page = open_page(width=width, height=height)
        log_in(page, member)
        page.goto(f"/desk/meetings/{meeting.pk}/")
        return page

    return opened


def reason(page) -> str:
    return AgendaItem.objects.get(pk=page.locator("#decision").get_attribute("data-item")).reason


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1366, 641), (1280, 720)])
def test_on_a_laptop_nothing_of_the_decision_is_below_the_window(clerk, meeting, axe, width, height):
    page = clerk(meeting, width, height)
    page.get_by_label("채택", exact=True).check()
    for selector, top, left in page.evaluate(WHERE, MAIN):
        assert 0 <= top < height - 44, f"{selector} begins at {top}"
        assert 0 <= left < width
    assert page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") == [height, width]
    axe(page)
    page.goto(f"/desk/meetings/{meeting.pk}/?item={meeting.items.last().pk}")
    expect(page.locator(".clerk-item[aria-current]")).to_be_in_viewport()


def test_what_a_killed_browser_had_not_sent_comes_back(clerk, meeting, complaints):
    page = clerk(meeting)
    address = page.url + f"?item={page.locator('#decision').get_attribute('data-item')}"
    again = page.context.new_page()
    # Without a net nothing leaves, not even with the last breath of the window.
    page.context.set_offline(True)
    page.get_by_label("보류", exact=True).check()
    page.locator("#id_reason").fill("한창 쓰던 까닭이에요.")
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(address)
    expect(again.locator("[data-whisper]")).to_contain_text(BROUGHT_BACK)
    expect(again.locator("#id_reason")).to_have_value("한창 쓰던 까닭이에요.")
    expect(again.get_by_label("보류", exact=True)).to_be_checked()
    expect(again.locator("[data-whisper]")).to_contain_text(SAVED)
    assert reason(again) == "한창 쓰던 까닭이에요."
    assert again.evaluate("localStorage.length") == 0
    complaints.forgive("net::ERR_INTERNET_DISCONNECTED")


def test_a_lost_session_is_told_and_loses_nothing(clerk, meeting):
    page = clerk(meeting)
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#id_reason").fill("로그인이 풀린 뒤에 쓴 말")
    expect(page.locator("[data-whisper]")).to_contain_text("로그인이 풀려서 저장하지 못했어요.")
    page.context.add_cookies(cookies)
    page.get_by_role("link", name="다시 로그인하기").click()
    expect(page.locator("#id_reason")).to_have_value("로그인이 풀린 뒤에 쓴 말")
    expect(page.locator("[data-whisper]")).to_contain_text(SAVED)
    assert reason(page) == "로그인이 풀린 뒤에 쓴 말"


def test_two_clerks_at_once_overwrite_each_other_only_by_the_button(clerk, meeting):
    mine, other = clerk(meeting), clerk(meeting)
    other.locator("#id_reason").fill("다른 기록자의 말")
    expect(other.locator("[data-whisper]")).to_contain_text(SAVED)
    mine.locator("#id_reason").fill("내 말은 달라요")
    expect(mine.locator("[data-whisper]")).to_contain_text("그사이에 다른 사람이")
    for kept in ("다른 기록자의 말", "내 말은 달라요"):
        mine.get_by_role("button", name="저장", exact=True).click()
        expect(mine.locator("#id_reason")).to_have_value("내 말은 달라요")
        assert reason(mine) == kept
    assert mine.evaluate("localStorage.length") == 0


def test_the_keys_turn_items_and_the_clock(clerk, meeting):
    page = clerk(meeting)
    second = meeting.items.all()[1]
    page.keyboard.press("j")
    page.wait_for_url(f"**?item={second.pk}")
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="멈춤")).to_be_visible()
    page.keyboard.press("k")
    page.wait_for_url(f"**?item={meeting.items.first().pk}")
    page.locator("#id_reason").press_sequentially("njk")
    expect(page.locator("#id_reason")).to_have_value("njk")
