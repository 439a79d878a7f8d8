"""Pieces for the search index, words of queries, particles."""

import time
import unicodedata

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common.korean import josa, pieces, query_pieces, words

INDEXED = {
    "공원에": "공원 원에",
    "숲": "숲",
    "자전거도로": "자전 전거 거도 도로",
    "자전거 도로": "자전 전거 도로 거ㅡ도",
    "공원  두 칸\n줄": "공원 칸 두ㅡ칸 두 줄",
    "KTX역": "ktx 역",
    "5호선": "5 호선",
    "1인가구": "1 인가 가구",
    "CCTV를 CCTV로": "cctv 를 로",
    "e-mail": "e mail email",
    "WiFi6": "wifi6",
    "ＫＴＸ ２호선": "ktx 2 호선",
    "Café": "cafe",
    "ㅋㅋㅋ 좋아요": "ㅋㅋ 좋아 아요",
    "道路 표지": "道路 표지",
    "면적 30㎡": "면적 30m2",
    "a_b": "a b",
    "!!! … 😀 \x00": "",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), INDEXED.items())
def test_a_text_is_cut_into_pieces(text, expected):
    assert set(pieces(text).split()) == set(expected.split())


def test_a_piece_is_kept_once_and_in_the_order_of_the_text():
    assert pieces("버스 정류장, 버스 노선") == "버스 정류 류장 노선 스ㅡ정 스ㅡ노"


def test_decomposed_hangul_gives_the_same_pieces():
    assert pieces(unicodedata.normalize("NFD", "자전거 도로")) == pieces("자전거 도로")


ASKED = {
    "공원": [("공원", "공ㅡ원")],
    "자전거도로": [("자전", "자ㅡ전"), ("전거", "전ㅡ거"), ("거도", "거ㅡ도"), ("도로", "도ㅡ로")],
    "자전거 도로": [("자전", "자ㅡ전"), ("전거", "전ㅡ거"), ("도로", "도ㅡ로")],
    "한강 옆 길": [("한강", "한ㅡ강")],
    "KTX역": [("ktx",)],
    "5호선": [("5",), ("호선", "호ㅡ선")],
    "e-mail": [("email",)],
    "도로, 도로!": [("도로", "도ㅡ로")],
    "숲": [],
    '" OR NEAR(': [("or",), ("near",)],
    "% _ \\ '": [],
    "😀": [],
}


@pytest.mark.parametrize(("query", "expected"), ASKED.items())
def test_a_query_is_cut_into_what_the_index_must_hold(query, expected):
    assert query_pieces(query) == expected


def finds(query, text):
    held = set(pieces(text).split())
    return all(held & set(spellings) for spellings in query_pieces(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("공원", "어린이공원에서"),
        ("자전거도로", "자전거 도로가 끊겨요"),
        ("자전거 도로", "자전거도로가 끊겨요"),
        ("어린이 놀이터", "놀이터는 어린이의 것"),
        ("미세먼지", "미세 먼지"),
        ("KTX역", "ktx 역에서"),
        ("KTX 역", "KTX역에서"),
        ("email", "e-mail로"),
        ("e-mail", "EMAIL"),
        ("1인 가구", "1인가구를 위해"),
        ("1인가구", "1인 가구를 위해"),
        ("cctv", "ＣＣＴＶ를"),
    ],
)
def test_spaces_cases_and_particles_do_not_stand_in_the_way(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(("query", "text"), [("주차", "주세요"), ("자전거도로", "자전거만 있어요"), ("월세", "세월")])
def test_other_words_are_not_found(query, text):
    assert not finds(query, text)


hangul = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), min_size=2, max_size=8)
anything = st.text(max_size=60)


@given(hangul, anything, anything)
def test_a_text_that_holds_a_word_is_always_found_by_it(word, before, after):
    # A vowel or consonant of old Hangul behind a syllable would compose into another one.
    text = unicodedata.normalize("NFC", f"{before}\n{word}\n{after}")
    assert finds(word, text)
    assert finds(word, text.replace(word, " ".join(word)))
    assert finds(" ".join([word[:2], word]), text)


@given(anything)
def test_whatever_is_typed_gives_clean_pieces_that_its_own_text_holds(text):
    assert all(piece.replace("ㅡ", "x").isalnum() or piece.isalpha() for piece in pieces(text).split())
    assert finds(text, text)
    for spellings in query_pieces(text):
        assert all(set(spelling).isdisjoint(" '\"\\&|!():*") for spelling in spellings)


def test_cutting_is_quick_even_on_hostile_texts():
    for text in ("가" * 100_000, "- " * 50_000, "a-" * 50_000, "가 " * 50_000, "\u0301" * 100_000, "ﷺ" * 20_000):
        began = time.process_time()
        pieces(text)
        query_pieces(text[:200])
        assert time.process_time() - began < 1


def test_words_lose_their_punctuation_and_doubles():
    assert words("KTX역, ‘주차!’ 주차  e-mail -- 😀") == ["ktx역", "주차", "e-mail"]


PARTICLES = [
    ("상상", "은/는", "상상은"),
    ("오아시스", "은/는", "오아시스는"),
    ("상상", "이/가", "상상이"),
    ("나무", "이/가", "나무가"),
    ("공원", "을/를", "공원을"),
    ("버스", "을/를", "버스를"),
    ("공원", "과/와", "공원과"),
    ("버스", "과/와", "버스와"),
    ("공원", "으로/로", "공원으로"),
    ("서울", "으로/로", "서울로"),
    ("버스", "으로/로", "버스로"),
    ("한강", "이에요/예요", "한강이에요"),
    ("3", "을/를", "3을"),
    ("2", "을/를", "2를"),
    ("1", "으로/로", "1로"),
    ("10", "이/가", "10이"),
    ("KTX", "을/를", "KTX를"),
    ("LPG", "이/가", "LPG가"),
    ("URL", "으로/로", "URL로"),
    ("공원)", "을/를", "공원)을"),
    ("wifi", "을/를", "wifi을(를)"),
    ("😀", "은/는", "😀은(는)"),
    ("", "은/는", "은(는)"),
]


@pytest.mark.parametrize(("word", "pair", "expected"), PARTICLES)
def test_a_particle_fits_the_last_sound(word, pair, expected):
    assert josa(word, pair) == expected


def test_an_unknown_particle_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="unknown particle"):
        josa("상상", "을/은")


def test_templates_put_particles_too():
    template = Template("{% load korean %}{{ word|josa:'을/를' }}")
    assert template.render(Context({"word": "<공원>"})) == "&lt;공원&gt;을"


def test_templates_put_no_particles_in_other_languages():
    with translation.override("en"):
        assert Template("{% load korean %}{{ word|josa:'을/를' }}").render(Context({"word": "Park"})) == "Park"
