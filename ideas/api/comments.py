"""/api/v1/ideas/<number>/comments/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from common import limits
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter, Conflict
from common.orders import by_time
from ideas import participation
from ideas.api.base import IDEMPOTENCY_KEY, IdeaApi, readable, retry_key
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.forms import CommentForm
from ideas.api.shapes import CommentShape
from ideas.models import Comment, Idea
from ideas.stages import Visibility

NEWEST_FIRST = by_time("comments", "created_at")
IN_TURN = by_time("replies", "created_at", rising=True)


class Comments(IdeaApi):
    """What people say about an idea."""

    @extend_schema(
        operation_id="comments_list",
        tags=["의견"],
        summary="의견 목록",
        description="새로 쓴 의견부터 보여 드려요. reply_to를 보내면 그 의견의 답글을 쓴 차례대로 보여 드려요.",
        parameters=[
            OpenApiParameter("reply_to", {"type": "integer", "minimum": 1}, description="이 의견의 답글만 읽어요."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses=page_of(CommentShape),
    )
    def get(self, request, number):
        known_parameters(request, ("reply_to", *PAGING))
        idea = readable(Idea.objects.defer("body"), number, request.user)
        found, further = page(request, *asked_for(request, idea))
        return Response({"results": shown(found, idea), "next": further})

    @extend_schema(
        operation_id="comments_create",
        tags=["의견"],
        summary="의견 남기기",
        parameters=[IDEMPOTENCY_KEY],
        request=CommentForm,
        responses={201: CommentShape},
    )
    def post(self, request, number):
        form = CommentForm(data=request.data)
        form.is_valid(raise_exception=True)
        key = retry_key(request, f"comment {number}")
        idea = readable(Idea.objects.defer("body"), number, request.user)
        limits.check("comment", request)
        parent = replied_to(idea, form.validated_data.get("reply_to"))
        made = participation.comment(idea, request.user, form.validated_data["body"], parent, key)
        return Response(shown([made], idea)[0], status.HTTP_201_CREATED)


def asked_for(request, idea: Idea):
    """The comments the caller wants, with their order. Raises BadParameter."""
    comments = Comment.objects.filter(idea=idea).shown().with_authors()
    wanted = request.GET.get("reply_to")
    if not wanted:
        return comments.top_level(), NEWEST_FIRST
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
        raise BadParameter("reply_to", _("의견의 번호를 적어 주세요."))
    return comments.filter(parent=int(wanted), parent__visibility=Visibility.PUBLIC), IN_TURN


def replied_to(idea: Idea, pk: int | None) -> Comment | None:
    """The comment to reply to, None without a number. Raises Conflict when this idea has no such comment."""
    if pk is None:
        return None
    parent = Comment.objects.filter(idea=idea, pk=pk).first()
    if parent is None:
        raise Conflict(_("답글을 달 의견을 찾을 수 없어요. 그사이에 지워졌을 수 있어요."))
    return parent


def shown(comments, idea: Idea) -> list[dict]:
    """Comments of an idea as CommentShape shows them."""
    for comment in comments:
        comment.idea = idea
    return CommentShape(comments, many=True).data
