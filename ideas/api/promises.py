"""/api/v1/promises/: what the city owes, and until when."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api import NamedPlace, named
from accounts.models import Department
from common.api.pages import known_parameters, page, page_of
from common.api.problems import BadParameter
from ideas import promise_reading
from ideas.api.base import IdeaApi
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.shapes import address, moment
from ideas.models import Owner, Promise, PromiseKind

OF_THE_CITY = [choice for choice in Owner.choices if choice[0] != Owner.PROPOSER]
KINDS = [choice for choice in PromiseKind.choices if choice[0] != PromiseKind.SUPPLEMENT]
YES_OR_NO = {"true": True, "false": False}


class PromisedIdea(serializers.Serializer):
    """The idea that a promise was made to."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.URLField()


class PromiseShape(serializers.Serializer):
    """A promise of the city whose clock runs."""

    id = serializers.IntegerField()
    idea = PromisedIdea()
    kind = serializers.ChoiceField(KINDS)
    owner = serializers.ChoiceField(OF_THE_CITY, help_text="office는 창의담당관, department는 담당 부서예요.")
    department = NamedPlace(allow_null=True, help_text="창의담당관의 약속이면 null이에요.")
    promised_at = serializers.DateTimeField(help_text="약속한 때예요.")
    first_due_on = serializers.DateField(help_text="처음 약속한 날이에요. 바뀌지 않아요.")
    due_on = serializers.DateField(help_text="지금 약속한 날이에요. 그날까지 지키면 제때예요.")
    is_late = serializers.BooleanField()
    days_late = serializers.IntegerField(help_text="약속한 날이 며칠 지났는지예요. 지나지 않았으면 0이에요.")
    stopped_days = serializers.IntegerField(help_text="그사이 시계가 멈춘 날수예요.")
    interim_answered_at = serializers.DateTimeField(allow_null=True, help_text="중간 답변으로 새 날을 알린 때예요.")

    def to_representation(self, made: Promise) -> dict:
        idea = made.idea
        return {
            "id": made.pk,
            "idea": {"number": idea.number, "title": idea.title, "url": address(idea)},
            "kind": made.kind,
            "owner": made.owner,
            "department": named(made.department),
            "promised_at": moment(made.opened_at),
            "first_due_on": made.first_due_on.isoformat(),
            "due_on": made.due_on.isoformat(),
            "is_late": made.is_late,
            "days_late": max(0, -made.days_left),
            "stopped_days": made.stopped_days,
            "interim_answered_at": moment(made.interim_at),
        }


class Promises(IdeaApi):
    """What the city owes on public ideas."""

    @extend_schema(
        operation_id="promises_list",
        tags=["약속"],
        summary="기다리는 약속",
        description="시가 공개된 상상에 한 약속 가운데 시계가 가고 있는 것을 약속한 날이 이른 것부터 보여 드려요.",
        parameters=[
            OpenApiParameter("late", bool, description="true면 늦은 약속만, false면 아직 늦지 않은 약속만 보여 드려요."),
            OpenApiParameter("department", str, description="담당 부서의 slug"),
            OpenApiParameter("kind", str, enum=[code for code, _name in KINDS], description="약속의 갈래"),
            CURSOR,
            PAGE_SIZE,
        ],
        responses=page_of(PromiseShape),
    )
    def get(self, request):
        known_parameters(request, ("late", "department", "kind", *PAGING))
        found, further = page(request, wanted(request), promise_reading.BY_DUE)
        return Response({"results": PromiseShape(found, many=True).data, "next": further})


def wanted(request):
    """The promises the caller wants. Raises BadParameter for a value we do not know."""
    late, kind = request.GET.get("late"), request.GET.get("kind")
    if late and late not in YES_OR_NO:
        raise BadParameter("late", _("true나 false만 쓸 수 있어요."))
    department = one_department(request.GET.get("department"))
    found = promise_reading.late(department) if late == "true" else promise_reading.running(department)
    if late == "false":
        found = found.filter(due_on__gte=timezone.localdate())
    if kind:
        if kind not in dict(KINDS):
            raise BadParameter("kind", _("모르는 값이에요: %(value)s") % {"value": kind[:60]})
        found = found.filter(kind=kind)
    return found


def one_department(slug: str | None) -> Department | None:
    """The department with this slug, None when none is asked for. Raises BadParameter."""
    if not slug:
        return None
    department = Department.objects.filter(slug=slug[:60]).first()
    if department is None:
        raise BadParameter("department", _("모르는 값이에요: %(value)s") % {"value": slug[:60]})
    return department
