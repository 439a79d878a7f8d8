"""common.poster: share pictures, how they are drawn and how they are kept."""

import io
from dataclasses import replace
from datetime import date, timedelta
from unicodedata import normalize
from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from accounts.models import User
from common import poster
from common.contrast import DAY, contrast, parse_tokens
from common.limits import LIMITS, Limit, TooOften
from common.poster import CALM, HEIGHT, WIDTH, Poster, drawing, figures, lettering, palette, shelf
from common.poster.figures import Matrix
from common.poster.words import MOODS, REACHES

SHADE = Poster(
    title="한강 다리에 그늘 쉼터를 만들어요",
    brand="천만상상 오아시스",
    label="상상제안",
    reach="proposed",
    number="상상 128번",
    support="이웃 12명이 추천했어요",
    crowd=12,
)
DECOMPOSED = normalize("NFD", "한강")
LONG_WORD = "가나다라마바사아자차카타파하" * 4 + "끝입니다"
EIGHTY = (
    "버스 정류장마다 작은 도서관을 두고 기다리는 시간을 책 읽는 시간으로 바꾸면 어떨까요? "
    + "동네 서점과 학교가 함께 고르고 나누면 더 좋겠어요 정말요"
)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def sheet() -> dict[str, str]:
    """The colours of the style sheet by day, as the style page reads them."""
    return parse_tokens((django_settings.BASE_DIR / "static/css/oasis.css").read_text())[DAY]


# -- the picture ------------------------------------------------------------------------------
def test_a_picture_is_what_networks_ask_for():
    png = poster.picture(SHADE)
    image = opened(png)
    assert (image.format, image.size) == ("PNG", (1200, 630)) == ("PNG", (WIDTH, HEIGHT))
    assert len(png) < 100_000


def test_other_words_make_another_picture():
    empty = Poster(title="")
    pictures = {
        poster.picture(each)
        for each in (
            empty,
            SHADE,
            replace(SHADE, title="청혼의 벽"),
            replace(SHADE, brand="상상나라"),
            replace(SHADE, label="채택", reach="implementation"),
            replace(SHADE, number="상상 7번"),
            replace(SHADE, support="", crowd=0),
            replace(SHADE, mood="think"),
        )
    }
    assert len(pictures) == 8


def test_the_same_words_make_the_same_picture():
    assert poster.picture(SHADE) == poster.picture(replace(SHADE))


@pytest.mark.parametrize("title", ["", "한", LONG_WORD, EIGHTY, "a" * 600, "🎉🎉", "\u202e뒤집힌", DECOMPOSED, "다리\n\t다리"])
def test_every_title_can_be_drawn(title):
    assert opened(poster.picture(replace(SHADE, title=title, label=title, brand=title))).size == (1200, 630)


@pytest.mark.parametrize("title", [LONG_WORD, EIGHTY, "짧다", "a" * 600])
def test_no_word_touches_the_drop_or_the_brand(title):
    """The title stays in its column and above the brand, however long it is."""
    block = lettering.fitted(title, drawing.COLUMN, drawing.TITLE_SIZES, style=lettering.HEADING, leading=1.27)
    assert all(lettering.width_of(line, block.size, lettering.HEADING) <= drawing.COLUMN for line in block.lines)
    assert drawing.TITLE_TOP + block.height + drawing.SUPPORT_GAP + 44 <= drawing.BRAND_TOP
    assert drawing.DROP_AT[0] + drawing.DROP_SIZE // 24 > drawing.LEFT + drawing.COLUMN


# -- colours ----------------------------------------------------------------------------------
def test_the_colours_are_those_of_the_site_by_day():
    for name, colour in sheet().items():
        red, green, blue, opacity = palette.token(name)
        assert (f"#{red:02x}{green:02x}{blue:02x}", opacity) == (colour, 1.0), name


def test_the_sand_of_the_picture_is_the_ground_of_the_site():
    assert opened(poster.picture(SHADE)).convert("RGB").getpixel((4, 4)) == palette.token("ground")[:3]


