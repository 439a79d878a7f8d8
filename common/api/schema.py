"""The description of the API: every operation declares the problems it can answer with."""

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

from common.api.problems import KINDS, MEDIA_TYPE

READING = (400, 401, 403, 404, 406, 429, 500)
WRITING = (*READING, 409)
WITH_BODY = (*WRITING, 413, 415)


class ProblemError(serializers.Serializer):
    """One thing that is wrong with what was sent."""

    field = serializers.CharField(allow_blank=True, help_text="항목의 이름이에요. 보낸 것 전체의 문제면 비어 있어요.")
    pointer = serializers.CharField(required=False, help_text="본문 속의 자리예요. (JSON pointer, RFC 6901)")
    parameter = serializers.CharField(required=False, help_text="주소나 머리말에 있는 이름이에요.")
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField(help_text="프로그램이 구별할 수 있는 이름이에요. (urn:oasis:problem:…)")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="사람에게 그대로 보여 줄 수 있는 말이에요.")
    instance = serializers.CharField(help_text="이 요청의 번호예요. 물어볼 때 알려 주세요.")
    errors = ProblemError(many=True, required=False)


class Schema(AutoSchema):
    """As the framework's own, with problem responses on every operation and without our notes to each other.

    Docstrings are written for those who read the code; what callers read stands in `summary`, `description` and `help_text`.
    """

    def get_description(self) -> str:
        return ""

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        schema.pop("description", None)
        return schema

    def get_auth(self) -> list[dict]:
        anybody = self.method in SAFE_METHODS and IsAuthenticated not in self.view.permission_classes
        return [*super().get_auth(), *([{}] if anybody else [])]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        codes = READING if self.method in SAFE_METHODS else WITH_BODY if self.get_request_serializer() else WRITING
        for code in codes:
            described = self._get_response_for_code(Problem, str(code), [MEDIA_TYPE], direction)
            bodies.setdefault(str(code), {**described, "description": str(KINDS[code][1])})
        return dict(sorted(bodies.items()))
