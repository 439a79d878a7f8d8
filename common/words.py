"""Cleaning of what people type: one normal form for every text that enters the city."""

import re
import unicodedata

# Characters that nobody sees but that spoof names, break searches or reverse lines. ZWJ (200D) and the variation
# selectors stay: families and coloured emoji are made of them.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
LONELY_JOINER = re.compile("(?<![\u00a9-\U0001faff\ufe0f])\u200d|\u200d(?![\u00a9-\U0001faff])")
SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(value: str) -> str:
    """A text of several lines as we keep it: NFC, visible characters only, at most one empty line in a row, no edges."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    value = LONELY_JOINER.sub("", INVISIBLE.sub("", value.replace("\u2029", "\n\n")))
    lines = (line.rstrip() for line in value.split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(value: str) -> str:
    """A text of one line: as clean_text, every run of white space one space."""
    return SPACES.sub(" ", clean_text(value).replace("\n", " ")).strip()


def excerpt(value: str, length: int = 160) -> str:
    """The beginning of a text on one line, cut at a word where that loses little; at most `length` characters."""
    line = clean_line(value[: length * 4])
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 0.7 else cut).rstrip() + "…"
