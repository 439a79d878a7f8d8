"""Reads a text as a citizen would and marks where they would stumble: words of the office, long sentences, a commanding tone.

Hints are advice. Nothing here keeps an answer from being published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.plain.glossary import Glossary, in_use

LONG_SENTENCE = 25
MOST_FOREIGN_SHARE, FEW_LETTERS = 0.10, 20

SENTENCE = re.compile(r"\S(?:[^\n.!?…]|[.!?…]+(?!\s|$))*[.!?…]*")
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
LATIN = re.compile(r"[A-Za-z]+")
LETTER = re.compile(r"[A-Za-z가-힣]")
HANJA = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
ORDER = re.compile(r"(?:(?:말|할|하실|받을|않을) 것|\s바람|(?:요망|엄금|금지|불가)(?:함)?)$")
CLIPPED = re.compile(r"[가-힣](?:[함됨임]|[있없]음|[했였됐갔왔]음)$")


class HintKind(StrEnum):
    """What a citizen would stumble over."""

    WORD = "word"
    LONG = "long"
    TONE = "tone"
    FOREIGN = "foreign"
    HANJA = "hanja"


@dataclass(frozen=True)
class Hint:
    """One stretch of a text (`text == whole[start:end]`) with what to do about it, in the reader's words.

    replacement: what can stand in its place as it is; empty where only a person can tell.
    """

    kind: HintKind
    start: int
    end: int
    text: str
    suggestion: str
    replacement: str = ""
    note: str = ""


def check(text: str, glossary: Glossary | None = None) -> list[Hint]:
    """All hints for a text in its order. glossary: the city's own when none is given."""
    glossary = in_use() if glossary is None else glossary
    found = [*_hard_words(text, glossary), *_sentences_to_change(text), *_foreign(text), *_hanja(text)]
    return sorted(found, key=lambda hint: (hint.start, hint.end))


def _hard_words(text: str, glossary: Glossary) -> Iterator[Hint]:
    for find in glossary.finds(text):
        entry = find.entry
        yield Hint(HintKind.WORD, find.start, find.end, text[find.start : find.end], entry.everyday, find.replacement, entry.note)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands. A new line ends one, a point inside a number does not."""
    for m in SENTENCE.finditer(text):
        yield m.start(), m.start() + len(m[0].rstrip())


def _sentences_to_change(text: str) -> Iterator[Hint]:
    for start, end in sentences(text):
        whole = text[start:end]
        words = whole.split()
        if len(words) > LONG_SENTENCE:
            note = _("어절이 %(count)d개예요. 25개 안이면 한 번에 읽혀요.") % {"count": len(words)}
            yield Hint(HintKind.LONG, start, end, whole, _("두세 문장으로 나눠 보세요."), note=note)
        ending = whole.rstrip(".!?… ")
        if ORDER.search(ending):
            yield Hint(HintKind.TONE, start, end, whole, _("‘~해 주세요’처럼 부탁하는 말로 맺어 보세요."))
        elif len(words) > 2 and CLIPPED.search(ending):
            yield Hint(HintKind.TONE, start, end, whole, _("‘~해요’처럼 말하듯 맺어 보세요."))


def _foreign(text: str) -> Iterator[Hint]:
    """One hint for the whole text, at its first foreign word, when many letters are Latin; addresses do not count."""
    spoken = ADDRESS.sub(lambda m: " " * len(m[0]), text)
    words = list(LATIN.finditer(spoken))
    latin, letters = sum(len(m[0]) for m in words), len(LETTER.findall(spoken))
    if latin > FEW_LETTERS and latin > MOST_FOREIGN_SHARE * letters:
        first = words[0]
        note = _("로마자가 글자의 %(share)d%%예요.") % {"share": round(100 * latin / letters)}
        yield Hint(HintKind.FOREIGN, *first.span(), first[0], _("우리말로 풀거나 한글로 적어 보세요."), note=note)


def _hanja(text: str) -> Iterator[Hint]:
    for m in HANJA.finditer(text):
        yield Hint(HintKind.HANJA, *m.span(), m[0], _("한글로 적어 보세요."))


@dataclass(frozen=True)
class Score:
    """How a text reads, in figures that can be checked by counting."""

    words: int
    sentences: int
    hard_words: int

    @property
    def words_per_sentence(self) -> float:
        """Words between spaces (어절) in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def hard_per_hundred(self) -> float:
        """Words of the glossary in a hundred."""
        return 100 * self.hard_words / self.words if self.words else 0.0

    @property
    def said(self) -> str:
        """The figures for people."""
        length = ngettext(
            "한 문장에 평균 %(count)d어절이에요.", "한 문장에 평균 %(count)d어절이에요.", round(self.words_per_sentence)
        )
        hard = ngettext(
            "100어절에 어려운 말이 %(count)d개 있어요.", "100어절에 어려운 말이 %(count)d개 있어요.", round(self.hard_per_hundred)
        )
        return f"{length % {'count': round(self.words_per_sentence)}} {hard % {'count': round(self.hard_per_hundred)}}"


def score(text: str, glossary: Glossary | None = None) -> Score:
    """How long the sentences of a text are and how many hard words it has."""
    glossary = in_use() if glossary is None else glossary
    return Score(len(text.split()), sum(1 for _place in sentences(text)), len(glossary.finds(text)))
