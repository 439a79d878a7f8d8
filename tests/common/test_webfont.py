import io

import brotli
import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from common.webfont import build, build_fonts, print_display_font, print_font, slices
from common.webfont.corners import rounded
from common.webfont.faces import small_face
from common.webfont.stylesheet import SYSTEM_FACES, Rule, stylesheet

TEMPLATES = settings.BASE_DIR / "templates"


def syllables(text):
    return {character for character in text if ord(character) in slices.HANGUL}


@pytest.fixture(scope="session")
def fonts():
    """The folder of the built faces; built once a checkout."""
    build_fonts()
    return settings.VAR_DIR / "fonts"


# -- slices ---------------------------------------------------------------------------------------
def test_every_syllable_is_in_exactly_one_slice():
    found = [each for part in slices.text_slices() for each in part.characters if each in slices.HANGUL]
    assert sorted(found) == list(slices.HANGUL)


def test_no_character_is_in_two_slices():
    for parts in (slices.text_slices(), slices.display_slices()):
        every = [each for part in parts for each in part.characters]
        assert len(every) == len(set(every))


def test_our_own_screens_need_only_the_first_slice():
    said = syllables("".join(path.read_text() for path in TEMPLATES.rglob("*.html")))
    rare = said - syllables(map(chr, slices.text_slices()[0].characters))
    assert len(rare) <= len(said) / 100, f"in no page's first slice: {''.join(sorted(rare))}"


def test_the_name_of_the_site_needs_only_the_first_slice_of_the_display_face():
    assert syllables(settings.WAGTAIL_SITE_NAME + "12,345방울") <= syllables(map(chr, slices.display_slices()[0].characters))


def test_a_range_names_runs_by_their_ends():
    assert slices.Slice("x", (0x20, 0x21, 0x22, 0xAC00, 0xAC04, 0xAC05)).unicode_range == "u+20-22,u+ac00,u+ac04-ac05"


# -- the display face -----------------------------------------------------------------------------
def drawn(*squares):
    """A font with one letter of some squares, each (left, bottom, right, top)."""
    pen = TTGlyphPen(None)
    for left, bottom, right, top in squares:
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "letter"])
    builder.setupCharacterMap({0x41: "letter"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "letter": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "letter": (500, 0)})
    return builder.font.getGlyphSet()


def points(glyph):
    return {tuple(point) for point, flag in zip(glyph.coordinates, glyph.flags, strict=True) if flag & 1}


def test_a_free_corner_becomes_round_and_stays_within_its_letter():
    glyph = rounded(drawn((0, 0, 400, 400)), "letter", 70, 1)
    assert not points(glyph) & {(0, 0), (0, 400), (400, 400), (400, 0)}
    assert glyph.coordinates.calcBounds() == (0, 0, 400, 400)


def test_a_corner_that_another_stroke_covers_stays_sharp():
    stem, branch = (0, 0, 100, 400), (80, 150, 300, 250)
    sharp = points(rounded(drawn(stem, branch), "letter", 70, 1))
    assert {(80, 150), (80, 250)} <= sharp
    assert not {(300, 150), (300, 250), (0, 0), (0, 400)} & sharp


def test_rounding_takes_at_most_half_of_an_edge():
    glyph = rounded(drawn((0, 0, 100, 400)), "letter", 70, 1)
    assert {x for x, y in points(glyph) if y in {0, 400}} <= {50}


def test_the_same_letters_make_the_same_file_whenever_that_is():
    def made_on(day):
        with time_machine.travel(day, tick=False):
            font = small_face("Oasis Test", {0x41: (rounded(drawn((0, 0, 400, 400)), "letter", 70, 1), 500)})
            build.save(font, file := io.BytesIO())
        return file.getvalue()

    assert made_on("2026-01-01") == made_on("2027-07-07")


# -- the style sheet ------------------------------------------------------------------------------
def test_the_faces_of_the_system_take_on_the_measures_of_ours():
    css = stylesheet([], 1.16, 0.288, 0.92)
    nanum = next(line for line in css.splitlines() if "Oasis Nanum" in line)
    scale = 0.92 / SYSTEM_FACES["Oasis Nanum"][1]
    assert f"size-adjust:{scale:.2%}" in nanum
    assert f"ascent-override:{1.16 / scale:.2%}" in nanum
    assert "line-gap-override:0%" in nanum


def test_text_shows_before_the_web_font_is_there():
    css = stylesheet([Rule("Oasis Sans", "sans-x.woff2", "400", "u+41")], 1, 0.2, 0.92)
    assert css.splitlines()[-1] == (
        '@font-face{font-family:"Oasis Sans";font-weight:400;font-display:swap;'
        'src:url(sans-x.woff2) format("woff2");unicode-range:u+41}'
    )


