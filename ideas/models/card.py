"""관리카드: what becomes of an adopted idea, with money, days and holders that stay visible (DESIGN.md §4.8)."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CardStatus(models.TextChoices):
    """How far the city is with it."""

    REVIEW = "review", _("검토")
    PLANNING = "planning", _("계획수립")
    DOING = "doing", _("실행 중")
    DONE = "done", _("완료")
    STOPPED = "stopped", _("중단")


UNDER_WAY = (CardStatus.REVIEW, CardStatus.PLANNING, CardStatus.DOING)


class CardQuerySet(models.QuerySet):
    """What the city asks about cards."""

    def public(self):
        """Cards of ideas that anybody may read."""
        return self.filter(idea__public_since__isnull=False)

    def under_way(self):
        """Neither finished nor given up."""
        return self.filter(status__in=UNDER_WAY)

    def stale(self):
        """Nobody said for too long how it goes."""
        return self.filter(stale_since__isnull=False)


class Card(models.Model):
    """One card for an adopted idea. More ideas may hang on it (`CardIdea`); promises belong to `idea`.

    first_ends_on and first_budget never move, so that drift stays visible. Money is in won.
    """

    idea = models.OneToOneField("ideas.Idea", models.PROTECT, related_name="card", verbose_name=_("상상"))
    title = models.CharField(_("이름"), max_length=120)
    status = models.CharField(_("어디까지"), max_length=8, choices=CardStatus, default=CardStatus.REVIEW, editable=False)
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="cards", verbose_name=_("담당 부서"), db_index=False
    )
    post = models.CharField(_("직위"), max_length=40, blank=True)
    plan = models.TextField(_("추진계획"), blank=True, max_length=5_000)
    planned_at = models.DateTimeField(null=True, editable=False)
    starts_on = models.DateField(_("시작하는 날"), null=True, blank=True)
    ends_on = models.DateField(_("마치는 날"), null=True, blank=True)
    first_ends_on = models.DateField(null=True, editable=False)
    budget = models.BigIntegerField(_("예산(원)"), null=True, blank=True, validators=[MinValueValidator(0)])
    first_budget = models.BigIntegerField(null=True, editable=False)
    spent = models.BigIntegerField(_("쓴 돈(원)"), default=0, validators=[MinValueValidator(0)])
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("정책 쪽")
    )
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    last_report_at = models.DateTimeField(null=True, editable=False)
    stale_since = models.DateField(null=True, editable=False)
    finished_on = models.DateField(null=True, editable=False)
    stop_reason = models.CharField(_("멈춘 까닭"), max_length=500, blank=True)
    outcome_until = models.DateField(null=True, editable=False, help_text="the outcome is measured until this day")
    outcome = models.TextField(_("무엇이 달라졌나"), blank=True, max_length=2_000)
    outcome_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = CardQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("관리카드")
        verbose_name_plural = _("관리카드")
        indexes = [
            models.Index("status", F("moved_at").desc(), F("id").desc(), name="card_by_status"),
            models.Index(F("moved_at").desc(), F("id").desc(), name="card_by_move"),
            models.Index("department", F("moved_at").desc(), F("id").desc(), name="card_of_department"),
            models.Index("stale_since", "id", name="card_stale", condition=Q(stale_since__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CardStatus.values), name="card_status_known"),
            models.CheckConstraint(condition=Q(spent__gte=0), name="card_spent_counts_up"),
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gte=0), name="card_budget_counts_up"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="card_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(status="done") | Q(finished_on__isnull=False), name="card_done_on_some_day"),
            models.CheckConstraint(condition=~Q(status="stopped") | ~Q(stop_reason=""), name="card_stopped_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:card", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY


class CardIdea(models.Model):
    """A further adopted idea that the same card realises."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="also")
    idea = models.OneToOneField("ideas.Idea", models.CASCADE, related_name="shared_card")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.card_id} {self.idea_id}"


