"""발자취: the public history of an idea, only ever added to and chained by hashes (DESIGN.md §4.9)."""

import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Role(models.TextChoices):
    """In which role somebody acted; the trail keeps no name of a person."""

    PROPOSER = "proposer", "쓴 사람"
    CITIZEN = "citizen", "시민"
    DEPARTMENT = "department", "부서"
    OFFICE = "office", "창의담당관"
    SYSTEM = "system", "저절로"
    IMPORT = "import", "옮겨 옴"


def canonical(value) -> str:
    """JSON of which there is only one way to write it, so that a hash over it means something (keys sorted, no spaces)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class CanonicalJSONField(models.TextField):
    """A JSON value kept as the very text that the hash covers; a database's own JSON type would rewrite it."""

    def from_db_value(self, value, expression, connection):
        return value if value is None else json.loads(value)

    def get_prep_value(self, value):
        return value if value is None else canonical(value)


class TrailEntry(models.Model):
    """One thing that happened to an idea. ideas.trail.record writes it, triggers in the database refuse every change.

    The hash covers all columns but these: `id`, which only has to grow within an idea, `processed_at` (the row is the outbox of
    messages too), and `reason` with its
    `salt`, of which only the mark is covered, so that words which must be blotted out by law leave the chain whole.
    """

    idea = models.ForeignKey("ideas.Idea", models.PROTECT, related_name="trail", db_index=False)
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the idea")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField(default=timezone.now)
    # Without a constraint: a member who leaves takes the row away that this number names, and the chain stays whole.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    role = models.CharField(max_length=12, choices=Role)
    department = models.CharField(max_length=60, blank=True, help_text="its name on that day")
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    reason_mark = models.CharField(max_length=64, help_text="SHA-256 of salt and reason")
    data = CanonicalJSONField(default=dict, help_text="what else people should know, such as the day promised")
    state = CanonicalJSONField(default=dict, help_text="the columns of the idea after it, see ideas.trail.STATE")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    processed_at = models.DateTimeField(null=True, help_text="when those who wait for news were told")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="trail_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="trail_number_from_one"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="trail_role_known"),
        ]
        indexes = [
            models.Index("id", name="trail_waiting", condition=Q(processed_at__isnull=True)),
            models.Index(F("at").desc(), F("id").desc(), name="trail_new"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}.{self.number} {self.kind}"


class Seal(models.Model):
    """What the city published on one night: a Merkle root over the head of every chain and the counts of every public idea."""

    day = models.DateField(unique=True)
    root = models.CharField(max_length=64)
    leaves = models.PositiveIntegerField()
    previous_root = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.root[:12]}"
