"""Django's command, after the web font, which is among the static files and without which no page can name its style sheets."""

from django.contrib.staticfiles.management.commands import collectstatic

from common.webfont import build_fonts


class Command(collectstatic.Command):
    def handle(self, **options):
        if not options["dry_run"]:
            build_fonts()
        return super().handle(**options)
