"""Form fields that members fill in about themselves."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import nicknames
from accounts.models import User
from common.words import clean_line


class NicknameField(forms.CharField):
    """A nickname: tidied, checked against the rules and, by `check_free`, against everybody else's.

    official: staff names too, for the administration.
    """

    def __init__(self, *args, official: bool = False, **kwargs):
        self.official = official
        kwargs.setdefault("label", _("별명"))
        kwargs.setdefault("help_text", _("이웃들이 부를 이름이에요. 한글, 영문자, 숫자로 2~12자."))
        kwargs.setdefault("error_messages", {"required": _("이웃들이 부를 별명을 하나 지어 주세요.")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "nickname", "spellcheck": "false"}))
        # Longer than allowed reaches our own message, which counts; much longer is cut off before any work is done on it.
        super().__init__(*args, max_length=200, **kwargs)
        self.error_messages["max_length"] = _("별명은 12자까지예요.")

    def to_python(self, value):
        value = super().to_python(value)
        return nicknames.tidy(value) if len(value) <= 200 else value

    def clean(self, value):
        value = super().clean(value)
        if value:
            nicknames.check_shape(value)
            if not self.official:
                nicknames.check_meaning(value)
        return value


class LineField(forms.CharField):
    """One line of plain words: invisible characters gone, white space single, composed Hangul."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


TAKEN = _("다른 이웃이 이미 쓰는 별명이에요. 글자를 조금 바꿔 볼까요?")


def check_free(nickname: str, but: User | None = None) -> str:
    """The nickname itself when nobody else has it or one that looks the same. Raises ValidationError."""
    others = User.objects.filter(nickname_key=nicknames.nickname_key(nickname))
    if but is not None and but.pk:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise ValidationError(TAKEN, code="taken")
    return nickname
