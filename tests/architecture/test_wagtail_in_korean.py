"""What Wagtail's own Korean lacks is said in ours, with the same blanks and tags."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.utils import translation

CATALOGUE = Path(__file__).resolve().parents[2] / "locale/ko/LC_MESSAGES/django.po"
ENTRIES = polib.pofile(str(CATALOGUE), encoding="utf-8")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-zA-Z]|%[a-zA-Z]|\{\w*\}")
TAG = re.compile("<[^>]*>")


def words_of(entry: polib.POEntry) -> list[str]:
    """The translation of an entry; Korean has one form for every number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def blanks(text: str) -> tuple[Counter[str], Counter[str]]:
    """What is filled in, and the tags."""
    return Counter(PLACEHOLDER.findall(text)), Counter(TAG.findall(text))


def test_the_same_blanks_and_tags_are_in_our_words():
    wrong = []
    for entry in ENTRIES:
        (words,) = words_of(entry)
        # The plural is the text that counts every number: "1 page selected", "%(counter)s pages selected".
        if not words.strip() or blanks(words) != blanks(entry.msgid_plural or entry.msgid):
            wrong.append(entry.msgid)
    assert len(ENTRIES) > 1_000
    assert not wrong


def test_the_catalogue_is_plain_and_sorted():
    text = CATALOGUE.read_text()
    assert text.startswith("# What Wagtail's own Korean lacks, or says oddly; ours come first.\n")
    assert ENTRIES.metadata == {
        "Language": "ko",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    assert [entry.msgid for entry in ENTRIES] == sorted(entry.msgid for entry in ENTRIES)
    assert not [entry.msgid for entry in ENTRIES if entry.occurrences or entry.fuzzy or entry.obsolete]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("There are no results.", "찾은 것이 없어요."),
        ("New: %(model_name)s", "새로 만들기: %(model_name)s"),
        ("Page %(page_number)s of %(num_pages)s.", "%(num_pages)s쪽 가운데 %(page_number)s쪽"),
    ],
)
def test_our_words_come_first(text, ours):
    with translation.override("ko"):
        assert translation.gettext(text) == ours


def test_a_number_is_said_in_korean():
    with translation.override("ko"):
        for number in (1, 5):
            words = translation.ngettext("%(count)s image", "%(count)s images", number)
            assert words % {"count": number} == f"이미지 {number}개"
