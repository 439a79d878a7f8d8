"""Reading what programs send: strict JSON, of a size that one person can have written."""

import json

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from common.api.problems import TooLarge

# The longest idea is 20,000 characters; written as \uXXXX pairs each takes twelve bytes.
MOST_BYTES = 512 * 1024


class StrictJSON(BaseParser):
    """JSON in UTF-8 without NaN, of at most MOST_BYTES, nested as deep as Python can follow."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        """The value sent. Raises TooLarge or ParseError."""
        announced = parser_context["request"].META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > MOST_BYTES:
            raise TooLarge()
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise TooLarge()
        try:
            return json.loads(raw.decode(), parse_constant=_refuse)
        except UnicodeDecodeError as broken:
            raise ParseError(_("UTF-8로 읽을 수 없는 글자가 있어요.")) from broken
        except json.JSONDecodeError as broken:
            where = {"line": broken.lineno, "column": broken.colno}
            raise ParseError(_("JSON으로 읽을 수 없어요. %(line)d번째 줄 %(column)d번째 글자를 봐 주세요.") % where) from broken
        except (ValueError, RecursionError) as broken:
            raise ParseError(_("JSON으로 읽을 수 없어요. 수가 너무 크거나 너무 깊이 겹쳐 있어요.")) from broken


def _refuse(constant: str):
    """NaN and Infinity are Python, not JSON."""
    raise ValueError(constant)
