"""Ideas that are alike: what was merged, what its writer said makes it different, and how common each piece of a word is."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Merge(models.Model):
    """One idea went into another; it can be undone for some days, after which both are as before (DESIGN.md §4.10)."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="merges", db_index=False)
    into = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="merged_here", db_index=False)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    merged_at = models.DateTimeField(default=timezone.now)
    moved = models.PositiveIntegerField(default=0, help_text="supporters who were not on the other side yet")
    undone_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index("idea", F("merged_at").desc(), name="merge_of_idea"),
            models.Index("into", F("merged_at").desc(), name="merge_into_idea"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["idea"], condition=Q(undone_at__isnull=True), name="merge_in_force_once"),
            models.CheckConstraint(condition=~Q(idea=F("into")), name="merge_not_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} → {self.into_id}"


class Distinction(models.Model):
    """A writer was shown a similar idea and said what makes theirs different."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="distinctions", db_index=False)
    other = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="+", db_index=False)
    reason = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "other"], name="distinction_once"),
            models.CheckConstraint(condition=~Q(idea=F("other")), name="distinction_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} ≠ {self.other_id}"


class PieceCount(models.Model):
    """In how many ideas a piece of a word stands; a rare one says more about what an idea is about (ideas/similarity.py)."""

    piece = models.CharField(max_length=8, primary_key=True)
    ideas = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.piece} {self.ideas}"
