"""An idea: what a citizen imagines for the city, and where it stands."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.search import index

from common.korean import block, pieces
from ideas.stages import OFF_THE_RIVER, AnswerState, Outcome, Stage, Visibility

# No constant to compare with: SQLite uses a partial index only when it can prove the condition without parameters.
PUBLIC = Q(public_since__isnull=False)
UNROUTED = Q(department__isnull=True, decided_at__isnull=True)


class IdeaTag(TagBase):
    """A word citizens put on ideas; Hangul stays Hangul in its address."""

    class Meta:
        verbose_name = _("꼬리말")
        verbose_name_plural = _("꼬리말")

    def slugify(self, tag, i=None):
        slug = "-".join(tag.casefold().split())[:95]
        return slug if i is None else f"{slug}-{i}"


class TaggedIdea(ItemBase):
    """An idea carries a tag."""

    content_object = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="tagged_items", db_index=False)
    tag = models.ForeignKey(IdeaTag, models.CASCADE, related_name="items", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_idea")]
        indexes = [models.Index("tag", F("content_object").desc(), name="idea_with_tag")]


class IdeaQuerySet(models.QuerySet):
    """What the city asks about ideas; every question can be put on top of another."""

    def public(self):
        """Ideas anybody may read, whatever became of them."""
        return self.filter(PUBLIC)

    def on_the_river(self):
        """Public ideas without those that were withdrawn or merged away: what lists show by default."""
        return self.public().exclude(outcome__in=OFF_THE_RIVER)

    def drafts_of(self, user):
        """What a member is still writing, last touched first."""
        return self.filter(author=user, stage=Stage.DRAFT).order_by("-edited_at", "-id")

    def published_by(self, user):
        """A member's own ideas that are out, newest first, hidden ones included."""
        return self.filter(author=user).exclude(stage=Stage.DRAFT).order_by("-published_at", "-id")

    def for_cards(self):
        """With everything a card in a list shows, and without the long text: 3 queries for any number of cards."""
        from ideas.models.attachment import Photo

        covers = models.Prefetch("photos", queryset=Photo.objects.filter(position=0), to_attr="covers")
        return self.select_related("author", "category", "district").prefetch_related(covers).defer("body")