def test_words_can_be_read_on_what_they_stand_on():
    colours = {**sheet(), CALM: sheet()["surface-2"]}
    grounds = [f"stage-{reach}-pale" for reach in REACHES] + ["ground", "pic-sand-far", "pic-sand-mid", CALM]
    assert all(contrast(colours["ink"], colours[ground]) >= 4.5 for ground in grounds)
    assert contrast(colours["ink-2"], colours["ground"]) >= 4.5


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#fff", (255, 255, 255, 1.0)),
        ("#14303a", (20, 48, 58, 1.0)),
        ("#ff9a8680", (255, 154, 134, 128 / 255)),
        ("rgb(4 71 90 / 24%)", (4, 71, 90, 0.24)),
        ("rgb(1 2 3)", (1, 2, 3, 1.0)),
        ("transparent", (0, 0, 0, 0.0)),
        ("light-dark(rgb(1 2 3 / 50%), #000)", (1, 2, 3, 0.5)),
        ("var(--sea)", (0, 0, 255, 1.0)),
        ("var(--missing, var(--sea))", (0, 0, 255, 1.0)),
        ("color-mix(in srgb, var(--sea) 25%, #000)", (0, 0, 64, 1.0)),
    ],
)
def test_colours_are_read_as_browsers_read_them(text, colour):
    assert palette.value(text, {"--sea": "#0000ff"}) == pytest.approx(colour)


@pytest.mark.parametrize("text", ["red", "hsl(1 2% 3%)", "#12345", ""])
def test_a_colour_in_another_way_of_writing_is_refused(text):
    with pytest.raises(ValueError, match="no colour"):
        palette.value(text, {})


def test_a_group_lends_its_colour_to_the_drops_in_it():
    plain, coral = palette.paint(("drop__body",)), palette.paint(("avatar--coral", "", "drop__body"))
    assert (plain.fill, coral.fill) == (palette.token("drop-water"), palette.token("drop-coral"))


def test_a_shape_without_a_colour_is_refused():
    with pytest.raises(ValueError, match="no colour"):
        palette.paint(("nobody-knows-me",))


# -- drawings ---------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [24, 96])
@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_of_the_drop_can_be_drawn(mood, size):
    image = Image.new("RGB", (96, 96), "white")
    figures.draw(image, drawing.drop(mood, size), Matrix())
    assert image.getpixel((48, 30)) != (255, 255, 255), "the drop stands in the middle"


def test_every_sign_of_a_reach_can_be_drawn():
    drawn = set()
    for reach in (*REACHES, CALM):
        image = Image.new("RGB", (48, 48), "white")
        figures.draw(image, drawing.stage_icon(reach), Matrix())
        drawn.add(image.tobytes())
    assert len(drawn) == len(REACHES), "what has ended shows the drop it began as"


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("", (3, 4)),
        ("translate(10)", (13, 4)),
        ("translate(10 -2)", (13, 2)),
        ("scale(2)", (6, 8)),
        ("scale(-1,2)", (-3, 8)),
        ("rotate(90)", (-4, 3)),
        ("rotate(180 3 3)", (3, 2)),
        ("translate(10 0) scale(2) rotate(90)", (2, 6)),
    ],
)
def test_shapes_are_moved_as_svg_says(text, point):
    assert figures.transform(text).move((3, 4)) == pytest.approx(point)


def test_curves_end_where_they_should():
    element = ElementTree.Element("path", d="M0 0h10v10q-5 5-10 0a5 5 0 0 1 0-10z")
    (outline,) = figures.outlines_of(element, "path")
    assert outline.closed
    assert (outline.points[0], outline.points[2]) == ((0, 0), (10, 10))
    assert min(x for x, y in outline.points) == pytest.approx(-5, abs=0.1)


@pytest.mark.parametrize(
    "svg", ['<svg><rect width="9" height="9"/></svg>', '<svg><g transform="skewX(9)"><path d="M0 0"/></g></svg>']
)
def test_what_cannot_be_drawn_is_refused_aloud(svg):
    with pytest.raises(ValueError, match="which cannot be"):
        figures.draw(Image.new("RGB", (9, 9)), svg, Matrix())


