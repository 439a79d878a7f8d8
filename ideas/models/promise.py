"""약속: who owes which step by which day, for everyone to see (DESIGN.md §4.3)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PromiseKind(models.TextChoices):
    """What is owed. The days of each are settings (PipelineSettings); their source is RULES.md §2.3."""

    ANSWER = "answer", _("답변")
    SUPPLEMENT = "supplement", _("보완")
    OPINION = "opinion", _("전문가 의견")
    RE_REVIEW = "re_review", _("다시 살펴보기")
    SUMMARY = "summary", _("토론 마무리 글")
    PLAN = "plan", _("추진계획")
    REPORT = "report", _("추진현황")
    HAND_OVER = "hand_over", _("인수인계")


class Owner(models.TextChoices):
    """Who owes it."""

    OFFICE = "office", _("창의담당관")
    DEPARTMENT = "department", _("담당 부서")
    PROPOSER = "proposer", _("쓴 사람")


OPEN = Q(kept_at__isnull=True, cancelled_at__isnull=True)


class PromiseQuerySet(models.QuerySet):
    """What the city asks about promises."""

    def open(self):
        """Neither kept nor fallen away."""
        return self.filter(OPEN)

    def running(self):
        """Open, and the clock is not stopped."""
        return self.open().filter(stopped_on__isnull=True)

    def late(self, day=None):
        """Running past their day. day: a date in Seoul, today by default."""
        return self.running().filter(due_on__lt=day or timezone.localdate())

    def of_the_city(self):
        """What the city owes; a proposer's promise is nobody else's business."""
        return self.exclude(owner=Owner.PROPOSER)


class Promise(models.Model):
    """One owed step. Days are days in Seoul; `due_on` is the last day on which it is kept in time."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="promises", db_index=False)
    kind = models.CharField(_("약속"), max_length=12, choices=PromiseKind)
    owner = models.CharField(_("누가"), max_length=10, choices=Owner)
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="promises", verbose_name=_("부서"), db_index=False
    )
    opened_at = models.DateTimeField(_("약속한 때"), default=timezone.now)
    first_due_on = models.DateField(_("처음 약속한 날"), help_text="never moves, so that a delay stays visible")
    due_on = models.DateField(_("약속한 날"))
    stopped_on = models.DateField(null=True, help_text="the clock stands since this day")
    stop_reason = models.CharField(max_length=300, blank=True)
    stopped_days = models.PositiveIntegerField(default=0, help_text="days the clock stood so far, without the stop that runs now")
    kept_at = models.DateTimeField(_("지킨 때"), null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    interim_at = models.DateTimeField(null=True, help_text="when an interim answer told the new day")
    reminded_on = models.DateField(null=True, help_text="the last day for which its owner was reminded")
    days_to_keep = models.PositiveIntegerField(null=True, help_text="days from opening to keeping in Seoul, stops taken off")
    was_late = models.BooleanField(default=False, help_text="kept after its day")

    objects = PromiseQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("약속")
        verbose_name_plural = _("약속")
        indexes = [
            models.Index("due_on", "id", name="promise_due", condition=OPEN & Q(stopped_on__isnull=True)),
            models.Index("department", "due_on", "id", name="promise_of_department", condition=OPEN),
            models.Index("kind", "due_on", "id", name="promise_of_kind", condition=OPEN & Q(stopped_on__isnull=True)),
            models.Index("owner", "due_on", "id", name="promise_of_owner", condition=OPEN),
            models.Index("department", F("kept_at").desc(), name="promise_kept", condition=Q(kept_at__isnull=False)),
            models.Index("idea", "id", name="promise_of_idea"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["idea", "kind"], name="promise_open_once", condition=OPEN),
            models.CheckConstraint(condition=Q(kind__in=PromiseKind.values), name="promise_kind_known"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="promise_owner_known"),
            models.CheckConstraint(condition=Q(kept_at__isnull=True) | Q(cancelled_at__isnull=True), name="promise_one_end"),
            models.CheckConstraint(
                condition=~Q(owner=Owner.DEPARTMENT) | Q(department__isnull=False), name="promise_department_named"
            ),
            models.CheckConstraint(condition=Q(stopped_on__isnull=True) | ~Q(stop_reason=""), name="promise_stop_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.kind} {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.cancelled_at is None

    @property
    def is_stopped(self) -> bool:
        return self.is_open and self.stopped_on is not None

    @property
    def days_left(self) -> int:
        """Days until the last day, negative when it is over."""
        return (self.due_on - timezone.localdate()).days

    @property
    def is_late(self) -> bool:
        return self.is_open and not self.is_stopped and self.days_left < 0

    @property
    def owner_name(self) -> str:
        """Who owes it, as people read it; needs `department`."""
        return self.department.name if self.owner == Owner.DEPARTMENT else str(Owner(self.owner).label)


class DepartmentStanding(models.Model):
    """What the scoreboard says of a department, counted from all its promises every few minutes (ideas/standings.py)."""

    department = models.OneToOneField("accounts.Department", models.CASCADE, related_name="standing", primary_key=True)
    counted_at = models.DateTimeField()
    open = models.PositiveIntegerField(_("기다리는 약속"), default=0)
    late = models.PositiveIntegerField(_("늦은 약속"), default=0)
    kept = models.PositiveIntegerField(_("지킨 약속"), default=0)
    kept_in_time = models.PositiveIntegerField(_("제때 지킨 약속"), default=0)
    median_days = models.PositiveIntegerField(_("가운데 날수"), null=True)
    adopted = models.PositiveIntegerField(_("채택"), default=0)
    finished = models.PositiveIntegerField(_("이룬 상상"), default=0)

    def __str__(self) -> str:
        return str(self.department_id)


class Holiday(models.Model):
    """A day of the city's own on which its offices are closed, beside the public holidays of the country."""

    day = models.DateField(_("날"), unique=True)
    name = models.CharField(_("이름"), max_length=40)

    class Meta:
        verbose_name = _("쉬는 날")
        verbose_name_plural = _("쉬는 날")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
