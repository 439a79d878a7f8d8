"""Adopted ideas of Seoul's portal as the city published them (open data OA-2563), one JSON object a line.

Fields: number, title, body_html, submitted_at (Asia/Seoul), department_answer, department, panel_opinion; the last three may be
empty. The source dates nothing but the idea itself.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from accounts.models import Department
from common.words import clean_line
from ideas.importing import outcomes, prose
from ideas.importing.jsonlines import read_objects
from ideas.importing.rows import LONGEST_BODY, BadValue, Ending, ImportedIdea, Row, idea_from, words

LONGEST_NAME = Department._meta.get_field("name").max_length


def read(path: str | Path) -> Iterator[Row]:
    """Numbered rows of the file. Raises FileUnreadable."""
    return read_objects(path, _idea)


def _idea(row: dict) -> ImportedIdea:
    return idea_from(
        row.get("number"),
        row.get("title"),
        row.get("body_html"),
        row.get("votes"),
        row.get("submitted_at"),
        ending=_ending(row),
    )


def _ending(row: dict) -> Ending:
    """What the city said. Raises BadValue."""
    answer, blotted_answer = outcomes.without_people(_text(row, "department_answer", _("부서 답변")))
    opinion, blotted_opinion = outcomes.without_people(_text(row, "panel_opinion", _("상상누리단 의견")))
    department = clean_line(words(row.get("department"), _("부서")))
    if len(department) > LONGEST_NAME:
        raise BadValue(_("부서 이름이 너무 길어요"))
    return Ending(
        department=department,
        is_partial=outcomes.is_partial(answer),
        answer=outcomes.sections_of(answer),
        opinion=opinion,
        blotted=blotted_answer + blotted_opinion,
    )


def _text(row: dict, field: str, name: str) -> str:
    text = prose.plain(words(row.get(field), name))
    if len(text) > LONGEST_BODY:
        raise BadValue(_("글이 너무 길어요 (%(most)s자 넘음)") % {"most": f"{LONGEST_BODY:,}"})
    return text
