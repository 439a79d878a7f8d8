"""manage.py draw_lifecycle: the stages of an idea and the steps between them, as they stand in the code."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from ideas import diagram

PLACE = Path("docs") / "LIFECYCLE.md"


class Command(BaseCommand):
    help = "Draw the lifecycle of an idea: as a Mermaid diagram and as a table."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help=f"write {PLACE} anew")

    def handle(self, *, write=False, **options):
        if write:
            (settings.BASE_DIR / PLACE).write_text(diagram.document(), encoding="utf-8")
            return
        self.stdout.write(diagram.mermaid())
        self.stdout.write("")
        self.stdout.write(diagram.plain())
