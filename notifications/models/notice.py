"""알림: one thing somebody is told, in their inbox."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One line in a member's inbox.

    key: names what happened, so that telling twice leaves one row. kind: for the icon and for choosing what to hear of. title:
    what it is about (an idea's title); words: what happened, as said in the city's language; url: where to look, a path.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False)
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    words = models.CharField(_("알림"), max_length=300)
    url = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("알림")
        verbose_name_plural = _("알림")
        indexes = [
            models.Index("member", F("created_at").desc(), F("id").desc(), name="notice_of_member"),
            models.Index("member", name="notice_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="notice_once")]

    def __str__(self) -> str:
        return self.words
