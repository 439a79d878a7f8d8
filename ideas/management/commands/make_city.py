"""manage.py make_city: fill a database with a made-up city, for measuring."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.progress import Progress
from ideas.cityscape.city import City, Size


class Command(BaseCommand):
    help = "Fill the database with made-up ideas, members, recommendations and comments. Not for a city with real people."

    def add_arguments(self, parser):
        parser.add_argument("--ideas", type=int, default=1_000, metavar="N", help="how many ideas (default 1,000)")
        parser.add_argument("--members", type=int, metavar="M", help="how many members (default: one for 5 ideas, at least 50)")
        parser.add_argument("--comments", type=int, help="how many comments altogether (default: 3 an idea)")
        parser.add_argument("--recommendations", type=int, help="how many recommendations altogether (default: 10 an idea)")
        parser.add_argument("--years", type=float, default=6, help="how many years ago the first idea came (default 6)")
        parser.add_argument("--seed", type=int, help="the same seed makes the same city")
        parser.add_argument("--password", help="one password for all members (default: nobody can log in)")
        parser.add_argument("--no-index", action="store_true", help="leave the search index alone")
        parser.add_argument("--yes", action="store_true", help="do it although these are not development settings")

    def handle(self, *, ideas, members, comments, recommendations, years, seed, password, no_index, yes, **options):
        if not (settings.DEBUG or yes):
            raise CommandError(
                _("지어낸 상상과 회원으로 데이터베이스를 채우는 명령이에요. 진짜 시민이 쓰는 곳이 아니라면 --yes 를 붙여 주세요.")
            )
        size = Size(
            ideas=ideas,
            members=members if members is not None else max(50, ideas // 5),
            comments=comments if comments is not None else 3 * ideas,
            recommendations=recommendations if recommendations is not None else 10 * ideas,
            password=password,
            years=years,
            indexed=not no_index,
        )
        self.refuse_nonsense(size)
        city = City(size, seed)
        with Progress(self.stderr, ideas, "ideas") as progress:
            city.build(progress.step)
        self.tell(city)

    def refuse_nonsense(self, size: Size) -> None:
        """Raise CommandError for sizes that no city can have."""
        if min(size.ideas, size.members) < 1 or min(size.comments, size.recommendations) < 0:
            raise CommandError(_("상상과 회원은 하나 이상이어야 하고, 다른 수는 0보다 작을 수 없어요."))
        if size.recommendations > size.ideas * size.members:
            raise CommandError(_("한 사람이 상상 하나를 한 번만 추천할 수 있어요. 회원을 늘리거나 추천을 줄여 주세요."))
        if not 0 < size.years <= 40:
            raise CommandError(_("--years 는 0보다 크고 40을 넘지 않아야 해요."))

    def tell(self, city: City) -> None:
        """Print the rows of each table and how fast they came."""
        for name, rows, seconds in city.speeds():
            self.stdout.write(f"{name:<32}{rows:>12,} rows {rows / max(seconds, 0.001):>12,.0f} rows/s")
        self.stdout.write(_("모두 %(seconds)s초 걸렸어요.") % {"seconds": f"{city.seconds:.1f}"})
