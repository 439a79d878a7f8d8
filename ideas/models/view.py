"""Who read which idea on which day, without knowing who."""

from django.db import models
from django.db.models import Q


class IdeaView(models.Model):
    """One reader, one idea, one day. `reader` is a hash that changes daily; a row goes once it is counted and its day is over."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    reader = models.CharField(max_length=32)
    counted = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "day", "reader"], name="view_once_a_day")]
        indexes = [
            models.Index(fields=["id"], name="view_to_count", condition=Q(counted=False)),
            models.Index(fields=["day"], name="view_day"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.day}"
