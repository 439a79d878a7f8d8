"""실무회의 and 실현회의: where and when, who sits there, what is talked about, and what was decided (DESIGN.md §4.7)."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Letters and digits that nobody mixes up when a code is read out.
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """What people type at the door; the QR picture holds the same."""
    return "".join(secrets.choice(READABLE) for _letter in range(6))


class MeetingKind(models.TextChoices):
    """Which meeting of the way it is."""

    WORKING = "working", _("실무회의")
    REALISATION = "realisation", _("실현회의")


class MeetingState(models.TextChoices):
    """How far a meeting is. Its record, once published, is not changed any more."""

    DRAFT = "draft", _("준비하고 있어요")
    ANNOUNCED = "announced", _("열려요")
    RECORDED = "recorded", _("마쳤어요")
    CANCELLED = "cancelled", _("취소했어요")


class MeetingQuerySet(models.QuerySet):
    """What the city asks about meetings."""

    def public(self):
        """Meetings anybody may read about."""
        return self.exclude(state=MeetingState.DRAFT)

    def coming(self, now=None):
        """Announced and not over."""
        return self.filter(state=MeetingState.ANNOUNCED, ends_at__gte=now or timezone.now())


class Meeting(models.Model):
    """A meeting. `open_taken` and `reserved_taken` count seated people; the database lets nobody sit where no chair is."""

    kind = models.CharField(_("회의"), max_length=11, choices=MeetingKind)
    title = models.CharField(_("이름"), max_length=80)
    intro = models.TextField(_("소개"), blank=True, max_length=2_000)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    place = models.CharField(_("곳"), max_length=120)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    stream_url = models.URLField(_("생중계 주소"), blank=True)
    video_url = models.URLField(_("다시 보기 주소"), blank=True)
    open_seats = models.PositiveIntegerField(_("시민 자리"), default=0)
    reserved_seats = models.PositiveIntegerField(_("맡아 둔 자리"), default=0)
    open_taken = models.PositiveIntegerField(default=0, editable=False)
    reserved_taken = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)
    last_order = models.PositiveIntegerField(default=0, editable=False)
    sign_up_until = models.DateTimeField(_("신청 마감"), null=True, blank=True)
    remind_hours = models.PositiveSmallIntegerField(
        _("알림(시간 앞서)"), default=24, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    reminded_at = models.DateTimeField(null=True, editable=False)
    code = models.CharField(max_length=12, default=new_code, editable=False)
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.DRAFT, editable=False)
    agenda_announced_at = models.DateTimeField(null=True, editable=False)
    takes_questions = models.BooleanField(_("질문 받기"), default=False)
    current_item = models.ForeignKey("ideas.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    summary = models.TextField(_("한눈에"), blank=True, max_length=2_000)
    minutes = models.TextField(_("회의록"), blank=True, max_length=20_000)
    recorded_at = models.DateTimeField(null=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    cancel_reason = models.CharField(_("취소한 까닭"), max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("회의")
        verbose_name_plural = _("회의")
        indexes = [models.Index(F("starts_at").desc(), F("id").desc(), name="meeting_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(open_taken__lte=F("open_seats")), name="meeting_open_seats_hold"),
            models.CheckConstraint(condition=Q(reserved_taken__lte=F("reserved_seats")), name="meeting_reserved_seats_hold"),
            models.CheckConstraint(
                condition=~Q(state="recorded") | Q(recorded_at__isnull=False), name="meeting_recorded_at_some_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:meeting", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()


class AttendeeRole(models.TextChoices):
    """As what somebody sits in a meeting."""

    CHAIR = "chair", _("시장")
    PROPOSER = "proposer", _("쓴 사람")
    EXPERT = "expert", _("전문가")
    OFFICIAL = "official", _("공무원")
    CITIZEN = "citizen", _("시민")


class SeatState(models.TextChoices):
    """Whether somebody has a seat."""

    SEATED = "seated", _("자리가 있어요")
    WAITING = "waiting", _("기다려요")
    CANCELLED = "cancelled", _("취소했어요")


class Seat(models.Model):
    """Somebody who signed up. order: in which order people came; who waits with the lowest one is seated next."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=8, choices=AttendeeRole, default=AttendeeRole.CITIZEN)
    is_reserved = models.BooleanField(default=False, help_text="on a seat kept for proposers, experts and officials")
    state = models.CharField(max_length=9, choices=SeatState)
    order = models.PositiveIntegerField()
    signed_up_at = models.DateTimeField(default=timezone.now)
    promoted_at = models.DateTimeField(null=True, help_text="when a seat became free for somebody who had waited")
    cancelled_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index("meeting", "state", "order", name="seat_of_meeting")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="seat_once"),
            models.UniqueConstraint(fields=["meeting", "order"], name="seat_order_once"),
            models.CheckConstraint(condition=Q(role__in=AttendeeRole.values), name="seat_role_known"),
            models.CheckConstraint(condition=Q(state__in=SeatState.values), name="seat_state_known"),
            models.CheckConstraint(condition=Q(checked_in_at__isnull=True) | Q(state="seated"), name="seat_in_use_is_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.order}"


class Guest(models.Model):
    """Somebody who took part without an account here: the mayor, an invited expert."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField(_("이름"), max_length=40)
    role = models.CharField(_("구실"), max_length=8, choices=AttendeeRole)
    affiliation = models.CharField(_("소속"), max_length=80, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("함께한 사람")
        verbose_name_plural = _("함께한 사람")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(role__in=AttendeeRole.values), name="guest_role_known")]

    def __str__(self) -> str:
        return self.name


class Decision(models.TextChoices):
    """What a meeting decided on an idea. The values are steps of the lifecycle, besides the two that move nothing."""

    PUT_ON_AGENDA = "put_on_agenda", _("실현회의로 올려요")
    NOT_PICKED = "not_picked", _("이번에는 올리지 않아요")
    ADOPT = "adopt", _("채택")
    ADOPT_IN_PART = "adopt_in_part", _("부분채택")
    HOLD = "hold", _("보류")
    NOT_ADOPT = "not_adopt", _("불채택")
    NOT_DISCUSSED = "not_discussed", _("이번에는 다루지 못했어요")


# Which decisions each meeting can take.
DECISIONS = {
    MeetingKind.WORKING: (Decision.PUT_ON_AGENDA, Decision.NOT_PICKED),
    MeetingKind.REALISATION: (
        *(Decision.ADOPT, Decision.ADOPT_IN_PART, Decision.HOLD, Decision.NOT_ADOPT, Decision.NOT_DISCUSSED),
    ),
}


class AgendaItem(models.Model):
    """An idea on the agenda, and what was decided on it. Nothing of it moves the idea until the record is published."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", db_index=False)
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(_("순서"), default=0)
    allotted = models.PositiveSmallIntegerField(
        _("시간(분)"), default=15, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    presenter = models.CharField(_("발표"), max_length=60, blank=True)
    note = models.CharField(_("알림말"), max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, editable=False)
    used_seconds = models.PositiveIntegerField(default=0, editable=False)
    decision = models.CharField(_("결정"), max_length=13, choices=Decision, blank=True)
    reason = models.CharField(_("까닭"), max_length=1_000, blank=True)
    goes_to = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="picked_items", verbose_name=_("올릴 실현회의")
    )
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("맡을 부서")
    )
    starts_on = models.DateField(_("실시 예정 시기"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("찬성"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("반대"), null=True, blank=True)
    minutes = models.TextField(_("나눈 이야기"), blank=True, max_length=10_000)
    video_at = models.PositiveIntegerField(_("다시 보기 시각(초)"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False, help_text="when the record that holds it was published")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("안건")
        verbose_name_plural = _("안건")
        ordering = ["position", "id"]
        indexes = [models.Index("meeting", "position", "id", name="item_of_meeting")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "idea"], name="item_once"),
            models.CheckConstraint(condition=Q(decision="") | Q(decision__in=Decision.values), name="item_decision_known"),
            models.CheckConstraint(condition=Q(decided_at__isnull=True) | ~Q(decision=""), name="item_decided_with_decision"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decision="put_on_agenda") | ~Q(reason=""),
                name="item_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.idea_id}"


class AgendaDocument(models.Model):
    """A link to what people should read before: a plan, a study, a page of this site."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="documents")
    title = models.CharField(_("이름"), max_length=120)
    url = models.URLField(_("주소"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("읽을거리")
        verbose_name_plural = _("읽을거리")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class QuestionState(models.TextChoices):
    """What the moderator does with a question."""

    NEW = "new", _("들어왔어요")
    SHORTLISTED = "shortlisted", _("곧 물어요")
    LIVE = "live", _("지금 답하고 있어요")
    ANSWERED = "answered", _("답했어요")
    HIDDEN = "hidden", _("숨겼어요")


class Question(models.Model):
    """Asked from a phone in the room or at home, without a name. asker: a hash of the session, to hold one person to few."""

    BODY_LENGTH = 1_000

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="questions", db_index=False)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("안건"))
    body = models.TextField(_("질문"), max_length=BODY_LENGTH)
    asker = models.CharField(max_length=64, editable=False)
    form_key = models.UUIDField(unique=True, null=True, editable=False)
    state = models.CharField(max_length=11, choices=QuestionState, default=QuestionState.NEW)
    likes = models.PositiveIntegerField(default=0, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("질문")
        verbose_name_plural = _("질문")
        indexes = [
            models.Index("meeting", F("likes").desc(), "id", name="question_liked"),
            models.Index("meeting", "asker", name="question_of_asker"),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_known")]

    def __str__(self) -> str:
        return self.body[:40]


class QuestionLike(models.Model):
    """One like a session."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="+", db_index=False)
    voter = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "voter"], name="question_liked_once")]

    def __str__(self) -> str:
        return f"{self.question_id}"
