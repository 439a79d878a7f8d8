"""Our drawings: one character with eight moods, five reaches of the river, four spots and the scene of the front page."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string

MOODS = ("glad", "hope", "wow", "think", "proud", "sorry", "lost", "asleep")
STAGES = ("proposed", "debate", "working", "realisation", "implementation")
SPOTS = ("sand", "signpost", "repair", "splash")
FACE_ONLY, WHOLE = "40", "96"

# What share pictures can be drawn from, see common/poster/.
DROP_SHAPES = {"path", "circle", "ellipse", "g"}
DROP_PARTS = ("body", "shade", "light", "face", "line", "cheek", "arm", "shadow", "leaf", "extra")
DROP_CLASSES = {f"drop__{part}" for part in DROP_PARTS}
GEOMETRY = {"class", "transform", "d", "cx", "cy", "r", "rx", "ry"}
FRAME = {"class", "viewBox", "width", "height", "aria-hidden", "role", "focusable", "preserveAspectRatio"}
COMMANDS = re.compile(r"[MLHVCSQTAZmlhvcsqtaz\d\s.,-]+")
BUDGET = 12_000


def drawn(template: str, **said) -> ElementTree.Element:
    """The drawing as a browser gets it; broken markup raises."""
    return ElementTree.fromstring(render_to_string(template, said).strip())  # noqa: S314 - our own templates


def drop(**said) -> ElementTree.Element:
    return drawn("components/_drop.html", **said)


def looks(picture: ElementTree.Element) -> set[str]:
    """Every class in a drawing but its frame's own."""
    return {name for shape in picture.iter() if shape is not picture for name in shape.get("class", "").split()}


def every_picture() -> list[ElementTree.Element]:
    return [
        *(drop(mood=mood, size=size) for mood in MOODS for size in (FACE_ONLY, WHOLE)),
        *(drawn("components/_stage_icon.html", stage=stage, size=size) for stage in STAGES for size in (FACE_ONLY, WHOLE)),
        *(drawn("components/_spot.html", name=name) for name in SPOTS),
        drawn("home/_scene.html"),
    ]


@pytest.mark.parametrize("size", [FACE_ONLY, WHOLE])
@pytest.mark.parametrize("mood", MOODS)
def test_a_mood_is_drawn_with_what_share_pictures_can_draw(mood, size):
    picture = drop(mood=mood, size=size)
    shapes = [shape for shape in picture.iter() if shape is not picture]
    assert picture.get("viewBox") == "0 0 96 96"
    assert {shape.tag for shape in shapes} <= DROP_SHAPES
    assert "drop__body" in looks(picture)
    assert looks(picture) <= DROP_CLASSES
    assert all(COMMANDS.fullmatch(shape.get("d")) for shape in shapes if shape.tag == "path")
    assert all(re.fullmatch(r"((translate|rotate|scale)\([\d .-]+\) ?)+", shape.get("transform", "scale(1)")) for shape in shapes)


@pytest.mark.parametrize("size", [FACE_ONLY, WHOLE])
def test_no_two_moods_look_the_same(size):
    assert len({ElementTree.tostring(drop(mood=mood, size=size)) for mood in MOODS}) == len(MOODS)


def test_a_drop_without_a_mood_is_glad():
    assert ElementTree.tostring(drop()) == ElementTree.tostring(drop(mood="glad", size=WHOLE))


@pytest.mark.parametrize("mood", MOODS)
def test_a_small_drop_is_only_body_and_face(mood):
    assert not looks(drop(mood=mood, size=FACE_ONLY)) & {"drop__arm", "drop__shadow", "drop__extra", "drop__leaf"}


def test_every_drop_has_the_same_body():
    bodies = {
        drop(mood=mood, size=size).find(".//path[@class='drop__body']").get("d") for mood in MOODS for size in (FACE_ONLY, WHOLE)
    }
    assert len(bodies) == 1


def test_a_drop_is_decoration_until_it_is_given_words():
    plain, speaking = drop(mood="proud"), drop(mood="proud", label="이루어진 <상상>")
    assert (plain.get("aria-hidden"), plain.get("role"), plain.find("title")) == ("true", None, None)
    assert (speaking.get("aria-hidden"), speaking.get("role"), speaking[0].tag) == (None, "img", "title")
    assert speaking.findtext("title") == "이루어진 <상상>"


@pytest.mark.parametrize("stage", STAGES)
def test_a_reach_has_a_picture_of_its_own_that_stays_silent(stage):
    picture = drawn("components/_stage_icon.html", stage=stage, size="48")
    assert (picture.get("viewBox"), picture.get("width"), picture.get("aria-hidden")) == ("0 0 48 48", "48", "true")
    others = [drawn("components/_stage_icon.html", stage=other, size="48") for other in STAGES if other != stage]
    inside = [ElementTree.tostring(shape) for shape in picture]
    assert all(inside != [ElementTree.tostring(shape) for shape in other] for other in others)


@pytest.mark.parametrize("name", SPOTS)
def test_a_spot_has_a_drop_in_it_and_stays_silent(name):
    picture = drawn("components/_spot.html", name=name, size="260")
    assert (picture.get("width"), picture.get("aria-hidden")) == ("260", "true")
    assert {"drop__body", "drop__line"} <= looks(picture)


def test_no_picture_carries_a_colour_or_a_style_of_its_own():
    for picture in every_picture():
        for shape in picture.iter():
            allowed = (
                FRAME
                if shape is picture
                else GEOMETRY | ({"id"} if shape.tag == "g" else set()) | ({"href"} if shape.tag == "use" else set())
            )
            assert set(shape.attrib) <= allowed, ElementTree.tostring(shape)


def test_every_class_of_a_picture_is_painted_in_the_style_sheet():
    sheet = (Path(settings.BASE_DIR) / "static" / "css" / "oasis.css").read_text()
    used = set().union(*(looks(picture) for picture in every_picture()))
    assert not {name for name in used if not re.search(rf"\.{name}(?![\w-])", sheet)}


def test_every_picture_is_light():
    sizes = [len(ElementTree.tostring(picture, encoding="utf-8")) for picture in every_picture()]
    assert max(sizes) < BUDGET


def test_every_shape_that_the_scene_repeats_is_there():
    picture = drawn("home/_scene.html")
    names = {f"#{shape.get('id')}" for shape in picture.iter("g") if shape.get("id")}
    assert {shape.get("href") for shape in picture.iter("use")} == names
