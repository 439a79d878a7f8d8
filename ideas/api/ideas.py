"""/api/v1/ideas/ and /api/v1/ideas/<number>/."""

import hashlib
import uuid

from django.core.cache import caches
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from common import limits
from common.api.pages import known_parameters, page, page_of
from common.api.problems import Conflict
from common.kept_pages import KEPT_SECONDS
from ideas import submission
from ideas.api.base import IDEMPOTENCY_KEY, IdeaApi, readable, retry_key
from ideas.api.filters import NAMES, PARAMETERS, ordering, wanted
from ideas.api.forms import IdeaForm
from ideas.api.shapes import COLUMNS, PLACES, IdeaDetail, IdeaSummary, tags_of
from ideas.api.way_shapes import promises_of
from ideas.bylines import LABEL, label_of_row, labelled
from ideas.models import Idea, Recommendation
from ideas.rules import wrote_it

# What an idea in a list is known by: what a row shows is the same while these are.
MARKS = ("pk", "revision", "view_count")


def whole(number: int, user) -> dict:
    """An idea as IdeaDetail shows it to `user`. Raises Http404."""
    ideas = Idea.objects.select_related("author", *PLACES).prefetch_related("photos", "attachments")
    idea = readable(labelled(ideas), number, user)
    mine = user.is_authenticated and Recommendation.objects.filter(idea=idea, member=user).exists()
    context = {"tags": tags_of([idea.pk]), "promises": promises_of([idea]), "recommended": mine}
    context["labels"] = {idea.author_id: label_of_row(idea)}
    return IdeaDetail(idea, context=context).data


def summaries(marks: list[tuple]) -> list[dict]:
    """The ideas with these marks as IdeaSummary shows them, in this order.

    They are the same for everybody and kept by the process; a change of an idea changes its mark, and names of members and places
    are seen a little later, as on pages (common/kept_pages.py). Three queries at most when they are made.
    """
    key = f"api-ideas:{hashlib.sha256(repr((marks, timezone.localdate())).encode()).hexdigest()}"
    kept = caches["pages"].get(key)
    if kept is None:
        ideas = Idea.objects.public().filter(pk__in=[pk for pk, *_mark in marks])
        rows = {row.pk: row for row in labelled(ideas).values_list(*COLUMNS, *LABEL, named=True)}
        found = [rows[pk] for pk, *_mark in marks if pk in rows]
        context = {"tags": tags_of(rows), "promises": promises_of(found)}
        context["labels"] = {row.author_id: label_of_row(row) for row in found}
        kept = IdeaSummary(found, many=True, context=context).data
        caches["pages"].set(key, kept, KEPT_SECONDS)
    return kept


class Ideas(IdeaApi):
    """All ideas, and the way to drop a new one."""

    @extend_schema(
        operation_id="ideas_list", tags=["상상"], summary="상상 목록", parameters=PARAMETERS, responses=page_of(IdeaSummary)
    )
    def get(self, request):
        known_parameters(request, NAMES)
        order = ordering(request)
        marks, further = page(request, wanted(request).values_list(*MARKS, order.column, named=True), order)
        return Response({"results": summaries([mark[: len(MARKS)] for mark in marks]), "next": further})

    @extend_schema(
        operation_id="ideas_create",
        tags=["상상"],
        summary="상상 올리기",
        parameters=[
            IDEMPOTENCY_KEY,
            OpenApiParameter("Location", {"type": "string", "format": "uri"}, OpenApiParameter.HEADER, response=[201]),
        ],
        request=IdeaForm,
        responses={201: IdeaDetail},
    )
    def post(self, request):
        form = IdeaForm(data=request.data)
        form.is_valid(raise_exception=True)
        key = retry_key(request, "idea")
        limits.check("write_idea", request)
        idea = publish_once(request.user, key or uuid.uuid4(), form.wording())
        place = request.build_absolute_uri(reverse("api:idea", args=[idea.number]))
        return Response(whole(idea.number, request.user), status.HTTP_201_CREATED, headers={"Location": place})


def publish_once(author, key: uuid.UUID, wording) -> Idea:
    """Publish what was sent under a key; the same words again give the same idea. Raises Conflict for other words."""
    with transaction.atomic():
        idea = submission.save_draft(author, key, wording)
        if not idea.is_draft:
            first = idea.versions.filter(number=1).values_list("title", "body").first()
            if first != (wording.title, wording.body):
                raise Conflict(_("같은 Idempotency-Key로 다른 글을 이미 올렸어요. 새 글에는 새 이름을 지어 주세요."))
        return submission.publish(idea, author)


class OneIdea(IdeaApi):
    """One idea."""

    @extend_schema(operation_id="ideas_read", tags=["상상"], summary="상상 하나", responses=IdeaDetail)
    def get(self, request, number):
        known_parameters(request, ())
        return Response(whole(number, request.user))

    @extend_schema(
        operation_id="ideas_change",
        tags=["상상"],
        summary="내 상상 고치기",
        request=IdeaForm(partial=True),
        responses=IdeaDetail,
    )
    def patch(self, request, number):
        idea = readable(Idea.objects.select_related("category", "district"), number, request.user)
        if not wrote_it(request.user, idea):
            raise PermissionDenied(_("내가 쓴 상상만 고칠 수 있어요."))
        form = IdeaForm(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        submission.edit(idea, request.user, form.wording(idea), base=submission.last_version(idea))
        return Response(whole(number, request.user))
