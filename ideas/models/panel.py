"""상상누리단: citizens who rate ideas, with a term, a quota, criteria and rounds (DESIGN.md §4.6)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.stages import Visibility


class AgeBand(models.TextChoices):
    """How old a member of the panel is, roughly; asked for only where a quota needs it."""

    TEENS = "10", _("10대")
    TWENTIES = "20", _("20대")
    THIRTIES = "30", _("30대")
    FORTIES = "40", _("40대")
    FIFTIES = "50", _("50대")
    OLDER = "60", _("60대부터")


class Panel(models.Model):
    """One panel for one term. Applications are taken until `applications_until`, a day in Seoul."""

    name = models.CharField(_("이름"), max_length=60)
    intro = models.TextField(_("하는 일"), blank=True, max_length=2_000)
    starts_on = models.DateField(_("임기 시작"))
    ends_on = models.DateField(_("임기 끝"))
    seats = models.PositiveSmallIntegerField(_("자리"), default=30, validators=[MinValueValidator(1)])
    applications_until = models.DateField(_("신청 마감"), null=True, blank=True)
    lift_votes = models.PositiveSmallIntegerField(
        _("슈퍼패스에 필요한 찬성"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("이만큼 찬성하면 창의담당관에게 올려요"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("상상누리단")
        verbose_name_plural = _("상상누리단")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="panel_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(seats__gte=1) & Q(lift_votes__gte=1), name="panel_has_seats"),
        ]

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """At most (`seats`) so many members of the panel from a district, of an age, or both; an empty field counts everybody."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="quotas")
    district = models.ForeignKey(
        "ideas.District", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("자치구")
    )
    age_band = models.CharField(_("나이"), max_length=2, choices=AgeBand, blank=True)
    seats = models.PositiveSmallIntegerField(_("자리"), validators=[MinValueValidator(1)])

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("할당")
        verbose_name_plural = _("할당")
        constraints = [
            models.UniqueConstraint(fields=["panel", "district", "age_band"], name="quota_once"),
            models.UniqueConstraint(fields=["panel", "age_band"], condition=Q(district__isnull=True), name="quota_of_age_once"),
            models.CheckConstraint(condition=Q(district__isnull=False) | ~Q(age_band=""), name="quota_names_something"),
        ]

    def __str__(self) -> str:
        return f"{self.district or ''} {self.get_age_band_display()}".strip()


class Criterion(models.Model):
    """What ideas are rated by, 1 to 5, with words for the ends of the scale. The weights of a panel's criteria make 100.

    code: "creativity" is the one whose mean the bars ask for (국민 제안 규정 §8① names the five defaults; the weights are ours).
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=20)
    name = models.CharField(_("기준"), max_length=40)
    explanation = models.CharField(_("설명"), max_length=200, blank=True)
    low = models.CharField(_("1점은"), max_length=100)
    high = models.CharField(_("5점은"), max_length=100)
    weight = models.PositiveSmallIntegerField(_("비중"), default=20, validators=[MaxValueValidator(100)])
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("평가 기준")
        verbose_name_plural = _("평가 기준")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "code"], name="criterion_once"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="criterion_weight_of_hundred"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipState(models.TextChoices):
    """How somebody came to a panel, or did not."""

    APPLIED = "applied", _("신청했어요")
    INVITED = "invited", _("초대했어요")
    MEMBER = "member", _("단원")
    DECLINED = "declined", _("함께하지 못해요")
    LEFT = "left", _("그만두었어요")


class Membership(models.Model):
    """A member of a panel, or somebody who asked or was asked to be one."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="memberships", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="panel_memberships")
    state = models.CharField(max_length=8, choices=MembershipState)
    district = models.ForeignKey(
        "ideas.District", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("자치구")
    )
    age_band = models.CharField(_("나이"), max_length=2, choices=AgeBand, blank=True)
    motivation = models.CharField(_("함께하고 싶은 까닭"), max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("단원")
        verbose_name_plural = _("단원")
        indexes = [models.Index("panel", "state", "asked_at", "id", name="membership_of_panel")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "member"], name="membership_once"),
            models.CheckConstraint(condition=Q(state__in=MembershipState.values), name="membership_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.member_id}"


class Round(models.Model):
    """A round of evaluation: so many reviews for each idea, hidden from other members until it is closed."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="rounds")
    name = models.CharField(_("이름"), max_length=60)
    opens_at = models.DateTimeField(_("시작"), default=timezone.now)
    closes_at = models.DateTimeField(_("마감"))
    reviews_per_idea = models.PositiveSmallIntegerField(
        _("상상마다 평가"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    assigned_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("평가 회차")
        verbose_name_plural = _("평가 회차")
        indexes = [models.Index("closes_at", name="round_unclosed", condition=Q(closed_at__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_ends_after_it_opens"),
            models.CheckConstraint(condition=Q(reviews_per_idea__gte=1), name="round_wants_reviews"),
        ]

    def __str__(self) -> str:
        return self.name


class RoundIdea(models.Model):
    """An idea in a round, and, once the round is closed, what came out: medians and means out of 100 and 20."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="round_ideas", db_index=False)
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="round_ideas")
    number = models.PositiveSmallIntegerField(default=0, help_text="reviews that count, once the round is closed")
    median = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="of the weighted totals, out of 100")
    spread = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="between the quartiles of the totals")
    creativity = models.DecimalField(max_digits=4, decimal_places=2, null=True, help_text="mean of that criterion, out of 20")
    by_criterion = models.JSONField(default=dict, help_text="code → {median, spread} on the scale of 1 to 5")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "idea"], name="round_idea_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.idea_id}"


