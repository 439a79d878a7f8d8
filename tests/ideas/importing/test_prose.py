"""importing.prose: what people pasted becomes plain text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideas.importing.prose import LEFT_OVER, plain, plain_line

HWP = """<!--StartFragment--><P class=바탕글 style="FONT-SIZE: 14pt; mso-hansi-font-family: 신명 태명조"><SPAN
style='font-family: "함초롬바탕"'>골목에 그늘이 없습니다</SPAN><SPAN lang="EN-US">.</SPAN></P>
<p class="0"> <!--[if !supportEmptyParas]-->&nbsp;<!--[endif]-->  <o:p></o:p></p>
<p class="0"><span>나무를 심으면 좋겠습니다.</span></p><?xml:namespace prefix = o ns = "urn:schemas" /><!--EndFragment-->"""


def test_hwp_paragraphs_come_out_clean():
    assert plain(HWP) == "골목에 그늘이 없습니다.\n\n나무를 심으면 좋겠습니다."


def test_word_lists_conditional_comments_and_styles_leave_only_words():
    source = """<style>p.MsoNormal {margin: 0}</style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
    <p class=MsoListParagraph><!--[if !supportLists]--><span style='mso-list:Ignore'>·&nbsp;&nbsp;</span><!--[endif]-->첫째</p>
    <![if !vml]><p>둘째<o:p>&nbsp;</o:p></p><![endif]>"""
    assert plain(source) == "· 첫째\n둘째"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>짧은 줄</p><p>다음 줄</p>", "짧은 줄\n다음 줄"),
        ("<p>한 줄<br></p><p><br></p><p>빈 줄 뒤</p>", "한 줄\n\n빈 줄 뒤"),
        ("앞<div>뒤</div>", "앞\n뒤"),
        ("하나<br><br><br><br>둘", "하나\n\n둘"),
        ("<div>&nbsp; &nbsp;- 들여 쓴 줄</div>", "- 들여 쓴 줄"),
        ("<ul><li>하나</li><li>- 둘</li></ul><ol start=3><li>셋<li>넷</ol>", "- 하나\n- 둘\n3. 셋\n4. 넷"),
        ("<table><tr><th>구분</th><th>지금</th></tr><tr><td>버스</td><td></td></tr></table>", "구분 | 지금\n버스"),
        ("<table><tr><td>가</td><td></td><td>다</td></tr></table>끝", "가 | | 다\n\n끝"),
        ("<table><tr><td><p>혼자인 칸</p><p>두 줄</p></td></tr></table>", "혼자인 칸\n두 줄"),
        ("<td>표 밖의 칸</td>", "표 밖의 칸"),
        ("&lt;제안&gt; A &amp; B &#44032;&#x2f; &quot;말&quot;", '<제안> A & B 가/ "말"'),
        ("&amp;nbsp;두 번&amp;amp;lt;싼&amp;#34;", '두 번<싼"'),
        ("http://a.kr/?x=1&amp;copy=2&section=3", "http://a.kr/?x=1&copy=2&section=3"),
        ("글\u200b자\ufeff 사\u00ad이", "글자 사이"),
        ("<CCTV 설치>와 <서울시> 1<2", "<CCTV 설치>와 <서울시> 1<2"),
        ('<a href="https://a.kr/b">여기</a>', "여기 [https://a.kr/b]"),
        ('<a href="http://www.a.kr/">a.kr</a> <a href="/안/">안쪽</a> <a href="javascript:x()">단추</a>', "a.kr 안쪽 단추"),
        ('<img src="1.jpg"><img src="2.jpg" alt="IMG_1.JPG"><p>글</p>', "[사진]\n글"),
        ('<p><img src="1.jpg" alt="무너진 담"></p>', "[사진: 무너진 담]"),
        ('<iframe src="https://v.kr/1"></iframe>', "[영상: https://v.kr/1]"),
        ('<p>보임</p><div style="display: none">숨은 <div>글</div></div><p>끝</p>', "보임\n끝"),
        ("<script>alert('x')</script>글<style>p{}</style><title>제목</title>", "글"),
        ('<p style="background: url(" x:="" none="">깨진 속성</p>', "깨진 속성"),
        ('<p title="닫히지 않은>글</p>', "글"),
        ("<!-- 닫히지 않은 설명 글은 남아요", "닫히지 않은 설명 글은 남아요"),
        ("글 <b", "글"),
        ("<pre>한 줄\n  두 줄</pre>", "한 줄\n두 줄"),
        ("태그 없는 글\n둘째 줄\n\n새 문단", "태그 없는 글\n둘째 줄\n\n새 문단"),
        ("<![endif]><![CDATA[숨은 글]]><?php x ?><!DOCTYPE html>글", "글"),
        ("<p>한 줄</p><p>\u200b</p><p>빈 줄 뒤</p>", "한 줄\n\n빈 줄 뒤"),
        ("", ""),
    ],
)
def test_markup_becomes_readable_text(source, text):
    assert plain(source) == text


def test_a_long_line_is_a_paragraph_and_short_ones_stay_together():
    long = "날마다 이 길을 걷는 사람으로서 말씀드립니다. " * 5
    text = plain(f"<p>제목</p><p>{long}</p><p>{long}</p><p>- 하나</p><p>- 둘</p>")
    assert text == f"제목\n{long.strip()}\n\n{long.strip()}\n- 하나\n- 둘"


def test_a_title_is_one_line():
    assert plain_line("&#39;따릉이&#39;\n <b>더</b> 주세요") == "'따릉이' 더 주세요"


TAGS = "<p> </p> <br> <td> <tr> <table> </table> <li> <ol> </ol> <a_href='http://a.kr'> </a> <img> <!-- --> <![if_x]> <o:p>"
HOSTILE = "&amp; &lt; &gt; &#60; p> /b> & lt; amp; \u200b \" ' < > <select> </select> <script> <p_style='display:none'>"
WORDS = "글 다. &nbsp; a= \x00"
PIECES = st.sampled_from(
    [" ", "\n", "가나다 " * 30, *(word.replace("_", " ") for word in f"{TAGS} {HOSTILE} {WORDS}".split(" "))]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_no_markup_survives_and_cleaning_twice_changes_nothing(source):
    text = plain(source)
    assert not LEFT_OVER.search(text)
    assert "\x00" not in text
    assert plain(text) == text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("가나다라마바사 .,!", min_size=1, max_size=30), min_size=1, max_size=10))
def test_no_written_word_is_lost(paragraphs):
    source = "".join(f"<p><span>{paragraph}</span></p>" for paragraph in paragraphs)
    assert "".join(plain(source).split()) == "".join("".join(paragraphs).split())


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<p",
        "<p ",
        "<!--",
        "&amp;",
        '<p a="',
        "<p style='display:none'>",
        "<table><tr><td>",
        "<a href=http://a.kr>",
        "<li>",
        "= ",
    ],
)
def test_hostile_text_of_thirty_kilobytes_takes_no_time(unit):
    started = time.process_time()
    plain(unit * (30_000 // len(unit)))
    assert time.process_time() - started < 2
