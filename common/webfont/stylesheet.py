"""The style sheet of the web font."""

from typing import NamedTuple

# How wide a Hangul syllable is in the Korean faces that Windows and Linux bring, in em. Malgun Gothic is 1884 of 2048 units.
SYSTEM_FACES = {
    "Oasis Malgun": (("Malgun Gothic",), 0.92),
    "Oasis Nanum": (("NanumGothic", "Nanum Gothic"), 0.94),
    "Oasis Barun": (("NanumBarunGothic", "Nanum Barun Gothic"), 0.892),
}


class Rule(NamedTuple):
    """One @font-face of ours."""

    family: str
    file: str
    weight: str
    unicode_range: str


def stylesheet(rules: list[Rule], ascent: float, descent: float, hangul_width: float) -> str:
    """All @font-face rules: the faces of the system first, then ours in the order given.

    ascent, descent, hangul_width: measures of our text face in em, which the system's faces take on.
    """
    return "\n".join([*system_faces(ascent, descent, hangul_width), *map(web_face, rules)]) + "\n"


def system_faces(ascent: float, descent: float, hangul_width: float) -> list[str]:
    """What stands in while a slice is on its way: faces of the system, as wide and as high as ours, so that no line moves."""
    rules = []
    for family, (names, width) in SYSTEM_FACES.items():
        sources = ",".join(f'local("{name}")' for name in names)
        size = hangul_width / width
        rules.append(
            f'@font-face{{font-family:"{family}";src:{sources};size-adjust:{size:.2%};ascent-override:{ascent / size:.2%};'
            f"descent-override:{descent / size:.2%};line-gap-override:0%}}"
        )
    return rules


def web_face(rule: Rule) -> str:
    """One slice; the words come in the same order each time, which compresses to almost nothing."""
    return (
        f'@font-face{{font-family:"{rule.family}";font-weight:{rule.weight};font-display:swap;'
        f'src:url({rule.file}) format("woff2");unicode-range:{rule.unicode_range}}}'
    )


def inline_face(family: str, woff2: str) -> str:
    """A tiny face that comes within the style sheet; `woff2` in Base64."""
    return f'@font-face{{font-family:"{family}";src:url(data:font/woff2;base64,{woff2}) format("woff2")}}\n'
