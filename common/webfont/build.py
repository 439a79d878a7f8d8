"""Builds everything the site needs of its typefaces; does nothing when that was done already."""

import base64
import fcntl
import hashlib
import io
import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from fontTools.ttLib import TTFont

from common.webfont import faces, slices, sources
from common.webfont.stylesheet import Rule, inline_face, stylesheet

TEXT, DISPLAY, BLANK = "Oasis Sans", "Oasis Display", "Oasis Blank"
LICENCES = {"OFL-NotoSansKR.txt": sources.HANGUL_LICENCE, "OFL-Fredoka.txt": sources.LATIN_LICENCE}


def fonts_folder() -> Path:
    """Where the finished faces lie."""
    return Path(settings.VAR_DIR) / "fonts"


def print_font(bold: bool) -> Path:
    """A whole TrueType face with all Hangul, for drawing pictures on the server; built when it is missing.

    bold: the heavy face of headings instead of the one of running text.
    """
    return printed("bold.ttf" if bold else "regular.ttf")


def print_display_font() -> Path:
    """The round display face as one TrueType file: Latin, figures and the 2,350 syllables of KS X 1001; built when missing."""
    return printed("display.ttf")


def printed(name: str) -> Path:
    """The path of a face for pictures, after a build when it is not there."""
    path = fonts_folder() / "print" / name
    if not path.exists():
        build_fonts()
    return path


def fonts_are_built() -> bool:
    """Whether the faces are there, made by this very code from these very packages."""
    return up_to_date(fonts_folder(), fingerprint())


def build_fonts() -> bool:
    """Build the faces when the packages or this code changed since the last time; whether there was anything to do.

    Two processes may call it at once; one waits for the other. A build that was killed leaves nothing behind that is used.
    """
    folder = fonts_folder()
    now = fingerprint()
    if up_to_date(folder, now):
        return False
    with folder.with_name("fonts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if up_to_date(folder, now):
            return False
        unfinished = folder.with_name("fonts.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        build_into(unfinished)
        (unfinished / "stamp").write_text(now)
        put_in_place(unfinished, folder)
    return True


def put_in_place(finished: Path, folder: Path) -> None:
    """Let a finished folder take the place of the old one."""
    old = folder.with_name("fonts.old")
    for last_try in (False, False, True):
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        try:
            finished.rename(folder)
            break
        except OSError:
            # Between the two lines a program that started made the folder that its settings name.
            if last_try:
                raise
    shutil.rmtree(old, ignore_errors=True)


def up_to_date(folder: Path, now: str) -> bool:
    """Whether a folder holds what a build would make now."""
    stamp = folder / "stamp"
    return stamp.exists() and stamp.read_text() == now


def fingerprint() -> str:
    """A digest over what shapes the faces: the versions of the packages, and this package's own code."""
    digest = hashlib.sha256(" ".join(f"{name}={version(name)}" for name in sources.PACKAGES).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build_into(folder: Path) -> None:
    """Make every file anew: the text face and the display face side by side, then the style sheet."""
    web, print_ = folder / "web", folder / "print"
    web.mkdir(parents=True)
    print_.mkdir()
    # Fresh processes and not forks: who calls may have threads.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(build_text_face, web, print_), pool.submit(build_display_face, web, print_)]
        rules = [rule for job in jobs for rule in job.result()]
    css = stylesheet(rules, *faces.ascent_and_descent(), faces.hangul_width())
    (web / "fonts.css").write_text(css + blank_face())
    for name, licence in LICENCES.items():
        for place in (web, print_):
            shutil.copyfile(licence, place / name)


def build_text_face(web: Path, print_: Path) -> list[Rule]:
    """The face of running text, in one weight; returns its rules.

    A heading in a weight of its own would cost as much again. What browsers make of this weight when they thicken it is hard to
    tell from the designers' own bold.
    """
    whole = faces.whole_face(faces.REGULAR)
    whole.save(print_ / "regular.ttf")
    common, *rarer = slices.text_slices()
    # Kerned, because Latin is in it; and every page waits for it, so it is the one file worth the extra pass.
    save(faces.common_face(common.characters), web / "sans-common.woff2")
    rules = [Rule(TEXT, "sans-common.woff2", str(faces.REGULAR), common.unicode_range)]
    return rules + sliced(rarer, faces.letters(whole, whole.getBestCmap()), TEXT, "sans", str(faces.REGULAR), web)


def build_display_face(web: Path, print_: Path) -> list[Rule]:
    """The round face of the brand and of big figures, heavy throughout; returns its rules."""
    whole = faces.whole_face(faces.HEAVY)
    whole.save(print_ / "bold.ttf")
    latin = map(ord, slices.FIGURES + slices.DISPLAY["latin"])
    letters = faces.display_letters(whole, filter(slices.in_ks_x_1001, slices.HANGUL), latin)
    faces.small_face(DISPLAY, letters).save(print_ / "display.ttf")
    return sliced(slices.display_slices(), letters, DISPLAY, "display", "400 900", web)


def blank_face() -> str:
    """The rule of a face in which every syllable is empty and as wide as ours.

    It keeps the place of the text on a machine without any Hangul until ours is here (static/js/hangul.js), because the boxes
    that would stand there are narrower, and lines would break elsewhere. Within the style sheet, so that it is there at once.
    """
    font = faces.empty_face(BLANK, slices.HANGUL, faces.hangul_width())
    file = io.BytesIO()
    save(font, file)
    return inline_face(BLANK, base64.b64encode(file.getvalue()).decode())


def sliced(
    parts: list[slices.Slice], letters: dict[int, faces.Letter], family: str, prefix: str, weight: str, web: Path
) -> list[Rule]:
    """Write the slices of a face that hold anything; returns their rules."""
    rules = []
    for part in parts:
        found = {character: letters[character] for character in part.characters if character in letters}
        if found:
            file = f"{prefix}-{part.name}.woff2"
            save(faces.small_face(family, found), web / file)
            rules.append(Rule(family, file, weight, part.unicode_range))
    return rules


def save(font: TTFont, file: Path | BinaryIO) -> None:
    """Write a face for the web, without the time of writing."""
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(file)