class Milestone(models.Model):
    """A step of the plan. first_planned_on never moves. weight: its share of the whole among the milestones of a card."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="milestones", db_index=False)
    title = models.CharField(_("할 일"), max_length=120)
    note = models.CharField(_("덧붙임"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)
    weight = models.PositiveSmallIntegerField(_("비중"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)])
    planned_on = models.DateField(_("하기로 한 날"))
    first_planned_on = models.DateField(editable=False)
    done_on = models.DateField(_("한 날"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("단계")
        verbose_name_plural = _("단계")
        ordering = ["position", "planned_on", "id"]
        indexes = [models.Index("card", "position", "id", name="milestone_of_card")]
        constraints = [models.CheckConstraint(condition=Q(weight__gte=1), name="milestone_weighs_something")]

    def __str__(self) -> str:
        return self.title


class ProgressReport(models.Model):
    """추진현황: what the department said, under the post that said it."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="reports", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    department = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=40, blank=True)
    body = models.TextField(_("어떻게 되어 가나"), max_length=3_000)
    spent = models.BigIntegerField(_("지금까지 쓴 돈(원)"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent done when it was written")
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("추진현황")
        verbose_name_plural = _("추진현황")
        indexes = [models.Index("card", F("created_at").desc(), F("id").desc(), name="report_of_card")]

    def __str__(self) -> str:
        return self.body[:40]


def card_photo_path(photo, name: str) -> str:
    """Beside the photos of ideas, under a name nobody guesses."""
    return f"photos/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.webp"


class CardPhoto(models.Model):
    """A photo of what is being built, re-encoded like those of citizens (ideas/pictures.py)."""

    MOST_PER_CARD = 12

    card = models.ForeignKey(Card, models.CASCADE, related_name="photos")
    report = models.ForeignKey(ProgressReport, models.SET_NULL, null=True, blank=True, related_name="photos")
    image = models.ImageField(upload_to=card_photo_path, width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to=card_photo_path)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("사진 설명"), max_length=200)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.alt


class CardChange(models.Model):
    """Money or days moved: from what, to what, why. Append-only, shown as drift."""

    class What(models.TextChoices):
        """What moved."""

        BUDGET = "budget", _("예산")
        ENDS_ON = "ends_on", _("마치는 날")
        MILESTONE = "milestone", _("단계의 날")
        STATUS = "status", _("어디까지")

    card = models.ForeignKey(Card, models.CASCADE, related_name="changes", db_index=False)
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=9, choices=What)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("까닭"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    department = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index("card", F("at").desc(), F("id").desc(), name="change_of_card")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.what}"


class CardHolder(models.Model):
    """Which post looked after a card from when to when. Leaving, its holder writes a note that the next one confirms."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="holders", db_index=False)
    appointment = models.ForeignKey("accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="held_cards")
    department = models.CharField(max_length=80)
    post = models.CharField(max_length=40, blank=True)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    note = models.TextField(_("넘기는 말"), blank=True, max_length=3_000)
    noted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True, help_text="when the next holder read the note")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-since", "-id"]
        indexes = [models.Index("card", F("since").desc(), F("id").desc(), name="holder_of_card")]
        constraints = [
            models.UniqueConstraint(fields=["card"], condition=Q(until__isnull=True), name="holder_one_at_a_time"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holder_leaves_after_coming"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.post}"


class HallEntry(models.Model):
    """명예의 전당: somebody whose idea was completed carries the title 천상인."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="hall_entries")
    idea = models.OneToOneField("ideas.Idea", models.CASCADE, related_name="hall_entry")
    card = models.ForeignKey(Card, models.CASCADE, related_name="hall_entries")
    entered_on = models.DateField(default=timezone.localdate)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("천상인")
        verbose_name_plural = _("천상인")
        indexes = [models.Index(F("entered_on").desc(), F("id").desc(), name="hall_by_day")]

    def __str__(self) -> str:
        return f"{self.idea_id}"
