"""The words of an answer as an official types them, and the templates they may begin with."""

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from django.utils import formats, timezone

from accounts.models import User
from common.words import clean_line, clean_text
from ideas.answer_checks import GAP
from ideas.models import Answer, AnswerTemplate, Ground, Idea, Owner, Verdict

TEXTS = ("summary", *Answer.SECTIONS)


@dataclass
class AnswerWords:
    """What an official fills in. `points`: comment → (section that answers it, why none does); None leaves them as they are."""

    summary: str = ""
    necessity: str = ""
    effect: str = ""
    feasibility: str = ""
    plan: str = ""
    refusal: str = ""
    verdict: str = ""
    ground: Ground | None = None
    transfer_to: str = ""
    expected_cost: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    new_due_on: date | None = None
    points: dict[int, tuple[str, str]] | None = None

    # What a correction may still change: a decision that was taken stands until it is reviewed again.
    AFTERWARDS: ClassVar = (*TEXTS, "expected_cost", "starts_on", "ends_on")

    @classmethod
    def of(cls, answer: Answer) -> "AnswerWords":
        """The words an answer has now, its points left as they are."""
        return cls(**{name: getattr(answer, name) for name in cls.columns()})

    @classmethod
    def columns(cls) -> list[str]:
        """The fields that are columns of an answer."""
        return [column.name for column in fields(cls) if column.name != "points"]

    def cleaned(self) -> dict:
        """Column → value as it can be kept: what does not fit is cut or left out, the rest is never refused."""
        values = {name: getattr(self, name) for name in self.columns()}
        values |= {name: clean_text(values[name]) for name in Answer.SECTIONS}
        for name in ("summary", "transfer_to"):
            values[name] = clean_line(values[name])[: Answer._meta.get_field(name).max_length]
        values["verdict"] = values["verdict"] if values["verdict"] in Verdict.values else ""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            values["ends_on"] = None
        return values

    def put_on(self, answer: Answer, columns=None) -> bool:
        """Copy the cleaned words onto an answer; returns whether any column changed."""
        values = {name: value for name, value in self.cleaned().items() if columns is None or name in columns}
        changed = any(getattr(answer, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(answer, name, value)
        return changed


def fill(template: AnswerTemplate, idea: Idea, by: User) -> AnswerWords:
    """The words of a template for this idea; places it does not know stay visible and keep the answer from being published."""
    mine = by.appointment
    department = idea.department or (mine.department if mine else None)
    known = {
        "{제목}": idea.title,
        "{별명}": idea.author_name,
        "{부서}": department.name if department else str(Owner.OFFICE.label),
        "{번호}": str(idea.number),
        "{날짜}": formats.date_format(timezone.localdate(), "DATE_FORMAT"),
    }
    texts = {name: GAP.sub(lambda gap: known.get(gap[0], gap[0]), getattr(template, name)) for name in TEXTS}
    return AnswerWords(**texts, verdict=template.verdict)
