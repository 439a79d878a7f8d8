"""Somebody wants to know what becomes of an idea."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Follow(models.Model):
    """A member follows an idea without recommending it, or has asked not to be told (`is_muted`) though they support it."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="follows", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    is_muted = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "member"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.member_id}"


class Telling(models.Model):
    """A trail entry that followers still have to be told of; `told_to` is the last member of the list who was (the outbox)."""

    entry = models.OneToOneField("ideas.TrailEntry", models.CASCADE, related_name="+")
    told_to = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.entry_id}"
