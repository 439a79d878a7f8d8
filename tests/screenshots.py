"""`python -m tests.screenshots`, which is what `make screenshots` does: pictures of the demo city for docs/."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.browser.conftest import CHROMIUM, QUIET

ROOT = Path(__file__).resolve().parents[1]
BEST_IDEA = ".idea-card__title a"
LIVELY_DEBATE = ".debate-card__title a >> text=초록불"


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, how large, by day or night.

    follow: a link to go on to first. role: whose demo account to log in with.
    """

    name: str
    address: str
    width: int = 1280
    height: int = 900
    dark: bool = False
    follow: str = ""
    role: str = ""


SHOTS = (
    Shot("screenshot.png", "/"),
    Shot("screenshot-night.png", "/", dark=True),
    Shot("screenshot-ideas.png", "/ideas/?sort=recommended"),
    Shot("screenshot-idea.png", "/ideas/?stage=debate&sort=recommended", follow=BEST_IDEA),
    Shot("screenshot-debate.png", "/debates/", height=1250, follow=LIVELY_DEBATE),
    Shot("screenshot-cards.png", "/cards/"),
    Shot("screenshot-desk.png", "/desk/", role="idea_office"),
    Shot("screenshot-phone.png", "/", 390, 844),
    Shot("screenshot-phone-idea.png", "/ideas/?sort=recommended", 390, 844, follow=BEST_IDEA),
    Shot("screenshot-phone-debate.png", "/debates/", 390, 844, follow=LIVELY_DEBATE),
    Shot("screenshot-phone-night.png", "/cards/", 390, 844, dark=True),
    Shot("screenshot-phone-write.png", "/ideas/new/", 390, 844),
)
READY_WITHIN = 900


def start_site(var: str, port: int) -> subprocess.Popen:
    """A site of its own on an empty folder, with the demo city."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    env |= {"OASIS_VAR_DIR": var, "PORT": str(port)}
    site = subprocess.Popen([sys.executable, "-m", "oasis.serve"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + READY_WITHIN
    while site.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=READY_WITHIN).close()
            return site
        except OSError:
            time.sleep(0.3)
    site.kill()
    raise SystemExit("The site did not start.")


def shoot(port: int, var: str, folder: Path) -> None:
    """Take every picture of SHOTS."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise SystemExit("Screenshots need Chromium: apt-get install chromium fonts-noto-cjk")
    accounts = {each["role"]: each for each in json.loads((Path(var) / "demo-accounts.json").read_text())}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for shot in SHOTS:
            page = browser.new_page(
                base_url=f"http://127.0.0.1:{port}",
                viewport={"width": shot.width, "height": shot.height},
                color_scheme="dark" if shot.dark else "light",
                locale="ko-KR",
                reduced_motion="reduce",
            )
            if shot.role:
                log_in(page, accounts[shot.role])
            page.goto(shot.address, wait_until="networkidle")
            if shot.follow:
                page.locator(shot.follow).first.click()
                page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / shot.name)
            page.close()
            shrink(folder / shot.name)
            print(folder / shot.name)
        browser.close()


def log_in(page, account: dict) -> None:
    """Log in as a member of the demo city."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(account["email"])
    page.locator("[name=password]").fill(account["password"])
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")


def shrink(file: Path) -> None:
    """The picture with 256 colours: a third of the bytes, and nobody sees it."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main() -> None:
    """Start, shoot, stop."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = ROOT / "docs"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oasis-shots-") as var:
        site = start_site(var, port)
        try:
            shoot(port, var, folder)
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(timeout=20)


if __name__ == "__main__":
    main()
