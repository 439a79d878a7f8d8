"""The panel's own board. Only its members and the idea office read and write here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from rules import has_perm

from common.paging import MOST_COUNTED, Pager, page_number
from ideas.forms.panelboard import PostForm
from ideas.models import BoardPost, Panel
from ideas.panel import board, lifts
from ideas.participation import Refused
from ideas.reading import LARGEST_NUMBER
from ideas.views.loading import to_login


def own_panels(user) -> list[Panel]:
    """The panels whose boards somebody may use, their own first. Raises PermissionDenied when there is none."""
    panels = lifts.panels_of(user)
    if not panels:
        raise PermissionDenied
    return panels


def paged(request, found) -> tuple[list[BoardPost], Pager]:
    """One page of posts or replies, with their writers. Raises Http404 for a page that is not there."""
    number = page_number(request.GET.get("page"))
    pager = Pager(number or 1, found.order_by().values("pk")[: MOST_COUNTED + 1].count(), request.GET)
    if number is None or pager.is_beyond:
        raise Http404
    return board.mark_office(list(found[pager.start : pager.start + pager.size])), pager


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request):
    """The board, and the form to write on it."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    panels = own_panels(request.user)
    panel = next((each for each in panels if str(each.pk) == request.GET.get("panel")), panels[0])
    form = PostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (made := form.send(panel, request)):
        messages.success(request, _("글을 올렸어요."))
        return redirect("ideas:panel_post", made.pk)
    posts, pager = paged(request, board.posts_of(panel))
    context = {"panel": panel, "panels": panels, "posts": posts, "pager": pager, "form": form}
    return render(request, "panel/board.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk):
    """A post with its replies, and the form to reply."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    post = post_for(request.user, board.on_boards(), pk)
    panel = post.panel
    is_gone = post.deleted_at is not None
    form = PostForm(request.POST if request.method == "POST" else None, parent=post)
    if request.method == "POST" and form.send(panel, request):
        messages.success(request, _("답글을 남겼어요."))
        return redirect("ideas:panel_post", post.pk)
    replies, pager = paged(request, board.replies_to(post))
    board.mark_office([post])
    context = {"panel": panel, "post": post, "replies": replies, "pager": pager, "form": None if is_gone else form}
    for each in (post, *replies):
        each.is_own = each.author_id == request.user.pk and each.deleted_at is None
    return render(request, "panel/board_post.html", context, status=422 if form.errors else 200)


def post_for(user, posts, pk: int) -> BoardPost:
    """A post out of some, for somebody who may use its board. Raises Http404, and PermissionDenied for those who use none."""
    own_panels(user)
    found = posts.select_related("panel").filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if found is None or not has_perm("ideas.use_panel_board", user, found.panel):
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    """Delete one's own post or reply, after asking."""
    if not request.user.is_authenticated:
        return to_login(request, request.path)
    post = post_for(request.user, BoardPost.objects, pk)
    if not board.may_delete(request.user, post):
        raise Http404
    if request.method == "POST":
        try:
            board.delete(post, request.user)
            messages.success(request, _("글을 지웠어요."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("ideas:panel_post", post.parent_id) if post.parent_id else redirect("ideas:panel_board")
    return render(request, "panel/board_delete.html", {"post": post})
