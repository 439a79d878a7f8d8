"""The REST API under /api/v1/; the schema is made from this module alone, so that no other address leaks into it."""

from functools import lru_cache

from django.shortcuts import render
from django.urls import path, re_path, reverse
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from common.api.views import Api, Unknown
from ideas.api import (
    cards,
    comments,
    debates,
    departments,
    ideas,
    me,
    meetings,
    panel,
    panel_reviews,
    promises,
    recommendations,
    similar,
    steps,
    trail,
)
from notifications import api as notices


class Index(Api):
    """Where everything is."""

    @extend_schema(exclude=True)
    def get(self, request):
        names = ("ideas", "debates", "panel", "meetings", "cards", "promises", "departments", "me", "schema", "docs")
        return Response({name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names})


class Schema(Api):
    """The API described for programs, as OpenAPI 3."""

    @extend_schema(exclude=True)
    def get(self, request):
        return Response(schema(get_language()))


@lru_cache
def schema(language: str) -> dict:
    """The schema in a language; made once by each process, for it takes a moment and never changes."""
    return SchemaGenerator(urlconf="oasis.api").get_schema(public=True)


def docs(request):
    """The API described for people, who can try it there; Swagger UI comes from the installed package."""
    return render(request, "api/docs.html")


urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("ideas/", ideas.Ideas.as_view(), name="ideas"),
    path("ideas/similar/", similar.SimilarToText.as_view(), name="similar_to_text"),
    path("ideas/<int:number>/similar/", similar.SimilarToIdea.as_view(), name="similar"),
    path("ideas/<int:number>/", ideas.OneIdea.as_view(), name="idea"),
    path("ideas/<int:number>/recommendation/", recommendations.OneRecommendation.as_view(), name="recommendation"),
    path("ideas/<int:number>/steps/", steps.Steps.as_view(), name="steps"),
    path("ideas/<int:number>/steps/<str:step>/", steps.OneStep.as_view(), name="step"),
    path("ideas/<int:number>/comments/", comments.Comments.as_view(), name="comments"),
    path("promises/", promises.Promises.as_view(), name="promises"),
    path("cards/", cards.Cards.as_view(), name="cards"),
    path("cards/<int:pk>/", cards.OneCard.as_view(), name="card"),
    path("departments/", departments.Departments.as_view(), name="departments"),
    path("departments/<int:pk>/", departments.OneDepartment.as_view(), name="department"),
    path("ideas/<int:number>/trail/", trail.Trail.as_view(), name="trail"),
    path("meetings/", meetings.Meetings.as_view(), name="meetings"),
    path("meetings/<int:pk>/", meetings.OneMeeting.as_view(), name="meeting"),
    path("meetings/<int:pk>/seat/", meetings.OneSeat.as_view(), name="seat"),
    path("me/", me.Me.as_view(), name="me"),
    path("me/notifications/", notices.Notices.as_view(), name="notifications"),
    path("me/notifications/read/", notices.ReadNotices.as_view(), name="notifications_read"),
    path("panel/", panel.Panels.as_view(), name="panel"),
    path("panel/rounds/", panel.Rounds.as_view(), name="panel_rounds"),
    path("panel/rounds/<int:pk>/", panel.OneRound.as_view(), name="panel_round"),
    path("panel/reviews/", panel_reviews.Reviews.as_view(), name="panel_reviews"),
    path("panel/reviews/<int:pk>/", panel_reviews.OneReview.as_view(), name="panel_review"),
    path("panel/reviews/<int:pk>/conflict/", panel_reviews.OneConflict.as_view(), name="panel_conflict"),
    path("panel/lifts/", panel_reviews.Lifts.as_view(), name="lifts"),
    path("panel/lifts/<int:pk>/vote/", panel_reviews.OneVote.as_view(), name="lift_vote"),
    path("debates/", debates.Debates.as_view(), name="debates"),
    path("debates/<int:pk>/", debates.OneDebate.as_view(), name="debate"),
    path("debates/<int:pk>/stance/", debates.OneStance.as_view(), name="stance"),
    path("debates/<int:pk>/arguments/", debates.Arguments.as_view(), name="arguments"),
    path("arguments/<int:pk>/helpful/", debates.OneHelpful.as_view(), name="helpful"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    re_path(r"^", Unknown.as_view()),
]
