"""/api/v1/departments/: the scoreboard for programs."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from common.api.pages import known_parameters, page, page_of
from common.orders import Order
from ideas import promise_reading
from ideas.api.base import IdeaApi
from ideas.api.filters import CURSOR, PAGE_SIZE, PAGING
from ideas.api.shapes import moment
from ideas.models import DepartmentStanding
from ideas.reading import LARGEST_NUMBER
from ideas.standings import DEFINITIONS

BY_NUMBER = Order("departments", "id", str, int, rising=True)


class StandingShape(serializers.Serializer):
    """How a department keeps its promises; each figure is explained in `definitions`."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    open = serializers.IntegerField()
    late = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="지금까지 지킨 약속이에요.")
    kept_in_time = serializers.IntegerField(help_text="그 가운데 제때 지킨 약속이에요.")
    on_time = serializers.IntegerField(allow_null=True, help_text="0에서 100까지예요. 지킨 약속이 없으면 null이에요.")
    median_days = serializers.IntegerField(allow_null=True)
    adopted = serializers.IntegerField()
    finished = serializers.IntegerField()
    counted_at = serializers.DateTimeField(help_text="이 숫자를 센 때예요.")

    def to_representation(self, row: DepartmentStanding) -> dict:
        department = row.department
        figures = ("open", "late", "kept", "kept_in_time", "median_days", "adopted", "finished")
        return {
            "id": department.pk,
            "slug": department.slug,
            "name": department.name,
            **{name: getattr(row, name) for name in figures},
            "on_time": promise_reading.on_time(row),
            "counted_at": moment(row.counted_at),
        }


class DefinitionShape(serializers.Serializer):
    """What a figure counts."""

    code = serializers.CharField()
    name = serializers.CharField()
    words = serializers.CharField()


class ScoreboardShape(page_of(StandingShape)):
    """A page of departments, and what the figures mean."""

    definitions = DefinitionShape(many=True)


def definitions() -> list[dict]:
    """The table of definitions in the caller's language."""
    return [{"code": each.code, "name": str(each.name), "words": str(each.words)} for each in DEFINITIONS]


class Departments(IdeaApi):
    """How every department keeps its promises."""

    @extend_schema(
        operation_id="departments_list",
        tags=["약속"],
        summary="부서별 약속",
        description="부서를 번호 차례로 보여 드려요. 10분마다 다시 세요.",
        parameters=[CURSOR, PAGE_SIZE],
        responses=ScoreboardShape,
    )
    def get(self, request):
        known_parameters(request, PAGING)
        found, further = page(request, promise_reading.counted(), BY_NUMBER)
        rows = StandingShape([department.standing for department in found], many=True).data
        return Response({"results": rows, "next": further, "definitions": definitions()})


class OneDepartment(IdeaApi):
    """How one department keeps its promises."""

    @extend_schema(operation_id="departments_read", tags=["약속"], summary="부서의 약속", responses=StandingShape)
    def get(self, request, pk):
        known_parameters(request, ())
        row = DepartmentStanding.objects.select_related("department").filter(pk=pk).first() if pk <= LARGEST_NUMBER else None
        if row is None:
            raise Http404
        return Response(StandingShape(row).data)
