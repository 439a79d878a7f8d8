"""Brings rows of any reader into the database: in batches, as often as one likes, with the same result."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Department
from common.models import Sequence
from common.words import excerpt
from ideas import trail_bulk
from ideas.freshness import city_changed
from ideas.importing import outcomes
from ideas.importing.indexing import index
from ideas.importing.rows import Ending, ImportedIdea, Row, RowProblem
from ideas.models import Category, Idea, IdeaVersion
from ideas.participation import trend
from ideas.stages import Stage, Visibility

BATCH = 500
# What follows the source when a row has changed.
FOLLOWING = [
    *("title", "body", "excerpt", "category", "edited_at"),
    *("published_at", "imported_recommendation_count", "trend", "source_digest"),
    *("revision", "department", "stage", "outcome", "answer_state", "answered_at", "decided_at", "trail_length", "trail_head"),
]
# So many problems are kept word for word; all of them are counted.
MOST_PROBLEMS = 1_000


@dataclass
class Report:
    """What came of an import. `problems` holds (line, reason), `unknown_categories` how many ideas wanted each.

    partly_adopted, blotted: of the ideas that came with their ending; names and numbers of people that were taken out.
    """

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    unknown_categories: Counter = field(default_factory=Counter)
    adopted: int = 0
    partly_adopted: int = 0
    blotted: int = 0

    @property
    def readable(self) -> int:
        """Rows that were ideas."""
        return self.imported + self.updated + self.unchanged

    def skip(self, line: int, reason: str) -> None:
        """Count a row that was left out."""
        self.skipped += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((line, reason))


class SeenNumbers:
    """Which numbers a file has had so far; a million neighbouring ones take less than a megabyte."""

    def __init__(self) -> None:
        self.pages: dict[int, int] = {}

    def add(self, number: int) -> bool:
        """Remember a number and return whether it is new."""
        page, bit = number >> 9, 1 << (number & 511)
        before = self.pages.get(page, 0)
        self.pages[page] = before | bit
        return not before & bit


def load(rows: Iterable[Row], source: str, *, dry_run: bool = False, limit: int | None = None, step=None) -> Report:
    """Import rows under the name `source` and report what came of them.

    A row already imported is left alone when it is the same, else its wording (as a new version), votes and date follow it.
    dry_run: write nothing, report the same. limit: look at so many rows only. step: called with the number of rows just done.
    """
    report, seen = Report(), SeenNumbers()
    rows = islice(iter(rows), limit)
    while batch := list(islice(rows, BATCH)):
        ideas = []
        for line, row in batch:
            if isinstance(row, RowProblem):
                report.skip(line, row.reason)
            elif not seen.add(row.source_number):
                report.skip(line, _("번호 %(number)s은(는) 이 파일에 이미 나왔어요") % {"number": row.source_number})
            else:
                ideas.append((line, row))
        _load(ideas, source, dry_run, report)
        if step:
            step(len(batch))
    return report


def _load(rows: list[tuple[int, ImportedIdea]], source: str, dry_run: bool, report: Report) -> None:
    """One batch in one transaction; when the database refuses it, row by row, so that one row stops no other."""
    try:
        with transaction.atomic():
            batch = _Batch(source, rows)
            if not dry_run:
                batch.write()
    except DatabaseError:
        if len(rows) == 1:
            report.skip(rows[0][0], _("데이터베이스에 넣을 수 없는 값이 있어요"))
        else:
            for row in rows:
                _load([row], source, dry_run, report)
        return
    report.imported += len(batch.new)
    report.updated += len(batch.changed)
    report.unchanged += batch.unchanged
    report.unknown_categories.update(batch.unknown_categories)
    endings = [row.ending for _line, row in rows if row.ending]
    report.adopted += sum(not ending.is_partial for ending in endings)
    report.partly_adopted += sum(ending.is_partial for ending in endings)
    report.blotted += sum(ending.blotted for ending in endings)


class _Batch:
    """Some rows, sorted into new, changed and unchanged ones; made inside a transaction."""

    def __init__(self, source: str, rows: list[tuple[int, ImportedIdea]]):
        self.source = source
        self.new: list[Idea] = []
        self.endings: dict[int, Ending] = {}
        self.changed: list[tuple[Idea, ImportedIdea, str]] = []
        self.unchanged = 0
        self.unknown_categories: Counter = Counter()
        self.categories = {_key(category.name): category for category in Category.objects.all()}
        self.named = {row.ending.department for _line, row in rows if row.ending}
        # Whoever publishes or imports takes numbers from this row: locking it first keeps two imports from doing the same rows.
        Sequence.objects.select_for_update().filter(name="idea").first()
        known = {
            idea.source_number: idea
            for idea in Idea.objects.select_for_update(of=("self",)).filter(
                source=source, source_number__in=[row.source_number for _line, row in rows]
            )
        }
        for _line, row in rows:
            self._sort(row, known.get(row.source_number))

    def _sort(self, row: ImportedIdea, idea: Idea | None) -> None:
        category = self.categories.get(_key(row.category))
        if row.category and not category:
            self.unknown_categories[row.category] += 1
        digest = _digest(row, category)
        if idea is None:
            self.new.append(self._made(row, category, digest))
            if row.ending:
                self.endings[row.source_number] = row.ending
        elif idea.source_digest == digest:
            self.unchanged += 1
        else:
            idea.category = category or idea.category
            self.changed.append((idea, row, digest))

    def _made(self, row: ImportedIdea, category: Category | None, digest: str) -> Idea:
        idea = Idea(
            title=row.title,
            body=row.body,
            excerpt=excerpt(row.body),
            category=category,
            stage=Stage.PROPOSED,
            created_at=row.submitted_at,
            edited_at=row.submitted_at,
            published_at=row.submitted_at,
            imported_recommendation_count=row.votes,
            source=self.source,
            source_number=row.source_number,
            source_digest=digest,
        )
        idea.trend = trend(idea)
        return idea

    def write(self) -> None:
        """Put everything into the database and the search index."""
        departments = outcomes.departments_named(self.named) if self.named else {}
        if self.new:
            self._write_new(departments)
        self._write_changes(departments)
        touched = [*self.new, *(idea for idea, _row, _digest in self.changed)]
        index([idea for idea in touched if idea.visibility == Visibility.PUBLIC])
        if touched:
            city_changed()

    def _write_new(self, departments: dict[str, Department]) -> None:
        first = Sequence.take("idea", len(self.new))
        arrivals, trails = [], []
        for number, idea in enumerate(self.new, start=first):
            idea.number = number
            if ending := self.endings.get(idea.source_number):
                idea.department = departments.get(ending.department)
                arrivals.append(outcomes.Arrival(idea, ending, idea.department))
            else:
                # Hashes need the number alone, so the idea is saved with the head of its trail at once.
                trails.append((idea, [trail_bulk.linked(idea, "imported", idea.published_at, data={"source": self.source})]))
        Idea.objects.bulk_create(self.new)
        IdeaVersion.objects.bulk_create([_version(idea, 1, idea.published_at) for idea in self.new])
        trail_bulk.save(trails)
        outcomes.write_new(arrivals)

    def _write_changes(self, departments: dict[str, Department]) -> None:
        now = timezone.now()
        reworded = [idea for idea, row, _digest in self.changed if (idea.title, idea.body) != (row.title, row.body)]
        last = dict(
            IdeaVersion.objects.filter(idea__in=reworded).values("idea").annotate(last=Max("number")).values_list("idea", "last")
        )
        for idea, row, digest in self.changed:
            idea.edited_at = now if idea in reworded else idea.edited_at
            idea.title, idea.body, idea.excerpt = row.title, row.body, excerpt(row.body)
            idea.imported_recommendation_count, idea.published_at = row.votes, row.submitted_at
            idea.trend, idea.source_digest, idea.revision = trend(idea), digest, idea.revision + 1
            if row.ending:
                outcomes.follow(idea, row.ending, departments.get(row.ending.department))
            idea.save(update_fields=FOLLOWING)
        IdeaVersion.objects.bulk_create([_version(idea, last.get(idea.pk, 0) + 1, now) for idea in reworded])


def _version(idea: Idea, number: int, moment) -> IdeaVersion:
    return IdeaVersion(idea=idea, number=number, title=idea.title, body=idea.body, created_at=moment)


def _key(name: str) -> str:
    """The form in which two names of a category are the same."""
    return "".join(name.split()).casefold()


def _digest(row: ImportedIdea, category: Category | None) -> str:
    """A hash of all that the import would write; a category counts once an editor has made it."""
    values = [row.title, row.body, row.votes, row.submitted_at.timestamp(), category.name if category else ""]
    if row.ending:
        # "card": what was imported before cards came along is followed once more, and gets its own then.
        values += [row.ending.department, row.ending.is_partial, row.ending.answer, row.ending.opinion, "card"]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
