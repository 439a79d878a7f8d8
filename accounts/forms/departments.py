"""Departments and posts as the administration fills them in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment, Department, User


class DepartmentForm(forms.ModelForm):
    """A department; it cannot stand under itself or under one of its own."""

    class Meta:
        model = Department
        fields = ["name", "slug", "parent", "is_active"]
        help_texts = {
            "slug": _("주소에 쓰는 짧은 이름이에요. 예: bus-policy"),
            "is_active": _("없어진 부서는 끄세요. 옛 답변에는 이름이 남아요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Department.objects.order_by("name").exclude(pk=self.instance.pk)

    def clean_parent(self):
        """A parent above which this department does not stand. Raises ValidationError."""
        parent = above = self.cleaned_data["parent"]
        # A tree is never deeper than it has departments, so this ends even on data that is already a ring.
        seen = set()
        while above is not None and self.instance.pk and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(_("이 부서 아래에 있는 부서는 상위 부서가 될 수 없어요."))
            seen.add(above.pk)
            above = above.parent
        return parent


class AppointmentForm(forms.ModelForm):
    """A post. The holder is named by e-mail address, for nicknames change."""

    email = forms.EmailField(label=_("회원의 이메일"), help_text=_("이미 가입한 회원의 이메일 주소를 적어 주세요."))

    class Meta:
        model = Appointment
        fields = ["email", "department", "post", "starts_on", "ends_on"]
        widgets = {
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {"ends_on": _("떠나는 날이 정해지면 적어 주세요. 발령은 지우지 않고 끝내요.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = self.instance.department_id
        self.fields["department"].queryset = (Department.objects.active() | Department.objects.filter(pk=here)).order_by("name")
        if self.instance.pk:
            self.fields["email"].initial = self.instance.user.email
            # Another person is another appointment; the old one keeps its holder.
            self.fields["email"].disabled = True

    def clean_email(self):
        """The address of a member in force. Raises ValidationError."""
        email = self.cleaned_data["email"].lower()
        self.holder = self.instance.user if self.instance.pk else User.objects.filter(email=email, is_active=True).first()
        if self.holder is None:
            raise forms.ValidationError(_("이 이메일로 가입한 회원이 없어요."))
        return email

    def clean(self):
        """The last day is not before the first. Raises ValidationError."""
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("끝나는 날이 시작하는 날보다 빨라요."))
        return cleaned

    def save(self, commit=True):
        self.instance.user = self.holder
        return super().save(commit)