@pytest.mark.timeout(600)
def test_the_style_sheet_names_every_file_and_is_small_on_the_wire(fonts):
    css = (fonts / "web" / "fonts.css").read_bytes()
    files = {path.name for path in (fonts / "web").glob("*.woff2")}
    assert files
    assert all(f"url({name})".encode() in css for name in files)
    inline = css.count(b"url(data:font/woff2;base64,")
    assert inline == 1
    assert css.count(b"url(") == len(files) + inline
    assert len(brotli.compress(css)) <= 8_000


# -- the faces ------------------------------------------------------------------------------------
@pytest.mark.timeout(600)
def test_each_file_has_the_letters_its_rule_promises(fonts):
    for part in slices.text_slices():
        path = fonts / "web" / f"sans-{part.name}.woff2"
        letters = TTFont(path).getBestCmap().keys() if path.exists() else set()
        assert letters <= set(part.characters)
        assert {each for each in part.characters if each in slices.HANGUL} <= letters


@pytest.mark.timeout(600)
def test_the_first_slice_stays_within_its_share_of_a_page(fonts):
    assert (fonts / "web" / "sans-common.woff2").stat().st_size <= 64_000
    assert (fonts / "web" / "display-figures.woff2").stat().st_size <= 8_000


@pytest.mark.timeout(600)
def test_the_licence_lies_beside_the_faces(fonts):
    for folder in ("web", "print"):
        for name in ("OFL-NotoSansKR.txt", "OFL-Fredoka.txt"):
            assert "SIL OPEN FONT LICENSE" in (fonts / folder / name).read_text().upper()


@pytest.mark.timeout(600)
def test_pictures_can_be_written_with_every_syllable(fonts):
    for bold in (False, True):
        assert set(slices.HANGUL) <= TTFont(print_font(bold), lazy=True).getBestCmap().keys()
    assert ink(print_font(True)) > ink(print_font(False)) * 1.3
    assert ink(print_display_font()) > 0


def ink(path):
    """How dark a word is that Pillow writes."""
    picture = Image.new("L", (400, 100))
    ImageDraw.Draw(picture).text((10, 10), "상상 한 방울", fill=255, font=ImageFont.truetype(str(path), 48))
    return sum(picture.tobytes())


# -- building -------------------------------------------------------------------------------------
@pytest.fixture
def quick_build(settings, tmp_path, monkeypatch):
    """A VAR_DIR of its own and a build that only counts how often it was done."""
    settings.VAR_DIR = tmp_path
    builds = []

    def pretend(folder):
        (folder / "web").mkdir(parents=True)
        (folder / "web" / "fonts.css").write_text(f"build {len(builds)}")
        builds.append(folder)

    monkeypatch.setattr(build, "build_into", pretend)
    return builds


def test_fonts_are_built_once(quick_build):
    assert build_fonts() is True
    assert build_fonts() is False
    assert len(quick_build) == 1


def test_another_version_of_a_package_builds_them_anew(quick_build, monkeypatch, tmp_path):
    build_fonts()
    monkeypatch.setattr(build, "version", lambda name: "99")
    assert build_fonts() is True
    assert (tmp_path / "fonts" / "web" / "fonts.css").read_text() == "build 1"


def test_a_build_that_was_killed_is_done_again(quick_build, tmp_path):
    half = tmp_path / "fonts.new" / "web"
    half.mkdir(parents=True)
    (half / "half.woff2").touch()
    (tmp_path / "fonts" / "web").mkdir(parents=True)  # as the settings make it
    assert build_fonts() is True
    assert not (tmp_path / "fonts.new").exists()
    assert [path.name for path in (tmp_path / "fonts" / "web").iterdir()] == ["fonts.css"]


def test_a_build_that_fails_leaves_the_old_fonts_in_place(quick_build, tmp_path, monkeypatch):
    build_fonts()

    def fail(folder):
        folder.mkdir()
        raise OSError("the disk is full")

    monkeypatch.setattr(build, "build_into", fail)
    monkeypatch.setattr(build, "version", lambda name: "99")
    with pytest.raises(OSError, match="disk is full"):
        build_fonts()
    assert (tmp_path / "fonts" / "web" / "fonts.css").read_text() == "build 0"


def test_a_face_for_pictures_is_built_when_it_is_missing(quick_build, tmp_path):
    assert print_font(bold=True) == tmp_path / "fonts" / "print" / "bold.ttf"
    assert len(quick_build) == 1


def test_the_command_says_what_it_did(quick_build):
    for said in ("is built", "was there already"):
        out = io.StringIO()
        call_command("build_fonts", stdout=out)
        assert said in out.getvalue()


def test_collecting_static_files_builds_the_fonts_first(quick_build, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [("fonts", tmp_path / "fonts" / "web")]
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "static" / "fonts" / "fonts.css").read_text() == "build 0"
