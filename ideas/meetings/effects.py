"""What publishing the record of a meeting will do, told before anybody does it, and what stands in its way."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Department, User
from common.templatetags.korean import josa
from ideas import deadlines
from ideas.lifecycle import STEPS
from ideas.meetings import obstacles
from ideas.meetings.agenda import UNDECIDED, stands_before
from ideas.meetings.live import ADOPTIONS
from ideas.meetings.live import mark_of as mark_of_draft
from ideas.meetings.obstacles import STAYING
from ideas.models import (
    AgendaItem,
    Decision,
    Follow,
    Idea,
    Meeting,
    MeetingKind,
    MeetingState,
    PromiseKind,
    Recommendation,
    TrailEntry,
)
from ideas.promise_words import day_words
from ideas.stage_names import stage_word
from ideas.stages import Outcome, Stage

MOST_FAST = 20
# Decisions whose label is a whole sentence, as they are counted.
SHORT = {
    Decision.PUT_ON_AGENDA: gettext_lazy("실현회의로 올림"),
    Decision.NOT_PICKED: gettext_lazy("이번에는 올리지 않음"),
    Decision.NOT_DISCUSSED: gettext_lazy("다루지 못함"),
}
# Meetings come every two months (DESIGN.md §2); before the first one there is none to count from.
BETWEEN = timedelta(days=62)


@dataclass(frozen=True)
class Effect:
    """What publishing does with one item. problems: why it cannot be published so; empty when it can."""

    item: AgendaItem
    goes_to: Meeting | None
    department: Department | None
    sentences: list[str]
    problems: list[str]
    told: int
    mark: str
    has_changed: bool = False

    @property
    def starts_on(self) -> date | None:
        """The day it begins, where it is adopted."""
        return self.item.starts_on if self.item.decision in ADOPTIONS else None


@dataclass
class Preview:
    """All of it. mark: names what the record says now; a page that was shown another mark is out of date."""

    meeting: Meeting
    effects: list[Effect]
    problems: list[str]
    mark: str
    removed: int = 0
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        return not self.problems and not any(effect.problems for effect in self.effects)

    @property
    def problem_count(self) -> int:
        return len(self.problems) + sum(len(effect.problems) for effect in self.effects)


def preview(meeting: Meeting, by: User, known: str | None = None) -> Preview:
    """What publishing would do now; a fixed number of queries whatever the length of the agenda.

    by: whoever would publish. known: the mark of the page they look at; what differs from it is told (`has_changed`, `removed`).
    """
    items = items_of(meeting)
    coming = list(coming_realisations()) if meeting.kind == MeetingKind.WORKING else []
    told, elsewhere = people_told(item.idea_id for item in items), on_other_agendas(items, meeting)
    seen = marks_in(known)
    effects = [_effect(item, meeting, by, coming, told, elsewhere, seen) for item in items]
    marks = [f"0-{mark_of(meeting.summary, meeting.minutes)}", *(f"{one.item.pk}-{one.mark}" for one in effects)]
    gone = set(seen or ()) - {0} - {item.pk for item in items}
    return Preview(meeting, effects, obstacles.of_meeting(meeting, items), ".".join(marks), len(gone), totals_of(items))


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order with all that its decisions name; 1 query."""
    items = list(meeting.items.select_related("idea__department", "department", "goes_to"))
    for item in items:
        item.meeting = meeting
    return items


def coming_realisations() -> QuerySet[Meeting]:
    """실현회의 that an idea can be sent to, the next one first."""
    return Meeting.objects.coming().filter(kind=MeetingKind.REALISATION).order_by("starts_at", "id")


def totals_of(items: Iterable[AgendaItem]) -> dict[str, int]:
    """How often each decision was taken, in the order of the list of decisions."""
    counted = Counter(item.decision for item in items if item.decision)
    return {decision.value: counted[decision] for decision in Decision if counted[decision]}


def people_told(ideas: Iterable[int]) -> dict[int, int]:
    """How many neighbours beside the proposer hear of each idea: who recommends or follows it and did not mute it; 2 queries."""
    ideas = list(ideas)
    told = dict(Idea.objects.filter(pk__in=ideas).values_list("pk", "recommendation_count"))
    recommends = Exists(Recommendation.objects.filter(idea=OuterRef("idea_id"), member=OuterRef("member_id")))
    follows = Follow.objects.filter(idea__in=ideas).annotate(recommends=recommends)
    for idea, is_muted, too, count in follows.values_list("idea_id", "is_muted", "recommends").annotate(n=Count("pk")):
        if is_muted:
            told[idea] -= count if too else 0
        else:
            told[idea] += 0 if too else count
    return told


def on_other_agendas(items: list[AgendaItem], meeting: Meeting) -> dict[int, set[int]]:
    """idea → the other realisation meetings to come on whose agenda it stands already; 1 query."""
    there = AgendaItem.objects.filter(
        idea__in=[item.idea_id for item in items], meeting__kind=MeetingKind.REALISATION, meeting__state__in=UNDECIDED
    ).exclude(meeting=meeting)
    found: dict[int, set[int]] = {}
    for idea, other in there.values_list("idea_id", "meeting_id"):
        found.setdefault(idea, set()).add(other)
    return found


def mark_of(*said: object) -> str:
    """Something short that is another one when anything of it is."""
    return hashlib.sha256(repr([str(one) for one in said]).encode()).hexdigest()[:12]


def marks_in(known: str | None) -> dict[int, str] | None:
    """item → what a page was shown of it, from the mark of that page; None for a page that knew nothing."""
    if known is None:
        return None
    parts = (part.partition("-") for part in known.split("."))
    return {int(pk): mark for pk, _dash, mark in parts if pk.isdecimal() and len(pk) < 19}


