"""Everything the site says in Korean it can say in English.

What makemessages would extract is found here without GNU gettext, which a bare machine does not have.
"""

import ast
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("site/oasis", "home", "ideas", "notifications", "accounts", "common")
# The marks of a translation and how many of their first arguments are texts; contexts (pgettext) come before them.
MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
CONTEXT_MARKS = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 2, "npgettext_lazy": 2}
TEXT = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
# Calls in what templatize() makes of a template, which is not Python as a whole.
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({TEXT})(?:\s*,\s*({TEXT}))?(?:\s*,\s*({TEXT}))?")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-zA-Z%]|\{\{|\}\}|\{\w*\}")
HANGUL = re.compile("[가-힣]")

Message = tuple[str | None, str, str | None]


def message(mark: str, texts: list[str]) -> Message | None:
    """Context, text and plural of a marked text; None when a text is put together while the site runs."""
    context = texts.pop(0) if mark in CONTEXT_MARKS and texts else None
    wanted = MARKS.get(mark) or CONTEXT_MARKS[mark]
    if len(texts) < wanted:
        return None
    return context, texts[0], texts[1] if wanted > 1 else None


def messages_of_code(path: Path) -> set[Message]:
    """The texts marked in a Python file; Python itself joins those written over several lines."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            mark = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if mark in MARKS or mark in CONTEXT_MARKS:
                texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                found.add(message(mark, texts))
    return found - {None}


def messages_of_template(path: Path) -> set[Message]:
    """The texts marked in a template."""
    found = set()
    for mark, *texts in CALL.findall(templatize(path.read_text())):
        found.add(message(mark, [ast.literal_eval(text) for text in texts if text]))
    return found - {None}


@pytest.fixture(scope="module")
def marked() -> dict[Message, str]:
    """Every marked text and one file that says it."""
    found: dict[Message, str] = {}
    code = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)
    templates = (path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in {".html", ".txt"})
    for paths, reader in ((code, messages_of_code), (templates, messages_of_template)):
        for path in paths:
            found |= dict.fromkeys(reader(path), str(path.relative_to(ROOT)))
    return found


@pytest.fixture(scope="module")
def english() -> dict[tuple[str | None, str], polib.POEntry]:
    catalogue = polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"), encoding="utf-8")
    return {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}


def words_of(entry: polib.POEntry) -> list[str]:
    """The translation of an entry, both forms of a plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_marks_are_found(marked):
    assert (None, "상상 쓰기", None) in marked
    assert (None, "이웃 %(many)s명이 추천했어요", "이웃 %(many)s명이 추천했어요") in marked
    assert (None, "쓰던 상상 %(many)s개", "쓰던 상상 %(many)s개") in marked
    assert (None, "지금은 추천할 수 없어요.", None) in marked, "a text in a filter's argument"


def test_everything_is_said_in_english_too(marked, english):
    missing = [
        f"{path}: {text}"
        for (context, text, plural), path in marked.items()
        if (entry := english.get((context, text))) is None
        or entry.fuzzy
        or (entry.msgid_plural or None) != plural
        or not all(words_of(entry))
    ]
    assert not missing, "not in locale/en/LC_MESSAGES/django.po:\n" + "\n".join(missing)


def test_english_fills_in_the_same_things(english):
    wrong = [
        f"{entry.msgid} → {words}"
        for entry in english.values()
        for words in words_of(entry)
        if Counter(PLACEHOLDER.findall(words)) != Counter(PLACEHOLDER.findall(entry.msgid))
        or sorted(re.findall("<[^>]*>", words)) != sorted(re.findall("<[^>]*>", entry.msgid))
    ]
    assert not wrong, "\n".join(wrong)


def test_english_is_not_korean(english):
    korean = [words for entry in english.values() for words in words_of(entry) if HANGUL.search(words)]
    assert not korean, "\n".join(korean)


def test_the_catalogue_says_nothing_about_the_machine_it_was_made_on(english):
    text = (ROOT / "locale/en/LC_MESSAGES/django.po").read_text()
    assert '"Language: en\\n"' in text
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in text
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text
    assert "-Date:" not in text
    assert str(ROOT) not in text
    assert not [entry for entry in english.values() if entry.occurrences]


def test_no_lazy_text_is_filled_in_while_a_module_loads():
    """`lazy % …` outside a function is said once, in Korean; django.utils.text.format_lazy waits for the reader."""
    fixed = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            # Breadth first without entering functions, which run for one reader at a time.
            nodes: list[ast.AST] = [ast.parse(path.read_text())]
            for node in nodes:
                filled_in = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Call)
                if filled_in and getattr(node.left.func, "id", None) in MARKS:
                    fixed.append(f"{path.relative_to(ROOT)}:{node.lineno}")
                if not isinstance(node, ast.FunctionDef | ast.Lambda):
                    nodes.extend(ast.iter_child_nodes(node))
    assert not fixed
