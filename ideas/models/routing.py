"""Who in the city takes care of an idea: the department, those who help it, objections, deputies and hand-overs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Objection(models.Model):
    """A department says that an idea is not its business; the idea office decides (RULES.md §2.3, 원주 시행규칙)."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="objections", db_index=False)
    department = models.ForeignKey("accounts.Department", models.PROTECT, related_name="+", db_index=False)
    suggested = models.ForeignKey(
        "accounts.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("맞는 부서"),
        db_index=False,
    )
    reason = models.CharField(_("까닭"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    was_accepted = models.BooleanField(null=True)
    reply = models.CharField(_("창의담당관의 대답"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index("idea", F("made_at").desc(), name="objection_of_idea"),
            models.Index("made_at", "id", name="objection_open", condition=Q(settled_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["idea"], condition=Q(settled_at__isnull=True), name="objection_open_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, was_accepted__isnull=True)
                | Q(settled_at__isnull=False, was_accepted__isnull=False),
                name="objection_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:40]


class Cooperation(models.Model):
    """Another department is asked what it thinks, by a stated day (RULES.md §2.3: 협조부서 with stated reply date)."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="cooperations", db_index=False)
    department = models.ForeignKey("accounts.Department", models.PROTECT, related_name="cooperations", db_index=False)
    question = models.CharField(_("묻는 것"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("언제까지"))
    opinion = models.TextField(_("의견"), blank=True, max_length=2_000)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    replied_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index("department", "due_on", "id", name="cooperation_open", condition=Q(replied_at__isnull=True))]
        constraints = [models.UniqueConstraint(fields=["idea", "department"], name="cooperation_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.department_id}"


class HandOver(models.Model):
    """A post changed hands while it had ideas in care: the note of who left, confirmed by who came."""

    department = models.ForeignKey("accounts.Department", models.PROTECT, related_name="hand_overs", db_index=False)
    post = models.CharField(_("직위"), max_length=40)
    left = models.OneToOneField("accounts.Appointment", models.CASCADE, related_name="hand_over", verbose_name=_("떠난 사람"))
    successor = models.ForeignKey(
        "accounts.Appointment", models.SET_NULL, null=True, related_name="+", verbose_name=_("새로 맡은 사람"), db_index=False
    )
    opened_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("언제까지"))
    note = models.TextField(_("넘기는 말"), blank=True, max_length=4_000)
    noted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("인수인계")
        verbose_name_plural = _("인수인계")
        indexes = [models.Index("department", "due_on", name="handover_open", condition=Q(confirmed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.department_id} {self.post}"


class EditLock(models.Model):
    """Somebody works on the answer to an idea now; others see who and may take over (EXPECTATIONS 35)."""

    idea = models.OneToOneField("ideas.Idea", models.CASCADE, related_name="edit_lock", primary_key=True)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now, help_text="when the holder's page was last heard of")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.idea_id} {self.holder_id}"


class RoutingWord(models.Model):
    """How often a department's answered ideas use a piece of a word; what suggestions are made from (ideas/routing.py)."""

    department = models.ForeignKey("accounts.Department", models.CASCADE, related_name="+", db_index=False)
    piece = models.CharField(max_length=8)
    ideas = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "department"], name="routing_word_once")]

    def __str__(self) -> str:
        return f"{self.piece} {self.department_id}"
