"""How well two colours can be told apart (WCAG 2.2), and the colours that a style sheet declares for day and night."""

import re

DAY, NIGHT = "day", "night"
# What small text and what large text or a graphic needs against its ground.
TEXT, GRAPHIC = 4.5, 3.0

HEX = r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules inside @media and @supports: what they declare holds only sometimes.
CONDITIONAL = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
ROOT_RULE = re.compile(r":root[^{}]*\{([^{}]*)\}")
DECLARATION = re.compile(r"--([\w-]+):\s*(.+?)\s*(?:;|$)")
PAIR = re.compile(rf"light-dark\(\s*({HEX})\s*,\s*({HEX})\s*\)")
ALIAS = re.compile(r"var\(--([\w-]+)\)")


def full_hex(colour: str) -> str:
    """A colour as six small digits: "#FFF" → "#ffffff". Raises ValueError for anything but a hex colour."""
    if not re.fullmatch(HEX, colour):
        raise ValueError(f"{colour!r} is no hex colour")
    digits = colour[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def luminance(colour: str) -> float:
    """The relative luminance of a hex colour, 0 for black to 1 for white."""
    digits = full_hex(colour)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """The contrast between two hex colours, 1 (the same) to 21 (black and white), whichever of them is the text."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def declared_tokens(css: str) -> dict[str, str]:
    """Every custom property that a style sheet declares for `:root` and that always holds: name without dashes → value."""
    css = CONDITIONAL.sub("", COMMENT.sub("", css))
    return {name: value for rule in ROOT_RULE.findall(css) for name, value in DECLARATION.findall(rule)}


def parse_tokens(css: str) -> dict[str, dict[str, str]]:
    """The colour tokens of a style sheet: {"day": {"ground": "#fbf6ec", …}, "night": {…}}, names without their dashes.

    A value is one colour for both schemes, `light-dark(day, night)`, or `var(--other)`, which is followed. Everything that is not
    a hex colour is left out.
    """
    declared = declared_tokens(css)
    schemes: dict[str, dict[str, str]] = {DAY: {}, NIGHT: {}}
    for name in declared:
        for scheme, colour in zip(schemes, _both(name, declared), strict=True):
            if colour:
                schemes[scheme][name] = full_hex(colour)
    return schemes


def _both(name: str, declared: dict[str, str]) -> tuple[str, str]:
    """The colour of a token by day and by night; empty when it has none."""
    seen: set[str] = set()
    while name in declared and name not in seen:
        seen.add(name)
        value = declared[name]
        if pair := PAIR.fullmatch(value):
            return pair[1], pair[2]
        if re.fullmatch(HEX, value):
            return value, value
        if not (alias := ALIAS.fullmatch(value)):
            break
        name = alias[1]
    return "", ""
