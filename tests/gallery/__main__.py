"""`python -m tests.gallery`, which is what `make gallery` does: every page and state as a picture, to be looked at.

Starts a site of its own with a deliberately awkward city (tests/gallery/city.py): nothing, one and many of everything, titles of
80 characters, a word of 60 letters, photos of every shape, long departments, errors. Takes each scene of tests/gallery/scenes.py
in each window and dress, and puts them side by side on contact sheets. Pictures go to test-results/gallery/ (or `--to`).

    python -m tests.gallery                             everything, in about ten minutes
    python -m tests.gallery --only idea- --width 390    some scenes, in one window
    python -m tests.gallery --dress night --var /tmp/x  by night; the site stays in /tmp/x and is quicker to start again
"""

import argparse
import json
import os
import shutil
import signal
import socket
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (320, 390, 768, 1280)
HEIGHTS = {320: 568, 390: 844, 768: 1024, 1280: 800}
DRESSES = ("day", "night", "contrast", "large")
# High contrast changes nothing that other windows would show; large letters in a middling window are what zooming to 200 % gives.
FEW = {"contrast": (390,), "large": (768,)}


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[""], help="beginnings of the names of scenes")
    parser.add_argument("--width", nargs="*", type=int, choices=WIDTHS, default=WIDTHS)
    parser.add_argument("--dress", nargs="*", choices=DRESSES, default=DRESSES)
    parser.add_argument("--to", type=Path, default=ROOT / "test-results" / "gallery")
    parser.add_argument("--var", type=Path, help="keep the site in this folder and use it again")
    parser.add_argument("--minutes", type=float, default=20, help="stop after this time with what there is")
    return parser.parse_args()


def wear(page, dress: str) -> None:
    """Day, night, the high contrast of the system, or letters twice as large."""
    page.emulate_media(
        color_scheme="dark" if dress == "night" else "light",
        forced_colors="active" if dress == "contrast" else "none",
        reduced_motion="reduce",
    )
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", "200%" if dress == "large" else "")


class Gallery:
    """Takes the pictures; `wanted` are the options above."""

    def __init__(self, browser, base: str, wanted: argparse.Namespace):
        self.browser, self.base, self.wanted = browser, base, wanted
        self.shots: dict[tuple[str, int], list[Path]] = {}
        self.until = time.monotonic() + wanted.minutes * 60
        self.left_out: list[str] = []

    def show(self, scenes, people: dict, places: dict) -> None:
        """Take every wanted scene; one that cannot be reached is named at the end."""
        for scene in scenes:
            if not scene.name.startswith(tuple(self.wanted.only)):
                continue
            if time.monotonic() > self.until:
                self.left_out.append(f"{scene.name}: no time left")
                continue
            try:
                self.take(scene, people, places)
                print(".", end="", flush=True)
            except Exception as trouble:  # a broken page must not keep the others from being seen
                self.left_out.append(f"{scene.name}: {str(trouble).splitlines()[0]}")

    def take(self, scene, people: dict, places: dict) -> None:
        """One scene in all windows and dresses."""
        from tests.gallery.city import cookie
        from tests.gallery.scenes import enter

        context = self.browser.new_context(
            base_url=self.base, locale="ko-KR", timezone_id="Asia/Seoul", reduced_motion="reduce", has_touch=True
        )
        context.set_default_timeout(15_000)
        try:
            if scene.who:
                context.add_cookies([cookie(people[scene.who], self.base)])
            page = context.new_page()
            page.set_viewport_size({"width": 390, "height": 844})
            enter(page, scene, places)
            page.evaluate("document.querySelectorAll('main img:not(dialog *)').forEach(image => { image.loading = 'eager'; })")
            page.wait_for_load_state("networkidle")
            for dress in self.wanted.dress:
                for width in self.wanted.width:
                    if width in FEW.get(dress, WIDTHS):
                        self.shoot(page, scene.name, dress, width)
        finally:
            context.close()

    def shoot(self, page, name: str, dress: str, width: int) -> None:
        """One picture of the whole page."""
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        wear(page, dress)
        page.wait_for_timeout(60)
        file = self.wanted.to / f"{dress}-{width}" / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file, full_page=True)
        self.shots.setdefault((dress, width), []).append(file)


def show_city(browser, base: str, wanted: argparse.Namespace, remembered: Path) -> Gallery:
    """Fill the city, unless it is an old one, and take everything. remembered: the file with its people and places."""
    from accounts.models import User
    from tests.gallery import city, meetings, pipeline, scenes, works

    gallery = Gallery(browser, base, wanted)
    if remembered.exists():
        keys, places = json.loads(remembered.read_text())
        people = {who: User.objects.get(pk=pk) for who, pk in keys.items()}
    else:
        people = city.people()
        pipeline.staff(people)
        gallery.show((*scenes.EMPTY, *meetings.EMPTY), people, {})
        city.awkward_city(people)
        places = city.places(people) | pipeline.awkward_pipeline(people) | works.awkward_works(people)
        remembered.write_text(json.dumps([{who: member.pk for who, member in people.items()}, places], default=str))
    gallery.show((*scenes.SCENES, *works.SCENES), people, places)
    return gallery


def main() -> None:
    """Start, fill, look, put side by side, stop."""
    wanted = options()
    folder = wanted.var or Path(tempfile.mkdtemp(prefix="oasis-gallery-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {"LOAD_DEMO": "no", "RATE_LIMITS": "no", "LOG_LEVEL": "ERROR", "OASIS_VAR_DIR": str(folder)}
    os.environ |= {"PORT": str(port), "DJANGO_SETTINGS_MODULE": "oasis.settings.production", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    import django
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, QUIET
    from tests.gallery.sheets import contact_sheet
    from tests.screenshots import start_site

    site = start_site(str(folder), port)
    try:
        django.setup()
        path = next(filter(None, map(shutil.which, CHROMIUM)), None)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
            gallery = show_city(browser, f"http://127.0.0.1:{port}", wanted, folder / "awkward-city.json")
            browser.close()
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=20)
        if wanted.var is None:
            shutil.rmtree(folder, ignore_errors=True)
    print()
    for (dress, width), shots in gallery.shots.items():
        print(contact_sheet(shots, wanted.to / f"sheet-{dress}-{width}", width))
    for name in gallery.left_out:
        print(f"left out: {name}")


if __name__ == "__main__":
    main()
