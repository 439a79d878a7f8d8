"""Every page in every state (tests/gallery/scenes.py): nothing sticks out, everything can be read, reached and pressed."""

import sqlite3

import pytest
from django.db import connection

from tests.browser.conftest import axe_findings
from tests.gallery import city, pipeline, scenes, works

pytestmark = pytest.mark.django_db(transaction=True)

# Everything that can be pressed has room for a thumb; what lies in running text may be as high as its line.
TOO_SMALL = """() => {
    const pressable = "a[href], button, summary, select, textarea, input:not([type=hidden])";
    const inText = (element) => element.matches("a")
        && [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 1);
    // A label is pressed for its box, a card for the link that covers it.
    const larger = (element) => [
        element.closest("label"),
        element.matches(".idea-card__title a, .desk-row__title a") && element.closest(".card, .desk-row"),
    ];
    const boxes = (element) => [element, ...larger(element)].filter(Boolean).map((each) => each.getBoundingClientRect());
    const height = (element) => Math.max(...boxes(element).map((box) => box.height));
    return [...document.querySelectorAll(pressable)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length)
        .filter((element) => !element.closest(".skip-link, .visually-hidden") && !inText(element) && height(element) < 43.5)
        .map((element) => `${Math.round(height(element))} px high: ${element.outerHTML.slice(0, 140)}`);
}"""
STICKS_OUT = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = (element) => element.getBoundingClientRect().right > root.clientWidth + 1;
    const guilty = [...document.querySelectorAll("body *")].filter(out).slice(-2);
    return guilty.map((element) => `${root.scrollWidth} px wide by ${element.outerHTML.slice(0, 140)}`);
}"""
# One after another by Tab: never back up the page, never under the bar at the thumb, never without a sign of the focus.
WHERE = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    // A title cut off after two lines still counts all of them; what is seen is its first.
    const box = element.matches(".idea-card__title a") ? element.getClientRects()[0] : element.getBoundingClientRect();
    const bar = document.querySelector(".action-bar");
    const covers = bar && getComputedStyle(bar).position === "fixed" && !bar.contains(element);
    return {
        name: element.outerHTML.slice(0, 120),
        top: box.top + scrollY,
        bottom: box.bottom,
        under: covers ? bar.getBoundingClientRect().top : innerHeight,
        inMain: Boolean(element.closest("main")),
        inBar: Boolean(element.closest(".action-bar")),
        tall: box.height > innerHeight / 2,
        marked: getComputedStyle(element).outlineStyle !== "none" || element.matches(".idea-card__title a, .files__pick input"),
    };
}"""
GROUPS = {
    "lists": scenes.LISTS,
    "ideas": scenes.IDEAS,
    "writing": scenes.WRITING,
    "accounts": scenes.ACCOUNTS,
    "pipeline": scenes.PIPELINE,
    "desk": scenes.DESK,
    **works.GROUPS,
    "faults": scenes.FAULTS,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Where the photos of the awkward city lie."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def made():
    """What was made for the first test of this file: the people, the places and a copy of the database."""
    return {}


@pytest.fixture
def awkward(transactional_db, settings, files, made):
    """The awkward city, its photos on disk; returns its people and the numbers that addresses need.

    Making it takes a while, so it is made once; every test finds it as it was then.
    """
    settings.MEDIA_ROOT = files
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    connection.ensure_connection()
    if made:
        made["copy"].backup(connection.connection)
        return made["people"], made["places"]
    people = city.people()
    pipeline.staff(people)
    city.awkward_city(people)
    places = city.places(people) | pipeline.awkward_pipeline(people) | works.awkward_works(people)
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)
    made.update(people=people, places=places, copy=copy)
    return people, places


@pytest.fixture
def enter(awkward, open_page, live_server, complaints):
    """enter(scene, **shape): a page in the state of a scene."""
    people, places = awkward
    pages = {}

    def entered(scene, **shape):
        key = (scene.who, *shape.items())
        page = pages.get(key) or open_page(**{"width": 390, "height": 844, "touch": True, **shape})
        pages[key] = page
        if scene.who:
            page.context.add_cookies([city.cookie(people[scene.who], live_server.url)])
        scenes.enter(page, scene, places)
        return page

    return entered


def grave(page, **options) -> list[str]:
    """What axe finds serious on a page."""
    return [
        f"{each['id']}: {node['html'][:140]}"
        for each in axe_findings(page, **options)
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_every_state_fits_a_small_window_and_a_thumb(enter, group):
    trouble = []
    for scene in GROUPS[group]:
        page = enter(scene)
        found = [] if page.locator("h1").count() == 1 else [f"{page.locator('h1').count()} first headings"]
        found += page.evaluate(TOO_SMALL)
        found += grave(page)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(100)
        found += grave(page, runOnly=["color-contrast"])
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        found += page.evaluate(STICKS_OUT)
        # Twice the size of letters in twice the window is what a reader gets who zooms to 200 %.
        page.set_viewport_size({"width": 640, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += page.evaluate(STICKS_OUT)
        page.set_viewport_size({"width": 390, "height": 844})
        trouble += [f"{scene.name}: {each}" for each in found]
    assert not trouble, "\n".join(trouble)


@pytest.mark.parametrize("name", ["list", "idea-everything", "write-draft"])
def test_the_keyboard_goes_down_the_page_and_never_under_the_bar(enter, name):
    page = enter(next(scene for scene in scenes.SCENES if scene.name == name))
    page.locator("main").focus()
    last, stops = 0, 0
    for _step in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(40)  # the page scrolls there in the next frame
        here = page.evaluate(WHERE)
        if here is None or not here["inMain"]:
            break
        stops += 1
        assert here["marked"], f"no sign of the focus: {here['name']}"
        # What is taller than half the window cannot be shown whole.
        assert here["tall"] or here["bottom"] <= here["under"] + 1, f"under the bar: {here['name']}"
        if not here["inBar"]:
            assert here["top"] >= last - 60, f"back up the page: {here['name']}"
            last = here["top"]
    assert stops > 5
