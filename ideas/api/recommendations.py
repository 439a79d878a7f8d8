"""/api/v1/ideas/<number>/recommendation/."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from common import limits
from ideas import participation
from ideas.api.base import IdeaApi, readable
from ideas.api.shapes import Tally
from ideas.models import Idea


class OneRecommendation(IdeaApi):
    """The caller's own recommendation; doing it twice is doing it once."""

    @extend_schema(operation_id="recommend", tags=["추천"], summary="추천하기", request=None, responses={200: Tally})
    def put(self, request, number):
        limits.check("recommend", request)
        idea = readable(Idea.objects.defer("body"), number, request.user)
        participation.recommend(idea, request.user)
        return tally(idea, recommended=True)

    @extend_schema(operation_id="take_back", tags=["추천"], summary="추천 거두기", request=None, responses={200: Tally})
    def delete(self, request, number):
        limits.check("recommend", request)
        idea = readable(Idea.objects.defer("body"), number, request.user)
        participation.take_back(idea, request.user)
        return tally(idea, recommended=False)


def tally(idea: Idea, recommended: bool) -> Response:
    """The count as it is now, other people's recommendations of the same moment included."""
    now = Idea.objects.values_list("recommendations", flat=True).get(pk=idea.pk)
    return Response({"recommendations": now, "recommended": recommended})
