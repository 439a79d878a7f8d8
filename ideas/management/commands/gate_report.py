"""manage.py gate_report: what bars would have passed of the ideas at hand."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ideas.gate_report import Outcome, outcomes
from ideas.gate_sets import PRESETS, Bar
from ideas.models import Gate, GateSet, Passage

MOST_DAYS = 3_660


class Command(BaseCommand):
    help = "Tell what a set of bars would have passed of the ideas at hand. Without a choice: every preset and the set in force."

    def add_arguments(self, parser):
        parser.add_argument("--preset", choices=PRESETS, help="one preset, with its months")
        parser.add_argument("--recommendations", type=int, metavar="N", help="a bar of N recommendations")
        parser.add_argument("--days", type=int, metavar="D", help="within D days of publication")

    def handle(self, *, preset=None, recommendations=None, days=None, **options):
        sets = chosen(preset, recommendations, days)
        found = outcomes({code: bars for code, (_name, bars) in sets.items()})
        for code, (name, _bars) in sets.items():
            self.stdout.write(f"\n{name}")
            for passage, result in found[code].items():
                self.stdout.write(f"  {Passage(passage).label}: {said(result)}")
        first = next(iter(found.values()))
        if len(found) == 1:
            self.months(first)
        self.stdout.write("\n" + _("날짜가 있는 추천만 세면 앞의 수, 옮겨 온 추천이 모두 기간 안이었다면 뒤의 수예요."))

    def months(self, passages: dict[Passage, Outcome]) -> None:
        """The months of the bars that numbers decide."""
        for passage, result in passages.items():
            if result.is_judged:
                continue
            self.stdout.write(f"\n{Passage(passage).label}")
            for month, tally in result.by_month.items():
                self.stdout.write(f"  {month}  {tally.ideas:>8,}  {tally.surely:>8,} – {tally.at_most:,}")


def chosen(preset: str | None, recommendations: int | None, days: int | None) -> dict[str, tuple[str, dict]]:
    """The sets to report on: code → (name, bars). Raises CommandError."""
    if preset and (recommendations is not None or days is not None):
        raise CommandError(_("--preset 과 --recommendations 는 함께 쓸 수 없어요."))
    if preset:
        return {preset: (name_of(preset), PRESETS[preset].bars)}
    if recommendations is not None or days is not None:
        if recommendations is None or recommendations < 1 or (days is not None and not 1 <= days <= MOST_DAYS):
            raise CommandError(_("--recommendations 는 1 이상, --days 는 1부터 3,660까지 쓸 수 있어요."))
        bar = Bar(min_recommendations=recommendations, window_days=days)
        return {"own": (_("스스로 정한 문턱"), {Passage.DEBATE: bar})}
    every = {code: (name_of(code), preset.bars) for code, preset in PRESETS.items()}
    if set_ := GateSet.objects.first():
        every["in force"] = (_("지금 쓰는 문턱: %(name)s") % {"name": set_.name}, in_force(set_))
    return every


def name_of(code: str) -> str:
    """A preset with its code and source."""
    return f"{code}: {PRESETS[code].name} ({PRESETS[code].source})"


def in_force(set_: GateSet) -> dict[Passage, Bar]:
    """The bars of a set as a preset describes them."""
    names = Bar.__dataclass_fields__
    gates = {gate.passage: gate for gate in Gate.objects.filter(gate_set=set_)}
    return {passage: Bar(**{name: getattr(gates[passage], name) for name in names}) for passage in Passage if passage in gates}


def said(result: Outcome) -> str:
    """A bar and what it would have passed, on one line."""
    bar, total = result.bar, result.total
    if result.is_judged:
        return _("창의담당관이 정해요")
    needs = [
        words % {"number": f"{number:,}"}
        for number, words in (
            (bar.min_recommendations, _("추천 %(number)s")),
            (bar.min_comments, _("의견 %(number)s")),
            (bar.min_views, _("읽음 %(number)s")),
            (bar.min_creativity, _("창의성 %(number)s")),
        )
        if number
    ]
    bar_words = (", " if bar.needs_all else _(" 또는 ")).join(needs) or _("문턱이 없어요")
    if bar.window_days:
        bar_words += " / " + _("%(days)s일") % {"days": bar.window_days}
    return _("%(bar)s → %(ideas)s개 가운데 %(surely)s개(%(surely_share)s%%) – %(at_most)s개(%(at_most_share)s%%)") % {
        "bar": bar_words,
        "ideas": f"{total.ideas:,}",
        "surely": f"{total.surely:,}",
        "surely_share": f"{result.share(total.surely):.1f}",
        "at_most": f"{total.at_most:,}",
        "at_most_share": f"{result.share(total.at_most):.1f}",
    }
