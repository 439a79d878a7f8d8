"""Words of a query made visible."""

import time

import pytest

from common.korean import words
from common.search.highlight import Marker


def marked(query, text):
    return str(Marker(words(query)).marked(text))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("공원", "공원에 가요", "<mark>공원</mark>에 가요"),
        ("자전거도로", "자전거 도로", "<mark>자전거 도로</mark>"),
        ("자전거 도로", "자전거도로", "<mark>자전거도로</mark>"),
        ("도로 자전거", "자전거와 도로", "<mark>자전거</mark>와 <mark>도로</mark>"),
        ("ktx역", "KTX 역 앞", "<mark>KTX 역</mark> 앞"),
        ("cctv로", "CCTV를", "<mark>CCTV</mark>를"),
        ("e-mail", "E-Mail email", "<mark>E-Mail email</mark>"),
        ("한강 옆", "옆집에서 한강까지", "옆집에서 <mark>한강</mark>까지"),
        ("숲", "숲길", "<mark>숲</mark>길"),
        ("공원", "없어요", "없어요"),
        ("!!", "!!", "!!"),
        ("lt", "<b>", "&lt;b&gt;"),
        ("amp", "a & amp", "a &amp; <mark>amp</mark>"),
    ],
)
def test_words_are_marked_and_everything_is_escaped(query, text, expected):
    assert marked(query, text) == expected


def test_a_snippet_shows_the_place_of_the_word_on_one_line():
    text = "처음 말\n" + "긴 이야기 " * 60 + "공원에 그늘을 만들어요. " + "뒷이야기 " * 60
    snippet = str(Marker(["공원"]).snippet(text))
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert "<mark>공원</mark>에 그늘을" in snippet
    assert len(snippet) < 190


def test_a_snippet_without_the_word_is_the_beginning():
    assert str(Marker(["공원"]).snippet("짧은 글\n둘째 줄")) == "짧은 글 둘째 줄"
    assert str(Marker(["공원"]).snippet("")) == ""


def test_marking_is_quick_even_on_hostile_texts():
    marker = Marker(words(" ".join("가" * n for n in range(2, 10))))
    for text in ("가" * 50_000, "가 " * 50_000):
        began = time.process_time()
        marker.snippet(text)
        assert time.process_time() - began < 1
