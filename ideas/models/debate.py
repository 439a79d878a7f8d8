"""상상토론: a question, a window, three columns of arguments, and where everybody stands (DESIGN.md §4.5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.stages import Visibility


class Side(models.TextChoices):
    """Where an argument, or a member, stands."""

    PRO = "pro", _("찬성")
    CON = "con", _("반대")
    HOW = "how", _("실현방안")


class Voice(models.TextChoices):
    """In which role somebody responds to an argument; nobody else may."""

    PROPOSER = "proposer", _("쓴 사람")
    OFFICIAL = "official", _("공무원")
    EXPERT = "expert", _("전문가")


class DebateQuerySet(models.QuerySet):
    """What the city asks about debates."""

    def public(self):
        """Debates anybody may read: of public ideas, or of no idea at all."""
        return self.filter(visibility=Visibility.PUBLIC).filter(Q(idea__isnull=True) | Q(idea__public_since__isnull=False))

    def running(self, now=None):
        """Open to arguments now."""
        now = now or timezone.now()
        return self.filter(closed_at__isnull=True, opens_at__lte=now, closes_at__gt=now)

    def over(self, now=None):
        """Their window is over, but nobody has closed them yet."""
        return self.filter(closed_at__isnull=True, closes_at__lte=now or timezone.now())


class Debate(models.Model):
    """A debate on an idea, or on a question the city asks (`page` names its page, where there is one).

    The counts are those of the rows below; closing freezes them. `revision` moves with everything the page shows.
    """

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, null=True, blank=True, related_name="debates", db_index=False)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("안내 쪽")
    )
    title = models.CharField(_("제목"), max_length=120)
    question = models.CharField(_("물음"), max_length=200)
    lead = models.TextField(_("길잡이 글"), blank=True, max_length=2_000)
    opens_at = models.DateTimeField(_("여는 때"), default=timezone.now)
    closes_at = models.DateTimeField(_("닫는 때"))
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("사회자")
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC, editable=False)
    pro = models.PositiveIntegerField(default=0, editable=False)
    con = models.PositiveIntegerField(default=0, editable=False)
    how = models.PositiveIntegerField(default=0, editable=False)
    pro_arguments = models.PositiveIntegerField(default=0, editable=False)
    con_arguments = models.PositiveIntegerField(default=0, editable=False)
    how_arguments = models.PositiveIntegerField(default=0, editable=False)
    changes = models.PositiveIntegerField(_("생각을 바꾼 수"), default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    agreed = models.TextField(_("뜻이 모인 것"), blank=True, max_length=2_000)
    disagreed = models.TextField(_("뜻이 갈린 것"), blank=True, max_length=2_000)
    taken_along = models.TextField(_("시가 가져가는 것"), blank=True, max_length=2_000)
    summarised_at = models.DateTimeField(null=True, editable=False)
    summarised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)

    objects = DebateQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("상상토론")
        verbose_name_plural = _("상상토론")
        indexes = [
            models.Index("idea", F("opens_at").desc(), name="debate_of_idea"),
            models.Index(F("closes_at").desc(), F("id").desc(), name="debate_by_end"),
            models.Index("closes_at", "id", name="debate_unclosed", condition=Q(closed_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="debate_ends_after_it_opens"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="debate_visibility_known"),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(closed_at__isnull=True, idea__isnull=False), name="debate_one_open_per_idea"
            ),
            models.CheckConstraint(
                condition=Q(summarised_at__isnull=True) | Q(closed_at__isnull=False), name="debate_summary_after_closing"
            ),
            models.CheckConstraint(
                condition=Q(summarised_at__isnull=True) | ~(Q(agreed="") & Q(disagreed="") & Q(taken_along="")),
                name="debate_summary_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:debate", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_running(self) -> bool:
        return not self.is_closed and self.opens_at <= timezone.now() < self.closes_at

    @property
    def people(self) -> int:
        """How many have said where they stand."""
        return self.pro + self.con + self.how


class Stance(models.Model):
    """Where a member stands on a debate; one row, which may change."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="stances", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stances")
    side = models.CharField(max_length=3, choices=Side)
    taken_at = models.DateTimeField(default=timezone.now)
    changes = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debate", "member"], name="stance_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="stance_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.side}"


class DebateDay(models.Model):
    """How many stood where at the end of a day in Seoul; the chart is drawn from these rows. moved: changes on that day."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    pro = models.PositiveIntegerField(default=0)
    con = models.PositiveIntegerField(default=0)
    how = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["debate", "day"], name="debate_day_once")]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.day}"


class ArgumentQuerySet(models.QuerySet):
    """What the city asks about arguments."""

    def shown(self):
        """Arguments anybody may read."""
        return self.filter(visibility=Visibility.PUBLIC, deleted_at__isnull=True)

    def with_authors(self):
        """With the names and posts that stand beside them."""
        return self.select_related("author", "appointment__department")


class Argument(models.Model):
    """One argument for one side. Officials write under the post they held then (`appointment`)."""

    BODY_LENGTH = 500

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="arguments", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="arguments", db_index=False)
    appointment = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_expert = models.BooleanField(default=False, editable=False, help_text="whether the author was an expert then")
    side = models.CharField(_("어느 쪽"), max_length=3, choices=Side)
    body = models.CharField(_("생각"), max_length=BODY_LENGTH)
    form_key = models.UUIDField(
        null=True, editable=False, help_text="the form it was sent with; sending twice makes one argument"
    )
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    is_pinned = models.BooleanField(default=False, editable=False)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = ArgumentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("토론 의견")
        verbose_name_plural = _("토론 의견")
        indexes = [
            models.Index("debate", "side", F("helpful_count").desc(), F("id").desc(), name="argument_helpful"),
            # Not DESC: where an index ends with the key running backwards SQLite 3.40 takes `IN (…) AND id > n` for `>=`.
            models.Index("debate", "side", "id", name="argument_new"),
            models.Index("author", F("created_at").desc(), name="argument_of_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "form_key"], name="argument_once_per_form"),
            models.UniqueConstraint(fields=["debate", "side"], condition=Q(is_pinned=True), name="argument_one_pin_a_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="argument_side_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="argument_visibility_known"),
        ]

    def __str__(self) -> str:
        return self.body[:40]

    def get_absolute_url(self) -> str:
        return f"{reverse('ideas:debate', args=[self.debate_id])}#argument-{self.pk}"

    @property
    def author_name(self) -> str:
        """How the author is called in public; officials are called by post (see `appointment`)."""
        return self.author.nickname if self.author_id else str(_("떠난 시민"))


class Helpful(models.Model):
    """A member found an argument helpful; once, and it can be taken back."""

    argument = models.ForeignKey(Argument, models.CASCADE, related_name="helpful", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["argument", "member"], name="helpful_once")]

    def __str__(self) -> str:
        return f"{self.argument_id}"


class Response(models.Model):
    """What the proposer, an official or an expert said once beneath an argument; citizens do not duel."""

    BODY_LENGTH = 500

    argument = models.ForeignKey(Argument, models.CASCADE, related_name="responses", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    appointment = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    voice = models.CharField(max_length=8, choices=Voice)
    body = models.CharField(_("답"), max_length=BODY_LENGTH)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["argument", "author"], name="response_once"),
            models.CheckConstraint(condition=Q(voice__in=Voice.values), name="response_voice_known"),
        ]

    def __str__(self) -> str:
        return self.body[:40]

    @property
    def author_name(self) -> str:
        return self.author.nickname if self.author_id else str(_("떠난 시민"))
