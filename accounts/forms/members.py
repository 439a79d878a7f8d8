"""Members as administrators and the idea office see them in /cms/."""

import rules
from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.adapters import EMAIL_LENGTH
from accounts.fields import NicknameField, check_free
from accounts.models import User
from common.words import clean_line


class MemberForm(forms.ModelForm):
    """A member's name, address and roles. There is no password here: people set their own by a letter.

    for_user: who fills in the form; only administrators hand out the role of administrator.
    """

    nickname = NicknameField(official=True)
    is_active = forms.BooleanField(
        label=_("쓰고 있는 계정"),
        required=False,
        initial=True,
        help_text=_("끄면 바로 로그아웃되고 들어올 수 없어요. 글은 남아요."),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(), label=_("역할"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ["email", "nickname", "last_name", "first_name", "expertise", "is_active", "groups"]
        labels = {"last_name": _("성 (담당자 확인용, 공개되지 않음)"), "first_name": _("이름 (담당자 확인용, 공개되지 않음)")}

    def __init__(self, *args, for_user, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_give_any_role = rules.has_perm("accounts.give_any_role", for_user, None)
        groups = Group.objects.order_by("name")
        if not self.may_give_any_role:
            groups = groups.exclude(name=roles.ADMINISTRATORS)
        self.fields["groups"].queryset = groups
        self.fields["email"].error_messages["unique"] = _("이미 가입한 이메일 주소예요.")
        if editing_self:
            # Nobody locks themselves out or lifts themselves up.
            del self.fields["is_active"], self.fields["groups"]

    @property
    def separate_username_field(self):
        """The log-in name is the address; Wagtail's templates ask."""
        return False

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if len(email) > EMAIL_LENGTH or not email.isascii():
            raise forms.ValidationError(_("이메일 주소는 영문자와 숫자로 된 것만 쓸 수 있어요."))
        return email

    def clean_nickname(self):
        return check_free(self.cleaned_data["nickname"], but=self.instance)

    def clean_expertise(self):
        return clean_line(self.cleaned_data["expertise"])

    def clean(self):
        """An expert stands everywhere under a field, so there has to be one."""
        cleaned = super().clean()
        groups = cleaned.get("groups")
        if groups and groups.filter(name=roles.EXPERTS).exists() and not cleaned.get("expertise"):
            self.add_error("expertise", _("전문가에게는 전문 분야를 적어 주세요. 글 옆에 보여요."))
        return cleaned

    def save(self, commit=True):
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        return super().save(commit)