# -- one item ---------------------------------------------------------------------------------------------------
def _effect(
    item: AgendaItem,
    meeting: Meeting,
    by: User,
    coming: list[Meeting],
    told: dict[int, int],
    elsewhere: dict[int, set[int]],
    seen: dict[int, str] | None,
) -> Effect:
    goes_to = item.goes_to or (coming[0] if len(coming) == 1 else None)
    goes_to = goes_to if item.decision == Decision.PUT_ON_AGENDA else None
    department = item.department or item.idea.department
    problems = [*obstacles.of_item(item, meeting, by)]
    if item.decision == Decision.PUT_ON_AGENDA:
        problems += obstacles.of_way(goes_to, coming, elsewhere.get(item.idea_id, set()))
    if item.decision in ADOPTIONS:
        problems += obstacles.of_adoption(item, meeting, department)
    idea = item.idea
    state = (idea.stage, idea.outcome, idea.visibility, idea.department_id, goes_to and goes_to.pk)
    mark = mark_of(mark_of_draft(item), *state)
    has_changed = seen is not None and seen.get(item.pk) != mark
    sentences = sentences_of(item, goes_to, department) if item.decision else []
    return Effect(item, goes_to, department, sentences, problems, told[idea.pk], mark, has_changed)


def sentences_of(item: AgendaItem, goes_to: Meeting | None, department: Department | None) -> list[str]:
    """What happens to the idea of an item that is decided."""
    idea, here = item.idea, stage_word(item.idea.stage)
    moved = []
    if item.department_id and item.department_id != idea.department_id:
        moved.append(_moves_to(idea, item.department))
    if item.decision in STAYING:
        if not stands_before(item.meeting, idea):
            return [_("상상은 이미 다른 곳으로 갔으니 그대로 두고, 회의록에만 남아요.")]
        return [_("%(stage)s에 그대로 있고, 까닭이 발자취에 남아요.") % {"stage": here}, *moved]
    if item.decision == Decision.PUT_ON_AGENDA:
        told = {"before": here, "after": josa(stage_word(Stage.REALISATION), "으로/로")}
        onward = [_("%(meeting)s 안건에 올라요.") % {"meeting": goes_to.title}] if goes_to else []
        return [_("%(before)s에서 %(after)s 옮겨가요.") % told, *onward, *moved]
    outcome = str(Outcome(STEPS[item.decision].outcome).label)
    ends = _("%(stage)s 마치고 %(outcome)s 정해져요. 까닭은 시의 답이 돼요.")
    found = [ends % {"stage": josa(here, "을/를"), "outcome": josa(outcome, "으로/로")}, *moved]
    if item.decision in ADOPTIONS:
        found.append(_("관리카드가 열려요."))
        if department:
            plan = {"who": josa(department.name, "이/가"), "day": day_words(deadlines.last_day(PromiseKind.PLAN))}
            found.append(_("%(who)s %(day)s까지 추진계획을 세우기로 약속해요.") % plan)
    else:
        days = deadlines.settings_in_force().re_review_ask_days
        found.append(_("쓴 사람은 %(days)s일 안에 다시 살펴봐 달라고 할 수 있어요.") % {"days": days})
    return found


def _moves_to(idea: Idea, department: Department) -> str:
    names = {"before": idea.department.name if idea.department_id else "", "after": josa(department.name, "으로/로")}
    if idea.department_id:
        return _("담당이 %(before)s에서 %(after)s 바뀌어요.") % names
    return _("담당이 %(after)s 정해져요.") % names


# -- what needed no meeting ---------------------------------------------------------------------------------------
def fast_adopted_since(meeting: Meeting) -> list[Idea]:
    """논스톱 채택: what departments adopted without a meeting since the recorded 실현회의 before this one; newest first, at most
    MOST_FAST. The answer of the department stands on the page of each. 2 queries."""
    if meeting.kind != MeetingKind.REALISATION:
        return []
    earlier = Meeting.objects.filter(kind=meeting.kind, state=MeetingState.RECORDED, starts_at__lt=meeting.starts_at)
    last = earlier.order_by("-starts_at", "-id").values_list("starts_at", flat=True).first()
    return list(fast_adopted(last or meeting.starts_at - BETWEEN, min(meeting.starts_at, timezone.now()))[:MOST_FAST])


def fast_adopted(since: datetime, until: datetime) -> QuerySet[Idea]:
    """Public ideas that a department adopted before they came to a 실현회의; what was imported has no such step."""
    step = TrailEntry.objects.filter(idea=OuterRef("pk"), kind="fast_adopt")
    found = Idea.objects.public().filter(stage=Stage.CLOSED, outcome=Outcome.ADOPTED, decided_at__gte=since, decided_at__lt=until)
    found = found.exclude(closed_from=Stage.REALISATION).filter(Exists(step))
    return found.select_related("department").defer("body").order_by("-decided_at", "-id")


def totals_words(items: Iterable[AgendaItem]) -> str:
    """What a meeting decided in one sentence: "안건 5건: 채택 3, 보류 1, 불채택 1"."""
    items = list(items)
    counts = ", ".join(f"{SHORT.get(Decision(name)) or Decision(name).label} {count}" for name, count in totals_of(items).items())
    if undecided := sum(not item.decision for item in items):
        counts = ", ".join([*([counts] if counts else []), _("아직 안 정함 %(number)s") % {"number": undecided}])
    words = ngettext("안건 %(number)s건: %(counts)s", "안건 %(number)s건: %(counts)s", len(items))
    return words % {"number": len(items), "counts": counts or _("없음")}
