"""manage.py count_pieces: count how common pieces of words are, as the city does every night."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ideas.piece_counts import SAMPLE, count_pieces


class Command(BaseCommand):
    help = "Count in how many ideas each piece of a word stands; similar ideas are found by the rare ones."

    def add_arguments(self, parser):
        parser.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help=f"look at the newest N ideas ({SAMPLE:,})")
        parser.add_argument("--all", action="store_true", help="look at all ideas")

    def handle(self, *, sample, all, **options):
        kept = count_pieces(None if all else max(1, sample))
        self.stdout.write(_("조각 %(kept)s개를 세어 두었어요.") % {"kept": f"{kept:,}"})
