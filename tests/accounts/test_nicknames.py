"""What a nickname may be and when two are the same."""

import unicodedata
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.nicknames import KEY_LENGTH, LONGEST, clean_nickname, is_official, nickname_key, tidy

ANYTHING = st.text(max_size=40)
NICKNAMES = st.text("가나다힣ㄱㅏabzABZ0189éß한강 ", min_size=2, max_size=12)


def refusal(value):
    with pytest.raises(ValidationError) as caught:
        clean_nickname(value)
    return caught.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("한강고래", "한강고래"),
        ("  한강   고래 ", "한강 고래"),
        ("한\u200b강\u202e고래\x00", "한강고래"),
        (unicodedata.normalize("NFD", "한강고래"), "한강고래"),
        ("Ｗａｌｅ 7", "Wale 7"),
        ("ㅋㅋ왕", "ㅋㅋ왕"),
        ("Zoë", "Zoë"),
        ("badminton", "badminton"),
        ("동대문시장 구경", "동대문시장 구경"),
        ("시장통닭", "시장통닭"),
    ],
)
def test_it_keeps_what_a_person_would_read(typed, kept):
    assert clean_nickname(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "short"),
        ("가", "short"),
        ("\u200b\u200b가", "short"),
        ("가나다라마바사아자차카타파", "long"),
        ("고래🐳", "letters"),
        ("<b>고래", "letters"),
        ("a_b", "letters"),
        ("고래!", "letters"),
        ("раypal", "letters"),
        ("가\u1100", "letters"),
        ("①②③", "letters"),
        ("서울시장", "official"),
        ("서울시", "official"),
        ("오세훈시장", "official"),
        ("시 장 님", "official"),
        ("시1장", "official"),
        ("공무원", "official"),
        ("공 무 원 7", "official"),
        ("공0무0원", "official"),
        ("창의담당관", "official"),
        ("운영자입니다", "official"),
        ("관리자", "official"),
        ("오아시스", "official"),
        ("OASIS", "official"),
        ("0as1s", "official"),
        ("4dm1n", "official"),
        ("ADMIN", "official"),
        ("ａｄｍｉｎ", "official"),
        ("aԁmin", "letters"),
        ("익명", "reserved"),
        ("Root", "reserved"),
        ("me", "reserved"),
    ],
)
def test_it_refuses_with_a_reason(typed, why):
    assert refusal(typed) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Whale", "wHALE"),
        ("한강고래", "한 강 고래"),
        ("Whale", "Ｗｈａｌｅ"),
        ("whale", "whаle"),
        ("oasls", "0asIs"),
        ("wave1", "wavel"),
        ("wave1", "waveI"),
        ("cafe", "café"),
        ("가나", "ㄱㅏㄴㅏ"),
        ("한강", unicodedata.normalize("NFD", "한강")),
        ("물결", "물\u200b결"),
    ],
)
def test_lookalikes_are_the_same_nickname(one, other):
    assert nickname_key(one) == nickname_key(other)


def test_different_names_stay_different():
    names = ["한강고래", "한강고래2", "고래한강", "whale", "whales", "시민1", "시민2", "시민10"]
    assert len({nickname_key(name) for name in names}) == len(names)


@given(ANYTHING)
def test_every_text_has_a_key_that_fits_the_column(text):
    assert 0 < len(nickname_key(text)) <= KEY_LENGTH


@given(ANYTHING)
def test_whatever_is_typed_is_kept_clean_or_refused_in_words(text):
    with suppress(ValidationError):
        kept = clean_nickname(text)
        assert 2 <= len(kept) <= LONGEST
        assert kept == unicodedata.normalize("NFC", kept) == tidy(kept) == clean_nickname(kept)
        assert not is_official(kept)


@given(NICKNAMES, st.sampled_from(["\u200b", "\u202e", "\u00ad", "\u2060", " ", "\ufeff"]), st.integers(0, 12))
def test_what_nobody_sees_makes_no_other_nickname(name, hidden, at):
    assert nickname_key(name[:at] + hidden + name[at:]) == nickname_key(name) or not any(map(str.isalnum, name))


@given(NICKNAMES)
def test_case_and_composition_make_no_other_nickname(name):
    if any(map(str.isalnum, name)) and len(nickname_key(name)) and not nickname_key(name).startswith("#"):
        for form in ("NFC", "NFD", "NFKC"):
            assert nickname_key(unicodedata.normalize(form, name)) == nickname_key(name)
        assert nickname_key(name.lower()) == nickname_key(name)


@given(
    st.sampled_from(["공무원", "서울시장", "담당관", "관리자", "운영자", "admin", "oasis"]),
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from(" 0123456789")), max_size=4),
)
def test_nothing_put_between_the_letters_hides_an_official_word(word, extras):
    name = word
    for at, char in extras:
        name = name[:at] + char + name[at:]
    assert is_official(name)
