"""/api/v1/me/."""

from django.db.models import Count, Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.api import NamedPlace, named
from common.api.pages import known_parameters
from ideas.api.base import IdeaApi
from ideas.models import Comment, Idea, Recommendation
from ideas.stages import Stage


class Counts(serializers.Serializer):
    """What a member has done so far."""

    ideas = serializers.IntegerField(help_text="올린 상상")
    drafts = serializers.IntegerField(help_text="쓰고 있는 상상")
    recommendations = serializers.IntegerField(help_text="지금 추천하고 있는 상상")
    comments = serializers.IntegerField(help_text="남긴 의견")


class MeShape(serializers.Serializer):
    """The caller."""

    id = serializers.IntegerField()
    nickname = serializers.CharField()
    email = serializers.EmailField()
    roles = serializers.ListField(child=serializers.CharField())
    department = NamedPlace(allow_null=True, help_text="오늘 맡고 있는 자리의 부서예요.")
    post = serializers.CharField(allow_null=True)
    counts = Counts()


class Me(IdeaApi):
    """The member behind the key or the log-in."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="me_read", tags=["나"], summary="나", responses=MeShape)
    def get(self, request):
        known_parameters(request, ())
        user, post = request.user, request.user.appointment
        return Response(
            {
                "id": user.pk,
                "nickname": user.nickname,
                "email": user.email,
                "roles": sorted(user.role_names),
                "department": named(post.department) if post else None,
                "post": post.post if post else None,
                "counts": counts(user),
            }
        )


def counts(user) -> dict[str, int]:
    """What a member has done so far; 3 queries."""
    draft = Q(stage=Stage.DRAFT)
    ideas = Idea.objects.filter(author=user).aggregate(drafts=Count("pk", draft), ideas=Count("pk", ~draft))
    return {
        **ideas,
        "recommendations": Recommendation.objects.filter(member=user).count(),
        "comments": Comment.objects.filter(author=user, deleted_at__isnull=True).count(),
    }
