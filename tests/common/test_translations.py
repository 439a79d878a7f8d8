"""translations.compile_translations."""

import gettext
import os

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import trans_real

from common.translations import compile_translations

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "상상제안"
msgstr "Idea"

#, fuzzy
msgid "의견"
msgstr "Opinion?"
"""


@pytest.fixture
def locale(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE)
    return tmp_path


def test_a_translation_is_compiled_and_doubtful_ones_are_left_out(locale):
    (written,) = compile_translations([locale])
    with written.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("상상제안") == "Idea"
    assert words.gettext("의견") == "의견"


def test_only_changed_translations_are_compiled_again(locale):
    (written,) = compile_translations([locale])
    assert compile_translations([locale]) == []
    os.utime(written, (1, 1))
    assert compile_translations([locale]) == [written]


def test_a_broken_file_is_named(locale, settings):
    (locale / "en" / "LC_MESSAGES" / "django.po").write_text('msgid "open\nmsgstr')
    settings.LOCALE_PATHS = [locale]
    with pytest.raises(CommandError, match=r"django\.po"):
        call_command("compile_translations")


def test_what_was_read_before_is_read_again(locale):
    with translation.override("ko"):
        translation.gettext("한 방울")
    assert trans_real._translations
    compile_translations([locale])
    assert not trans_real._translations
