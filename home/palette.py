"""The colours of a site, made from the few that an editor chose.

Every colour of oasis.css belongs to one of five: it keeps its lightness, takes hue and vividness of the chosen colour, and
becomes darker by day or lighter by night until everything written on it or in it can be read. So an editor cannot choose a
colour that makes the site unreadable, and a site with nothing chosen looks exactly as the style sheet says.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.contrast import DAY, NIGHT, TEXT, contrast, full_hex, parse_tokens
from common.oklch import Look, colour_of, look_of

# What can be chosen, and the colour of ours that it takes the place of.
SEEDS = {"main": "water", "joy": "coral", "growth": "leaf", "light": "sun", "ground": "ground"}
# Pictures keep their own colours: water stays water, whatever a city's colour is.
FOLLOWERS = {
    "main": ("water", "water-deep", "water-pale", "on-water", "ink", "ink-2", "surface", "on-sun"),
    "joy": ("coral", "coral-pale"),
    "growth": ("leaf", "leaf-pale"),
    "light": ("sun", "sun-ink", "sun-pale"),
    # By night these follow the main colour: the sand is asleep and the sky is seen.
    "ground": ("ground", "surface-2", "line"),
}
GROUNDS = ("ground", "surface", "surface-2", "water-pale", "coral-pale", "leaf-pale", "sun-pale")
# What is written on any ground, and what only on the two brightest. All of it can carry on-water in turn.
WORDS, ACCENTS = ("ink", "ink-2", "water-deep", "sun-ink"), ("water", "coral", "leaf")
CARRIERS = (*ACCENTS, "water-deep")
PAIRS = (
    *((word, ground) for word in WORDS for ground in GROUNDS),
    *((accent, ground) for accent in ACCENTS for ground in ("ground", "surface")),
    *(("on-water", carrier) for carrier in CARRIERS),
    ("on-sun", "sun"),
)
# What editors, who see the swatches, call them.
NAMES = {
    "ink": _("글자"),
    "ink-2": _("흐린 글자"),
    "water": _("물빛"),
    "water-deep": _("짙은 물빛"),
    "water-pale": _("옅은 물빛"),
    "on-water": _("단추 위의 글자"),
    "coral": _("산호빛"),
    "coral-pale": _("옅은 산호빛"),
    "leaf": _("잎빛"),
    "leaf-pale": _("옅은 잎빛"),
    "sun": _("햇빛"),
    "sun-ink": _("햇빛 글자"),
    "sun-pale": _("옅은 햇빛"),
    "on-sun": _("햇빛 위의 글자"),
    "ground": _("바탕"),
    "surface": _("카드"),
    "surface-2": _("조용한 자리"),
}
# How vivid what lies under words, and the words themselves, may be: a tint, never a shout.
MOST_VIVID = dict.fromkeys(("ground", "surface", "surface-2", "line", "ink", "ink-2", "on-water", "on-sun"), 0.05)
MOST_VIVID |= {name: 0.075 for name in GROUNDS if name.endswith("-pale")}
DAYLIGHT = (0.95, 0.985)
STEP = 0.004
# How much further than the main colour its deep form, shown where something is pressed, is from the ground.
DEEPER = 0.05
# For readers who ask their device for more contrast.
STRONG = 7.0

Tokens = dict[str, str]


@cache
def our_tokens() -> dict[str, Tokens]:
    """The colours of oasis.css by day and by night."""
    return parse_tokens(Path(finders.find("css/oasis.css")).read_text())


def palette(chosen: Mapping[str, str], ours: Mapping[str, Tokens] | None = None, least: float = TEXT) -> dict[str, Tokens]:
    """All colours that follow from the chosen ones, by scheme.

    chosen: seed (a key of SEEDS) → hex colour; what is missing stays ours. least: the contrast of every pair in PAIRS.
    """
    ours = ours or our_tokens()
    return {scheme: _settled(_turned(chosen, ours, scheme), scheme, least) for scheme in (DAY, NIGHT)}


def our_seed(seed: str) -> str:
    """The colour of ours that a seed takes the place of."""
    return our_tokens()[DAY][SEEDS[seed]]


@dataclass(frozen=True)
class Swatch:
    """Words on a ground, with how well they can be read; `word` and `ground` are their NAMES."""

    word: str
    ground: str
    word_colour: str
    ground_colour: str
    contrast: float


def swatches(chosen: Mapping[str, str]) -> dict[str, list[Swatch]]:
    """Every pair of the palette that follows from the chosen colours, by scheme."""
    return {
        scheme: [
            Swatch(NAMES[word], NAMES[ground], tokens[word], tokens[ground], contrast(tokens[word], tokens[ground]))
            for word, ground in PAIRS
        ]
        for scheme, tokens in palette(chosen).items()
    }


@dataclass(frozen=True)
class Outcome:
    """What a chosen colour became by day and by night."""

    name: str
    chosen: str
    day: str
    night: str


def outcomes(chosen: Mapping[str, str]) -> list[Outcome]:
    """What the site makes of each of the chosen colours."""
    tokens = palette(chosen)
    return [
        Outcome(NAMES[token], full_hex(chosen[seed]), tokens[DAY][token], tokens[NIGHT][token])
        for seed, token in SEEDS.items()
        if seed in chosen
    ]


def _turned(chosen: Mapping[str, str], ours: Mapping[str, Tokens], scheme: str) -> Tokens:
    """Our colours of a scheme with hue and vividness of the chosen ones."""
    tokens = {}
    for seed, followers in FOLLOWERS.items():
        guide = "main" if seed == "ground" and scheme == NIGHT else seed
        for name in followers:
            tokens[name] = ours[scheme][name]
            if guide in chosen:
                tokens[name] = _follow(name, tokens[name], full_hex(chosen[guide]), ours[DAY][SEEDS[guide]])
    if scheme == DAY:
        tokens |= {SEEDS[seed]: full_hex(colour) for seed, colour in chosen.items() if seed != "ground"}
        if "ground" in chosen:
            tokens |= _ground(chosen["ground"], ours[DAY])
    return tokens


def _follow(name: str, colour: str, seed: str, own_seed: str) -> str:
    """A colour of ours, as far from the chosen seed in hue and vividness as it was from the seed of ours."""
    look, to, own = look_of(colour), look_of(seed), look_of(own_seed)
    vivid = min(look.vivid * to.vivid / own.vivid, MOST_VIVID.get(name, 1.0))
    return colour_of(Look(look.light, vivid, (look.hue + to.hue - own.hue) % 360))


def _ground(chosen: str, ours: Tokens) -> Tokens:
    """The ground by day, always light enough to be one, with the quiet areas and lines a little darker than it."""
    look, own = look_of(chosen), look_of(ours["ground"])
    light = min(DAYLIGHT[1], max(DAYLIGHT[0], look.light))
    return {
        name: colour_of(Look(light + of_ours.light - own.light, min(look.vivid + of_ours.vivid - own.vivid, 0.05), look.hue))
        for name in FOLLOWERS["ground"]
        for of_ours in [look_of(ours[name])]
    }


def _settled(tokens: Tokens, scheme: str, least: float) -> Tokens:
    """The same colours, moved towards dark or light until every pair can be read."""
    away = 1 if scheme == NIGHT else -1
    tokens["sun"] = readable(tokens["sun"], [tokens["on-sun"]], least, 1)
    for names, grounds in ((WORDS, GROUNDS), (ACCENTS, ("ground", "surface"))):
        for name in names:
            over = [tokens[ground] for ground in grounds]
            if name in CARRIERS:
                over.append(tokens["on-water"])
            tokens[name] = readable(tokens[name], over, least, away)
    water, deep = look_of(tokens["water"]), look_of(tokens["water-deep"])
    if (deep.light - water.light) * away < DEEPER:
        tokens["water-deep"] = colour_of(deep._replace(light=water.light + DEEPER * away))
    return tokens


def readable(colour: str, over: list[str], least: float, away: int) -> str:
    """A colour, lighter (away=1) or darker (-1) by as much as it needs to be read over all of the others."""
    look, end = look_of(colour), max(away, 0)
    while min(contrast(colour, ground) for ground in over) < least and look.light != end:
        look = look._replace(light=min(1.0, max(0.0, look.light + away * STEP)))
        colour = colour_of(look)
    return colour


@lru_cache(maxsize=64)
def stylesheet(chosen: tuple[tuple[str, str], ...]) -> str:
    """The rules that colour a site; readers who want more contrast get a palette of their own. chosen: (seed, hex colour).

    Browsers that do not know light-dark() keep the colours of oasis.css, which has a day for them.
    """
    calm, strong = palette(dict(chosen)), palette(dict(chosen), least=STRONG)
    # oasis.css draws its own lines for those readers.
    del strong[DAY]["line"]
    return (
        "@supports (color: light-dark(#000, #fff)) {\n"
        f"@media not (prefers-contrast: more) {{ :root {{ {_declared(calm)} }} }}\n"
        f"@media (prefers-contrast: more) {{ :root {{ {_declared(strong)} }} }}\n"
        "}\n"
    )


def _declared(tokens: dict[str, Tokens]) -> str:
    return " ".join(f"--{name}: light-dark({day}, {tokens[NIGHT][name]});" for name, day in tokens[DAY].items())


def digest(text: str) -> str:
    """A short name for a text, another one when the text is another."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def stylesheet_address(chosen: Mapping[str, str]) -> str:
    """Where the browser finds the style sheet of these colours; empty when nothing was chosen.

    The colours stand in the address itself: any process answers it alike, and a browser may keep the answer for ever. `v` changes
    when a new version of the software makes something else of them.
    """
    pairs = colours_in(chosen)
    if not pairs:
        return ""
    query = {seed: colour[1:] for seed, colour in pairs} | {"v": digest(stylesheet(pairs))}
    return f"{reverse('home:brand_css')}?{urlencode(query)}"


def colours_in(query: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The chosen colours of an address or a setting, as `stylesheet` wants them. Raises ValueError for what is no colour."""
    return tuple((seed, full_hex("#" + query[seed].removeprefix("#"))) for seed in SEEDS if query.get(seed))
