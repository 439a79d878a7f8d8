"""/api/v1/me/notifications/: what the caller was told."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.api import MembersApi
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter
from common.orders import by_time
from notifications import inbox
from notifications.models import Notice

NEWEST = by_time("-created_at", "created_at")
YES_OR_NO = {"true": True, "false": False}
LARGEST = 2**63 - 1


class NoticeShape(serializers.Serializer):
    """One line of the inbox."""

    id = serializers.IntegerField()
    kind = serializers.CharField(help_text="어떤 소식인지예요. (예: answer, decision, debate, meeting, card)")
    title = serializers.CharField(help_text="무엇에 대한 소식인지예요. 보통 상상의 제목이에요.")
    words = serializers.CharField(help_text="무슨 일이 있었는지예요.")
    url = serializers.URLField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True, help_text="읽은 때예요. 아직 읽지 않았으면 null이에요.")

    def to_representation(self, notice: Notice) -> dict:
        return {
            "id": notice.pk,
            "kind": notice.kind,
            "title": notice.title,
            "words": notice.words,
            "url": urljoin(settings.SITE_URL, notice.url),
            "created_at": moment(notice.created_at),
            "read_at": moment(notice.read_at),
        }


class WhatWasRead(serializers.Serializer):
    """Which lines the caller has read."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST),
        required=False,
        max_length=100,
        help_text="읽은 알림의 번호예요. 보내지 않으면 모두 읽은 것으로 해요.",
    )


class Unread(serializers.Serializer):
    """What is left."""

    unread = serializers.IntegerField(help_text="아직 읽지 않은 알림이에요. 100개까지만 세요.")


class Notices(MembersApi):
    """The caller's inbox."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="notifications_list",
        tags=["나"],
        summary="알림",
        description="나에게 온 알림을 새것부터 보여 드려요.",
        parameters=[
            OpenApiParameter("unread", bool, description="true면 아직 읽지 않은 것만 보여 드려요."),
            OpenApiParameter("cursor", str, description="next에 들어 있는 이어 보기 표시예요. 만들지 말고 받은 대로 쓰세요."),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                description="한 쪽의 개수예요.",
            ),
        ],
        responses=page_of(NoticeShape),
    )
    def get(self, request):
        known_parameters(request, ("unread", "cursor", "page_size"))
        wanted = request.GET.get("unread") or "false"
        if wanted not in YES_OR_NO:
            raise BadParameter("unread", _("true나 false만 쓸 수 있어요."))
        rows = inbox.unread_of(request.user) if YES_OR_NO[wanted] else inbox.notices_of(request.user)
        found, further = page(request, rows, NEWEST)
        return Response({"results": NoticeShape(inbox.shown(request.user, found), many=True).data, "next": further})


class ReadNotices(MembersApi):
    """What the caller has read; saying it twice is saying it once."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="notifications_read", tags=["나"], summary="알림 읽었다고 하기", request=WhatWasRead, responses=Unread
    )
    def post(self, request):
        known_parameters(request, ())
        said = WhatWasRead(data=request.data)
        said.is_valid(raise_exception=True)
        inbox.mark_read(request.user, said.validated_data.get("ids"))
        return Response({"unread": inbox.unread_of(request.user).order_by().values("pk")[: inbox.MOST_COUNTED].count()})


def moment(value) -> str | None:
    """A time in ISO 8601 with the city's offset."""
    return value and timezone.localtime(value).isoformat()
