"""What changed between two wordings, in words a reader can follow, in bounded time.

Lines are compared first, then the words of the lines that differ. Both steps use the greedy algorithm of Myers
("An O(ND) Difference Algorithm and Its Variations", 1986); beyond a budget of edits a stretch counts as replaced as a whole, so
no pair of texts can keep the server busy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# Korean words carry their particles, so a word here is what stands between spaces, with punctuation apart.
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_EDITS = 400
# Lines that share less than this are easier to read as one replaced by the other.
ENOUGH_IN_COMMON = 0.45


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A stretch of text and what happened to it."""

    change: Change
    text: str


def _walk_back(trace: list[dict[int, int]], old: Sequence[str], new: Sequence[str]) -> list[tuple[Change, str]]:
    """The edits along the path that _edits found, in reading order."""
    edits: list[tuple[Change, str]] = []
    x, y = len(old), len(new)
    for depth in range(len(trace) - 1, -1, -1):
        reach, k = trace[depth], x - y
        down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        start_x = reach[before] if depth else 0
        start_y = start_x - before if depth else 0
        while x > start_x and y > start_y and (depth or x > 0):
            x, y = x - 1, y - 1
            edits.append((Change.SAME, old[x]))
        if depth and down:
            y -= 1
            edits.append((Change.ADDED, new[y]))
        elif depth:
            x -= 1
            edits.append((Change.REMOVED, old[x]))
    return edits[::-1]


def _edits(old: Sequence[str], new: Sequence[str], most: int) -> list[tuple[Change, str]] | None:
    """The shortest way from old to new, or None when it needs more than `most` edits."""
    reach: dict[int, int] = {1: 0}
    trace: list[dict[int, int]] = []
    for depth in range(min(most, len(old) + len(new)) + 1):
        trace.append(dict(reach))
        for k in range(-depth, depth + 1, 2):
            down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            reach[k] = x
            if x >= len(old) and x - k >= len(new):
                return _walk_back(trace, old, new)
    return None


def _between(old: Sequence[str], new: Sequence[str], most: int = MOST_EDITS) -> list[tuple[Change, str]]:
    """Edits from old to new; what both begin and end with costs nothing."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = _edits(middle_old, middle_new, most)
    if middle is None:
        middle = [(Change.REMOVED, t) for t in middle_old] + [(Change.ADDED, t) for t in middle_new]
    same_tail = old[len(old) - tail :]
    return [*((Change.SAME, t) for t in old[:head]), *middle, *((Change.SAME, t) for t in same_tail)]


def _by_words(edits: list[tuple[Change, str]]) -> list[tuple[Change, str]]:
    """Line edits with each run of changed lines compared again word by word, within one budget for the whole text."""
    result: list[tuple[Change, str]] = []
    gone, come, budget = "", "", MOST_EDITS
    for change, line in [*edits, (Change.SAME, "")]:
        if change == Change.REMOVED:
            gone += line
        elif change == Change.ADDED:
            come += line
        else:
            words = _between(WORDS.findall(gone), WORDS.findall(come), budget)
            budget = max(0, budget - sum(1 for kind, _text in words if kind != Change.SAME))
            common = sum(len(text.strip()) for kind, text in words if kind == Change.SAME)
            if 2 * common < ENOUGH_IN_COMMON * (len(gone) + len(come)):
                words = [(Change.REMOVED, gone), (Change.ADDED, come)]
            result += [*words, (Change.SAME, line)]
            gone = come = ""
    return result


def _joined(edits: list[tuple[Change, str]]) -> list[Piece]:
    """Neighbours of one kind put together; a lone space or comma between two changes belongs to both, which reads better."""
    pieces: list[Piece] = []
    gone = come = ""

    def flush():
        nonlocal gone, come
        pieces.extend(Piece(c, t) for c, t in ((Change.REMOVED, gone), (Change.ADDED, come)) if t)
        gone = come = ""

    for at, (change, text) in enumerate(edits):
        following = edits[at + 1][0] if at + 1 < len(edits) else Change.SAME
        if change == Change.REMOVED:
            gone += text
        elif change == Change.ADDED:
            come += text
        elif len(text) == 1 and not text.isalnum() and text != "\n" and gone and come and following != Change.SAME:
            gone, come = gone + text, come + text
        elif text:
            flush()
            if pieces and pieces[-1].change == Change.SAME:
                pieces[-1] = Piece(Change.SAME, pieces[-1].text + text)
            else:
                pieces.append(Piece(Change.SAME, text))
    flush()
    return pieces


def compare(old: str, new: str) -> list[Piece]:
    """How `old` became `new`: the same and removed pieces together are `old`, the same and added ones `new`."""
    return _joined(_by_words(_between(old.splitlines(keepends=True), new.splitlines(keepends=True))))
