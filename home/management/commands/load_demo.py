"""manage.py load_demo: a living city to look at."""

from django.core.management.base import BaseCommand
from django.db import transaction

from home.demo import accounts, city, whole


class Command(BaseCommand):
    help = "Loads the demo city: people, ideas, comments and pages, all made up. Loading again adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--defaults-only", action="store_true", help="only categories and districts, for a real city that starts empty"
        )

    def handle(self, *, defaults_only=False, **options):
        if defaults_only:
            with transaction.atomic():
                city.load_defaults()
            self.stdout.write("Categories and districts are in place.")
            return
        added = whole.load()
        self.stdout.write(f"The demo city is in place ({added} ideas added). Accounts: {accounts.accounts_file()}")
