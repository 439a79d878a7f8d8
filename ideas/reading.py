"""What the page of an idea shows: the idea with what hangs on it, and its comments page by page."""

from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from common.kept_pages import KEPT_SECONDS
from common.paging import MOST_COUNTED, PAGE_SIZE, Pager
from ideas import bylines, merging
from ideas.models import Comment, Idea, IdeaTag

REPLIES_SHOWN = 3
COMMENT_COLUMNS = (
    *("idea_id", "parent_id", "body", "visibility", "reply_count", "created_at", "edited_at", "deleted_at"),
    *("author__nickname", "author__expertise", "author__is_active", "is_expert"),
    *("appointment__post", "appointment__department__name", "appointment__department__slug"),
)
FIRST_REPLIES = """
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY parent_id ORDER BY created_at, id) AS place
        FROM ideas_comment WHERE parent_id IN ({}) AND visibility = 'public' AND deleted_at IS NULL
    ) AS placed WHERE place <= %s
"""
# Written out, because the same through the ORM takes longer to put together than the database to answer.
WHAT_THERE_IS = """
    SELECT EXISTS (SELECT 1 FROM ideas_ideaversion WHERE idea_id = %s AND number > 1),
        EXISTS (SELECT 1 FROM ideas_taggedidea WHERE content_object_id = %s),
        EXISTS (SELECT 1 FROM ideas_photo WHERE idea_id = %s),
        EXISTS (SELECT 1 FROM ideas_attachment WHERE idea_id = %s),
        EXISTS (
            SELECT 1 FROM accounts_appointment WHERE user_id = %s AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
        ) OR EXISTS (
            SELECT 1 FROM accounts_user_groups JOIN auth_group ON auth_group.id = group_id WHERE user_id = %s AND name = %s
        ),
        EXISTS (SELECT 1 FROM ideas_idea WHERE merged_into_id = %s AND merged_into_id IS NOT NULL)
"""
WHAT_THE_READER_IS = """
    SELECT EXISTS (SELECT 1 FROM ideas_recommendation WHERE idea_id = %s AND member_id = %s),
        (SELECT is_muted FROM ideas_follow WHERE idea_id = %s AND member_id = %s),
        EXISTS (SELECT 1 FROM accounts_user_groups WHERE user_id = %s),
        EXISTS (SELECT 1 FROM accounts_appointment WHERE user_id = %s)
"""
# Numbers are assigned one by one; what does not fit into the column cannot be one.
LARGEST_NUMBER = 2**63 - 1


def idea_by_number(number: int) -> Idea:
    """An idea with its author, its places and the ground it was closed on, in one query. Raises Idea.DoesNotExist."""
    if number > LARGEST_NUMBER:
        raise Idea.DoesNotExist
    return Idea.objects.select_related("author", "category", "district", "department", "ground").get(number=number)


def complete(idea: Idea) -> Idea:
    """The idea with everything else of it that its page shows to everybody.

    That is `was_edited`, `tag_list`, `photo_list`, `paper_list`, `author_label` and `came_together` (what was merged into it):
    one query, and one more for each of the lists that is not empty.
    """
    today = timezone.localdate()
    author = (idea.author_id, today, today, idea.author_id, roles.EXPERTS)
    with connection.cursor() as cursor:
        cursor.execute(WHAT_THERE_IS, [*(idea.pk, idea.pk, idea.pk, idea.pk), *author, idea.pk])
        idea.was_edited, has_tags, has_photos, has_papers, is_labelled, took_others_in = map(bool, cursor.fetchone())
    idea.tag_list, idea.photo_list, idea.paper_list = belongings(idea, has_tags, has_photos, has_papers)
    if is_labelled:
        bylines.label([idea])
    else:
        idea.author_label = bylines.NOBODY_SPECIAL
    idea.came_together = merging.came_together(idea) if took_others_in else []
    return idea


def know_reader(idea: Idea, reader) -> Idea:
    """The idea with what it is to one reader: `is_recommended` by them, and `is_muted`, None without a wish about its news.

    One query, none for strangers. The reader learns along with it whether they are a citizen without any role or post, so that no
    right on the page asks for those again.
    """
    if not reader.is_authenticated:
        idea.is_recommended, idea.is_muted = False, None
        return idea
    with connection.cursor() as cursor:
        cursor.execute(WHAT_THE_READER_IS, [*(idea.pk, reader.pk) * 2, reader.pk, reader.pk])
        recommended, muted, has_roles, holds_posts = cursor.fetchone()
    idea.is_recommended = bool(recommended)
    idea.is_muted = None if muted is None else bool(muted)
    if not has_roles:
        reader.role_names = frozenset()
    if not holds_posts:
        reader.department_ids = frozenset()
    return idea


