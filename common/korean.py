"""Korean for search and for sentences."""

import re
import unicodedata

RUNS = re.compile(r"[가-힣]+|[a-z0-9]+")


def pieces(text: str) -> str:
    """A text cut for the search index: Hangul runs as overlapping two-syllable pieces, Latin and digits as words."""
    found = []
    for run in RUNS.findall(unicodedata.normalize("NFC", text).casefold()):
        if run[0] >= "가" and len(run) > 1:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return " ".join(found)
