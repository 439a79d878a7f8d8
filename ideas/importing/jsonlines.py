"""Files with one JSON object a line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from ideas.importing.rows import BadValue, ImportedIdea, Row, RowProblem, lines_of, open_file


def read_objects(path: str | Path, make: Callable[[dict], ImportedIdea]) -> Iterator[Row]:
    """Every non-empty line of a file as an idea, made by `make` from its JSON object, or as a problem.

    Raises FileUnreadable when the file cannot be opened.
    """
    with open_file(path) as file:
        for number, line in lines_of(file):
            if isinstance(line, RowProblem):
                yield number, line
            elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield number, _idea(line, make)


def _idea(line: bytes, make: Callable[[dict], ImportedIdea]) -> ImportedIdea | RowProblem:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return RowProblem(_("글자가 깨져 있어요 (UTF-8이 아니에요)"))
    except (ValueError, RecursionError):
        return RowProblem(_("JSON으로 읽을 수 없어요"))
    if not isinstance(value, dict):
        return RowProblem(_("JSON 객체가 아니에요"))
    try:
        return make(value)
    except BadValue as error:
        return RowProblem(str(error))
