"""The panel's own board: suggestions on running the site, between its members and the idea office (DESIGN.md §4.6)."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm

from accounts import roles
from accounts.models import User
from common.words import clean_line, clean_text
from ideas.models import BoardPost, Panel
from ideas.participation import Refused

TITLE_LENGTH = BoardPost._meta.get_field("title").max_length


def post(
    panel: Panel, by: User, title: str, body: str, parent: BoardPost | None = None, form_key: uuid.UUID | None = None
) -> BoardPost:
    """Write on the board, or with `parent` a reply, which has no title. An official in office writes under the post.

    form_key: names the form; sending it twice returns the first one. Raises Refused when `by` is not of the panel, words are
    missing or too long, or what is replied to is a reply itself or gone.
    """
    title, body = ("" if parent else clean_line(title)), clean_text(body)
    if not has_perm("ideas.use_panel_board", by, panel):
        raise Refused(_("상상누리단과 창의담당관만 쓸 수 있어요."))
    if not parent and not 0 < len(title) <= TITLE_LENGTH:
        raise Refused(_("제목을 %(most)d자 안에서 적어 주세요.") % {"most": TITLE_LENGTH})
    if not 0 < len(body) <= BoardPost.BODY_LENGTH:
        raise Refused(_("내용을 %(most)d자 안에서 적어 주세요.") % {"most": BoardPost.BODY_LENGTH})
    try:
        with transaction.atomic():
            if parent:
                parent = reply_to(panel, parent)
            made = BoardPost.objects.create(
                panel=panel,
                parent=parent,
                author=by,
                appointment=by.appointment,
                title=title,
                body=body,
                form_key=form_key,
                created_at=timezone.now(),
            )
            if parent:
                BoardPost.objects.filter(pk=parent.pk).update(reply_count=F("reply_count") + 1)
    except IntegrityError:
        return BoardPost.objects.get(author=by, form_key=form_key)
    return made


def reply_to(panel: Panel, parent: BoardPost) -> BoardPost:
    """The post replied to, locked. Raises Refused when it takes no replies."""
    found = BoardPost.objects.select_for_update().filter(pk=parent.pk, panel=panel, parent__isnull=True).first()
    if found is None or found.deleted_at or found.visibility != "public":
        raise Refused(_("답글을 달 수 없는 글이에요."))
    return found


def may_delete(by: User, post: BoardPost) -> bool:
    """Whether a post is one's own and still there, and one is of the panel still."""
    is_own = by.is_authenticated and post.author_id == by.pk and post.deleted_at is None and post.visibility == "public"
    return is_own and has_perm("ideas.use_panel_board", by, post.panel)


def delete(post: BoardPost, by: User) -> None:
    """Delete one's own post: the words go at once, an empty place stays while it holds replies. Raises Refused."""
    with transaction.atomic():
        if post.parent_id:
            # Above first, as whoever replies there does.
            BoardPost.objects.select_for_update().get(pk=post.parent_id)
        post = BoardPost.objects.select_for_update().get(pk=post.pk)
        if not may_delete(by, post):
            raise Refused(_("지울 수 없는 글이에요."))
        post.body, post.deleted_at = "", timezone.now()
        post.title = post.title and str(_("지운 글"))
        post.save(update_fields=["body", "title", "deleted_at"])
        if post.parent_id:
            BoardPost.objects.filter(pk=post.parent_id).update(reply_count=F("reply_count") - 1)


# -- reading ------------------------------------------------------------------------------------------
def posts_of(panel: Panel) -> QuerySet[BoardPost]:
    """What stands on a panel's board, newest first; what was deleted only while replies hang on it."""
    return on_boards().filter(panel=panel).order_by("-created_at", "-id")


def on_boards() -> QuerySet[BoardPost]:
    """What stands on the boards of all panels."""
    there = Q(deleted_at__isnull=True) | Q(reply_count__gt=0)
    return with_authors(BoardPost.objects.filter(there, parent__isnull=True, visibility="public"))


def replies_to(post: BoardPost) -> QuerySet[BoardPost]:
    """The replies to a post, oldest first."""
    found = BoardPost.objects.filter(parent=post, deleted_at__isnull=True, visibility="public")
    return with_authors(found).order_by("id")


def with_authors(posts: QuerySet[BoardPost]) -> QuerySet[BoardPost]:
    """With everything shown of who wrote."""
    return posts.select_related("author", "appointment__department")


def mark_office(posts: list[BoardPost]) -> list[BoardPost]:
    """Note on each post whether somebody of the idea office (`is_office`), or an expert, wrote it; one query for a page."""
    writers = {post.author_id for post in posts if post.author_id}
    marked = User.objects.filter(pk__in=writers, groups__name__in=(roles.IDEA_OFFICE, roles.EXPERTS))
    has_role = set(marked.values_list("pk", "groups__name"))
    for post in posts:
        post.is_office = (post.author_id, roles.IDEA_OFFICE) in has_role
        post.is_expert = (post.author_id, roles.EXPERTS) in has_role
    return posts