def belongings(idea: Idea, has_tags: bool, has_photos: bool, has_papers: bool) -> tuple[list, list, list]:
    """Tags, photos and papers of an idea; a query for each that it has, kept by the process while its revision stands."""
    if not (has_tags or has_photos or has_papers):
        return [], [], []
    key = f"belongings:{idea.pk}:{idea.revision}"
    kept = caches["local"].get(key)
    if kept is None:
        kept = (
            list(IdeaTag.objects.filter(items__content_object=idea).order_by("name")) if has_tags else [],
            list(idea.photos.all()) if has_photos else [],
            list(idea.attachments.all()) if has_papers else [],
        )
        caches["local"].set(key, kept, KEPT_SECONDS)
    return kept


@dataclass(frozen=True)
class Discussion:
    """One page of comments, newest first, each with `first_replies`; or all replies to `thread`, oldest first."""

    comments: list[Comment]
    pager: Pager
    thread: Comment | None = None


def discussion(idea: Idea, number: int) -> Discussion:
    """A page of comments on an idea: at most 3 queries, none for an idea nobody has commented on.

    number: the page, its address parameter being "comments"; beyond the last page the last one is shown.
    """
    # An empty place shown for a deleted comment holds a reply that stands, so the exact count of comments is a bound.
    total = idea.comment_count
    if total > PAGE_SIZE:
        total = idea.comments.top_level().shown().order_by()[: MOST_COUNTED + 1].count()
    pager = Pager(min(number, Pager(1, total).last), total, path=idea.get_absolute_url(), name="comments", fragment="comments")
    if not total:
        return Discussion([], pager)
    newest = idea.comments.top_level().shown().with_authors().only(*COMMENT_COLUMNS).order_by("-created_at", "-id")
    page = list(newest[pager.start : pager.start + PAGE_SIZE])
    add_replies(page)
    return Discussion(page, pager)


def add_replies(comments: list[Comment]) -> None:
    """Put the first replies on each comment (`first_replies`), and how many there are besides (`more_replies`); one query."""
    answered = [comment.pk for comment in comments if comment.reply_count]
    replies: dict[int, list[Comment]] = {}
    if answered:
        # Written out, because the same through Window() takes the ORM longer to put together than the database to answer.
        first = RawSQL(FIRST_REPLIES.format(", ".join(["%s"] * len(answered))), (*answered, REPLIES_SHOWN))  # noqa: S611
        found = Comment.objects.shown().filter(pk__in=first).with_authors().only(*COMMENT_COLUMNS)
        for reply in found.order_by("created_at", "id"):
            replies.setdefault(reply.parent_id, []).append(reply)
    for comment in comments:
        comment.first_replies = replies.get(comment.pk, [])
        comment.more_replies = max(0, comment.reply_count - len(comment.first_replies))


def thread(idea: Idea, pk: int, number: int = 1) -> Discussion:
    """A comment with a page of all its replies; beyond the last page the last one.

    Raises Comment.DoesNotExist unless it is a top-level comment of this idea that is shown.
    """
    if pk > LARGEST_NUMBER:
        raise Comment.DoesNotExist
    top = idea.comments.top_level().shown().with_authors().get(pk=pk)
    replies = top.replies.shown().order_by("created_at", "id")
    total = top.reply_count
    pager = Pager(min(number, Pager(1, total).last), total, QueryDict(f"of={pk}"), path=comments_path(idea), fragment="replies")
    top.first_replies = list(replies.with_authors().only(*COMMENT_COLUMNS)[pager.start : pager.start + PAGE_SIZE])
    top.more_replies = 0
    return Discussion([top], pager, top)


def comments_path(idea: Idea) -> str:
    """The page on which comments are written and their replies read."""
    return reverse("ideas:comments", args=[idea.number])


def place_of(comment: Comment, idea: Idea) -> str:
    """The address at which a comment stands, however many came after it: with its thread, on the page of the reply."""
    if not comment.parent_id:
        return f"{comments_path(idea)}?of={comment.pk}#comment-{comment.pk}"
    before = Comment.objects.shown().filter(parent=comment.parent_id, created_at__lt=comment.created_at)[:MOST_COUNTED].count()
    return f"{comments_path(idea)}?of={comment.parent_id}&page={before // PAGE_SIZE + 1}#comment-{comment.pk}"
