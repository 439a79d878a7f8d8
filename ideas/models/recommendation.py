"""추천: one per person and idea; it can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Recommendation(models.Model):
    """A member recommends an idea. The database makes a second one impossible; taking it back deletes the row."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="recommendation_rows", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recommendations", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    merge = models.ForeignKey(
        "ideas.Merge",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="moved_rows",
        db_index=False,
        help_text="it came from another idea that was merged into this one",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "member"], name="recommendation_once")]
        indexes = [
            models.Index(fields=["member", "-created_at"], name="recommendation_of_member"),
            # What moved today (ideas/pulse.py) is answered from this index alone.
            models.Index(fields=["-created_at", "idea"], name="recommendation_new"),
            models.Index("merge", name="recommendation_moved", condition=models.Q(merge__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.idea_id}"
