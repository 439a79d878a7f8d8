"""The style page in a real browser: what is drawn is measured, not what is written in the style sheet."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from common.contrast import GRAPHIC, TEXT, contrast

pytestmark = pytest.mark.django_db(transaction=True)

# The colours of every sample as the browser works them out.
SAMPLES = """() => [...document.querySelectorAll("[data-least]")].map(sample => {
    const style = getComputedStyle(sample);
    return [sample.className, Number(sample.dataset.least), style.color, style.backgroundColor];
})"""
OPEN_DIALOGS = "document.querySelectorAll('dialog[open]').length"


@pytest.fixture(autouse=True)
def _debug_addresses(settings):
    settings.ROOT_URLCONF = "tests.styleguide_urls"


def as_hex(colour):
    red, green, blue = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour).groups()
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


def weak_samples(page):
    """Samples on the page whose two colours are too close to each other."""
    found = page.evaluate(SAMPLES)
    assert len(found) > 60
    assert {least for _name, least, *_colours in found} == {TEXT, GRAPHIC}
    ratios = [(name, least, contrast(as_hex(above), as_hex(below))) for name, least, above, below in found]
    return [(name, least, round(ratio, 2)) for name, least, ratio in ratios if ratio < least]


@pytest.mark.parametrize("dark", [False, True])
def test_every_pair_of_colours_can_be_told_apart_on_the_screen(open_page, axe, no_sideways_scroll, dark):
    page = open_page(dark=dark)
    page.goto("/styleguide/")
    assert not weak_samples(page)
    axe(page)
    no_sideways_scroll(page)


def test_a_pair_that_drops_below_is_found(page):
    page.goto("/styleguide/")
    page.evaluate("document.documentElement.style.setProperty('--ink-2', '#8fa3aa')")
    assert {"words-ink-2" in name for name, *_rest in weak_samples(page)} == {True}


def test_both_schemes_stand_side_by_side_whatever_the_device_says(open_page):
    grounds = []
    for dark in (False, True):
        page = open_page(dark=dark)
        page.goto("/styleguide/")
        grounds.append([
            page.locator(f".guide__scheme.scheme-{scheme}").first.evaluate("e => getComputedStyle(e).backgroundColor")
            for scheme in ("day", "night")
        ])  # fmt: skip
    assert grounds[0] == grounds[1]
    assert grounds[0][0] != grounds[0][1]


def test_nothing_sticks_out_of_the_smallest_window(open_page, no_sideways_scroll):
    for zoom in ("100%", "200%"):
        page = open_page(width=320, height=640, touch=True)
        page.goto("/styleguide/")
        page.evaluate("zoom => { document.documentElement.style.fontSize = zoom }", zoom)
        no_sideways_scroll(page)


def test_a_dialog_opens_and_closes_by_keyboard_and_gives_the_focus_back(page, axe):
    page.goto("/styleguide/")
    opener = page.get_by_role("link", name="창 열기").first
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="이 상상을 거둬들일까요?")
    expect(dialog).to_be_visible()
    axe(page)
    assert dialog.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_dialog_closes_by_its_buttons_and_by_the_ground_around_it(page):
    page.goto("/styleguide/")
    for close in (
        lambda: page.get_by_role("dialog").get_by_role("button", name="닫기").click(),
        lambda: page.get_by_role("button", name="그대로 둘게요").click(),
        lambda: page.mouse.click(5, 5),
    ):
        page.get_by_role("link", name="창 열기").first.click()
        assert page.evaluate(OPEN_DIALOGS) == 1
        page.get_by_role("dialog").get_by_role("heading").click()
        assert page.evaluate(OPEN_DIALOGS) == 1, "a click inside keeps it open"
        close()
        assert page.evaluate(OPEN_DIALOGS) == 0


def test_without_scripts_a_dialog_is_a_part_of_the_page(open_page):
    page = open_page(scripts=False)
    page.goto("/styleguide/")
    words = page.locator("#dialog-day").get_by_text("거둬들이면 글은 사라지고 까닭만 남아요.")
    expect(words).to_be_hidden()
    page.get_by_role("link", name="창 열기").first.click()
    expect(words).to_be_visible()
    expect(page.locator("#dialog-day [data-close]").first).to_be_hidden()


def test_a_toast_speaks_stays_while_it_is_held_and_goes(page):
    page.clock.install()
    page.goto("/styleguide/")
    toast = page.locator("#toast")
    expect(toast).to_have_css("opacity", "0")
    page.get_by_role("button", name="짧은 알림").first.click()
    expect(toast.get_by_role("status")).to_have_text("주소를 복사했어요.")
    toast.hover()
    page.clock.run_for(10_000)
    expect(toast.get_by_role("status")).to_have_text("주소를 복사했어요.")
    page.mouse.move(5, 5)
    page.clock.run_for(7_000)
    expect(toast.get_by_role("status")).to_be_empty()
    expect(toast.get_by_role("button", include_hidden=True)).to_be_hidden()


def test_a_toast_closes_by_its_button_and_gives_the_focus_back(page):
    page.goto("/styleguide/")
    opener = page.get_by_role("button", name="짧은 알림").first
    opener.click()
    page.locator("#toast").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#toast").get_by_role("status")).to_be_empty()
    expect(opener).to_be_focused()


def test_a_toast_can_be_read_while_a_dialog_is_open(page):
    page.goto("/styleguide/")
    page.get_by_role("link", name="창 열기").first.click()
    page.get_by_role("dialog").get_by_role("button", name="말하기").click()
    # Outside the dialog nothing can be reached, so being found there means being heard.
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("창 안에서도 말해요.")
    page.keyboard.press("Escape")
    expect(page.locator("body > #toast")).to_have_count(1)


def test_copying_puts_the_words_where_they_can_be_pasted(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/styleguide/")
    page.get_by_role("button", name="복사하기").first.click()
    expect(page.locator("#toast").get_by_role("status")).to_have_text("복사했어요.")
    assert page.evaluate("navigator.clipboard.readText()") == "상상 한 방울"


def test_a_long_field_counts_when_little_room_is_left(page):
    page.goto("/styleguide/")
    field, counter = page.locator("#empty_day-body"), page.locator("#empty_day-body_counter")
    expect(counter).to_be_hidden()
    field.fill("가" * 90)
    expect(counter).to_have_text("10자 더 쓸 수 있어요")
    expect(page.locator("#wrong_night-body_counter")).to_have_text("4자 넘었어요")


def test_every_component_is_reached_by_keyboard_in_reading_order_with_a_visible_focus(page):
    page.goto("/styleguide/")
    page.locator("#buttons-title").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tops, unseen = [], []
    for _step in range(40):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => {
                const e = document.activeElement, box = e.getBoundingClientRect(), side = e.closest(".scheme-night") ? 1 : 0;
                const group = e.closest("section")?.id ?? "";
                return [group, side, Math.round(box.top + scrollY), getComputedStyle(e).outlineStyle, e.outerHTML.slice(0, 80)];
            }"""
        )
        tops.append((place[0], place[1], place[2]))
        if place[3] == "none":
            unseen.append(place[4])
    assert not unseen
    buttons = [(side, top) for group, side, top in tops if group == "buttons"]
    assert len(buttons) > 30
    # Things of one line may differ by a few pixels in height.
    assert all(after[0] > before[0] or after[1] >= before[1] - 30 for before, after in pairwise(buttons))


def test_recommending_fills_the_drop(page):
    page.goto("/styleguide/")
    water = page.locator("#buttons .scheme-day .recommend__water")
    full, empty = water.nth(1).bounding_box(), water.nth(0).bounding_box()
    assert full["height"] > 5
    assert empty is None or empty["height"] < 1


def test_nothing_moves_for_those_who_asked_for_rest(page):
    page.goto("/styleguide/")
    page.wait_for_timeout(300)
    running = page.evaluate("document.getAnimations().filter(each => each.playState === 'running').length")
    assert running == 0
