"""The colours of our drawings by day, read from the one place where they stand: static/css/oasis.css.

A picture is drawn where no browser reads the style sheet, so the little of CSS that our drawings need is read here: tokens of
`:root`, rules for a single class, and values made of light-dark(), var(), rgb() and color-mix(in srgb, …).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

NOISE = re.compile(r"/\*.*?\*/|@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CLASS = re.compile(r"\.([\w-]+)")
DECLARATION = re.compile(r"(?<![\w-])([\w-]+):\s*([^;]+?)\s*(?:;|$)")
HEX = re.compile(r"#([0-9a-f]{3,8})", re.IGNORECASE)

Colour = tuple[int, int, int, float]
NOTHING = "none"


@dataclass(frozen=True)
class Paint:
    """How a shape is coloured: inside, line, and the line's width in the drawing's own measure."""

    fill: Colour | None
    line: Colour | None
    width: float


@lru_cache(maxsize=1)
def rules() -> dict[str, dict[str, str]]:
    """What the style sheet says of `:root` and of each class that stands alone in a selector."""
    sheet = NOISE.sub("", (Path(settings.BASE_DIR) / "static" / "css" / "oasis.css").read_text())
    found: dict[str, dict[str, str]] = {"": {}}
    for selectors, body in RULE.findall(sheet):
        said = dict(DECLARATION.findall(body))
        for selector in selectors.split(","):
            if selector.strip() == ":root":
                found[""].update(said)
            elif only := CLASS.fullmatch(selector.strip()):
                found.setdefault(only[1], {}).update(said)
    return found


def token(name: str) -> Colour:
    """A colour of the site by day, e.g. token("ground"). Raises KeyError when there is none of this name."""
    return value(rules()[""][f"--{name}"], rules()[""])


@lru_cache(maxsize=1024)
def paint(looks: tuple[str, ...]) -> Paint:
    """How a shape is coloured that stands in elements of these class attributes, its own being the last.

    Raises ValueError when the style sheet does not say how, so that a picture never comes out with a part missing.
    """
    known, tokens = rules(), dict(rules()[""])
    own: dict[str, str] = {}
    for look in looks:
        said = {key: text for name in look.split() for key, text in known.get(name, {}).items()}
        tokens.update({key: text for key, text in said.items() if key.startswith("--")})
        own = {**own, **said}
    opacity = float(own.get("opacity", 1))
    fill, line = (
        veiled(value(own[key], tokens), opacity) if own.get(key, NOTHING) != NOTHING else None for key in ("fill", "stroke")
    )
    if fill is None and line is None:
        raise ValueError(f"the style sheet has no colour for {' '.join(looks)!r}")
    return Paint(fill, line, float(own.get("stroke-width", "1").removesuffix("px")))


def veiled(colour: Colour, opacity: float) -> Colour:
    """A colour seen through as much as an element's opacity lets."""
    return *colour[:3], colour[3] * opacity


def value(text: str, tokens: Mapping[str, str]) -> Colour:
    """A CSS colour by day. Raises ValueError for what is not written in one of our ways, KeyError for an unknown token."""
    name, _, inside = text.strip().partition("(")
    parts = arguments(inside[:-1])
    if name == "light-dark":
        return value(parts[0], tokens)
    if name == "var":
        return value(tokens[parts[0]] if parts[0] in tokens or len(parts) == 1 else parts[1], tokens)
    if name == "rgb":
        red, green, blue, *opacity = parts[0].replace("/", " ").split()
        return int(red), int(green), int(blue), float(opacity[0].removesuffix("%")) / 100 if opacity else 1.0
    if name == "color-mix":
        one, share = parts[1].rsplit(" ", 1)
        return mixed(value(one, tokens), value(parts[2], tokens), float(share.removesuffix("%")) / 100)
    if name == "transparent":
        return 0, 0, 0, 0.0
    if (found := HEX.fullmatch(name)) and len(digits := found[1]) in (3, 6, 8):
        digits = digits if len(digits) != 3 else "".join(digit * 2 for digit in digits)
        red, green, blue, opacity = (int(digits[at : at + 2] or "ff", 16) for at in (0, 2, 4, 6))
        return red, green, blue, opacity / 255
    raise ValueError(f"{text!r} is no colour that can be read here")


def arguments(inside: str) -> list[str]:
    """What stands between the commas of a function, commas within inner functions left alone."""
    parts, depth = [""], 0
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour made of `share` parts of one and the rest of another."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one[:3], other[:3], strict=True))
    return red, green, blue, one[3] * share + other[3] * (1 - share)
