"""/api/v1/meetings/: when and where the city talks about ideas, and the caller's own seat."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from common import limits
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter
from common.orders import by_time
from ideas.api.base import IdeaApi
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.promises import YES_OR_NO, PromisedIdea
from ideas.api.shapes import address, moment
from ideas.meetings import reading, seats
from ideas.meetings.live import ADOPTIONS
from ideas.models import AttendeeRole, Decision, Meeting, MeetingKind, MeetingState, Seat, SeatState
from ideas.reading import LARGEST_NUMBER

BY_START = by_time("meetings", "starts_at")
KNOWN_STATES = [choice for choice in MeetingState.choices if choice[0] != MeetingState.DRAFT]


class MeetingShape(serializers.Serializer):
    """A meeting in a list."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(MeetingKind.choices)
    state = serializers.ChoiceField(KNOWN_STATES)
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField()
    address = serializers.CharField(help_text="찾아오는 주소예요. 없으면 비어 있어요.")
    stream_url = serializers.CharField(help_text="생중계 주소예요. 없으면 비어 있어요.")
    video_url = serializers.CharField(help_text="다시 보기 주소예요. 없으면 비어 있어요.")
    seats = serializers.IntegerField(help_text="누구나 앉을 수 있는 자리예요. 0이면 신청을 받지 않아요.")
    seats_left = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="자리를 기다리는 사람이에요.")
    sign_up_until = serializers.DateTimeField(allow_null=True, help_text="자리 신청 마감이에요. 없으면 끝날 때까지 받아요.")
    cancel_reason = serializers.CharField(help_text="취소한 까닭이에요. 취소하지 않았으면 비어 있어요.")
    url = serializers.URLField(help_text="사람이 읽는 화면의 주소예요.")

    def to_representation(self, meeting: Meeting) -> dict:
        plain = ("kind", "state", "title", "place", "address", "stream_url", "video_url", "waiting", "cancel_reason")
        return {
            "id": meeting.pk,
            **{name: getattr(meeting, name) for name in plain},
            **{name: moment(getattr(meeting, name)) for name in ("starts_at", "ends_at", "sign_up_until")},
            "seats": meeting.open_seats,
            "seats_left": reading.seats_left(meeting),
            "url": address(meeting),
        }


class DocumentShape(serializers.Serializer):
    """Something to read before."""

    title = serializers.CharField()
    url = serializers.URLField()


class ItemShape(serializers.Serializer):
    """An idea on the agenda, and once the record is public what was decided on it."""

    idea = PromisedIdea()
    minutes = serializers.IntegerField(help_text="이야기할 시간(분)이에요.")
    presenter = serializers.CharField()
    note = serializers.CharField()
    documents = DocumentShape(many=True)
    decision = serializers.ChoiceField(Decision.choices, allow_null=True, help_text="기록을 공개하기 전에는 null이에요.")
    reason = serializers.CharField(help_text="그렇게 정한 까닭이에요. 기록을 공개하기 전에는 비어 있어요.")
    votes_for = serializers.IntegerField(allow_null=True)
    votes_against = serializers.IntegerField(allow_null=True)
    department = serializers.CharField(allow_null=True, help_text="채택한 상상을 맡은 부서예요.")
    starts_on = serializers.DateField(allow_null=True, help_text="채택한 상상을 시작하는 날이에요.")
    goes_to = serializers.IntegerField(allow_null=True, help_text="실무회의가 이 상상을 올린 실현회의의 번호예요.")
    said = serializers.CharField(help_text="나눈 이야기예요. 기록을 공개하기 전에는 비어 있어요.")

    def to_representation(self, item) -> dict:
        idea, is_decided = item.idea, item.decided_at is not None
        is_adopted = is_decided and item.decision in ADOPTIONS
        return {
            "idea": {"number": idea.number, "title": idea.title, "url": address(idea)},
            "minutes": item.allotted,
            "presenter": item.presenter,
            "note": item.note,
            "documents": [{"title": paper.title, "url": paper.url} for paper in item.documents.all()],
            "decision": item.decision if is_decided else None,
            "reason": item.reason if is_decided else "",
            "votes_for": item.votes_for if is_decided else None,
            "votes_against": item.votes_against if is_decided else None,
            "department": item.department.name if is_adopted and item.department_id else None,
            "starts_on": item.starts_on.isoformat() if is_adopted and item.starts_on else None,
            "goes_to": item.goes_to_id if is_decided else None,
            "said": item.minutes if is_decided else "",
        }


