"""The words of a query made visible in what was found."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common import korean

SNIPPET = 120
LEAD = 40


class Marker:
    """Marks the words of a query in texts: as written, in any case, with or without spaces between syllables.

    words: as common.korean.words cuts them. A word that a text does not hold is marked by the runs it consists of (cctv로: cctv);
    single letters are marked only when nothing else was asked for.
    """

    def __init__(self, words: list[str]):
        long = [word for word in words if len(word) > 1] or words
        self.words = _pattern(long)
        self.runs = _pattern([run for word in long for run in korean.RUNS.findall(word) if len(run) > 1 or run == word])

    def marked(self, text: str) -> SafeString:
        """A text escaped, with <mark> around what was asked for."""
        parts, at = [], 0
        for start, end in self._spans(text):
            parts += [(text[at:start],), (format_html("<mark>{}</mark>", text[start:end]),)]
            at = end
        return format_html_join("", "{}", [*parts, (text[at:],)])

    def snippet(self, text: str, length: int = SNIPPET) -> SafeString:
        """About `length` characters of a text on one line, marked: around the first word asked for, else its beginning."""
        line = " ".join(text.split())
        spans = self._spans(line)
        start = 0
        if spans and spans[0][0] > LEAD:
            start = line.find(" ", spans[0][0] - LEAD, spans[0][0]) + 1 or spans[0][0] - LEAD
        cut = line[start : start + length]
        if start + length < len(line):
            space = cut.rfind(" ")
            cut = cut[:space] if space > length // 2 else cut
        shown = self.marked(cut)
        return format_html("{}{}{}", "… " if start else "", shown, " …" if start + len(cut) < len(line) else "")

    def _spans(self, text: str) -> list[tuple[int, int]]:
        for pattern in (self.words, self.runs):
            spans = [found.span() for found in pattern.finditer(text)] if pattern else []
            if spans:
                return spans
        return []


def _pattern(words: list[str]) -> re.Pattern | None:
    """Finds any of the words, neighbours together; spaces are forgiven except around single letters of foreign words."""
    if not words:
        return None
    spelled = sorted({_spelled(word) for word in words}, key=len, reverse=True)
    any_word = f"(?:{'|'.join(spelled)})"
    return re.compile(f"{any_word}(?: ?{any_word})*", re.IGNORECASE)


def _spelled(word: str) -> str:
    """A word as a pattern: Hangul may be apart, the hyphen of a foreign word may be missing."""
    found = ""
    for before, letter in zip(" " + word, word, strict=False):
        apart = before != " " and (korean.PAIRED.match(letter) or korean.PAIRED.match(before))
        found += (" ?" if apart else "") + ("-?" if letter == "-" else re.escape(letter))
    return found
