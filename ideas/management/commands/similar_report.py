"""manage.py similar_report: do suggestions find the twins there are, and how long does that take?"""

import time

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ideas.models import Idea
from ideas.similarity import SHORT_BODY, similar_to, similar_to_text
from ideas.twin_pairs import twins_of

MOST = 5_000


class Command(BaseCommand):
    help = "Measure similar ideas on the ideas at hand: recall@5 against the exact truth, and times."

    def add_arguments(self, parser):
        parser.add_argument(
            "--ideas", type=int, default=MOST, metavar="N", help=f"compare the newest N with each other ({MOST:,})"
        )
        parser.add_argument("--ask", type=int, default=300, metavar="N", help="ask for N ideas, spread over all of them (300)")

    def handle(self, *, ideas, ask, **options):
        asked = self.recall(min(ideas, MOST), ask)
        keys = asked or self.spread(ask)
        self.times(_("글 전체"), keys, similar_to)
        self.times(_("제목만"), keys, lambda idea: similar_to_text(idea.title))
        self.times(_("두 글자"), keys, lambda idea: similar_to_text(idea.title[:2]))

    def recall(self, most: int, ask: int) -> list[int]:
        """Print how many of the ideas that have a twin find one; returns which were asked for."""
        newest = Idea.objects.on_the_river().order_by("-public_since", "-id").values_list("pk", "title", "body")
        texts = [(pk, f"{title}\n{body}") for pk, title, body in newest[:most].iterator() if len(body.strip()) >= SHORT_BODY]
        twins = twins_of(texts)
        keys = sorted(twins)[:: max(1, len(twins) // ask)][:ask]
        found = first = 0
        for key in keys:
            near = [idea.pk for idea in similar_to(Idea.objects.get(pk=key))]
            found += not twins[key].isdisjoint(near)
            first += bool(near) and near[0] in twins[key]
        self.row(_("비교한 상상"), f"{len(texts):,}")
        self.row(_("쌍둥이가 있는 상상"), f"{len(twins):,}")
        if keys:
            self.row(_("물어본 상상"), f"{len(keys):,}")
            self.row("recall@5", f"{found / len(keys):.3f}")
            self.row(_("첫째로 찾음"), f"{first / len(keys):.3f}")
        return keys

    def spread(self, ask: int) -> list[int]:
        """Keys of ideas from the oldest to the newest."""
        last = Idea.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        places = {1 + last * place // ask for place in range(ask)}
        return list(Idea.objects.on_the_river().filter(pk__in=places).values_list("pk", flat=True))

    def times(self, name: str, keys: list[int], ask) -> None:
        """Print how long a kind of question takes: half of them, and 95 of 100, take no longer."""
        seconds = []
        for idea in Idea.objects.filter(pk__in=keys).iterator(100):
            start = time.perf_counter()
            ask(idea)
            seconds.append(time.perf_counter() - start)
        if seconds:
            seconds.sort()
            half, most = (seconds[int(len(seconds) * share)] * 1000 for share in (0.5, 0.95))
            self.row(name, f"p50 {half:.0f} ms · p95 {most:.0f} ms")

    def row(self, name: str, value: str) -> None:
        self.stdout.write(f"{name:<20}{value:>28}")
