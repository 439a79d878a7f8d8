"""What the idea office fills in about the panel in /cms/: terms with criteria and quotas, rounds, invitations."""

import re

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from accounts.models import User
from ideas.models import AgeBand, District, Idea, Panel, Round
from ideas.panel import assigning, terms
from ideas.panel.criteria import DEFAULTS, Wanted

EMPTY_CRITERIA, EMPTY_QUOTAS = 2, 3
NUMBER = re.compile(r"\d+")
LARGEST_NUMBER = 2**63 - 1


class CriterionRow(forms.Form):
    """One criterion; without a name it is none."""

    code = forms.SlugField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("기준"), max_length=40, required=False)
    weight = forms.IntegerField(label=gettext_lazy("비중"), min_value=1, max_value=100, required=False)
    explanation = forms.CharField(label=gettext_lazy("설명"), max_length=200, required=False)
    low = forms.CharField(label=gettext_lazy("1점은"), max_length=100, required=False)
    high = forms.CharField(label=gettext_lazy("5점은"), max_length=100, required=False)

    def wanted(self, place: int) -> Wanted:
        """The criterion as the verb takes it."""
        said = {name: self.cleaned_data[name] for name in ("name", "explanation", "low", "high")}
        code = self.cleaned_data["code"] or slugify(said["name"])[:20] or f"own-{place}"
        return Wanted(code=code, weight=self.cleaned_data["weight"] or 0, **said)


class QuotaRow(forms.Form):
    """One quota; without seats it is none."""

    district = forms.ModelChoiceField(
        District.objects.order_by("position", "id"),
        label=gettext_lazy("자치구"),
        required=False,
        empty_label=gettext_lazy("모두"),
    )
    age_band = forms.ChoiceField(
        label=gettext_lazy("나이"), choices=[("", gettext_lazy("모두")), *AgeBand.choices], required=False
    )
    seats = forms.IntegerField(label=gettext_lazy("자리"), min_value=1, max_value=10_000, required=False)


class PanelForm(WagtailAdminModelForm):
    """A panel with its criteria (`criteria`) and quotas (`quotas`); saving keeps all of it or nothing."""

    class Meta:
        model = Panel
        fields = ["name", "intro", "starts_on", "ends_on", "seats", "applications_until", "lift_votes"]
        widgets = dict.fromkeys(("starts_on", "ends_on", "applications_until"), AdminDateInput)
        help_texts = {"applications_until": gettext_lazy("비워 두면 신청을 받지 않아요. 초대는 언제든 할 수 있어요.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sent = self.data if self.is_bound else None
        names = ("code", "name", "weight", "explanation", "low", "high")
        # What was sent stands by itself: compared with what was offered, rows that nobody changed would count as empty.
        there = list(self.instance.criteria.values(*names)) if self.instance.pk else list(DEFAULTS)
        given = [each if isinstance(each, dict) else {name: getattr(each, name) for name in names} for each in there]
        self.criteria = forms.formset_factory(CriterionRow, extra=EMPTY_CRITERIA)(
            sent, initial=None if sent else given, prefix="criteria"
        )
        quotas = list(self.instance.quotas.values("district", "age_band", "seats")) if self.instance.pk else []
        self.quotas = forms.formset_factory(QuotaRow, extra=EMPTY_QUOTAS)(sent, initial=None if sent else quotas, prefix="quotas")

    def clean(self):
        """The rows have to be right, too; what the verbs refuse is said by the view."""
        cleaned = super().clean()
        for rows in (self.criteria, self.quotas):
            if not rows.is_valid():
                self.add_error(None, _("기준이나 할당에 고칠 곳이 있어요."))
        return cleaned

    def save(self, commit=True):
        """Keep it through the verb. Raises ideas.panel.criteria.Refused."""
        criteria = [row for row in self.criteria if row.cleaned_data.get("name")]
        quotas = [row.cleaned_data for row in self.quotas if row.cleaned_data.get("seats")]
        return terms.keep_panel(
            self.instance,
            [row.wanted(place) for place, row in enumerate(criteria, start=1)],
            [(quota["district"], quota["age_band"], quota["seats"]) for quota in quotas],
        )


class RoundForm(WagtailAdminModelForm):
    """A round with its ideas: by number, and those that neighbours like."""

    numbers = forms.CharField(
        label=gettext_lazy("상상 번호"),
        help_text=gettext_lazy("쉼표나 줄바꿈으로 나눠 적어 주세요. 이미 담은 상상은 그대로 있어요."),
        required=False,
        max_length=6_000,
        widget=forms.Textarea({"rows": 3}),
    )
    recommendations = forms.IntegerField(
        label=gettext_lazy("추천이 이만큼인 상상제안도 담기"),
        min_value=0,
        required=False,
        help_text=gettext_lazy("비워 두면 담지 않아요."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("며칠 안에 올라온 상상"), min_value=1, max_value=3_650, initial=30, required=False
    )

    class Meta:
        model = Round
        fields = ["panel", "name", "opens_at", "closes_at", "reviews_per_idea"]
        widgets = dict.fromkeys(("opens_at", "closes_at"), AdminDateTimeInput)

    def clean_numbers(self):
        """The ideas of these numbers. Raises ValidationError for a number that no idea has."""
        wanted = {int(found) for found in NUMBER.findall(self.cleaned_data["numbers"])}
        found = list(Idea.objects.public().filter(number__in=[number for number in wanted if number <= LARGEST_NUMBER]))
        if missing := sorted(wanted - {idea.number for idea in found}):
            raise forms.ValidationError(_("%(numbers)s번 상상을 찾지 못했어요.") % {"numbers": ", ".join(map(str, missing[:10]))})
        return found

    def save(self, commit=True):
        """Keep it through the verb. Raises ideas.panel.criteria.Refused."""
        ideas, least = list(self.cleaned_data["numbers"]), self.cleaned_data["recommendations"]
        if least is not None:
            ideas += assigning.ready_ideas(least, self.cleaned_data["days"] or 30)
        return assigning.keep_round(self.instance, ideas, self.for_user)


class InvitationForm(forms.Form):
    """Whom to invite, by nickname or e-mail address."""

    who = forms.CharField(label=gettext_lazy("별명이나 전자우편"), max_length=254)

    def clean_who(self):
        """The member. Raises ValidationError when there is none."""
        said = self.cleaned_data["who"].strip()
        found = User.objects.filter(is_active=True).filter(**{"email__iexact" if "@" in said else "nickname": said}).first()
        if found is None:
            raise forms.ValidationError(_("그런 회원을 찾지 못했어요."))
        return found
