"""Build the web font and the faces for drawing pictures."""

from django.core.management.base import BaseCommand

from common.webfont import build_fonts


class Command(BaseCommand):
    help = "Build the web font into VAR_DIR/fonts, unless that was done already. `collectstatic` does it by itself."
    requires_system_checks = ()

    def handle(self, *args, **options):
        self.stdout.write("The web font is built." if build_fonts() else "The web font was there already.")
