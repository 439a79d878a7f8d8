"""Fields and forms of the API that take exactly what they ask for and say so in plain words."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.settings import api_settings

# A lone half of a surrogate pair can be written in JSON but belongs to no character.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")

REQUIRED = {"required": gettext_lazy("꼭 필요한 항목이에요."), "null": gettext_lazy("비워 둘 수 없어요.")}


class Text(serializers.CharField):
    """A text as people type it. clean: a function of common.words; most: characters allowed after cleaning."""

    default_error_messages = {
        **REQUIRED,
        "invalid": gettext_lazy('글자로 보내 주세요. ("…")'),
        "unwritable": gettext_lazy("쓸 수 없는 글자가 들어 있어요."),
        "blank": gettext_lazy("한 글자라도 적어 주세요."),
        "max_length": gettext_lazy("{max_length}자까지 쓸 수 있어요. 지금은 %(show_value)s자예요."),
    }

    def __init__(self, *, clean: Callable[[str], str], most: int, **kwargs):
        super().__init__(trim_whitespace=False, max_length=most, **kwargs)
        self.clean = clean

    def to_internal_value(self, data) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if UNWRITABLE.search(data):
            self.fail("unwritable")
        value = self.clean(data)
        if not value and not self.allow_blank:
            self.fail("blank")
        return value


class Whole(serializers.IntegerField):
    """A whole number written as a number; what no row can be called is no number either."""

    default_error_messages = {**REQUIRED, "invalid": gettext_lazy("정수로 보내 주세요.")}

    def to_internal_value(self, data) -> int:
        if type(data) is not int or not 0 <= data < 2**63:
            self.fail("invalid")
        return data


class Form(serializers.Serializer):
    """What a request body may hold. Anything it does not name is refused, so that nobody sets what is not theirs to set."""

    default_error_messages = {"invalid": gettext_lazy("JSON 객체 {{…}}로 보내 주세요.")}

    def to_internal_value(self, data):
        if not isinstance(data, Mapping):
            self.fail_whole("invalid")
        unknown = [name for name in data if name not in self.fields]
        if unknown:
            raise serializers.ValidationError({name: [_("여기서 보낼 수 없는 항목이에요.")] for name in unknown[:20]})
        return super().to_internal_value(data)

    def fail_whole(self, key: str):
        """Refuse the body as a whole."""
        said = str(self.error_messages[key]).format()
        raise serializers.ValidationError({api_settings.NON_FIELD_ERRORS_KEY: [said]}, code=key)
