"""What everybody may do with an open idea: recommend, take back, comment."""

import math
import uuid

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest, Ln
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts.models import User
from common.words import clean_text
from ideas import crossings, freshness
from ideas.models import Comment, Idea, Recommendation
from ideas.rules import is_expert
from ideas.stages import Stage

# One tenfold of support lifts an idea as much as being a week younger.
WEEK = 7 * 24 * 60 * 60


class Refused(Exception):
    """Something a member may not do now; `str()` says why in the reader's words."""


def why_not(by: User | AnonymousUser, otherwise: str) -> str:
    """Why a member may not take part now: the address still waits to be confirmed, or `otherwise`."""
    if by.is_authenticated and by.is_active and not by.may_take_part:
        return _("이메일 주소를 확인하면 바로 할 수 있어요. 보내 드린 메일을 열어 주세요.")
    return otherwise


def trend(idea: Idea) -> float:
    """The place of an idea among the trending: freshness in weeks plus the logarithm of its support.

    It changes only when the idea does, so an index can hold it.
    """
    support = idea.recommendation_count + idea.imported_recommendation_count + idea.comment_count
    return idea.published_at.timestamp() / WEEK + math.log10(max(1, 1 + support))


def _count(idea: Idea, recommendations: int = 0, comments: int = 0) -> None:
    """Move the counts of an idea and its trend in one statement, whatever others do meanwhile."""
    support = (
        F("recommendation_count")
        + F("imported_recommendation_count")
        + F("comment_count")
        + Value(1 + recommendations + comments)
    )
    ideas = Idea.objects.filter(pk=idea.pk)
    if recommendations > 0:
        # It may have ended since it was loaded; who is late should hear of it and not be counted on a closed idea.
        ideas = ideas.exclude(stage=Stage.CLOSED)
    found = ideas.update(
        recommendation_count=F("recommendation_count") + recommendations,
        comment_count=F("comment_count") + comments,
        revision=F("revision") + 1,
        trend=Value(idea.published_at.timestamp() / WEEK) + Ln(Greatest(support, Value(1))) / Value(math.log(10)),
    )
    if not found:
        raise Refused(_("지금은 추천할 수 없는 상상이에요."))
    if recommendations > 0 or comments > 0:
        crossings.look(idea)


def recommend(idea: Idea, by: User) -> bool:
    """Recommend an idea once; returns whether this call added the recommendation.

    Raises Refused when the idea is closed to recommendations or `by` may not recommend.
    """
    if not has_perm("ideas.recommend_idea", by, idea):
        raise Refused(why_not(by, _("지금은 추천할 수 없는 상상이에요.")))
    try:
        with transaction.atomic():
            Recommendation.objects.create(idea=idea, member=by)
            _count(idea, recommendations=1)
    except IntegrityError:
        return False
    return True


def take_back(idea: Idea, by: User) -> bool:
    """Take a recommendation back; returns whether there was one. Raises Refused as recommend does."""
    if not has_perm("ideas.recommend_idea", by, idea):
        raise Refused(_("지금은 추천을 바꿀 수 없는 상상이에요."))
    with transaction.atomic():
        gone, _rows = Recommendation.objects.filter(idea=idea, member=by).delete()
        if gone:
            _count(idea, recommendations=-1)
    return bool(gone)


def comment(idea: Idea, by: User, body: str, parent: Comment | None = None, form_key: uuid.UUID | None = None) -> Comment:
    """Write a comment, or a reply to a top-level comment. An official in office writes under the post, an expert as one.

    form_key: names the form; sending it twice returns the first comment. Raises Refused when the idea takes no comments, the
    words are missing or too long, or the comment replied to is a reply itself or gone.
    """
    body = clean_text(body)
    if not has_perm("ideas.comment_on_idea", by, idea):
        raise Refused(why_not(by, _("지금은 의견을 남길 수 없는 상상이에요.")))
    if not body:
        raise Refused(_("의견을 한 마디만 적어 주세요."))
    if len(body) > Comment.BODY_LENGTH:
        raise Refused(
            _("의견은 %(most)s자까지 쓸 수 있어요. 지금은 %(now)s자예요.") % {"most": Comment.BODY_LENGTH, "now": len(body)}
        )
    if parent and (parent.idea_id != idea.pk or parent.parent_id or parent.is_deleted or parent.visibility != "public"):
        raise Refused(_("답글을 달 수 없는 의견이에요. 새 의견으로 남겨 주세요."))
    try:
        with transaction.atomic():
            post = by.appointment
            made = Comment.objects.create(
                idea=idea,
                author=by,
                appointment=post,
                is_expert=post is None and is_expert(by),
                parent=parent,
                body=body,
                form_key=form_key,
            )
            _count(idea, comments=1)
            if parent:
                Comment.objects.filter(pk=parent.pk).update(reply_count=F("reply_count") + 1)
    except IntegrityError:
        return Comment.objects.get(author=by, form_key=form_key)
    return made


def edit_comment(comment: Comment, by: User, body: str) -> Comment:
    """Change the words of one's own comment; the change is marked. Raises Refused."""
    body = clean_text(body)
    if not has_perm("ideas.edit_comment", by, comment):
        raise Refused(_("고칠 수 없는 의견이에요."))
    if not body or len(body) > Comment.BODY_LENGTH:
        raise Refused(_("의견은 한 글자부터 %(most)s자까지 쓸 수 있어요.") % {"most": Comment.BODY_LENGTH})
    if body != comment.body:
        comment.body, comment.edited_at = body, timezone.now()
        with transaction.atomic():
            comment.save(update_fields=["body", "edited_at"])
            freshness.touch(comment.idea_id)
    return comment


def delete_comment(comment: Comment, by: User) -> None:
    """Delete one's own comment: the words go at once, an empty place stays while it holds replies. Raises Refused."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        if not has_perm("ideas.delete_comment", by, comment):
            raise Refused(_("지울 수 없는 의견이에요."))
        comment.body, comment.deleted_at = "", timezone.now()
        comment.save(update_fields=["body", "deleted_at"])
        _count(comment.idea, comments=-1)
        if comment.parent_id:
            Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") - 1)
