"""The city's answers, with their earlier wordings, and what officials write them with."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AnswerKind(models.TextChoices):
    """Whether it settles the promise or only says how things stand."""

    FINAL = "final", _("답변")
    INTERIM = "interim", _("중간 답변")


class AnswerStatus(models.TextChoices):
    """Where an answer stands between the desk and the public."""

    DRAFT = "draft", _("쓰는 중")
    SCHEDULED = "scheduled", _("예약")
    PUBLISHED = "published", _("공개")
    WITHDRAWN = "withdrawn", _("거둠")


class Verdict(models.TextChoices):
    """What a final answer decides along with it: a step of ideas/lifecycle.py, or none."""

    NONE = "", _("답변만 해요")
    FAST_ADOPT = "fast_adopt", _("논스톱 채택")
    ADOPT = "adopt", _("채택")
    ADOPT_IN_PART = "adopt_in_part", _("부분채택")
    HOLD = "hold", _("보류")
    NOT_ADOPT = "not_adopt", _("불채택")
    TRANSFER = "transfer", _("이송")
    CONCLUDE = "conclude", _("종결")


class Ground(models.Model):
    """A managed reason for closing an idea without judging it, or for refusing it (RULES.md §2.3, not_a_proposal_grounds)."""

    code = models.SlugField(_("짧은 이름"), max_length=40, unique=True)
    name = models.CharField(_("근거"), max_length=120)
    explanation = models.CharField(_("시민에게 보이는 설명"), max_length=300, blank=True)
    law = models.CharField(_("법령"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)
    is_active = models.BooleanField(_("고를 수 있음"), default=True)

    class Meta:
        verbose_name = _("종결 근거")
        verbose_name_plural = _("종결 근거")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class AnswerText(models.Model):
    """What an official writes; the same columns stand in an answer, in its earlier wordings and in templates."""

    SECTIONS = ("necessity", "effect", "feasibility", "plan", "refusal")

    summary = models.CharField(_("한눈에 보기"), max_length=200, blank=True)
    necessity = models.TextField(_("필요성"), blank=True)
    effect = models.TextField(_("효과성"), blank=True)
    feasibility = models.TextField(_("가능성"), blank=True)
    plan = models.TextField(_("추진계획"), blank=True)
    refusal = models.TextField(_("함께하지 못하는 까닭"), blank=True)

    class Meta:
        abstract = True

    @property
    def sections(self) -> list[tuple[str, str, str]]:
        """(code, heading, text) of the sections that have words."""
        named = ((code, self._meta.get_field(code).verbose_name, getattr(self, code)) for code in self.SECTIONS)
        return [(code, str(heading), text) for code, heading, text in named if text]


class Answer(AnswerText):
    """An answer to an idea. Changed and published by ideas.answers alone; `version` says which wording the public reads."""

    SECTION_LENGTH = 6_000

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="answers", db_index=False)
    kind = models.CharField(_("갈래"), max_length=8, choices=AnswerKind, default=AnswerKind.FINAL)
    status = models.CharField(_("상태"), max_length=10, choices=AnswerStatus, default=AnswerStatus.DRAFT, editable=False)
    verdict = models.CharField(_("결정"), max_length=16, choices=Verdict, blank=True, default="")
    ground = models.ForeignKey(Ground, models.PROTECT, null=True, blank=True, verbose_name=_("종결 근거"), related_name="+")
    transfer_to = models.CharField(_("보내는 곳"), max_length=80, blank=True)
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="answers", verbose_name=_("부서"), db_index=False
    )
    signer_post = models.CharField(_("답변하는 직위"), max_length=60, blank=True)
    expected_cost = models.PositiveBigIntegerField(_("예상 비용(원)"), null=True, blank=True)
    starts_on = models.DateField(_("시작"), null=True, blank=True)
    ends_on = models.DateField(_("끝"), null=True, blank=True)
    new_due_on = models.DateField(_("새로 약속하는 날"), null=True, blank=True, help_text="interim answers only")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    publish_at = models.DateTimeField(_("공개할 때"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False, help_text="last change of a published wording")
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    batch = models.UUIDField(null=True, editable=False, help_text="the bulk answer it was made in")
    fault = models.CharField(max_length=300, blank=True, editable=False, help_text="why it could not be published in its time")
    is_imported = models.BooleanField(default=False, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("답변")
        verbose_name_plural = _("답변")
        indexes = [
            models.Index("idea", "id", name="answer_of_idea"),
            models.Index(
                "department", F("published_at").desc(), name="answer_of_department", condition=Q(published_at__isnull=False)
            ),
            models.Index("publish_at", name="answer_scheduled", condition=Q(publish_at__isnull=False, published_at__isnull=True)),
            models.Index("batch", name="answer_of_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AnswerKind.values), name="answer_kind_known"),
            models.CheckConstraint(condition=Q(status__in=AnswerStatus.values), name="answer_status_known"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="answer_verdict_known"),
            models.CheckConstraint(
                condition=~Q(status=AnswerStatus.PUBLISHED) | Q(published_at__isnull=False, version__gte=1),
                name="answer_published_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=AnswerStatus.SCHEDULED) | Q(publish_at__isnull=False), name="answer_scheduled_has_time"
            ),
            # One desk works on one draft: a second official continues it or takes it over (EditLock).
            models.UniqueConstraint(
                fields=["idea", "kind"],
                condition=Q(status__in=[AnswerStatus.DRAFT, AnswerStatus.SCHEDULED]),
                name="answer_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="answer_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.summary or str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return f"{reverse('ideas:detail', args=[self.idea.number])}#answer-{self.pk}"


class AnswerVersion(AnswerText):
    """A published wording of an answer; number 1 is the first one the public read."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    reason = models.CharField(_("고친 까닭"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.number}"