class Idea(index.Indexed, models.Model):
    """A citizen's proposal. `stage` and `outcome` are changed by ideas.lifecycle.advance alone."""

    TITLE_LENGTH = 80
    BODY_LENGTH = 20_000

    number = models.PositiveBigIntegerField(_("번호"), null=True, unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("쓴 사람"),
        db_index=False,
    )
    draft_key = models.UUIDField(null=True, editable=False, help_text="the page it was written on; sending twice makes one idea")

    # Imported titles can be longer than what the write page takes.
    title = models.CharField(_("제목"), max_length=600, blank=True)
    body = models.TextField(_("내용"), blank=True)
    excerpt = models.CharField(max_length=200, blank=True, editable=False)
    category = models.ForeignKey("ideas.Category", models.PROTECT, null=True, blank=True, verbose_name=_("분야"), db_index=False)
    district = models.ForeignKey(
        "ideas.District", models.PROTECT, null=True, blank=True, verbose_name=_("자치구"), db_index=False
    )
    department = models.ForeignKey(
        "accounts.Department",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("담당 부서"),
        related_name="ideas",
        db_index=False,
    )
    tags = TaggableManager(through=TaggedIdea, blank=True, verbose_name=_("꼬리말"))

    stage = models.CharField(_("단계"), max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    outcome = models.CharField(_("결과"), max_length=16, choices=Outcome, default=Outcome.NONE, editable=False)
    answer_state = models.CharField(_("답변"), max_length=10, choices=AnswerState, default=AnswerState.NONE, editable=False)
    visibility = models.CharField(_("공개"), max_length=8, choices=Visibility, default=Visibility.PUBLIC, editable=False)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("올린 때"), null=True, editable=False)
    public_since = models.GeneratedField(
        expression=Case(When(visibility=Visibility.PUBLIC, then=F("published_at")), default=None),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    # When each step was taken last (ideas/lifecycle.py stamps them).
    debated_at = models.DateTimeField(null=True, editable=False)
    working_at = models.DateTimeField(null=True, editable=False)
    on_agenda_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(_("정한 때"), null=True, editable=False)
    answered_at = models.DateTimeField(_("답한 때"), null=True, editable=False)
    supplement_asked_at = models.DateTimeField(null=True, editable=False)
    supplemented_at = models.DateTimeField(null=True, editable=False)
    re_review_asked_at = models.DateTimeField(null=True, editable=False)
    re_reviewed_at = models.DateTimeField(null=True, editable=False)
    reopened_at = models.DateTimeField(null=True, editable=False)
    merged_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.CharField(_("거둬들인 까닭"), max_length=300, blank=True, editable=False)

    closed_from = models.CharField(max_length=12, blank=True, editable=False, help_text="the stage in which its way ended")
    awaits_supplement = models.BooleanField(default=False, editable=False)
    awaits_re_review = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged_ideas", db_index=False
    )
    ground = models.ForeignKey("ideas.Ground", models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    gate_set = models.ForeignKey("ideas.GateSet", models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    gate_reached_at = models.DateTimeField(null=True, editable=False, help_text="it passed the bar before the next stage")
    post = models.CharField(_("맡은 직위"), max_length=40, blank=True, editable=False)
    trail_length = models.PositiveIntegerField(default=0, editable=False)
    trail_head = models.CharField(max_length=64, blank=True, editable=False, help_text="hash of the last trail entry")

    # Live counts and what came along with an import stay apart, so that every total can be explained.
    recommendation_count = models.PositiveIntegerField(default=0, editable=False)
    imported_recommendation_count = models.PositiveIntegerField(default=0, editable=False)
    recommendations = models.GeneratedField(
        expression=F("recommendation_count") + F("imported_recommendation_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    view_count = models.PositiveIntegerField(default=0, editable=False)
    trend = models.FloatField(
        default=0, editable=False, help_text="support on a log scale plus freshness, see participation.trend"
    )

    revision = models.PositiveIntegerField(
        default=0, editable=False, help_text="moves with everything the page of the idea shows; pages kept for visitors ask it"
    )

    source = models.CharField(max_length=20, blank=True, editable=False, help_text="where an imported idea came from")
    source_number = models.PositiveBigIntegerField(null=True, editable=False)
    source_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="hash of the imported row, to see changes"
    )

    objects = IdeaQuerySet.as_manager()

    search_fields = [index.SearchField("korean_pieces")]
    search_in_blocks = True
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("상상")
        verbose_name_plural = _("상상")
        indexes = [
            models.Index(F("public_since").desc(), F("id").desc(), name="idea_new", condition=PUBLIC),
            models.Index(F("recommendations").desc(), F("id").desc(), name="idea_supported", condition=PUBLIC),
            models.Index(F("comment_count").desc(), F("id").desc(), name="idea_discussed", condition=PUBLIC),
            models.Index(F("view_count").desc(), F("id").desc(), name="idea_viewed", condition=PUBLIC),
            models.Index(F("trend").desc(), F("id").desc(), name="idea_trending", condition=PUBLIC),
            models.Index("category", F("public_since").desc(), F("id").desc(), name="idea_in_category", condition=PUBLIC),
            models.Index("district", F("public_since").desc(), F("id").desc(), name="idea_in_district", condition=PUBLIC),
            models.Index("department", F("public_since").desc(), F("id").desc(), name="idea_in_department", condition=PUBLIC),
            models.Index("stage", "outcome", F("public_since").desc(), F("id").desc(), name="idea_in_stage", condition=PUBLIC),
            models.Index("answer_state", F("public_since").desc(), F("id").desc(), name="idea_in_answer_state", condition=PUBLIC),
            models.Index("author", F("edited_at").desc(), name="idea_of_author"),
            models.Index("gate_reached_at", "id", name="idea_at_gate", condition=Q(gate_reached_at__isnull=False)),
            models.Index("merged_into", name="idea_merged_into", condition=Q(merged_into__isnull=False)),
            models.Index(
                "outcome", F("decided_at").desc(), F("id").desc(), name="idea_decided", condition=Q(decided_at__isnull=False)
            ),
            models.Index(F("answered_at").desc(), F("id").desc(), name="idea_answered", condition=Q(answered_at__isnull=False)),
            # New ideas nobody has been put in charge of.
            models.Index("published_at", "id", name="idea_unrouted", condition=PUBLIC & UNROUTED),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["author", "draft_key"], name="idea_once_per_draft"),
            models.UniqueConstraint(fields=["source", "source_number"], condition=~Q(source=""), name="idea_once_per_source"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="idea_stage_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="idea_outcome_known"),
            models.CheckConstraint(condition=Q(answer_state__in=AnswerState.values), name="idea_answer_state_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="idea_visibility_known"),
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT, number__isnull=True, published_at__isnull=True)
                | (~Q(stage=Stage.DRAFT) & Q(number__isnull=False, published_at__isnull=False)),
                name="idea_number_when_published",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.NONE) | Q(stage=Stage.CLOSED), name="idea_outcome_only_when_closed"
            ),
            models.CheckConstraint(condition=~Q(stage=Stage.CLOSED) | ~Q(outcome=Outcome.NONE), name="idea_closed_has_outcome"),
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.MERGED) & Q(merged_into__isnull=False))
                | (~Q(outcome=Outcome.MERGED) & Q(merged_into__isnull=True)),
                name="idea_merged_points_on",
            ),
            models.CheckConstraint(condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="idea_not_into_itself"),
            models.CheckConstraint(
                condition=Q(awaits_supplement=False) | ~Q(stage__in=[Stage.DRAFT, Stage.CLOSED]),
                name="idea_supplement_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(awaits_re_review=False) | Q(stage=Stage.CLOSED), name="idea_re_review_when_closed"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.WITHDRAWN) | Q(withdrawn_at__isnull=False), name="idea_withdrawn_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("제목 없는 상상"))

    def get_absolute_url(self) -> str:
        return reverse("ideas:detail", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.stage == Stage.DRAFT

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and not self.is_draft

    @property
    def is_withdrawn(self) -> bool:
        return self.outcome == Outcome.WITHDRAWN

    @property
    def author_name(self) -> str:
        """How the author is called in public."""
        if self.author_id:
            return self.author.nickname
        return str(_("익명의 시민")) if self.source else str(_("떠난 시민"))

    def korean_pieces(self) -> str:
        """Title and text cut for searching, and its place among the newest; ideas.search ranks by the words themselves."""
        return " ".join([pieces(f"{self.title}\n{self.body}"), block(self.pk)])

    @classmethod
    def get_indexed_objects(cls):
        return cls.objects.on_the_river()
