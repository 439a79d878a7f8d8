"""Passing an idea on, in a real browser."""

import json
import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from ideas.models import Idea
from tests.factories.ideas import IdeaFactory

SDK = "https://t1.kakaocdn.net/"
# Stands in for the device's own sheet; what it was given is written where a test can wait for it.
STUB = """navigator.share = async (what) => { document.documentElement.dataset.shared = JSON.stringify(what); %s };"""


@pytest.fixture
def idea(transactional_db) -> Idea:
    return IdeaFactory(title="한강 다리에 그늘 쉼터를 & 벤치를", recommendation_count=3)


@pytest.fixture
def address(idea) -> str:
    """The address that is passed on: that of the site, whatever host the test server has."""
    return f"{django_settings.SITE_URL}{idea.get_absolute_url()}"


@pytest.fixture
def with_key(settings):
    """A site with a key for KakaoTalk, and the policy that base.py makes of it."""
    settings.KAKAO_JS_KEY = "a-key"
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {**policy["DIRECTIVES"], "script-src": ["'self'", settings.KAKAO_SDK]}
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": directives}


def sheet(page):
    return page.get_by_role("dialog", name="이웃에게 나누기")


def test_the_address_is_copied_with_a_word(idea, address, open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="나누기").click()
    page.get_by_role("button", name="주소 복사").click()
    expect(page.get_by_role("status").filter(has_text="주소를 복사했어요")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_the_dialog_opens_and_closes_by_keyboard_and_gives_the_focus_back(idea, page):
    page.goto(idea.get_absolute_url())
    opener = page.get_by_role("link", name="나누기")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.get_by_role("button", name="닫기").press("Enter")):
        opener.focus()
        page.keyboard.press("Enter")
        expect(sheet(page)).to_be_visible()
        assert page.evaluate("document.querySelector('#share').contains(document.activeElement)")
        close()
        expect(sheet(page)).to_be_hidden()
        expect(opener).to_be_focused()


def test_the_preview_is_the_picture_that_goes_along_and_is_drawn_only_when_looked_at(idea, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "share.png" in request.url else None)
    page.goto(idea.get_absolute_url(), wait_until="networkidle")
    assert asked == []
    page.get_by_role("link", name="나누기").click()
    picture = sheet(page).locator("img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1200)
    wide, high = picture.evaluate("image => [image.clientWidth, image.clientHeight]")
    assert wide / high == pytest.approx(1200 / 630, abs=0.02)
    assert len(asked) == 1


@pytest.mark.parametrize("dark", [False, True])
def test_the_dialog_is_for_everybody(idea, open_page, axe, no_sideways_scroll, dark):
    for width in (1280, 320):
        page = open_page(width=width, height=640, touch=width < 600, dark=dark)
        page.goto(idea.get_absolute_url())
        page.get_by_role("link", name="나누기").click()
        expect(sheet(page)).to_be_visible()
        axe(page)
        no_sideways_scroll(page)
        small = page.evaluate(
            """[...document.querySelectorAll("#share a, #share button")].filter(e => e.getClientRects().length)
            .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert not small


def test_without_scripts_the_address_and_a_letter_are_there(idea, address, open_page):
    page = open_page(width=390, touch=True, scripts=False)
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="나누기").click()
    expect(page.locator("#share").get_by_text(address)).to_be_visible()
    letter = page.locator("#share").get_by_role("link", name="메일").get_attribute("href")
    assert letter.startswith("mailto:?subject=%ED%95%9C%EA%B0%95%20")
    assert letter.endswith(f"%0D%0A{address.replace(':', '%3A').replace('/', '%2F')}")
    assert "%26%20" in letter
    expect(page.locator("#share").get_by_role("button")).to_have_count(0)
    dialog, below = page.locator("#share").bounding_box(), page.locator("#comments").bounding_box()
    assert dialog["y"] + dialog["height"] <= below["y"], "it is a part of the page and covers nothing"


def test_a_telephone_opens_its_own_sheet(idea, address, phone):
    phone.add_init_script(STUB % "")
    phone.goto(idea.get_absolute_url())
    phone.get_by_role("link", name="나누기").tap()
    expect(phone.locator("html")).to_have_attribute("data-shared", re.compile(address))
    assert json.loads(phone.locator("html").get_attribute("data-shared")) == {"title": idea.title, "url": address}
    expect(sheet(phone)).to_be_hidden()


@pytest.mark.parametrize(("failure", "shown"), [("AbortError", False), ("NotAllowedError", True)])
def test_when_its_own_sheet_fails_a_telephone_shows_ours(idea, phone, failure, shown):
    phone.add_init_script(STUB % f"throw new DOMException('', '{failure}');")
    phone.goto(idea.get_absolute_url())
    phone.get_by_role("link", name="나누기").tap()
    expect(phone.locator("html")).to_have_attribute("data-shared", re.compile("."))
    expect(sheet(phone)).to_be_visible() if shown else expect(sheet(phone)).to_be_hidden()


def test_without_a_key_there_is_no_kakaotalk(idea, page):
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="나누기").click()
    expect(page.get_by_role("button", name="카카오톡")).to_have_count(0)
    assert "kakao" not in page.content()


def test_kakaotalk_is_asked_for_its_script_only_when_it_is_wanted(idea, address, page, with_key, settings, complaints):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith(SDK) else None)
    page.route(
        f"{SDK}**", lambda route: route.fulfill(body="window.tampered = true;", headers={"access-control-allow-origin": "*"})
    )
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="나누기").click()
    button = page.get_by_role("button", name="카카오톡")
    expect(button).to_be_visible()
    assert asked == []
    button.click()
    expect(page.get_by_role("status").filter(has_text="카카오톡을 열지 못했어요")).to_be_visible()
    assert asked == [settings.KAKAO_SDK]
    assert page.evaluate("window.tampered") is None, "a file with another digest does not run"
    assert complaints
    complaints.forgive("integrity")
    complaints.forgive(SDK)


def test_kakaotalk_gets_the_idea_with_its_picture(idea, address, page, with_key):
    page.add_init_script(
        """let ready = false;
        const note = (what) => { document.documentElement.dataset.shared = JSON.stringify(what); };
        window.Kakao = { init: (key) => { ready = key; }, isInitialized: () => Boolean(ready),
            Share: { sendDefault: (what) => note({ ready, ...what }) } };"""
    )
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="나누기").click()
    page.get_by_role("button", name="카카오톡").click()
    expect(page.locator("html")).to_have_attribute("data-shared", re.compile(idea.title))
    sent = json.loads(page.locator("html").get_attribute("data-shared"))
    assert (sent["ready"], sent["content"]["title"]) == ("a-key", idea.title)
    assert sent["content"]["link"] == {"mobileWebUrl": address, "webUrl": address}
    assert sent["content"]["imageUrl"].startswith(f"{address}share.png?v=")