class PointAnswered(models.Model):
    """What an answer says to a comment that people found helpful: the section that answers it, or why it does not."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="points", db_index=False)
    comment = models.ForeignKey("ideas.Comment", models.CASCADE, related_name="+", db_index=False)
    section = models.CharField(_("답한 곳"), max_length=12, blank=True)
    not_answered_because = models.CharField(_("답하지 못한 까닭"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "comment"], name="point_once_per_answer"),
            models.CheckConstraint(condition=Q(section__in=["", *AnswerText.SECTIONS, "summary"]), name="point_section_known"),
            models.CheckConstraint(
                condition=(Q(section="") & ~Q(not_answered_because="")) | (~Q(section="") & Q(not_answered_because="")),
                name="point_answered_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} → {self.comment_id}"


class AnswerTemplate(AnswerText):
    """Words to begin an answer with; {제목}, {별명}, {부서}, {번호}, {날짜} are filled in (ideas/answers.py)."""

    name = models.CharField(_("이름"), max_length=60, unique=True)
    verdict = models.CharField(_("결정"), max_length=16, choices=Verdict, blank=True, default="")
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, blank=True, verbose_name=_("부서"), help_text=_("비우면 모두가 써요")
    )
    position = models.PositiveSmallIntegerField(_("순서"), default=0)
    is_active = models.BooleanField(_("고를 수 있음"), default=True)

    class Meta:
        verbose_name = _("답변 틀")
        verbose_name_plural = _("답변 틀")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class PlainWord(models.Model):
    """A word of the office and what people say instead."""

    term = models.CharField(_("어려운 말"), max_length=40, unique=True)
    everyday = models.CharField(_("쉬운 말"), max_length=80)
    note = models.CharField(_("알아 두면 좋은 것"), max_length=160, blank=True)
    is_active = models.BooleanField(_("쓰는 중"), default=True)

    class Meta:
        verbose_name = _("쉬운 말")
        verbose_name_plural = _("쉬운 말 사전")
        ordering = ["term"]

    def __str__(self) -> str:
        return f"{self.term} → {self.everyday}"
