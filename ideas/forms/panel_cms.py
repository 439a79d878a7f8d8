"""What the idea office fills in about the panel in /cms/: terms with criteria and quotas, rounds, invitations."""

import re
from dataclasses import replace
from itertools import count

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from accounts.models import User
from ideas.models import AgeBand, District, Idea, Panel, Round
from ideas.panel import assigning, terms
from ideas.panel.criteria import DEFAULTS, Wanted

EMPTY_CRITERIA, EMPTY_QUOTAS = 2, 3
NUMBER = re.compile("[0-9]+")
# Digits of a number that fits into a column.
LONGEST_NUMBER = 18


class CriterionRow(forms.Form):
    """One criterion; without a name it is none."""

    code = forms.SlugField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("기준"), max_length=40, required=False)
    weight = forms.IntegerField(label=gettext_lazy("비중"), min_value=1, max_value=100, required=False)
    explanation = forms.CharField(label=gettext_lazy("설명"), max_length=200, required=False)
    low = forms.CharField(label=gettext_lazy("1점은"), max_length=100, required=False)
    high = forms.CharField(label=gettext_lazy("5점은"), max_length=100, required=False)

    def wanted(self) -> Wanted:
        """The criterion as the verb takes it; a new one has no code yet (see with_codes)."""
        said = {name: self.cleaned_data[name] for name in ("code", "name", "explanation", "low", "high")}
        return Wanted(weight=self.cleaned_data["weight"] or 0, **said)


def with_codes(criteria: list[Wanted]) -> list[Wanted]:
    """The criteria with a code for each that has none: the first one free."""
    taken = {each.code for each in criteria}
    free = (f"own-{number}" for number in count(1) if f"own-{number}" not in taken)
    return [each if each.code else replace(each, code=next(free)) for each in criteria]


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
        help_texts = {
            "name": gettext_lazy("시민이 보는 이름이에요. 예: 상상누리단 3기"),
            "intro": gettext_lazy("상상누리단 화면에 보여요. 무엇을 얼마나 자주 하는지 두세 줄이면 돼요."),
            "seats": gettext_lazy("단원이 이만큼 차면 더 받을 수 없어요."),
            "applications_until": gettext_lazy("비워 두면 신청을 받지 않아요. 초대는 언제든 할 수 있어요."),
        }

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
        criteria = [row.wanted() for row in self.criteria if row.cleaned_data.get("name")]
        quotas = [row.cleaned_data for row in self.quotas if row.cleaned_data.get("seats")]
        return terms.keep_panel(
            self.instance,
            with_codes(criteria),
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
        labels = {"panel": gettext_lazy("상상누리단")}
        help_texts = {
            "name": gettext_lazy("결과 화면의 제목이 돼요. 예: 11월 함께 읽기"),
            "opens_at": gettext_lazy("이때부터 단원이 읽고 점수를 매겨요."),
            "closes_at": gettext_lazy("이때 저절로 마감하고, 결과를 누구나 볼 수 있어요."),
            "reviews_per_idea": gettext_lazy("상상 하나를 단원 몇 명이 읽을지예요. 단원이 모자라면 되는 만큼만 부탁해요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.assigned_at:
            # What members were asked for stands; see ideas.panel.assigning.keep_round.
            for name in set(self.fields) - {"name", "closes_at"}:
                del self.fields[name]
        elif not self.instance.pk:
            self.initial.setdefault("panel", terms.running().order_by("-starts_on", "-id").first())

    def clean_numbers(self):
        """The ideas of these numbers. Raises ValidationError for a number that no idea has."""
        wanted = set(NUMBER.findall(self.cleaned_data["numbers"]))
        known = [int(word) for word in wanted if len(word) <= LONGEST_NUMBER]
        found = list(Idea.objects.public().filter(number__in=known))
        there = {idea.number for idea in found}
        missing = {word for word in wanted if len(word) > LONGEST_NUMBER or int(word) not in there}
        if missing:
            told = ", ".join(sorted(word[:LONGEST_NUMBER] for word in missing)[:10])
            raise forms.ValidationError(_("%(numbers)s번 상상을 찾지 못했어요.") % {"numbers": told})
        return found

    def save(self, commit=True):
        """Keep it through the verb. Raises ideas.panel.criteria.Refused."""
        ideas, least = list(self.cleaned_data.get("numbers", ())), self.cleaned_data.get("recommendations")
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
