"""One look at a text before it goes out: personal data first, then what is hard to read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ideas import personal_data
from ideas.plain.check import Hint, Score, check, score

# Nobody works through more at a time; the next look shows the rest.
MOST = 30


@dataclass(frozen=True)
class Look:
    """What was found in one text. label: how its field is called, empty for a single text."""

    text: str
    label: str = ""
    findings: list[personal_data.Finding] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    total: int = 0
    score: Score | None = None

    @property
    def is_clear(self) -> bool:
        """Whether nothing was found."""
        return not (self.findings or self.total)

    @property
    def left_out(self) -> int:
        """How many hints are not shown yet."""
        return self.total - len(self.hints)


def look_at(text: str, label: str = "") -> Look:
    """One text with everything found in it."""
    hints = check(text)
    return Look(text, label, personal_data.find(text), hints[:MOST], len(hints), score(text))


def look_over(texts: Iterable[tuple[str, str]]) -> list[Look]:
    """(label, text) of the fields of a form, each with what was found; empty fields are left out."""
    return [look_at(text, label) for label, text in texts if text.strip()]
