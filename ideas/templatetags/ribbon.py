"""The ribbon of an idea: how far it has come on the river, what comes next, who owes it and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.korean import josa
from ideas.models import Idea, Promise
from ideas.promise_words import Told, sentence_of, tell
from ideas.stage_names import IMPLEMENTATION, RIVER, stage_line, stage_word
from ideas.stages import Outcome, Stage

register = template.Library()

ADOPTED = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED)
# How the way of an idea ended elsewhere than in the sea, said calmly.
ENDINGS = {
    Outcome.HELD: gettext_lazy("지금은 잠시 머물러 있어요. 때가 되면 다시 흘러요."),
    Outcome.NOT_ADOPTED: gettext_lazy("이번에는 이루지 못했어요. 까닭을 함께 적어 두었어요."),
    Outcome.TRANSFERRED: gettext_lazy("이 일을 맡은 다른 기관으로 보냈어요."),
    Outcome.CONCLUDED: gettext_lazy("여기에서 이야기를 맺었어요."),
    Outcome.WITHDRAWN: gettext_lazy("쓴 사람이 거둬들였어요."),
    Outcome.MERGED: gettext_lazy("비슷한 상상과 합쳐져 함께 흘러요."),
    Outcome.NONE: gettext_lazy("여기에서 멈췄어요."),
}


@dataclass(frozen=True)
class Reach:
    """One reach of the river.

    place: "past", "now" or "ahead"; "end" where the idea left the river, "off" where it will not come by any more, "skipped"
    where it never was because it was adopted before.
    """

    code: str
    name: str
    place: str

    @property
    def is_now(self) -> bool:
        return self.place == "now"


@dataclass(frozen=True)
class Ribbon:
    """What components/_stage_ribbon.html shows. now and next are names of reaches, empty for an idea that left the river.

    end: the name of the reach where it left. told: what is promised, most pressing first. care: department and post in charge,
    where nothing above names them.
    """

    reaches: tuple[Reach, ...]
    line: str
    now: str = ""
    next: str = ""
    end: str = ""
    told: tuple[Told, ...] = ()
    care: str = ""
    is_compact: bool = False


@register.inclusion_tag("components/_stage_ribbon.html")
def stage_ribbon(
    idea: Idea, owner: str = "", due: date | None = None, is_compact: bool = False, promises: Iterable[Promise] = ()
):
    """The ribbon: {% stage_ribbon idea promises=… %}, or {% stage_ribbon idea owner=… due=… %} where no promise is at hand.

    owner: who has to act next, the department in charge if not said. promises: the open ones. is_compact: the short form of
    phones on every window.
    """
    return {"ribbon": ribbon_of(idea, owner, due, is_compact, promises)}


def ribbon_of(
    idea: Idea, owner: str = "", due: date | None = None, is_compact: bool = False, promises: Iterable[Promise] = ()
) -> Ribbon:
    """Where an idea stands, in words and places."""
    places = places_of(idea)
    reaches = tuple(Reach(code, stage_word(code), place) for code, place in zip(RIVER, places, strict=True))
    promises = tuple(promises)
    told, care = tuple(tell(promise) for promise in promises), ""
    if promises and idea.department_id:
        care = f"{idea.department.name} {idea.post}".strip()
    here = place_on_river(idea)
    if here is None:
        line = "" if idea.is_draft else str(ENDINGS[Outcome(idea.outcome)])
        end = next((reach.name for reach in reaches if reach.place == "end"), "")
        return Ribbon(reaches, line, end=end, told=told, care=care, is_compact=is_compact)
    return Ribbon(
        reaches,
        stage_line(RIVER[here]),
        now=reaches[here].name,
        next=reaches[here + 1].name if here + 1 < len(reaches) else "",
        told=told or in_charge(owner or (idea.department.name if idea.department_id else ""), due),
        care=care,
        is_compact=is_compact,
    )


def place_on_river(idea: Idea) -> int | None:
    """Which reach an idea is in, counted from 0; None when it is not (yet, or any more) on its way."""
    if idea.outcome in ADOPTED:
        return RIVER.index(IMPLEMENTATION)
    on_its_way = idea.stage in RIVER and idea.stage != Stage.CLOSED
    return RIVER.index(idea.stage) if on_its_way else None


def places_of(idea: Idea) -> list[str]:
    """The place of each reach, see Reach."""
    here = place_on_river(idea)
    left = RIVER.index(idea.closed_from) if idea.closed_from in RIVER else None
    if here is not None:
        jumped = range(left + 1, here) if left is not None else ()
        before = ["skipped" if reach in jumped else "past" for reach in range(here)]
        return [*before, "now", *["ahead"] * (len(RIVER) - here - 1)]
    if idea.is_draft:
        return ["off"] * len(RIVER)
    if left is None:
        # What came from elsewhere does not say where its way ended: only its first reach is certain.
        return ["past"] + ["off"] * (len(RIVER) - 1)
    return [*["past"] * left, "end", *["off"] * (len(RIVER) - left - 1)]


def in_charge(owner: str, due: date | None) -> tuple[Told, ...]:
    """Who takes care of an idea that nothing is promised for, or a promise of which only owner and day are known."""
    if not owner:
        return ()
    if due is None:
        return (Told(_("%(who)s 맡고 있어요.") % {"who": josa(owner, "이/가")}),)
    return (Told(sentence_of(owner, due), is_late=due < timezone.localdate()),)
