"""Compile the translations without GNU gettext."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.translations import compile_translations


class Command(BaseCommand):
    help = "Compile changed .po files of LOCALE_PATHS to .mo."
    requires_system_checks = ()

    def handle(self, *args, **options):
        try:
            for path in compile_translations(settings.LOCALE_PATHS):
                self.stdout.write(str(path))
        except ValueError as error:
            raise CommandError(str(error)) from error
