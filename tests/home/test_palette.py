"""Whatever colours an editor chooses, everything can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.contrast import DAY, NIGHT, TEXT, contrast
from common.oklch import colour_of, look_of
from home.palette import (
    FOLLOWERS,
    PAIRS,
    SEEDS,
    STRONG,
    colours_in,
    our_tokens,
    palette,
    stylesheet,
    stylesheet_address,
    swatches,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SITES = st.dictionaries(st.sampled_from(sorted(SEEDS)), COLOURS)


def test_a_site_that_chose_nothing_looks_as_the_style_sheet_says():
    ours = our_tokens()
    for scheme, tokens in palette({}).items():
        assert tokens == {name: ours[scheme][name] for name in tokens}
    assert stylesheet_address({}) == stylesheet_address({"main": ""}) == ""


@settings(max_examples=150, deadline=None)
@given(SITES)
def test_every_pair_can_be_read_by_day_and_by_night(chosen):
    for scheme, tokens in palette(chosen).items():
        poor = {
            (word, ground): contrast(tokens[word], tokens[ground])
            for word, ground in PAIRS
            if contrast(tokens[word], tokens[ground]) < TEXT
        }
        assert not poor, scheme


@settings(max_examples=40, deadline=None)
@given(SITES)
def test_who_asks_for_more_contrast_gets_it_in_any_colours(chosen):
    for tokens in palette(chosen, least=STRONG).values():
        assert min(contrast(tokens[word], tokens[ground]) for word, ground in PAIRS) >= STRONG


@settings(max_examples=60, deadline=None)
@given(COLOURS)
def test_the_ground_stays_light_by_day_and_dark_by_night(colour):
    tokens = palette({"ground": colour, "main": colour})
    assert look_of(tokens[DAY]["ground"]).light > 0.93
    assert look_of(tokens[NIGHT]["ground"]).light < 0.3


@pytest.mark.parametrize("colour", ["#7a1fa2", "#1a237e", "#880e4f", "#0b50d0"])
def test_a_colour_that_can_be_read_is_taken_as_it_is(colour):
    assert palette({"main": colour})[DAY]["water"] == colour


def test_a_colour_that_is_too_pale_keeps_its_hue():
    made = palette({"main": "#ffd600"})[DAY]["water"]
    assert contrast(made, "#ffffff") >= TEXT
    assert abs(look_of(made).hue - look_of("#ffd600").hue) < 12


def test_what_was_not_chosen_stays_ours():
    tokens, ours = palette({"joy": "#6a1b9a"}), our_tokens()
    assert tokens[DAY]["coral"] == "#6a1b9a"
    others = [name for seed, names in FOLLOWERS.items() if seed != "joy" for name in names]
    assert all(tokens[scheme][name] == ours[scheme][name] for scheme in tokens for name in others)


def test_a_grey_city_is_grey_and_not_pink():
    tokens = palette({"main": "#777777", "ground": "#eeeeee"})
    assert look_of(tokens[DAY]["water"]).vivid < 0.01
    assert look_of(tokens[NIGHT]["ground"]).vivid < 0.01


@given(COLOURS)
def test_a_colour_looks_like_itself(colour):
    assert colour_of(look_of(colour)) == colour


def test_the_style_sheet_names_both_schemes_and_both_wishes():
    css = stylesheet((("main", "#7a1fa2"),))
    supported, calm, strong, end = css.splitlines()
    assert supported.startswith("@supports (color: light-dark(")
    assert end == "}"
    assert calm.startswith("@media not (prefers-contrast: more)")
    assert strong.startswith("@media (prefers-contrast: more)")
    assert "--water: light-dark(#7a1fa2, " in calm
    assert "--line" not in strong


def test_the_address_says_everything_there_is_to_know():
    chosen = {"ground": "#FDEEF4", "main": "#7A1FA2", "joy": ""}
    address = stylesheet_address(chosen)
    assert address.startswith("/brand.css?main=7a1fa2&ground=fdeef4&v=")
    assert address == stylesheet_address({key.lower(): value.lower() for key, value in chosen.items()})


def test_a_browser_keeps_the_style_sheet_for_good(client):
    answer = client.get(stylesheet_address({"main": "#7a1fa2"}))
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert answer.text == stylesheet((("main", "#7a1fa2"),))
    assert not answer.cookies


def test_the_style_sheet_of_another_version_is_not_kept(client):
    assert "no-cache" in client.get("/brand.css?main=7a1fa2&v=old")["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["red", "7a1fa", "#7a1fa2;}body{", "7a1fa2ff", "%00"])
def test_nothing_but_a_colour_gets_into_the_style_sheet(client, value):
    assert client.get("/brand.css", {"main": value}).status_code in (400, 404)


def test_what_is_unknown_in_the_address_is_left_out():
    assert colours_in({"main": "7a1fa2", "evil": "x", "v": "1"}) == (("main", "#7a1fa2"),)


def test_the_swatches_show_every_pair_with_its_contrast():
    shown = swatches({"main": "#ffd600"})
    assert [len(pairs) for pairs in shown.values()] == [len(PAIRS)] * 2
    assert all(swatch.contrast >= TEXT for pairs in shown.values() for swatch in pairs)
