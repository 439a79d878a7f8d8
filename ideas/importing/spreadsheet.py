"""Tables: CSV (UTF-8, with or without BOM, or CP949 as Korean Excel writes it; comma, semicolon or tab) and .xlsx.

The first row names the columns: number, title, body, votes, submitted_at, category, in any order, or their Korean names.
number, submitted_at and one of title and body are needed. Cells may hold HTML.
"""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from ideas.importing.rows import BadValue, FileUnreadable, ImportedIdea, Row, RowProblem, idea_from, lines_of, open_file

COLUMNS = {
    "number": ("number", "번호", "제안번호", "글번호"),
    "title": ("title", "제목", "제안명"),
    "body": ("body", "내용", "본문", "제안내용"),
    "votes": ("votes", "추천", "추천수", "공감", "공감수", "투표수"),
    "submitted_at": ("submitted_at", "올린날", "등록일", "등록일시", "작성일", "작성일시", "제출일"),
    "category": ("category", "분야", "분류", "카테고리"),
}
SAMPLE = 256 * 1024  # bytes looked at to tell the encoding
LONGEST_CELL = 1024 * 1024
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: str | Path) -> Iterator[Row]:
    """Numbered rows of the table. Raises FileUnreadable when it cannot be opened or its first row names no columns."""
    with open_file(path) as file:
        start = file.read(4)
    rows = _xlsx_rows(path) if start.startswith(b"PK\x03\x04") else _csv_rows(path)
    header = next(rows, None)
    places = _places(header[1] if header and isinstance(header[1], list) else [])
    for number, cells in rows:
        if isinstance(cells, RowProblem):
            yield number, cells
        elif any(cell not in (None, "") for cell in cells):
            yield number, _idea(cells, places)


def _places(header: list) -> dict[str, int]:
    """Which column holds what. Raises FileUnreadable with the names that are expected."""
    names = [str(cell or "").replace(" ", "").strip().casefold() for cell in header]
    places = {}
    for field, known in COLUMNS.items():
        for place, name in enumerate(names):
            if name in known:
                places.setdefault(field, place)
    if not {"number", "submitted_at"} <= places.keys() or not places.keys() & {"title", "body"}:
        raise FileUnreadable(
            _("첫 줄에 칸 이름이 있어야 해요: %(names)s. 지금 첫 줄은 이래요: %(found)s")
            % {"names": ", ".join(COLUMNS), "found": ", ".join(map(str, header))[:200]}
        )
    return places


def _idea(cells: list, places: dict[str, int]) -> ImportedIdea | RowProblem:
    values = {field: cells[place] for field, place in places.items() if place < len(cells)}
    if any(isinstance(value, str) and _is_broken(value) for value in values.values()):
        return RowProblem(_("글자가 깨져 있어요"))
    try:
        return idea_from(*(values.get(field) for field in COLUMNS))
    except BadValue as error:
        return RowProblem(str(error))


def _is_broken(text: str) -> bool:
    return any("\udc80" <= char <= "\udcff" for char in text)


def _csv_rows(path: str | Path) -> Iterator[tuple[int, list[str] | RowProblem]]:
    """Rows with the number of the line on which they begin."""
    encoding = _encoding(path)
    if encoding == "utf-16":
        yield from _rows_of(_decoded_utf16(path))
    else:
        with open_file(path) as file:
            yield from _rows_of(
                line if isinstance(line, RowProblem) else line.decode(encoding if number == 1 else encoding.removesuffix("-sig"),
                                                                      "surrogateescape")
                for number, line in lines_of(file)
            )  # fmt: skip


def _decoded_utf16(path: str | Path) -> Iterator[str]:
    with open(path, encoding="utf-16", errors="replace", newline="") as file:
        while line := file.readline(LONGEST_CELL):
            yield line


def _rows_of(lines: Iterator[str | RowProblem]) -> Iterator[tuple[int, list[str] | RowProblem]]:
    """Cut lines into cells; what is wrong with one row stays with that row."""
    csv.field_size_limit(LONGEST_CELL)
    problems: list[RowProblem] = []

    def good_lines():
        for line in lines:
            if isinstance(line, RowProblem):
                problems.append(line)
                yield "\n"
            else:
                yield line.replace("\0", "")

    good = good_lines()
    first = next(good, "")
    delimiter = max(",;\t", key=first.count)
    yield 1, next(csv.reader([first], delimiter=delimiter), [])
    reader = csv.reader(good, delimiter=delimiter)
    while True:
        number = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, RowProblem(_("칸이 너무 길거나 따옴표가 닫히지 않았어요"))
            continue
        if problems:
            yield number, problems.pop()
            problems.clear()
        elif cells:
            yield number, cells


def _encoding(path: str | Path) -> str:
    """UTF-8 unless the file reads better as CP949."""
    with open_file(path) as file:
        sample = file.read(SAMPLE)
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding
    lines = sample.split(b"\n")[:-1] or [sample]

    def broken(encoding: str) -> int:
        return sum(_is_broken(line.decode(encoding, "surrogateescape")) for line in lines)

    return "cp949" if (unreadable := broken("utf-8")) and broken("cp949") < unreadable else "utf-8"


def _xlsx_rows(path: str | Path) -> Iterator[tuple[int, list]]:
    """Rows of the first sheet, read without holding the workbook in memory."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FileUnreadable(_("엑셀 파일을 열 수 없어요. 엑셀에서 CSV로 저장해서 다시 시도해 주세요.")) from error
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, list(cells)
    finally:
        book.close()
