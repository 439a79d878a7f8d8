"""manage.py import_ideas: bring ideas of another system into the city."""

import re
from collections import defaultdict

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.progress import Progress
from ideas.importing import petitions, seoul, seoul_adopted, spreadsheet
from ideas.importing.loader import MOST_PROBLEMS, Report, load
from ideas.importing.rows import FileUnreadable

READERS = {
    "seoul": seoul.read,
    "seoul-adopted": seoul_adopted.read,
    "petitions": petitions.read,
    "csv": spreadsheet.read,
}
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
MOST_LINES = 20


class Command(BaseCommand):
    help = "Import ideas of another system. Running it again changes only what has changed in the file."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file to read")
        parser.add_argument("--source", required=True, choices=READERS, help="what kind of file it is")
        parser.add_argument("--name", help="for csv: a name for this source, a-z 0-9 -, at most 20 (default: csv)")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, report the same")
        parser.add_argument("--limit", type=int, metavar="N", help="look at the first N rows only")

    def handle(self, *, file, source, name=None, dry_run=False, limit=None, **options):
        if name and not NAME.fullmatch(name):
            raise CommandError(_("--name 은 영어 소문자, 숫자, -로 20자까지 쓸 수 있어요."))
        if limit is not None and limit < 1:
            raise CommandError(_("--limit 은 1보다 커야 해요."))
        try:
            with Progress(self.stderr, limit or 0, "rows") as progress:
                report = load(READERS[source](file), name or source, dry_run=dry_run, limit=limit, step=progress.step)
        except FileUnreadable as error:
            raise CommandError(str(error)) from error
        self.tell(report, dry_run)
        if not report.readable:
            raise CommandError(_("이 파일에서 상상을 하나도 읽지 못했어요. --source 가 맞는지 확인해 주세요."))

    def tell(self, report: Report, dry_run: bool) -> None:
        """Print what came of it, each reason with its lines."""
        if dry_run:
            self.stdout.write(_("시험 삼아 읽기만 했어요. 아무것도 쓰지 않았어요."))
        self.stdout.write(
            _("새로 들어옴 %(imported)s · 바뀜 %(updated)s · 그대로 %(unchanged)s · 건너뜀 %(skipped)s")
            % {name: f"{getattr(report, name):,}" for name in ("imported", "updated", "unchanged", "skipped")}
        )
        if report.adopted or report.partly_adopted:
            self.stdout.write(
                _("  채택 %(adopted)s · 부분채택 %(partly)s (답변에 ‘부분 채택’이라고 적힌 것) · 가린 이름과 번호 %(blotted)s곳")
                % {"adopted": report.adopted, "partly": report.partly_adopted, "blotted": report.blotted}
            )
        reasons: dict[str, list[int]] = defaultdict(list)
        for line, reason in report.problems:
            reasons[reason].append(line)
        for reason, lines in reasons.items():
            shown = ", ".join(map(str, lines[:MOST_LINES])) + (" …" if len(lines) > MOST_LINES else "")
            self.stdout.write(
                _("  %(reason)s: %(count)s줄 (%(lines)s)") % {"reason": reason, "count": len(lines), "lines": shown}
            )
        if report.skipped > MOST_PROBLEMS:
            self.stdout.write(_("  그 밖에 %(count)s줄을 더 건너뛰었어요.") % {"count": f"{report.skipped - MOST_PROBLEMS:,}"})
        for category, count in report.unknown_categories.most_common():
            values = {"category": category, "count": f"{count:,}"}
            self.stdout.write(_("  ‘%(category)s’ 분야가 없어 비워 두었어요: 상상 %(count)s개") % values)
