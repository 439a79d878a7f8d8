"""Contrast as WCAG counts it, and the colours of a style sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.contrast import contrast, full_hex, luminance, parse_tokens

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#FFFFFF", 4.54), ("#0a7c86", "#fff", 4.96)],
)
def test_known_pairs(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1


@given(colours)
def test_nothing_is_darker_than_black_or_lighter_than_white(colour):
    assert luminance("#000") <= luminance(colour) <= luminance("#fff")


@pytest.mark.parametrize("colour", ["red", "#12", "#12345", "rgb(0 0 0)", "", "#ggg"])
def test_what_is_no_hex_colour_is_refused(colour):
    with pytest.raises(ValueError, match="no hex colour"):
        full_hex(colour)


def test_tokens_are_read_for_both_schemes():
    css = """
    /* --gone: #123456; */
    :root { color-scheme: light dark;
      --ground: light-dark(#FBF6EC, #0e2129); --plain: #fff;
      --stage: var(--leaf); --leaf: light-dark(#2f7d4f, #7fd39b); --space: 4px; --shadow: 0 6px 20px rgb(0 0 0 / 9%);
      --loop: var(--pool); --pool: var(--loop) }
    .card { --ground: #000; }
    @media print { :root { --ground: #000000; } .x { --y: #111; } }
    :root { --late: #abcdef; }
    """
    assert parse_tokens(css) == {
        "day": {"ground": "#fbf6ec", "plain": "#ffffff", "stage": "#2f7d4f", "leaf": "#2f7d4f", "late": "#abcdef"},
        "night": {"ground": "#0e2129", "plain": "#ffffff", "stage": "#7fd39b", "leaf": "#7fd39b", "late": "#abcdef"},
    }
