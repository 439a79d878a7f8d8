"""How the API shows ideas and comments. Fields are declared for the schema; the dictionaries are built by hand, because a list
of 20 ideas through field objects costs as much again as reading them from the database."""

from types import SimpleNamespace
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from accounts.api import NamedPlace, named
from ideas.api.way_shapes import WAY_COLUMNS, Way
from ideas.bylines import NOBODY_SPECIAL, Label, byline
from ideas.models import TaggedIdea
from ideas.stages import AnswerState, Outcome, Stage


def moment(value) -> str | None:
    """A time in ISO 8601 with the city's offset."""
    return value and timezone.localtime(value).isoformat()


def address(thing) -> str:
    """Where people read it."""
    return f"{settings.SITE_URL}{thing.get_absolute_url()}"


class Labelled(serializers.Serializer):
    """What stands beside a name: an official's department and post, an expert's field."""

    department = NamedPlace(allow_null=True, help_text="공무원이면 부서예요.")
    post = serializers.CharField(allow_null=True, help_text="공무원이면 직위예요.")
    expert = serializers.BooleanField(help_text="전문가인지예요.")
    field = serializers.CharField(allow_null=True, help_text="전문가의 전문 분야예요. 적어 두지 않았으면 null이에요.")


class Author(Labelled):
    """Who wrote an idea: a member by nickname."""

    id = serializers.IntegerField(help_text="회원 번호예요.")
    nickname = serializers.CharField()


def labelled(label: Label, field: str) -> dict:
    """What stands beside a name as Labelled declares it. field: what the author knows about, told of experts alone."""
    return {
        "department": {"slug": label.slug, "name": label.department} if label.department else None,
        "post": label.post or None,
        "expert": label.is_expert,
        "field": (label.is_expert and field) or None,
    }


PLACES = ("category", "district", "department")
# What a summary is made of, as a list reads it: rows of columns, because making 60 model objects costs more than the query.
COLUMNS = (
    *("pk", "number", "title", "excerpt", "stage", "outcome", "answer_state"),
    *("author_id", "author__nickname", "author__expertise"),
    *(f"{place}__{column}" for place in PLACES for column in ("slug", "name")),
    *("recommendations", "recommendation_count", "imported_recommendation_count", "comment_count", "view_count"),
    *("published_at", "public_since", "edited_at", "trend"),
    *WAY_COLUMNS,
)


def row_of(idea) -> SimpleNamespace:
    """An idea that was loaded whole, as a row of COLUMNS."""
    row = {}
    for name in COLUMNS:
        value = idea
        for step in name.split("__"):
            value = value and getattr(value, step)
        row[name] = value
    return SimpleNamespace(**row)


def tags_of(ids) -> dict[int, list[str]]:
    """The tags of these ideas in alphabetical order; one query."""
    found = {}
    rows = TaggedIdea.objects.filter(content_object__in=ids).order_by("tag__name")
    for pk, name in rows.values_list("content_object_id", "tag__name"):
        found.setdefault(pk, []).append(name)
    return found


class IdeaSummary(Way):
    """An idea in a list, from a row of COLUMNS. Context: tags, see tags_of; promises, see promises_of; labels, see labels_of."""

    number = serializers.IntegerField(help_text="누구에게나 보이는 상상 번호예요.")
    title = serializers.CharField()
    excerpt = serializers.CharField(help_text="글의 첫머리예요. 거둬들인 상상에서는 비어 있어요.")
    stage = serializers.ChoiceField([choice for choice in Stage.choices if choice[0] != Stage.DRAFT])
    outcome = serializers.ChoiceField(Outcome.choices)
    answer_state = serializers.ChoiceField(AnswerState.choices)
    category = NamedPlace(allow_null=True)
    district = NamedPlace(allow_null=True)
    department = NamedPlace(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    author = Author(allow_null=True, help_text="이름 없이 들어온 상상이거나 쓴 사람이 떠났으면 null이에요.")
    recommendations = serializers.IntegerField(help_text="추천을 모두 더한 수예요.")
    recommendations_live = serializers.IntegerField(help_text="여기서 받은 추천이에요.")
    recommendations_imported = serializers.IntegerField(help_text="옛 시스템에서 함께 온 추천이에요.")
    comments = serializers.IntegerField()
    views = serializers.IntegerField()
    created_at = serializers.DateTimeField(help_text="올린 때예요.")
    edited_at = serializers.DateTimeField(help_text="마지막으로 고친 때예요.")
    url = serializers.URLField(help_text="사람이 읽는 화면의 주소예요.")

    def to_representation(self, row) -> dict:
        gone = row.outcome == Outcome.WITHDRAWN
        return {
            "number": row.number,
            "title": row.title,
            "excerpt": "" if gone else row.excerpt,
            "stage": row.stage,
            "outcome": row.outcome,
            "answer_state": row.answer_state,
            **self.way(row),
            "category": row.category__slug and {"slug": row.category__slug, "name": row.category__name},
            "district": row.district__slug and {"slug": row.district__slug, "name": row.district__name},
            "department": row.department__slug and {"slug": row.department__slug, "name": row.department__name},
            "tags": [] if gone else self.context["tags"].get(row.pk, []),
            "author": row.author_id and self.who(row),
            "recommendations": row.recommendations,
            "recommendations_live": row.recommendation_count,
            "recommendations_imported": row.imported_recommendation_count,
            "comments": row.comment_count,
            "views": row.view_count,
            "created_at": moment(row.published_at),
            "edited_at": moment(row.edited_at),
            "url": f"{settings.SITE_URL}{reverse('ideas:detail', args=[row.number])}",
        }

    def who(self, row) -> dict:
        """Who wrote it, with what stands beside the name today."""
        label = self.context["labels"].get(row.author_id, NOBODY_SPECIAL)
        return {"id": row.author_id, "nickname": row.author__nickname, **labelled(label, row.author__expertise)}


class PhotoShape(serializers.Serializer):
    """A photo of an idea."""

    url = serializers.URLField()
    thumbnail = serializers.URLField()
    alt = serializers.CharField(help_text="사진을 볼 수 없는 사람을 위한 설명이에요.")
    width = serializers.IntegerField(help_text="픽셀")
    height = serializers.IntegerField(help_text="픽셀")

    def to_representation(self, photo) -> dict:
        return {
            "url": urljoin(settings.SITE_URL, photo.image.url),
            "thumbnail": urljoin(settings.SITE_URL, photo.thumbnail.url),
            "alt": photo.alt,
            "width": photo.width,
            "height": photo.height,
        }


class AttachmentShape(serializers.Serializer):
    """A document of an idea."""

    url = serializers.URLField()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="pdf, hwp, hwpx, docx, xlsx, pptx 가운데 하나예요.")
    size = serializers.IntegerField(help_text="바이트")

    def to_representation(self, paper) -> dict:
        path = reverse("ideas:download", args=[paper.idea.number, paper.pk])
        return {"url": f"{settings.SITE_URL}{path}", "name": paper.name, "kind": paper.kind, "size": paper.size}


