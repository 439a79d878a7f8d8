"""Ideas of Seoul's portal as the city published them (open data OA-2563), one JSON object a line.

Fields: number, title, body_html, submitted_at (Asia/Seoul), votes (absent in the file of adopted ideas).
"""

from collections.abc import Iterator
from pathlib import Path

from ideas.importing.jsonlines import read_objects
from ideas.importing.rows import ImportedIdea, Row, idea_from


def read(path: str | Path) -> Iterator[Row]:
    """Numbered rows of the file. Raises FileUnreadable."""
    return read_objects(path, _idea)


def _idea(row: dict) -> ImportedIdea:
    return idea_from(row.get("number"), row.get("title"), row.get("body_html"), row.get("votes"), row.get("submitted_at"))
