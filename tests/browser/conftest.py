"""A real Chromium against a live server.

A test asks for `page` (1280 px wide) or `phone` (390 px, touch), or for `open_page(...)` when it wants another shape. Every page
opened this way fails its test at the end when the browser complained: a script error, a breach of the security policy, a server
error. `log_in(page, user)` opens a session; `axe(page)` looks for serious accessibility problems.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from common.webfont import build_fonts

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SHOTS = Path(__file__).resolve().parents[2] / "test-results"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Everything in this folder needs Chromium."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("browser")


def pytest_collection_finish(session):
    """Pages ask for the web font; it is built here and not in a fixture, lest the first test's time runs out."""
    if any(item.path.parent == Path(__file__).parent for item in session.items):
        build_fonts()


@pytest.fixture(scope="session")
def browser():
    """One Chromium of the system for all tests of a process."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail("Browser tests need Chromium: apt-get install chromium fonts-noto-cjk (or run without: -m 'not browser')")
    # Playwright runs an event loop in this thread; Django would take the tests' own queries for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


class Complaints(list):
    """What the browser complained about; a test that provokes a complaint on purpose calls `forgive(part of the text)`."""

    def watch(self, page) -> None:
        """Listen to `page` from now on."""
        page.on("pageerror", lambda error: self.append(f"script error: {error}"))
        page.on("console", self._console)
        page.on("response", self._response)
        page.on("requestfailed", lambda request: self._failed(request))

    def forgive(self, text: str) -> None:
        """Take back the complaints that contain `text`."""
        self[:] = [complaint for complaint in self if text not in complaint]

    def _console(self, message) -> None:
        # Chromium repeats every answer of 400 and above on the console; those we judge in _response.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.append(f"console: {message.text}")

    def _response(self, response) -> None:
        missing_part = response.status == 404 and response.request.resource_type in {"script", "stylesheet", "image", "font"}
        if response.status >= 500 or missing_part:
            self.append(f"{response.status} {response.url}")

    def _failed(self, request) -> None:
        # Requests given up because the page moved on are nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            self.append(f"{request.failure} {request.url}")


@pytest.fixture
def complaints():
    """The complaints of all pages of this test; must be empty in the end."""
    found = Complaints()
    yield found
    assert not found, "the browser complained:\n" + "\n".join(found)


@pytest.fixture
def open_page(browser, live_server, complaints, request):
    """open_page(width=1280, height=900, touch=False, scripts=True, dark=False): a page whose addresses start at the site."""
    contexts = []

    def opened(*, width=1280, height=900, touch=False, scripts=True, dark=False, **more):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page)
        return page

    yield opened
    failed = getattr(request.node, "failed", False)
    for number, context in enumerate(contexts):
        for page in context.pages if failed else ():
            SHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SHOTS / f"{request.node.name.replace('/', '_')[:80]}-{number}.png")
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Remember a failure, so that the fixtures can leave a picture of it in test-results/."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture
def page(open_page):
    """A desktop page, 1280 px wide."""
    return open_page()


@pytest.fixture
def phone(open_page):
    """A telephone, 390 px wide, with touch."""
    return open_page(width=390, height=844, touch=True)


@pytest.fixture
def log_in(live_server):
    """log_in(page, user): `user` is logged in on that page from its next request on."""

    def logged_in(page, user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])

    return logged_in


def axe_findings(page, **options) -> list[dict]:
    """What axe-core finds on a page; `options` as axe.run takes them. The script is put into a document once."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # The style sheets loaded once more would only serve rules that are off by default.
    options = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}, **options}
    return page.evaluate("options => axe.run(document, options).then(results => results.violations)", options)


@pytest.fixture
def axe():
    """axe(page): fails when axe-core finds a serious or critical accessibility problem on the page."""

    def checked(page, *, ignore=()):
        violations = axe_findings(page)
        grave = [found for found in violations if found["impact"] in {"serious", "critical"} and found["id"] not in ignore]
        lines = [
            f"{found['id']}: {found['help']}\n" + "\n".join(f"    {node['html'][:160]}" for node in found["nodes"][:5])
            for found in grave
        ]
        assert not grave, f"axe on {page.url}:\n" + "\n".join(lines)

    return checked


@pytest.fixture
def no_sideways_scroll():
    """no_sideways_scroll(page): fails when the page is wider than its window."""

    def checked(page):
        wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"

    return checked