class IdeaDetail(IdeaSummary):
    """An idea with its whole text and what comes with it. Context: tags, and recommended, whether the caller does."""

    body = serializers.CharField(help_text="꾸밈 없는 글이에요. 거둬들인 상상에서는 비어 있어요.")
    photos = PhotoShape(many=True)
    attachments = AttachmentShape(many=True)
    withdrawal_reason = serializers.CharField(help_text="거둬들인 까닭이에요. 거둬들이지 않았으면 비어 있어요.")
    recommended = serializers.BooleanField(help_text="지금 묻는 사람이 추천했는지예요.")

    def to_representation(self, idea) -> dict:
        gone = idea.is_withdrawn
        return {
            **super().to_representation(row_of(idea)),
            "body": "" if gone else idea.body,
            "photos": [] if gone else PhotoShape(idea.photos.all(), many=True).data,
            "attachments": [] if gone else AttachmentShape(idea.attachments.all(), many=True).data,
            "withdrawal_reason": idea.withdrawal_reason,
            "recommended": self.context["recommended"],
        }


class Tally(serializers.Serializer):
    """How many recommend an idea, and whether the caller does."""

    recommendations = serializers.IntegerField(help_text="추천을 모두 더한 수예요.")
    recommended = serializers.BooleanField(help_text="지금 묻는 사람이 추천하고 있는지예요.")


class Speaker(Labelled):
    """Who wrote a comment. Officials speak for their post, so their nickname stays out of it."""

    label = serializers.CharField(help_text="화면에 보이는 이름이에요. 공무원은 부서와 직위예요.")
    id = serializers.IntegerField(allow_null=True, help_text="회원 번호예요. 공무원이거나 떠난 시민이면 null이에요.")
    nickname = serializers.CharField(allow_null=True)


def speaker(said) -> dict:
    """The author of a comment, an argument or a response as Speaker declares it."""
    by, post = byline(said), said.appointment
    if post:
        own = {"label": by.words, "id": None, "nickname": None}
        return {**own, "department": named(post.department), "post": post.post, "expert": False, "field": None}
    nickname = by.name if said.author_id else None
    own = {"label": by.name, "id": said.author_id, "nickname": nickname}
    return {**own, **labelled(Label(is_expert=by.is_expert), by.field)}


class CommentShape(serializers.Serializer):
    """A comment on an idea, or a reply to one."""

    id = serializers.IntegerField()
    body = serializers.CharField(help_text="지운 의견에서는 비어 있어요.")
    author = Speaker(allow_null=True, help_text="지운 의견에서는 null이에요.")
    reply_to = serializers.IntegerField(allow_null=True, help_text="답글이면 원래 의견의 번호예요.")
    replies = serializers.IntegerField(help_text="답글의 수예요. ?reply_to=번호 로 읽을 수 있어요.")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    deleted = serializers.BooleanField()
    url = serializers.URLField(help_text="사람이 읽는 화면의 주소예요.")

    def to_representation(self, comment) -> dict:
        return {
            "id": comment.pk,
            "body": comment.body,
            "author": None if comment.is_deleted else speaker(comment),
            "reply_to": comment.parent_id,
            "replies": comment.reply_count,
            "created_at": moment(comment.created_at),
            "edited_at": moment(comment.edited_at),
            "deleted": comment.is_deleted,
            "url": address(comment),
        }