def test_what_can_be_seen_through_is_mixed_with_the_ground():
    image = Image.new("RGB", (96, 96), "white")
    figures.draw(image, '<svg><circle class="drop__light" cx="48" cy="48" r="20"/></svg>', Matrix())
    figures.draw(image, '<svg><ellipse class="drop__shadow" cx="20" cy="20" rx="9" ry="9"/></svg>', Matrix())
    red, green, blue, _ = palette.token("ink")
    assert image.getpixel((48, 48)) == (255, 255, 255)
    assert image.getpixel((20, 20)) == pytest.approx([255 - (255 - part) * 0.1 for part in (red, green, blue)], abs=2)


# -- letters ----------------------------------------------------------------------------------
def lines_of(title, *sizes):
    return lettering.fitted(title, 700, sizes or ((60, 3),), style=lettering.HEADING, leading=1.3)


def test_a_korean_line_ends_between_words():
    title = "어린이와 어르신이 함께 걷는 골목길에 작은 벤치를 놓아요"
    assert " ".join(lines_of(title).lines) == title


def test_no_word_is_left_alone_on_the_last_line():
    lines = lines_of("서울의 모든 다리에 그늘 쉼터를 만들어요").lines
    assert len(lines) == 2
    longest, shortest = sorted((lettering.width_of(line, 60, lettering.HEADING) for line in lines), reverse=True)
    assert shortest > longest * 0.6


def test_letters_shrink_before_words_are_torn():
    assert lines_of("아주아주아주아주긴낱말하나", (90, 3), (60, 3), (50, 3)).size == 50
    assert len(lines_of("아주아주아주아주긴낱말하나", (90, 3), (60, 3), (50, 3)).lines) == 1


def test_too_much_ends_in_an_ellipsis_and_a_long_word_is_torn():
    cut, torn = lines_of(EIGHTY, (60, 2)), lines_of(LONG_WORD, (60, 3))
    assert len(cut.lines) == 2
    assert EIGHTY.startswith(" ".join(cut.lines).removesuffix("…") + " "), "it ends after a whole word"
    assert cut.lines[-1].endswith("…")
    assert (len(torn.lines), torn.lines[0][:4]) == (3, "가나다라")


def test_letters_the_face_does_not_have_are_left_out():
    assert lettering.drawable("축하해요 🎉👨\u200d👩\u200d👧 여러분\ufe0f!", lettering.HEADING) == "축하해요 여러분!"
    assert lettering.drawable(DECOMPOSED, lettering.HEADING) == "한강", "letters in pieces become whole ones"


def test_a_name_with_a_rare_letter_is_written_in_the_face_that_has_it():
    assert lettering.name_style("천만상상 오아시스") == lettering.NAME
    assert lettering.name_style("쀍뛟 오아시스") == lettering.HEADING


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("가나다힣 aW.,\n"), st.characters()), max_size=200))
def test_no_line_is_ever_wider_than_its_place(title):
    block = lines_of(title, (60, 2), (40, 3))
    assert 1 <= len(block.lines) <= 3
    assert all(lettering.width_of(line, block.size, lettering.HEADING) <= 700 for line in block.lines)


# -- keeping ----------------------------------------------------------------------------------
@pytest.fixture
def ask(db):
    """ask(poster, v=…): what is answered to somebody who asks for the picture of "idea-7"."""
    for folder in default_storage.listdir("share")[0] if default_storage.exists("share") else ():
        for name in default_storage.listdir(f"share/{folder}")[1]:
            default_storage.delete(f"share/{folder}/{name}")

    def asked(shown=SHADE, subject="idea-7", v=None):
        request = RequestFactory().get("/ideas/7/share.png", {"v": poster.mark(shown) if v is None else v})
        request.user = User(pk=None)
        return poster.answer(request, subject, shown)

    return asked


