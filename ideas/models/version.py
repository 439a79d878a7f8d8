"""Earlier wordings of an idea, so that everybody can see what was changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class IdeaVersion(models.Model):
    """The wording of an idea from one moment on; number 1 is what was published."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=600)
    body = models.TextField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} v{self.number}"
