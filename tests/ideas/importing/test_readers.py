"""Readers: what each kind of file gives, row by row."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import Workbook

from ideas.importing import petitions, seoul, spreadsheet
from ideas.importing.rows import LONGEST_LINE, BadValue, FileUnreadable, ImportedIdea, RowProblem, moment, whole_number

GOOD = {"number": 7, "title": "그늘을 주세요", "body_html": "<p>더워요.</p>", "votes": 3, "submitted_at": "2018-05-01 09:30:00"}


def lines(tmp_path, *rows) -> str:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows) + b"\n")
    return str(path)


def reasons(rows) -> dict[int, str]:
    return {line: row.reason for line, row in rows if isinstance(row, RowProblem)}


def test_a_seoul_row_becomes_an_idea_in_seouls_time(tmp_path):
    assert list(seoul.read(lines(tmp_path, GOOD))) == [
        (1, ImportedIdea(7, "그늘을 주세요", "더워요.", 3, datetime(2018, 5, 1, 0, 30, tzinfo=UTC)))
    ]


def test_bad_lines_are_told_and_stop_nothing(tmp_path):
    rows = list(
        seoul.read(
            lines(
                tmp_path,
                b"{broken",
                b'{"number": 1, "title": "\xff\xfe"}',
                b"[1, 2]",
                {**GOOD, "title": "", "body_html": "<p>&nbsp;</p>"},
                {**GOOD, "submitted_at": "2018-13-45 00:00:00"},
                {**GOOD, "submitted_at": "어제"},
                {**GOOD, "votes": -1},
                {**GOOD, "votes": True},
                {**GOOD, "number": None},
                b'{"title": "' + b"x" * (LONGEST_LINE + 10) + b'"}',
                b"\x00\x00",
                b"[" * 100_000,
                b"",
                {**GOOD, "body_html": "가" * 70_000},
                {**GOOD, "number": 2**63},
                {**GOOD, "title": {"a": 1}},
                {**GOOD, "submitted_at": (datetime.now(UTC) + timedelta(days=9)).isoformat()},
                GOOD,
            )
        )
    )
    assert list(reasons(rows)) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17]
    assert reasons(rows)[4] == "제목도 내용도 없어요"
    assert isinstance(rows[-1][1], ImportedIdea)
    assert rows[-1][0] == 18


def test_a_nul_in_a_text_is_dropped(tmp_path):
    ((_line, idea),) = seoul.read(lines(tmp_path, {**GOOD, "title": "그\x00늘", "body_html": "<p>a\x00b\ud800</p>"}))
    assert (idea.title, idea.body) == ("그늘", "ab")


def test_a_row_without_a_title_is_called_by_its_first_words(tmp_path):
    body = "골목마다 작은 의자를 놓으면 어르신들이 쉬어 가실 수 있고 이웃끼리 이야기도 나눌 수 있어서 참 좋을 것 같습니다."
    ((_line, idea),) = seoul.read(lines(tmp_path, {**GOOD, "title": " ", "body_html": body}))
    assert idea.title.startswith("골목마다 작은 의자를")
    assert len(idea.title) <= 60
    assert idea.body == body


def test_nothing_of_an_overlong_title_is_lost(tmp_path):
    title = "제목이 아주 깁니다 " * 100
    ((_line, idea),) = seoul.read(lines(tmp_path, {**GOOD, "title": title}))
    assert len(idea.title) <= 200
    assert idea.body == f"{title.strip()}\n\n더워요."


def test_a_missing_file_is_told_in_plain_words(tmp_path):
    for reader in (seoul.read, petitions.read, spreadsheet.read):
        with pytest.raises(FileUnreadable, match="파일을 열 수 없어요"):
            list(reader(tmp_path / "없는-파일"))


def test_a_petition_keeps_its_category_and_the_day_it_began(tmp_path):
    row = {"petition_idx": "12", "title": "청원", "content": "첫 줄\\n둘째 줄", "num_agree": 5001, "begin": "2019-05-01"}
    ((_line, idea),) = petitions.read(lines(tmp_path, {**row, "category": "행정", "end": "2019-05-31", "status": "청원종료"}))
    assert idea == ImportedIdea(12, "청원", "첫 줄\n둘째 줄", 5001, datetime(2019, 4, 30, 15, tzinfo=UTC), "행정")


TABLE = (
    'number,title,body,votes,submitted_at,category\r\n1,"그늘, 나무","첫 줄\r\n둘째 줄","1,200",2018-05-01 09:30,환경\r\n'
    "2,의자,앉아요,,2018/5/2,\r\n,빈 번호,글,1,2018-05-01,\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_is_read_in_every_encoding_excel_writes(tmp_path, encoding):
    path = tmp_path / "ideas.csv"
    path.write_bytes(TABLE.encode(encoding))
    rows = list(spreadsheet.read(path))
    assert rows[0] == (2, ImportedIdea(1, "그늘, 나무", "첫 줄\n둘째 줄", 1200, datetime(2018, 5, 1, 0, 30, tzinfo=UTC), "환경"))
    assert rows[1][1].votes == 0
    assert reasons(rows) == {5: "번호 칸이 숫자가 아니에요"}


def test_csv_takes_korean_column_names_in_any_order_and_other_separators(tmp_path):
    path = tmp_path / "ideas.csv"
    path.write_text("등록일;추천 수;제목;내용;번호\n2018. 5. 1. 오후 3:05;4;의자;앉아요;9\n", encoding="utf-8")
    ((_line, idea),) = spreadsheet.read(path)
    assert idea == ImportedIdea(9, "의자", "앉아요", 4, datetime(2018, 5, 1, 6, 5, tzinfo=UTC))


def test_one_broken_line_in_a_csv_leaves_the_others_alone(tmp_path):
    path = tmp_path / "ideas.csv"
    rows = [f"{n},제목 {n},글,0,2018-05-01,".encode() for n in range(1, 6)]
    rows[2] = b"3,\xff\xfe\xb0,x,0,2018-05-01,"
    path.write_bytes(b"number,title,body,votes,submitted_at,category\n" + b"\n".join([*rows, b"x" * (LONGEST_LINE + 1), rows[0]]))
    read = list(spreadsheet.read(path))
    assert list(reasons(read)) == [4, 7]
    assert [row.source_number for _line, row in read if isinstance(row, ImportedIdea)] == [1, 2, 4, 5, 1]


def test_an_unclosed_quote_is_told(tmp_path):
    path = tmp_path / "ideas.csv"
    path.write_text('number,title,body,submitted_at\n1,"열린 따옴표,글,2018-05-01\n' + "가" * 1_100_000 + "\n", encoding="utf-8")
    assert reasons(spreadsheet.read(path))


def test_a_csv_without_column_names_says_which_are_expected(tmp_path):
    path = tmp_path / "ideas.csv"
    for text in ("1,그늘,더워요\n", "", "number,title\n"):
        path.write_text(text)
        with pytest.raises(FileUnreadable, match="number, title, body, votes, submitted_at, category"):
            list(spreadsheet.read(path))


def test_an_excel_workbook_is_read_too(tmp_path):
    book = Workbook()
    book.active.append(["번호", "제목", "내용", "추천수", "등록일"])
    book.active.append([3, "의자", "앉아요", 5, datetime(2018, 5, 1, 9, 30)])
    book.active.append([None, None, None, None, None])
    book.save(tmp_path / "ideas.xlsx")
    assert list(spreadsheet.read(tmp_path / "ideas.xlsx")) == [
        (2, ImportedIdea(3, "의자", "앉아요", 5, datetime(2018, 5, 1, 0, 30, tzinfo=UTC)))
    ]


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "ideas.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    with pytest.raises(FileUnreadable):
        list(spreadsheet.read(tmp_path / "ideas.xlsx"))


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2018-05-01", datetime(2018, 4, 30, 15, tzinfo=UTC)),
        ("2018-05-01T00:00:00Z", datetime(2018, 5, 1, tzinfo=UTC)),
        ("2018-05-01 00:00:00+0900", datetime(2018, 4, 30, 15, tzinfo=UTC)),
        ("2018년 5월 1일", datetime(2018, 4, 30, 15, tzinfo=UTC)),
        ("2018.5.1 오전 12:10", datetime(2018, 4, 30, 15, 10, tzinfo=UTC)),
        ("2018-05-01 3:05:09 PM", datetime(2018, 5, 1, 6, 5, 9, tzinfo=UTC)),
        ("2018-05-01 23:59:59.123", datetime(2018, 5, 1, 14, 59, 59, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_and_spreadsheets_write_them(text, utc):
    assert moment(text) == utc


@pytest.mark.parametrize("value", ["", None, 20180501, "2018-02-30", "0018-01-01", "2018-05-01 25:00", "9999-12-31"])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(BadValue):
        moment(value)


@pytest.mark.parametrize("value", ["", "셋", "1.5", 1.5, None, [], "9" * 30, "--1", float("nan")])
def test_what_is_no_whole_number_is_refused(value):
    with pytest.raises(BadValue):
        whole_number(value, "추천 수", 0, 100)