class ReviewState(models.TextChoices):
    """What became of a review somebody was asked for."""

    ASKED = "asked", _("기다려요")
    DONE = "done", _("평가했어요")
    CONFLICT = "conflict", _("이해관계가 있어요")
    RELEASED = "released", _("다른 단원에게 넘겼어요")


class Review(models.Model):
    """One member's evaluation of one idea in a round."""

    round_idea = models.ForeignKey(RoundIdea, models.CASCADE, related_name="reviews", db_index=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="reviews", db_index=False)
    state = models.CharField(max_length=8, choices=ReviewState, default=ReviewState.ASKED)
    position = models.PositiveSmallIntegerField(default=0, help_text="in which order this member meets the ideas, by lot")
    remark = models.CharField(_("한마디"), max_length=500, blank=True)
    conflict = models.CharField(_("이해관계"), max_length=200, blank=True)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="weighted, out of 100")
    asked_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index("membership", "state", "position", "id", name="review_of_member")]
        constraints = [
            models.UniqueConstraint(fields=["round_idea", "membership"], name="review_once"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(submitted_at__isnull=False, total__isnull=False), name="review_done_has_total"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_idea_id} {self.membership_id}"


class Score(models.Model):
    """Points for one criterion."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores", db_index=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="score_of_five"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.points}"


class Lift(models.Model):
    """슈퍼패스: the panel votes on lifting an idea that missed its bar; passed, the idea office may lift it with this reason."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="lifts")
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="lifts", db_index=False)
    reason = models.CharField(_("까닭"), max_length=500)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    needed = models.PositiveSmallIntegerField(help_text="votes in favour, as the panel's setting was then")
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    passed_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="when the idea office lifted the idea, or the idea went on by itself")

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index("idea", F("opened_at").desc(), name="lift_of_idea"),
            models.Index("passed_at", "id", name="lift_passed", condition=Q(passed_at__isnull=False, taken_at__isnull=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["panel", "idea"], name="lift_once")]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.idea_id}"


class LiftVote(models.Model):
    """One member's vote on a lift; it may be changed while the vote runs."""

    lift = models.ForeignKey(Lift, models.CASCADE, related_name="votes", db_index=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    is_for = models.BooleanField()
    cast_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lift", "membership"], name="lift_vote_once")]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.is_for}"


class BoardPost(models.Model):
    """A suggestion on running the site, on the panel's own board; a reply has a parent."""

    BODY_LENGTH = 2_000

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="posts", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    appointment = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    title = models.CharField(_("제목"), max_length=120, blank=True)
    body = models.TextField(_("내용"), max_length=BODY_LENGTH)
    form_key = models.UUIDField(null=True, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(
                "panel", F("created_at").desc(), F("id").desc(), name="board_of_panel", condition=Q(parent__isnull=True)
            ),
            models.Index("parent", "id", name="board_replies", condition=Q(parent__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "form_key"], name="board_once_per_form"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="board_visibility_known"),
            models.CheckConstraint(condition=Q(parent__isnull=False) | ~Q(title=""), name="board_post_has_title"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:40]
