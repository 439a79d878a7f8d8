"""manage.py learn_routing: learn anew which words belong to which department."""

from django.core.management.base import BaseCommand

from ideas import routing_words


class Command(BaseCommand):
    help = "Learn from answered ideas which department new ideas may be for. The city's clock does it every night."

    def handle(self, **options):
        self.stdout.write(f"{routing_words.learn():,}")
