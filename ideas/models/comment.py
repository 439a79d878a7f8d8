"""의견: what people say about an idea, with one level of replies."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.stages import Visibility


class CommentQuerySet(models.QuerySet):
    """What the city asks about comments."""

    def shown(self):
        """Comments anybody may read; a deleted one stays as an empty place only while it holds replies."""
        return self.filter(visibility=Visibility.PUBLIC).exclude(deleted_at__isnull=False, reply_count=0)

    def top_level(self):
        """Comments that are not replies."""
        return self.filter(parent__isnull=True)

    def with_authors(self):
        """With the names and posts that stand beside them."""
        return self.select_related("author", "appointment__department")


class Comment(models.Model):
    """A comment on an idea. Officials write under the post they held then (`appointment`), experts under their field."""

    BODY_LENGTH = 2_000

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="comments", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments", db_index=False)
    appointment = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_expert = models.BooleanField(default=False, editable=False, help_text="whether the author was an expert then")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies", db_index=False)
    body = models.TextField(_("의견"))
    form_key = models.UUIDField(null=True, editable=False, help_text="the form it was sent with; sending twice makes one comment")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("의견")
        verbose_name_plural = _("의견")
        indexes = [
            models.Index(
                "idea", F("created_at").desc(), F("id").desc(), name="comment_of_idea", condition=Q(parent__isnull=True)
            ),
            models.Index("parent", "created_at", "id", name="comment_replies", condition=Q(parent__isnull=False)),
            models.Index("author", F("created_at").desc(), name="comment_of_author"),
            models.Index(
                F("created_at").desc(), F("id").desc(), name="comment_of_official", condition=Q(appointment__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "form_key"], name="comment_once_per_form"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="comment_visibility_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="comment_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.body[:40]

    def get_absolute_url(self) -> str:
        return f"{reverse('ideas:detail', args=[self.idea.number])}#comment-{self.pk}"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def author_name(self) -> str:
        """How the author is called in public; officials are called by post (see `appointment`)."""
        return self.author.nickname if self.author_id else str(_("떠난 시민"))
