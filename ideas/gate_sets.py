"""Sets of bars: those of the city's history and of others to choose from, and putting a new one in force."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas.models import Gate, GateMode, GateSet, Passage


@dataclass(frozen=True)
class Bar:
    """One bar as a preset or a form describes it."""

    mode: str = GateMode.LISTED
    min_recommendations: int = 0
    min_comments: int = 0
    min_views: int = 0
    min_creativity: int = 0
    window_days: int | None = None
    needs_all: bool = True


@dataclass(frozen=True)
class Preset:
    """A set of bars with where it comes from. What history does not tell is judged by the office."""

    name: str
    source: str
    answer: Bar
    debate: Bar
    working: Bar

    @property
    def bars(self) -> dict[Passage, Bar]:
        return {Passage.ANSWER: self.answer, Passage.DEBATE: self.debate, Passage.WORKING: self.working}


AT_ONCE, JUDGED = Bar(mode=GateMode.AUTOMATIC), Bar(mode=GateMode.OFFICE)


def votes(number: int, days: int | None = None, mode: str = GateMode.LISTED) -> Bar:
    """A bar of recommendations alone."""
    return Bar(mode=mode, min_recommendations=number, window_days=days)


def by_itself(number: int, days: int | None = None) -> Bar:
    """A bar of recommendations that nobody has to open."""
    return votes(number, days, GateMode.AUTOMATIC)


# RULES.md §1.2, §1.3, §2.1, §2.2. The first is ours: no published number exists for 2006, and real data says that a bar of 50
# passes one idea in two hundred.
PRESETS = {
    "oasis": Preset(_("오아시스 기본"), _("우리의 기본값이에요"), AT_ONCE, votes(10, 30), JUDGED),
    "2006": Preset(_("2006 오아시스"), _("추천·의견·읽음·창의성을 보고 창의담당관이 정했어요"), AT_ONCE, JUDGED, JUDGED),
    "2012": Preset(_("2012 천상오 2.0"), _("2주 동안 10명"), by_itself(10, 14), votes(10, 14), JUDGED),
    "2016": Preset(_("2016 새 오아시스"), _("10일 동안 5명"), by_itself(5, 10), votes(5, 10), JUDGED),
    "2017": Preset(
        _("2017 민주주의 서울"), _("50명은 답변, 500명은 공론, 5,000명은 시장"), by_itself(50), votes(500), votes(5_000)
    ),
    "2020": Preset(
        _("2020 민주주의 서울"), _("50명은 답변, 100명은 공론장, 1,000명은 시장"), by_itself(50), votes(100), votes(1_000)
    ),
    "2023": Preset(_("2023 상상대로 서울"), _("30일 동안 50명"), by_itself(50, 30), votes(50, 30), JUDGED),
}


def put_in_force(name: str, bars: dict[Passage, Bar], by: User | None, note: str = "", preset: str = "") -> GateSet:
    """Ideas published from now on stand before these bars; those that are out keep theirs. A bar that is not named is judged by
    the idea office."""
    with transaction.atomic():
        last = GateSet.objects.select_for_update().order_by("-number").first()
        made = GateSet.objects.create(number=last.number + 1 if last else 1, name=name, note=note, preset=preset, made_by=by)
        for passage in Passage:
            Gate.objects.create(gate_set=made, passage=passage, **asdict(bars.get(passage, JUDGED)))
    return made


def put_preset_in_force(code: str, by: User | None, note: str = "") -> GateSet:
    """The same with a set from PRESETS."""
    preset = PRESETS[code]
    return put_in_force(str(preset.name), preset.bars, by, note, preset=code)
