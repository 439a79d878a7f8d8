"""Letters on a picture: which ones the face has, where a Korean line may end, and how large a title may stand."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from fontTools.ttLib import TTFont
from PIL import ImageDraw, ImageFont

from common.webfont import print_display_font, print_font

ELLIPSIS = "…"
# Running text, headings, and the round face that the site's own name is written in.
TEXT, HEADING, NAME = "text", "heading", "name"
FILES = {TEXT: lambda: print_font(False), HEADING: lambda: print_font(True), NAME: print_display_font}


@lru_cache(maxsize=32)
def face(size: int, style: str) -> ImageFont.FreeTypeFont:
    """One of the site's typefaces in one size. Letters are set one after the other: the same picture on every machine."""
    return ImageFont.truetype(str(FILES[style]()), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=3)
def letters(style: str) -> frozenset[int]:
    """The code points that a face can draw."""
    with TTFont(FILES[style](), lazy=True) as font:
        return frozenset(font.getBestCmap())


def plain(words: str) -> str:
    """Words with whole letters and single spaces."""
    return unicodedata.normalize("NFC", " ".join(words.split()))


def drawable(words: str, style: str) -> str:
    """The words with what the face has; pictures among the letters (emojis) and other signs it lacks are left out."""
    known = letters(style)
    return " ".join("".join(sign for sign in plain(words) if ord(sign) in known).split())


def name_style(name: str) -> str:
    """The round face where it has every letter of a name, else that of headings, which has all of Hangul."""
    return NAME if all(ord(sign) in letters(NAME) for sign in plain(name)) else HEADING


@dataclass(frozen=True)
class Block:
    """Lines of one size, ready to be drawn."""

    lines: tuple[str, ...]
    size: int
    style: str
    leading: float

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last."""
        return round(self.size * self.leading * len(self.lines))

    def draw(self, brush: ImageDraw.ImageDraw, x: int, y: int, colour: str) -> None:
        """Write the lines with the upper left corner at x, y."""
        step = self.size * self.leading
        for place, line in enumerate(self.lines):
            middle = y + (place + 0.5) * step
            brush.text((x, middle), line, fill=colour, font=face(self.size, self.style), anchor="lm")


def width_of(words: str, size: int, style: str) -> float:
    """How wide a line is."""
    return face(size, style).getlength(words)


def fitted(words: str, width: int, sizes: tuple[tuple[int, int], ...], *, style: str, leading: float) -> Block:
    """Words in the first of the sizes, each with its most lines, in which they fit without a word being torn.

    In the last size long words are torn, and what is too much ends in an ellipsis.
    """
    words = drawable(words, style)
    for size, most_lines in sizes:
        lines = wrapped(words.split(), width, size, style)
        if len(lines) <= most_lines and all(width_of(line, size, style) <= width for line in lines):
            return Block(tuple(balanced(lines, width, size, style)), size, style, leading)
    size, most_lines = sizes[-1]
    lines = wrapped(torn(words, width, size, style), width, size, style)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], cut(" ".join(lines[most_lines - 1 :]), width, size, style)]
    return Block(tuple(lines), size, style, leading)


def wrapped(words: list[str], width: float, size: int, style: str) -> list[str]:
    """Lines filled one after the other; a Korean line ends between words only."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, style) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def balanced(lines: list[str], width: int, size: int, style: str) -> list[str]:
    """As many lines of the same words, as equal in length as they can be, so that no word is left alone on the last one."""
    words = " ".join(lines).split()
    long, gap = [width_of(word, size, style) for word in words], width_of(" ", size, style)

    def lengths(cuts: tuple[int, ...]) -> list[float]:
        return [sum(long[start:end]) + gap * (end - start - 1) for start, end in pairwise((0, *cuts, len(words)))]

    ways = [cuts for cuts in combinations(range(1, len(words)), len(lines) - 1) if max(lengths(cuts)) <= width]
    if len(lines) == 1 or not ways:
        return lines
    best = min(ways, key=lambda cuts: sum(length**2 for length in lengths(cuts)))
    return [" ".join(words[start:end]) for start, end in pairwise((0, *best, len(words)))]


def torn(words: str, width: int, size: int, style: str) -> list[str]:
    """The words, those too long for a line cut into pieces that fill one."""
    pieces: list[str] = []
    for word in words.split():
        pieces.append("")
        for sign in word:
            if width_of(pieces[-1] + sign, size, style) > width:
                pieces.append("")
            pieces[-1] += sign
    return pieces


def cut(words: str, width: int, size: int, style: str) -> str:
    """A line that says with an ellipsis that more would follow, after a whole word where that does not cost half the line."""
    short = words
    while short and width_of(short + ELLIPSIS, size, style) > width:
        short = short[:-1]
    whole = short.rpartition(" ")[0] if words[len(short) :][:1].strip() else short
    if len(whole) > len(short) / 2:
        short = whole
    return short.rstrip(" ,.·") + ELLIPSIS
