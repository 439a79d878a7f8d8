"""The bars that ideas pass on their way up; a set of them is never changed, a new one takes its place."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GateMode(models.TextChoices):
    """What happens when an idea passes a bar."""

    AUTOMATIC = "automatic", _("저절로 넘어가요")
    LISTED = "listed", _("창의담당관 목록에 올라요")
    OFFICE = "office", _("창의담당관이 판단해요")


class Passage(models.TextChoices):
    """What a bar stands before."""

    ANSWER = "answer", _("답변 약속")
    DEBATE = "debate", _("상상토론")
    WORKING = "working", _("실무회의")


class GateSet(models.Model):
    """All bars of a city at one time. An idea keeps the set that was in force when it was published (DESIGN.md §4.2)."""

    number = models.PositiveIntegerField(_("판"), unique=True, editable=False)
    name = models.CharField(_("이름"), max_length=60)
    note = models.CharField(_("바꾼 까닭"), max_length=300, blank=True)
    preset = models.CharField(max_length=20, blank=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    in_force_since = models.DateTimeField(_("쓰기 시작한 때"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("문턱")
        verbose_name_plural = _("문턱")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Gate(models.Model):
    """One bar of a set. A bar without any measure is passed at once, except where the office judges."""

    gate_set = models.ForeignKey(GateSet, models.CASCADE, related_name="gates", db_index=False)
    passage = models.CharField(_("문턱"), max_length=10, choices=Passage)
    mode = models.CharField(_("넘으면"), max_length=10, choices=GateMode, default=GateMode.LISTED)
    min_recommendations = models.PositiveIntegerField(_("추천"), default=0)
    min_comments = models.PositiveIntegerField(_("의견"), default=0)
    min_views = models.PositiveIntegerField(_("읽음"), default=0)
    min_creativity = models.PositiveSmallIntegerField(_("창의성 점수"), default=0, help_text=_("상상누리단 평가, 20점 만점"))
    window_days = models.PositiveSmallIntegerField(_("기간(일)"), null=True, blank=True, help_text=_("비워 두면 기간이 없어요"))
    needs_all = models.BooleanField(_("모두 채워야 해요"), default=True, help_text=_("끄면 하나만 채워도 돼요"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gate_set", "passage"], name="gate_once_per_set"),
            models.CheckConstraint(condition=Q(passage__in=Passage.values), name="gate_passage_known"),
            models.CheckConstraint(condition=Q(mode__in=GateMode.values), name="gate_mode_known"),
            models.CheckConstraint(condition=Q(min_creativity__lte=20), name="gate_creativity_of_twenty"),
            models.CheckConstraint(condition=Q(window_days__isnull=True) | Q(window_days__gte=1), name="gate_window_of_days"),
        ]

    def __str__(self) -> str:
        return f"{self.gate_set_id} {self.passage}"


class GateCrossing(models.Model):
    """An idea passed a bar; the unique row lets it pass once, however many people press at that moment."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="crossings", db_index=False)
    passage = models.CharField(max_length=10, choices=Passage)
    crossed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "passage"], name="crossing_once")]
        indexes = [models.Index("passage", F("crossed_at").desc(), name="crossing_new")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.passage}"