def pictures() -> list[str]:
    """The names of all pictures on the storage."""
    folders = default_storage.listdir("share")[0] if default_storage.exists("share") else []
    return sorted(name for folder in folders for name in default_storage.listdir(f"share/{folder}")[1])


def test_the_mark_moves_with_every_word():
    others = [
        replace(SHADE, **{name: change}) for name, change in {"title": "ㄱ", "brand": "", "crowd": 13, "mood": "hope"}.items()
    ]
    marks = {poster.mark(each) for each in (SHADE, *others)}
    assert len(marks) == 5
    assert all(len(mark) == 16 for mark in marks)
    assert poster.mark(replace(SHADE)) in marks


def test_the_mark_moves_when_pictures_are_drawn_another_way(monkeypatch):
    before = poster.mark(SHADE)
    monkeypatch.setattr(shelf, "way_of_drawing", lambda: "with more palms")
    assert poster.mark(SHADE) != before


def test_the_current_picture_may_be_kept_for_good(ask):
    answer = ask()
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert opened(answer.content).size == (1200, 630)


@pytest.mark.parametrize("v", ["", "0123456789abcdef", "../../secret", "x" * 5000])
def test_any_other_mark_leads_to_the_current_one_and_draws_nothing(ask, monkeypatch, v):
    monkeypatch.setattr(shelf, "picture", None)
    answer = ask(v=v)
    assert (answer.status_code, answer.url) == (302, f"/ideas/7/share.png?v={poster.mark(SHADE)}")
    assert answer["Cache-Control"] == "no-cache"
    assert pictures() == []


def test_a_picture_is_drawn_once(ask, monkeypatch):
    ask()
    monkeypatch.setattr(shelf, "picture", None)
    assert ask().status_code == 200


def test_a_new_picture_takes_the_place_of_the_one_before(ask):
    neighbour, later = "idea-70", replace(SHADE, crowd=13)
    ask(subject=neighbour)
    ask()
    ask(later)
    assert pictures() == sorted([f"idea-7-{poster.mark(later)}.png", f"idea-70-{poster.mark(SHADE)}.png"])


def test_two_at_once_leave_one_picture(ask):
    name = f"{shelf.drawer('idea-7')}/idea-7-{poster.mark(SHADE)}.png"
    for _ in range(2):
        shelf.put_away("idea-7", name, b"png")
    assert len(pictures()) == 1


def test_a_picture_whose_writing_was_cut_off_is_drawn_anew(ask):
    whole = ask().content
    name = f"{shelf.drawer('idea-7')}/idea-7-{poster.mark(SHADE)}.png"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole[:9_000]))
    assert ask().content == whole
    assert shelf.kept(name) == whole


def test_whoever_has_too_many_drawn_must_wait(ask, settings, monkeypatch):
    settings.RATE_LIMITS = True
    caches["limits"].clear()
    monkeypatch.setitem(LIMITS, "share_picture", Limit(1, timedelta(minutes=1)))
    ask()
    ask()
    with pytest.raises(TooOften):
        ask(replace(SHADE, crowd=13))
    caches["limits"].clear()


def test_old_pictures_go_within_a_round_of_days(ask, monkeypatch):
    for number in range(40):
        default_storage.save(f"{shelf.drawer(f'idea-{number}')}/idea-{number}-0.png", ContentFile(b"png"))
    day = date(2026, 11, 22)
    rounds = [day + timedelta(days=number) for number in range(shelf.ROUND)]
    assert sum(shelf.clear_out(each) for each in rounds) == 0
    monkeypatch.setattr(shelf, "made", lambda name: timezone.now() - shelf.KEPT - timedelta(minutes=1))
    gone = [shelf.clear_out(each) for each in rounds]
    assert sum(gone) == 40
    assert max(gone) < 20, "a day does a part of the work"
    assert pictures() == []


def test_a_picture_that_goes_while_the_drawers_are_looked_through_is_passed_over(ask):
    assert shelf.made("share/00/gone.png") <= timezone.now()
    assert shelf.clear_out() == 0