class SeatShape(serializers.Serializer):
    """The caller's own seat."""

    state = serializers.ChoiceField([choice for choice in SeatState.choices if choice[0] != SeatState.CANCELLED])
    order = serializers.IntegerField(help_text="자리 번호예요.")
    role = serializers.ChoiceField(AttendeeRole.choices)
    before = serializers.IntegerField(help_text="앞에서 기다리는 사람이에요. 기다리지 않으면 0이에요.")
    checked_in_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, seat: Seat) -> dict:
        came = moment(seat.checked_in_at)
        return {"state": seat.state, "order": seat.order, "role": seat.role, "before": seat.before, "checked_in_at": came}


class MeetingDetail(MeetingShape):
    """A meeting with its agenda, its record and the caller's seat. Context: seat."""

    intro = serializers.CharField()
    agenda_announced_at = serializers.DateTimeField(allow_null=True)
    agenda = ItemShape(many=True, help_text="안건을 알리기 전에는 비어 있어요.")
    recorded_at = serializers.DateTimeField(allow_null=True)
    summary = serializers.CharField(help_text="기록을 공개하기 전에는 비어 있어요.")
    minutes = serializers.CharField(help_text="회의록이에요. 기록을 공개하기 전에는 비어 있어요.")
    seat = SeatShape(allow_null=True, help_text="지금 묻는 사람의 자리예요. 없으면 null이에요.")

    def to_representation(self, meeting: Meeting) -> dict:
        is_recorded, seat = meeting.state == MeetingState.RECORDED, self.context["seat"]
        return {
            **super().to_representation(meeting),
            "intro": meeting.intro,
            "agenda_announced_at": moment(meeting.agenda_announced_at),
            "agenda": ItemShape(reading.agenda(meeting), many=True).data,
            "recorded_at": moment(meeting.recorded_at),
            "summary": meeting.summary if is_recorded else "",
            "minutes": meeting.minutes if is_recorded else "",
            "seat": SeatShape(seat).data if seat else None,
        }


class Meetings(IdeaApi):
    """Meetings, the latest first."""

    @extend_schema(
        operation_id="meetings_list",
        tags=["회의"],
        summary="회의",
        description="실무회의와 실현회의를 날이 늦은 것부터 보여 드려요.",
        parameters=[
            OpenApiParameter("kind", str, enum=MeetingKind.values, description="회의의 갈래"),
            OpenApiParameter("coming", bool, description="true면 앞으로 열릴 회의만 보여 드려요."),
            CURSOR,
            PAGE_SIZE,
        ],
        responses=page_of(MeetingShape),
    )
    def get(self, request):
        known_parameters(request, ("kind", "coming", *PAGING))
        found, further = page(request, wanted(request), BY_START)
        return Response({"results": MeetingShape(found, many=True).data, "next": further})


def wanted(request):
    """The meetings the caller wants. Raises BadParameter for a value we do not know."""
    kind, coming = request.GET.get("kind"), request.GET.get("coming")
    found = Meeting.objects.public().defer(*reading.LONG)
    if coming and coming not in YES_OR_NO:
        raise BadParameter("coming", _("true나 false만 쓸 수 있어요."))
    if kind and kind not in MeetingKind.values:
        raise BadParameter("kind", _("모르는 값이에요: %(value)s") % {"value": kind[:60]})
    if coming == "true":
        found = found.coming()
    return found.filter(kind=kind) if kind else found


def readable_meeting(pk: int) -> Meeting:
    """A meeting the public may read about. Raises Http404."""
    found = Meeting.objects.public().filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
    if found is None:
        raise Http404
    return found


class OneMeeting(IdeaApi):
    """One meeting."""

    @extend_schema(operation_id="meetings_read", tags=["회의"], summary="회의 하나", responses=MeetingDetail)
    def get(self, request, pk):
        known_parameters(request, ())
        found = readable_meeting(pk)
        return Response(MeetingDetail(found, context={"seat": reading.seat_of(found, request.user)}).data)


class OneSeat(IdeaApi):
    """The caller's own seat; doing it twice is doing it once."""

    @extend_schema(operation_id="sign_up", tags=["회의"], summary="자리 신청하기", request=None, responses={200: SeatShape})
    def put(self, request, pk):
        limits.check("recommend", request)
        found = readable_meeting(pk)
        return Response(SeatShape(reading.in_line(seats.sign_up(found, request.user))).data)

    @extend_schema(operation_id="give_seat_back", tags=["회의"], summary="자리 돌려주기", request=None, responses={204: None})
    def delete(self, request, pk):
        limits.check("recommend", request)
        found = readable_meeting(pk)
        mine = Seat.objects.filter(meeting=found, member=request.user).first()
        if mine:
            seats.cancel_seat(mine, request.user)
        return Response(status=204)
