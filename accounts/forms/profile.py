"""What a member says about themselves, and the name of a key."""

from django import forms
from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.fields import TAKEN, LineField, NicknameField, check_free
from accounts.models import ApiToken, User
from accounts.nicknames import check_meaning, nickname_key

INTRODUCTION_LENGTH = User._meta.get_field("introduction").max_length
NAME_LENGTH = ApiToken._meta.get_field("name").max_length


class ProfileForm(forms.ModelForm):
    """Nickname and introduction."""

    nickname = NicknameField(official=True)
    introduction = LineField(
        label=_("한 줄 소개"),
        required=False,
        max_length=INTRODUCTION_LENGTH,
        help_text=format_lazy(
            _("내 상상을 읽는 이웃에게 건네는 한마디예요. {most}자까지 쓸 수 있어요."), most=INTRODUCTION_LENGTH
        ),
        error_messages={"max_length": _("소개는 %(limit_value)d자까지예요. 지금은 %(show_value)d자예요.")},
    )

    class Meta:
        model = User
        fields = ["nickname", "introduction"]

    def clean_nickname(self):
        """A free nickname that claims no office; the member's own may stay, for the idea office may have given it."""
        nickname = self.cleaned_data["nickname"]
        if nickname_key(nickname) != self.instance.nickname_key:
            check_meaning(nickname)
        return check_free(nickname, but=self.instance)

    def save(self, commit=True):
        """Save, unless somebody took the nickname in this very moment: then the form is no longer valid and says so."""
        try:
            with transaction.atomic():
                return super().save(commit)
        except IntegrityError:
            self.add_error("nickname", TAKEN)
            return None


class KeyForm(forms.Form):
    """The name of a new key."""

    name = LineField(
        label=_("어디에 쓸 열쇠인가요?"),
        max_length=NAME_LENGTH,
        help_text=_("나중에 알아볼 이름이에요. 예: 우리 동네 통계 프로그램"),
        error_messages={
            "required": _("열쇠에 이름을 하나 붙여 주세요."),
            "max_length": _("이름은 %(limit_value)d자까지예요. 지금은 %(show_value)d자예요."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
