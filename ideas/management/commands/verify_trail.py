"""manage.py verify_trail: make sure that nobody changed what stands in the trails."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.progress import Progress
from ideas import sealed
from ideas.models import Idea
from ideas.verifying import verify, verify_all

MOST_FAULTS = 100


class Command(BaseCommand):
    help = "Check every trail: numbers, hashes, reasons, and that ideas are where their trails say. Fails when anything is wrong."

    def add_arguments(self, parser):
        parser.add_argument("--idea", type=int, metavar="N", help="only the idea with this number")
        parser.add_argument(
            "--seals", action="store_true", help="check every nightly seal too, and that trails go on from the newest one"
        )

    def handle(self, *, idea=None, seals=False, **options):
        if idea is not None:
            found = Idea.objects.filter(number=idea).first()
            if found is None:
                raise CommandError(_("상상 %(number)s번은 없어요.") % {"number": idea})
            self.end([fault] if (fault := verify(found)) else [])
        else:
            self.end([*self.trails(), *(self.seals() if seals else [])])

    def trails(self) -> list:
        """Check all trails and say how many entries there are; returns the faults, no more than anybody would read."""
        faults = []
        with Progress(self.stderr, unit="entries") as progress:
            for fault in verify_all(progress.step):
                faults.append(fault)
                if len(faults) == MOST_FAULTS:
                    break
        self.stdout.write(_("발자취 %(count)s개를 살펴봤어요.") % {"count": f"{progress.done:,}"})
        return faults

    def seals(self) -> list:
        """Check what the city sealed on each night."""
        faults = list(sealed.faults())
        self.stdout.write(_("봉인도 살펴봤어요."))
        return faults

    def end(self, faults: list) -> None:
        """Say what was found; fail when that is anything."""
        for fault in faults:
            self.stdout.write(self.style.ERROR(str(fault)))
        if faults:
            raise CommandError(_("온전하지 않은 발자취가 있어요."))
        self.stdout.write(self.style.SUCCESS(_("모두 온전해요.")))
