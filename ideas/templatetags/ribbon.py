"""The ribbon of an idea: how far it has come on the river, what comes next, who owes it and until when."""

from dataclasses import dataclass
from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.templatetags.korean import josa
from ideas.models import Idea
from ideas.stage_names import IMPLEMENTATION, RIVER, stage_line, stage_word
from ideas.stages import Outcome, Stage

register = template.Library()

ADOPTED = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
# How the way of an idea ended elsewhere than in the sea, said calmly.
ENDINGS = {
    Outcome.HELD: gettext_lazy("지금은 잠시 머물러 있어요. 때가 되면 다시 흘러요."),
    Outcome.NOT_ADOPTED: gettext_lazy("이번에는 이루지 못했어요. 까닭은 답변에 있어요."),
    Outcome.TRANSFERRED: gettext_lazy("이 일을 맡은 다른 기관으로 보냈어요."),
    Outcome.CONCLUDED: gettext_lazy("여기에서 이야기를 맺었어요."),
    Outcome.WITHDRAWN: gettext_lazy("쓴 사람이 거둬들였어요."),
    Outcome.MERGED: gettext_lazy("비슷한 상상과 합쳐져 함께 흘러요."),
    Outcome.NONE: gettext_lazy("여기에서 멈췄어요."),
}


@dataclass(frozen=True)
class Reach:
    """One reach of the river. place: "past", "now", "ahead", or "off" when the idea left the river and will not come by."""

    code: str
    name: str
    place: str

    @property
    def is_now(self) -> bool:
        return self.place == "now"


@dataclass(frozen=True)
class Ribbon:
    """What components/_stage_ribbon.html shows. now and next are names of reaches, empty for an idea that left the river."""

    reaches: tuple[Reach, ...]
    line: str
    now: str = ""
    next: str = ""
    promise: str = ""
    is_late: bool = False
    is_compact: bool = False


@register.inclusion_tag("components/_stage_ribbon.html")
def stage_ribbon(idea: Idea, owner: str = "", due: date | None = None, is_compact: bool = False):
    """The ribbon: {% stage_ribbon idea owner=… due=… %}. owner: who has to act next, the department in charge if not said.

    is_compact: the short form of phones on every window.
    """
    owner = owner or (idea.department.name if idea.department_id else "")
    return {"ribbon": ribbon_of(idea, owner, due, is_compact)}


def ribbon_of(idea: Idea, owner: str = "", due: date | None = None, is_compact: bool = False) -> Ribbon:
    """Where an idea stands, in words and places."""
    here = place_on_river(idea)
    if here is None:
        # The columns say how it ended, not where: only its first reach is certain.
        places = ["past" if reach == RIVER[0] and not idea.is_draft else "off" for reach in RIVER]
        return Ribbon(reaches_in(places), str(ENDINGS[Outcome(idea.outcome)]) if not idea.is_draft else "", is_compact=is_compact)
    places = ["past"] * here + ["now"] + ["ahead"] * (len(RIVER) - here - 1)
    reaches = reaches_in(places)
    return Ribbon(
        reaches,
        stage_line(RIVER[here]),
        now=reaches[here].name,
        next=reaches[here + 1].name if here + 1 < len(reaches) else "",
        promise=promise_words(owner, due),
        is_late=due is not None and due < timezone.localdate(),
        is_compact=is_compact,
    )


def place_on_river(idea: Idea) -> int | None:
    """Which reach an idea is in, counted from 0; None when it is not (yet, or any more) on its way."""
    if idea.outcome in ADOPTED:
        return RIVER.index(IMPLEMENTATION)
    on_its_way = idea.stage in RIVER and idea.stage != Stage.CLOSED
    return RIVER.index(idea.stage) if on_its_way else None


def reaches_in(places: list[str]) -> tuple[Reach, ...]:
    """The reaches of the river with the place of each."""
    return tuple(Reach(code, stage_word(code), place) for code, place in zip(RIVER, places, strict=True))


def promise_words(owner: str, due: date | None) -> str:
    """Who owes the next step and until when, as a sentence; empty when nobody has promised anything."""
    if not owner:
        return ""
    who = josa(owner, "이/가")
    if due is None:
        return _("%(who)s 맡고 있어요.") % {"who": who}
    late = (timezone.localdate() - due).days
    if late > 0:
        words = ngettext("%(who)s 약속한 날이 %(days)s일 지났어요.", "%(who)s 약속한 날이 %(days)s일 지났어요.", late)
        return words % {"who": who, "days": late}
    return _("%(who)s %(day)s까지 답하기로 했어요.") % {"who": who, "day": date_format(due, "MONTH_DAY_FORMAT")}
