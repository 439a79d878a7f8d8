"""The style page, and what the style sheets promise."""

import re
from pathlib import Path

import pytest

from common.contrast import CONDITIONAL, GRAPHIC, TEXT, declared_tokens
from home import styleguide

pytestmark = pytest.mark.django_db

STYLES = Path(__file__).resolve().parents[2] / "static/css"
LIGHT_DARK = re.compile(r"light-dark\(((?:[^(),]|\([^()]*\))+),\s*(?:[^(),]|\([^()]*\))+\)")
MASK = re.compile(r"url\(\"data:[^\"]*\"\)")
TOKEN_RULE = re.compile(r":root[^{}]*\{[^{}]*\}")
HARD_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch)a?\(")
# Tokens that scripts or other rules set before they are used, and that have a value of their own where they are not.
LOCAL = {"drop"}


@pytest.fixture
def developer(client, settings):
    settings.ROOT_URLCONF = "tests.styleguide_urls"
    return client


def our_styles():
    """The style sheets by name, without comments."""
    return {sheet.name: re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL) for sheet in sorted(STYLES.glob("*.css"))}


def test_citizens_never_see_the_page(client):
    assert client.get("/styleguide/").status_code == 404
    assert client.get("/styleguide/tokens.css").status_code == 404


def test_the_page_shows_every_token(developer):
    answer = developer.get("/styleguide/")
    shown = set(re.findall(r'data-token="([\w-]+)"', answer.text))
    assert shown == set(declared_tokens(styleguide.styles()))


def test_every_token_that_can_be_seen_has_a_sample(developer):
    css = developer.get("/styleguide/tokens.css").text
    for token in styleguide.tokens(styleguide.styles()):
        assert not token.shown_by or f".token-{token.name} {{ {token.shown_by}: var(--{token.name}); }}" in css


def test_every_pair_of_colours_can_be_told_apart():
    found = styleguide.pairs(styleguide.styles())
    weak = [f"{pair.above} on {pair.below}: {pair.ratio}" for pair in found if not pair.is_enough]
    assert not weak
    assert {pair.least for pair in found} == {TEXT, GRAPHIC}


def test_a_pair_that_is_too_weak_is_named(developer, monkeypatch):
    weak = styleguide.styles().replace("--ink: light-dark(#14303a,", "--ink: light-dark(#b0b0b0,")
    monkeypatch.setattr(styleguide, "styles", lambda: weak)
    assert not all(pair.is_enough for pair in styleguide.pairs(weak))
    assert "모자라요" in developer.get("/styleguide/").text


def test_every_icon_is_shown_and_drawn(developer):
    text = developer.get("/styleguide/").text
    assert len(styleguide.icons()) > 20
    for name in styleguide.icons():
        assert f"<code>{name}</code>" in text
    assert not re.search(r'<svg class="icon"[^>]*>\s*</svg>', text), "an icon with nothing in it"


def test_every_group_has_its_template(developer):
    text = developer.get("/styleguide/").text
    for name, title in styleguide.GROUPS:
        assert f'id="{name}-title">{title}</h2>' in text
    assert text.count("scheme-night stack") + text.count("stack scheme-night") == len(styleguide.GROUPS) + 1


def test_colours_are_chosen_in_one_place():
    hard = {
        name: found
        for name, css in our_styles().items()
        if (found := HARD_COLOUR.findall(TOKEN_RULE.sub("", MASK.sub("", css)).replace("light-dark(#000, #fff)", "")))
    }
    assert not hard


def test_every_token_that_is_used_exists():
    declared = {name for css in our_styles().values() for name in re.findall(r"--([\w-]+):", css)} | LOCAL
    used = {(name, token) for name, css in our_styles().items() for token in re.findall(r"var\(--([\w-]+)", css)}
    # Style sheets for pages in /cms/ use the tokens of Wagtail, which begin with "w-".
    used = {(name, token) for name, token in used if not (name.endswith("_cms.css") and token.startswith("w-"))}
    assert not [f"{name}: --{token}" for name, token in sorted(used) if token not in declared]


def test_old_browsers_get_the_day():
    """The block for browsers without light-dark() holds the first value of every token that uses it."""
    css = our_styles()["oasis.css"]
    old = next(block for block in CONDITIONAL.findall(css) if block.startswith("@supports not (color: light-dark"))
    by_day = {name: LIGHT_DARK.sub(r"\1", value) for name, value in declared_tokens(css).items() if "light-dark(" in value}
    expected = " ".join(f"--{name}: {value};" for name, value in by_day.items())
    found = dict(re.findall(r"--([\w-]+):\s*(.+?);", old))
    assert found == by_day, f"put this into the block:\n{expected}"
