"""The sorts of news there are: what stands before a line in the inbox, and what members will choose by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A sort of news."""

    IDEA = "idea", _("상상")
    ANSWER = "answer", _("답변")
    DECISION = "decision", _("결정")
    DEBATE = "debate", _("상상토론")
    PANEL = "panel", _("상상누리단")
    MEETING = "meeting", _("회의")
    CARD = "card", _("관리카드")
    TASK = "task", _("할 일")


# Which sign of components/_icon.html stands before it.
ICONS = {
    Kind.IDEA: "drop",
    Kind.ANSWER: "mail",
    Kind.DECISION: "check",
    Kind.DEBATE: "comment",
    Kind.PANEL: "person",
    Kind.MEETING: "clock",
    Kind.CARD: "paper",
    Kind.TASK: "edit",
}


def label(kind: str) -> str:
    """What a sort of news is called; one we do not know is just news."""
    return str(Kind(kind).label if kind in Kind.values else _("알림"))


def icon(kind: str) -> str:
    """The sign of a sort of news."""
    return ICONS.get(Kind(kind), "info") if kind in Kind.values else "info"
