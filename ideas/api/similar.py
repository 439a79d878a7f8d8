"""/api/v1/ideas/similar/ and /api/v1/ideas/<number>/similar/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from common import limits
from common.api.pages import known_parameters
from common.api.problems import BadParameter
from common.words import clean_text
from ideas.api.base import IdeaApi, readable
from ideas.api.shapes import IdeaSummary, row_of, tags_of
from ideas.api.way_shapes import promises_of
from ideas.bylines import labels_of
from ideas.models import Idea
from ideas.similarity import LIMIT, READ, similar_to, similar_to_text

SHORTEST = 2
TEXT = OpenApiParameter(
    "text",
    {"type": "string", "minLength": SHORTEST},
    required=True,
    description=f"쓰고 있는 글이에요. 첫 줄을 제목으로 읽고, 앞에서부터 {READ:,}자까지 봐요.",
)


class SimilarIdea(IdeaSummary):
    """A similar idea, from a row with its likeness. Context: tags."""

    likeness = serializers.FloatField(min_value=0, max_value=1, help_text="얼마나 비슷한지예요. 1이면 같은 글이에요.")

    def to_representation(self, row) -> dict:
        return {**super().to_representation(row), "likeness": row.likeness}


class SimilarIdeas(serializers.Serializer):
    """The most similar ideas, best first."""

    results = SimilarIdea(many=True, help_text=f"많아야 {LIMIT}개예요.")


def answer(found: list[Idea]) -> Response:
    """The ideas as the API shows them."""
    rows = []
    for idea in found:
        row = row_of(idea)
        row.likeness = round(idea.likeness, 2)
        rows.append(row)
    context = {"tags": tags_of([row.pk for row in rows]), "promises": promises_of(rows)} if rows else {}
    context["labels"] = labels_of(row.author_id for row in rows)
    return Response({"results": SimilarIdea(rows, many=True, context=context).data})


class SimilarToText(IdeaApi):
    """Ideas like a text that somebody writes."""

    @extend_schema(
        operation_id="ideas_similar_to_text",
        tags=["상상"],
        summary="쓰는 글과 비슷한 상상",
        parameters=[TEXT],
        responses=SimilarIdeas,
    )
    def get(self, request):
        known_parameters(request, ("text",))
        text = clean_text(request.query_params.get("text", "")[:READ])
        if len(text) < SHORTEST:
            raise BadParameter("text", _("두 글자부터 찾을 수 있어요."))
        limits.check("similar", request)
        title, _newline, body = text.partition("\n")
        return answer(similar_to_text(title, body))


class SimilarToIdea(IdeaApi):
    """Ideas like an idea."""

    @extend_schema(operation_id="ideas_similar", tags=["상상"], summary="비슷한 상상", responses=SimilarIdeas)
    def get(self, request, number):
        known_parameters(request, ())
        idea = readable(Idea.objects.all(), number, request.user)
        limits.check("similar", request)
        return answer([] if idea.is_withdrawn else similar_to(idea))
