"""National petitions as archived by lovit/petitions_archive, one JSON object a line.

Fields: petition_idx, title, content, num_agree, begin (a day in Seoul), category; end and status have no place in an idea.
"""

from collections.abc import Iterator
from pathlib import Path

from ideas.importing.jsonlines import read_objects
from ideas.importing.rows import ImportedIdea, Row, idea_from, words


def read(path: str | Path) -> Iterator[Row]:
    """Numbered rows of the file. Raises FileUnreadable."""
    return read_objects(path, _idea)


def _idea(row: dict) -> ImportedIdea:
    # Some archives carry line breaks as the two characters \n.
    content = words(row.get("content"), "content").replace("\\r\\n", "\n").replace("\\n", "\n")
    return idea_from(
        row.get("petition_idx"), row.get("title"), content, row.get("num_agree"), row.get("begin"), row.get("category")
    )
