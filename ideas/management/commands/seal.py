"""manage.py seal: seal the city as it is now; the city's clock does it every night."""

from django.core.management.base import BaseCommand

from ideas import seals


class Command(BaseCommand):
    help = "Make today's seal, unless it was made already, and print it."

    def handle(self, **options):
        made = seals.seal()
        self.stdout.write(f"{made.day.isoformat()} {made.root} ({made.leaves:,})")
