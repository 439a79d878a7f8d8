"""Fields for words of citizens: cleaned before they are checked, with messages in their own words."""

import re
import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.words import clean_line, clean_text

BETWEEN_TAGS = re.compile(r"[,，、;#\n]+")
MOST_TAGS, TAG_LENGTH = 5, 20


def not_broken(value: str) -> None:
    """Refuse a text whose characters were lost on the way (bytes that were not UTF-8 arrive as U+FFFD)."""
    if "\ufffd" in value:
        raise forms.ValidationError(_("글자가 깨져서 들어온 곳이 있어요(�). 그 부분을 다시 적어 주세요."))


class Words(forms.CharField):
    """A text of several lines. The limit is checked here: the browser would silently cut what is pasted."""

    def __init__(self, *, longest: int, too_long, **kwargs):
        super().__init__(strip=False, **kwargs)
        self.validators += [not_broken, MaxLengthValidator(longest, too_long)]

    def to_python(self, value):
        return clean_text(super().to_python(value))


class Line(Words):
    """A text of one line."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class Tags(forms.CharField):
    """Up to five tags between commas; "#" is taken as a comma."""

    def to_python(self, value):
        words = [clean_line(word) for word in BETWEEN_TAGS.split(super().to_python(value))]
        return list({word.casefold(): word for word in words if word}.values())

    def validate(self, value):
        if len(value) > MOST_TAGS:
            raise forms.ValidationError(
                _("꼬리말은 %(most)s개까지 달 수 있어요. 지금은 %(now)s개예요.") % {"most": MOST_TAGS, "now": len(value)}
            )
        for word in value:
            not_broken(word)
            if len(word) > TAG_LENGTH:
                raise forms.ValidationError(
                    _("꼬리말 하나는 %(most)s자까지예요. “%(word)s…”을 줄여 주세요.")
                    % {"most": TAG_LENGTH, "word": word[:TAG_LENGTH]}
                )

    def run_validators(self, value):
        """The checks for one string do not fit a list of tags; see validate."""


class OneOf(forms.ModelChoiceField):
    """A choice from a short list that editors keep, in their order."""

    def __init__(self, queryset, **kwargs):
        super().__init__(
            queryset.filter(is_active=True).order_by("position", "id"),
            required=False,
            empty_label=gettext_lazy("고르지 않을래요"),
            error_messages={"invalid_choice": gettext_lazy("고른 것이 목록에 없어요. 다시 골라 주세요.")},
            **kwargs,
        )

    def to_python(self, value):
        return super().to_python(clean_line(value) if isinstance(value, str) else value)


def page_key(value) -> uuid.UUID:
    """The key a write page was made with; a new one when it is missing or was tampered with."""
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return uuid.uuid4()
