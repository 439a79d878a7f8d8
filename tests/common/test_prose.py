"""How citizens' text is shown."""

import time

import pytest

from common.templatetags.prose import LONGEST, prose, prose_line


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("한 줄", "<p>한 줄</p>"),
        ("한 줄\n두 줄", "<p>한 줄<br>두 줄</p>"),
        ("하나\n\n둘", "<p>하나</p>\n<p>둘</p>"),
        ("- 하나\n- 둘", "<ul><li>하나</li><li>둘</li></ul>"),
        ("1. 하나\n2) 둘", '<ol><li value="1">하나</li><li value="2">둘</li></ol>'),
        ("■ 개선방안\n그늘을 둬요", "<h2>개선방안</h2>\n<p>그늘을 둬요</p>"),
        ("■", "<p>■</p>"),
        ("-5도", "<p>-5도</p>"),
        ("1.5배", "<p>1.5배</p>"),
        ("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#x27;</p>"),
    ],
)
def test_plain_text_becomes_blocks(text, html):
    assert prose(text) == html


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://example.org/a에서", "https://example.org/a", "에서"),
        ("(https://example.org/a).", "https://example.org/a", ")."),
        ("https://example.org/a_(b)", "https://example.org/a_(b)", ""),
        ("http://example.org/?a=1&b=2, 참고", "http://example.org/?a=1&amp;b=2", ", 참고"),
    ],
)
def test_a_web_address_ends_where_a_reader_would_end_it(text, address, rest):
    html = prose_line(text)
    assert f'<a href="{address}" rel="nofollow ugc noopener">' in html
    assert html.endswith(f"</a>{rest}")


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://", "//example.org"])
def test_nothing_but_web_addresses_becomes_a_link(text):
    assert "<a " not in prose_line(text)


def test_an_address_cannot_break_out_of_its_link():
    html = prose_line("""https://example.org/"onmouseover="x" https://example.org/'><script>""")
    assert "<script>" not in html
    assert '"onmouseover' not in html


@pytest.mark.parametrize(
    "evil",
    [
        "https://" * 20_000,
        "(" * 100_000,
        "- " * 60_000,
        "1. " * 50_000,
        "https://a/" + ")" * 100_000,
        "\n" * 200_000,
        "■ \n" * 50_000,
    ],
)
def test_hostile_text_takes_no_longer_than_other_text(evil):
    began = time.process_time()
    prose(evil)
    prose_line(evil)
    assert time.process_time() - began < 1.5


def test_a_text_beyond_the_longest_is_cut():
    assert len(prose("가" * (LONGEST + 5))) == LONGEST + len("<p></p>")
