"""What citizens fill in for the panel: an application, an answer to an invitation, a score sheet, a conflict."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import Line, OneOf, Words
from ideas.models import AgeBand, Criterion, District, Panel, Review
from ideas.panel import applying
from ideas.panel.criteria import MOST_POINTS

TOO_LONG = _("%(limit_value)s자까지 쓸 수 있어요. 지금은 %(show_value)s자예요.")
REMARK_LENGTH = Review._meta.get_field("remark").max_length
CONFLICT_LENGTH = Review._meta.get_field("conflict").max_length


class PlaceForm(forms.Form):
    """Where somebody lives and how old they are, as far as the quotas of the panel need it."""

    district = OneOf(District.objects.all(), label=_("사는 자치구"))
    age_band = forms.ChoiceField(
        label=_("나이"),
        choices=[("", _("골라 주세요")), *AgeBand.choices],
        error_messages={"required": _("나이를 골라 주세요."), "invalid_choice": _("고른 것이 목록에 없어요. 다시 골라 주세요.")},
    )

    def __init__(self, panel: Panel, data=None):
        super().__init__(data, use_required_attribute=False)
        asked = applying.asks_for(panel)
        for name in ("district", "age_band"):
            if name not in asked:
                del self.fields[name]
        if "district" in asked:
            self.fields["district"].required = True
            self.fields["district"].error_messages["required"] = _("사는 자치구를 골라 주세요.")
            self.fields["district"].empty_label = _("골라 주세요")
            self.fields["district"].help_text = _("자치구마다 자리가 정해져 있어요.")
        if "age_band" in asked:
            self.fields["age_band"].help_text = _("나이마다 자리가 정해져 있어서 물어요. 다른 데에는 쓰지 않아요.")


class ApplyForm(PlaceForm):
    """An application."""

    motivation = Words(
        label=_("함께하고 싶은 까닭"),
        help_text=_("창의담당관만 읽어요. 두세 줄이면 돼요."),
        longest=applying.MOTIVATION_LENGTH,
        too_long=TOO_LONG,
        error_messages={"required": _("함께하고 싶은 까닭을 한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 4}),
    )


class ScoreForm(forms.Form):
    """One to five points for each criterion, and a remark."""

    remark = Line(
        label=_("한마디"),
        help_text=_("마감한 뒤에 이름 없이 누구나 볼 수 있어요."),
        longest=REMARK_LENGTH,
        too_long=TOO_LONG,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, criteria: Iterable[Criterion], data=None, *, review: Review | None = None):
        """review: what the member gave before, to begin with."""
        given = {score.criterion_id: score.points for score in review.scores.all()} if review and review.submitted_at else {}
        super().__init__(data, initial={"remark": review.remark if review else ""}, use_required_attribute=False)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"points-{criterion.code}"] = points_field(criterion, given.get(criterion.pk))
        self.order_fields([*(f"points-{criterion.code}" for criterion in self.criteria), "remark"])

    def scales(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Each criterion with its field."""
        return [(criterion, self[f"points-{criterion.code}"]) for criterion in self.criteria]

    @property
    def points(self) -> dict[str, int]:
        """Criterion code → points; only after is_valid."""
        return {criterion.code: self.cleaned_data[f"points-{criterion.code}"] for criterion in self.criteria}


def points_field(criterion: Criterion, given: int | None) -> forms.TypedChoiceField:
    """The scale of one criterion."""
    return forms.TypedChoiceField(
        label=criterion.name,
        choices=[(number, str(number)) for number in range(1, MOST_POINTS + 1)],
        coerce=int,
        initial=given,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("1점에서 5점 가운데 하나를 골라 주세요."),
            "invalid_choice": _("1점에서 5점 가운데 하나를 골라 주세요."),
        },
    )


class ConflictForm(forms.Form):
    """Why somebody cannot be fair to an idea."""

    reason = Line(
        label=_("어떤 사이인가요?"),
        help_text=_("창의담당관만 볼 수 있어요. 예: 쓴 사람과 함께 일해요."),
        longest=CONFLICT_LENGTH,
        too_long=TOO_LONG,
        error_messages={"required": _("어떤 사이인지 한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 3}),
    )
