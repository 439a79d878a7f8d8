"""personal_data: what is found in a text, and what is left alone."""

import time
from itertools import pairwise

import pytest

from ideas import personal_data
from ideas.personal_data import Kind, find, forbidden, marked, masked


def kinds(text):
    return [finding.kind for finding in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("전화는 010-1234-5678 이에요", Kind.PHONE, "010-1234-5678"),
        ("전화는 01012345678 이에요", Kind.PHONE, "01012345678"),
        ("집 전화 02)312-4567", Kind.PHONE, "02)312-4567"),
        ("전각 숫자 ０１０-１２３４-５６７８", Kind.PHONE, "０１０-１２３４-５６７８"),
        ("메일은 gildong.hong+a@mail.example.co.kr 로", Kind.EMAIL, "gildong.hong+a@mail.example.co.kr"),
        ("제 번호 900101-1234567 이에요", Kind.RESIDENT_NUMBER, "900101-1234567"),
        ("붙여 쓴 9001011234568 번호", Kind.RESIDENT_NUMBER, "9001011234568"),
        ("가린 번호 900101-1****** 이에요", Kind.BIRTH, "900101-1******"),
        ("카드 4111-1111-1111-1111 로 냈어요", Kind.CARD, "4111-1111-1111-1111"),
        ("신한은행 110-123-456789 로", Kind.ACCOUNT, "110-123-456789"),
        ("계좌번호: 3333012345678", Kind.ACCOUNT, "3333012345678"),
        ("제 여권번호는 M12345678 이에요", Kind.PASSPORT, "M12345678"),
        ("면허 11-12-345678-90 를 반납", Kind.LICENCE, "11-12-345678-90"),
        ("12가3456 차가 늘 서 있어요", Kind.PLATE, "12가3456"),
        ("검은 승용차 123나 4567 이", Kind.PLATE, "123나 4567"),
        ("우리 아파트 103동 1204호 앞", Kind.ADDRESS, "103동 1204호"),
        ("저는 우울증이 있어요", Kind.SENSITIVE, "우울증"),
        ("저희 아들은 발달장애가 있어요", Kind.SENSITIVE, "발달장애"),
        ("제가 민주노총 노조원이라", Kind.SENSITIVE, "노조원"),
    ],
)
def test_it_finds(text, kind, found):
    assert [(f.kind, f.text) for f in find(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "다산콜센터 120이나 02-120에 물어보세요",
        "2018-05-20부터 2018.12.31까지",
        "예산 15조 2000억 원, 30호 1203명, 1,234,5678",
        "대법원 1997.4.11. 선고 96도2753 판결",
        "2500만 명, 12000000000 원, 180906 170",
        "청년 우울증 상담소를 늘려 주세요. 치매 안심 센터도요.",
        "장애인과 임산부를 위한 자리, 세계 문화유산, 제가 좋아하는 게이트볼",
        "노동조합과 정당도 함께 토론해요",
        "한강 다리 25개 중 3개, 9호선 5678번 버스",
        "@seoul 이라고 적어요. a@b 는 메일이 아니에요",
        "0000-0000-0000-0001 은 카드가 아니에요",
    ],
)
def test_it_leaves_common_words_and_figures_alone(text):
    assert find(text) == []


def test_a_name_is_found_only_beside_a_telephone_number():
    assert kinds("담당은 홍길동 010-1234-5678") == [Kind.NAME, Kind.PHONE]
    assert kinds("홍길동 이야기에 나오는 다리") == []
    assert kinds("문의 전화 010-1234-5678") == [Kind.PHONE]
    assert kinds("마포구청 02-1234-5678") == [Kind.PHONE]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("버스정책과(담당자 홍길동)로 물어보세요", "홍길동"),
        ("담당: 성춘향, 다음 주에 뵐게요", "성춘향"),
        ("안녕하세요. 녹색에너지과 임꺽정 주무관입니다.", "임꺽정"),
        ("도시공간과 심학규 주무관: 언제든 알려 주세요", "심학규"),
        ("주무관 이몽룡(도로과)", "이몽룡"),
        ("자세한 것은 장화홍 팀장님께", "장화홍"),
    ],
)
def test_the_name_of_an_official_is_found_beside_the_post_without_any_number(text, name):
    assert [(f.kind, f.text) for f in find(text)] == [(Kind.NAME, name)]


@pytest.mark.parametrize(
    "text",
    [
        "담당자 연락처) 담당 주무관, 담당자 의견을 듣고",
        "버스정책과 팀장과 도시과 주무관이 함께 왔어요. 교통정책 팀장, 임기제 주무관, 우수한 주무관",
        "시민소통담당관: 주민제안 공모, 담당 공무원(주무부서)",
        "김○○ 주무관과 주무관 이○○",
        "이순신 장군 동상 앞, 세종대왕 담당",
        "담당자 여러분, 담당 여선생님에게",
    ],
)
def test_posts_alone_are_no_names(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("공원과 홍길동(3783-5950)", [(Kind.NAME, "홍길동"), (Kind.PHONE, "3783-5950")]),
        ("자원개발팀(724-0852)에 물어보세요", [(Kind.PHONE, "724-0852")]),
        ("문의: 2133-1234", [(Kind.PHONE, "2133-1234")]),
        ("Tel.02-2133-1234", [(Kind.PHONE, "02-2133-1234")]),
        ("☏ 2133-1234", [(Kind.PHONE, "2133-1234")]),
        ("홍길동(☏02-2133-1234)", [(Kind.NAME, "홍길동"), (Kind.PHONE, "02-2133-1234")]),
        ("전화 김하은 010-1234-5678", [(Kind.NAME, "김하은"), (Kind.PHONE, "010-1234-5678")]),
    ],
)
def test_numbers_within_the_city_are_found_where_somebody_is_to_be_called(text, found):
    assert [(f.kind, f.text) for f in find(text)] == found


@pytest.mark.parametrize(
    "text", ["사업 기간(2015-2016)", "서울시 고시(2015-1234)", "점수 3783-5950", "문의 2015-2016년", "주민은 010-1234-5678"]
)
def test_years_and_scores_are_no_numbers_to_call(text):
    assert all(f.text == "010-1234-5678" for f in find(text))


def test_a_resident_number_needs_a_possible_day_and_without_a_dash_its_check_digit():
    assert forbidden("901301-1234567") == []
    assert forbidden("9001011234567") == []
    assert [f.text for f in forbidden("9001011234568")] == ["9001011234568"]
    assert forbidden("991231-3234567") == []  # the year 2099


def test_findings_point_into_the_text_and_never_overlap():
    text = "홍길동 010-1234-5678, 900101-1234567, a@example.org, 저는 당뇨가 있어요"
    found = find(text)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(part for part, _kind in marked(text, found)) == text


def test_masking_blots_out_who_somebody_is_and_keeps_the_rest():
    assert masked("전화 010-1234-5678 저는 당뇨가 있어요") == "전화 ●●●●●●●●●●●●● 저는 당뇨가 있어요"


@pytest.mark.parametrize("unit", ["010-", "1-", "a@", "a.", "900101", "12가", "계좌 ", "저는 ", "여권 ", "1", "가", "동1"])
def test_no_text_keeps_it_busy(unit):
    text = (unit * 100_000)[:100_000]
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 2


def test_every_kind_has_a_name():
    assert all(str(kind.label) for kind in personal_data.Kind)
