"""What ideas are rated by: the five usual criteria, and changing those of a panel."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from common.words import clean_line
from ideas import participation
from ideas.models import Criterion, Panel, Round

CREATIVITY = "creativity"
MOST_POINTS = 5
# The weights of a panel's criteria together, and so the best total an idea can get.
WHOLE = 100
# The bars ask for creativity out of so many points, whatever it weighs.
CREATIVITY_OUT_OF = 20


class Refused(participation.Refused):
    """What the panel cannot do now; `str()` says why in the reader's words."""


@dataclass(frozen=True)
class Wanted:
    """One criterion as a form or a default describes it. code: stays the same when the words change."""

    code: str
    name: str
    explanation: str
    low: str
    high: str
    weight: int = 20


# The five of 국민 제안 규정 §8① (RULES.md §2.3); kept with each panel, so in the language of the city.
DEFAULTS = (
    Wanted(
        "feasibility",
        "실시가능성",
        "지금 있는 법과 돈과 기술로 해 볼 수 있나요?",
        "법이나 기술이 먼저 바뀌어야 해요",
        "내일이라도 시작할 수 있어요",
    ),
    Wanted(CREATIVITY, "창의성", "처음 보는 생각인가요?", "이미 하고 있는 일과 같아요", "아무도 떠올리지 못한 생각이에요"),
    Wanted(
        "effect",
        "효율성·효과성",
        "드는 힘과 돈에 견주어 얼마나 좋아지나요?",
        "달라지는 것이 거의 없어요",
        "적은 힘으로 크게 좋아져요",
    ),
    Wanted(
        "scope",
        "적용범위",
        "얼마나 많은 사람과 동네에 쓸모가 있나요?",
        "한 곳, 몇 사람에게만 쓸모 있어요",
        "도시 어디에서나 쓸 수 있어요",
    ),
    Wanted("lasting", "계속성", "한 번으로 끝나지 않고 이어지나요?", "한 번 하고 나면 끝나요", "오래도록 이어져요"),
)


def refuse_uneven(weights: Iterable[int]) -> None:
    """Raise Refused unless the weights make 100 and none is below 1."""
    weights = list(weights)
    if not weights:
        raise Refused(_("기준을 하나는 적어 주세요."))
    if min(weights) < 1 or sum(weights) != WHOLE:
        raise Refused(_("비중을 모두 더하면 100이 되어야 해요. 지금은 %(sum)s이에요.") % {"sum": sum(weights)})


def set_criteria(panel: Panel, wanted: Iterable[Wanted]) -> list[Criterion]:
    """Give a panel these criteria, in this order; those of the same code keep their row. Setting the same again changes nothing.

    Raises Refused when the weights do not make 100, when a code comes twice, when an end of a scale has no words, and once a
    round has been assigned: scores that stand already were given by what the criteria said then.
    """
    wanted = list(wanted)
    refuse_uneven(each.weight for each in wanted)
    if len({each.code for each in wanted}) != len(wanted):
        raise Refused(_("같은 기준이 두 번 있어요."))
    if nameless := next((each for each in wanted if not clean_line(each.low) or not clean_line(each.high)), None):
        raise Refused(_("‘%(name)s’의 1점과 5점이 어떤 뜻인지 적어 주세요.") % {"name": nameless.name})
    with transaction.atomic():
        Panel.objects.select_for_update().get(pk=panel.pk)
        there = {each.code: each for each in panel.criteria.all()}
        if same(there, wanted):
            return list(there.values())
        if Round.objects.filter(panel=panel, assigned_at__isnull=False).exists():
            raise Refused(_("평가를 시작한 뒤에는 기준을 바꿀 수 없어요. 다음 기수에서 바꿔 주세요."))
        panel.criteria.exclude(code__in=[each.code for each in wanted]).delete()
        return [keep(panel, there.get(each.code), each, position) for position, each in enumerate(wanted)]


def same(there: dict[str, Criterion], wanted: list[Wanted]) -> bool:
    """Whether the criteria are so already."""
    return [Wanted(each.code, each.name, each.explanation, each.low, each.high, each.weight) for each in there.values()] == wanted


def keep(panel: Panel, row: Criterion | None, wanted: Wanted, position: int) -> Criterion:
    """One criterion at its place."""
    row = row or Criterion(panel=panel, code=wanted.code)
    for name in ("name", "explanation", "low", "high"):
        setattr(row, name, clean_line(getattr(wanted, name)))
    row.weight, row.position = wanted.weight, position
    row.save()
    return row


def total_of(points: dict[Criterion, int]) -> Decimal:
    """The weighted total out of 100: 1 to 5 points of each criterion, five being its whole weight."""
    return Decimal(sum(criterion.weight * given for criterion, given in points.items())) / MOST_POINTS
