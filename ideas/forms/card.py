"""The forms with which departments keep their cards."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from ideas.cards.planning import Step
from ideas.forms.desk import NO_DAY
from ideas.forms.fields import Line, Words
from ideas.forms.routing import DAY, TOO_LONG, OneDepartment, reason_field
from ideas.models import Card, CardHolder, CardPhoto, Idea, Milestone, ProgressReport

# Rows of the first plan and photos of one report; more can be added afterwards.
ROWS, PHOTOS = 4, 3
ROW_PARTS = ("title", "planned_on", "weight")


def words_field(model, name: str, label, empty, rows: int = 8, **kwargs) -> Words:
    """A text that everybody will read, as long as its column."""
    longest = model._meta.get_field(name).max_length
    widget = forms.Textarea({"rows": rows})
    return Words(label=label, longest=longest, too_long=TOO_LONG, widget=widget, error_messages={"required": empty}, **kwargs)


def money_field(label, **kwargs) -> forms.IntegerField:
    """An amount in won, thousands separated or not."""
    errors = {"invalid": gettext_lazy("숫자로만 적어 주세요."), "min_value": gettext_lazy("0원부터 적을 수 있어요.")}
    return Won(label=label, min_value=0, max_value=10**15, required=False, error_messages=errors, **kwargs)


def day_field(label, **kwargs) -> forms.DateField:
    """A day in Seoul."""
    return forms.DateField(label=label, widget=DAY, error_messages=NO_DAY, **kwargs)


def weight_field() -> forms.IntegerField:
    """The share of a step."""
    help_text = gettext_lazy("다른 단계보다 얼마나 큰 일인지예요. 모두 1이면 똑같이 나눠요.")
    return forms.IntegerField(label=gettext_lazy("비중"), min_value=1, max_value=100, initial=1, help_text=help_text)


class Won(forms.IntegerField):
    """Won, as people write them: 1,200,000."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value):
        return super().to_python(value.replace(",", "").replace("원", "") if isinstance(value, str) else value)


class CardForm(forms.Form):
    """A form on a card; `known` is the revision its reader saw. Its other fields go to the verb by their names."""

    known = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, card: Card, data=None, files=None, milestone: Milestone | None = None, request=None):
        self.card, self.milestone, self.request = card, milestone, request
        super().__init__(data, files, initial={"known": card.revision, **self.first(card)})

    def first(self, card: Card) -> dict:
        """What stands in the fields before anybody types."""
        return {}

    def show_again(self, revision: int) -> None:
        """Keep what was typed, and take note that its reader has seen the card as it is now."""
        self.data = {**self.data.dict(), "known": revision}


class PlanForm(CardForm):
    """The plan; its first one has rows for steps, a later one a reason."""

    words = words_field(
        Card,
        "plan",
        gettext_lazy("추진계획"),
        gettext_lazy("어떻게 이룰지 적어 주세요."),
        help_text=gettext_lazy("누구나 읽어요."),
    )
    starts_on = day_field(gettext_lazy("시작하는 날"))
    ends_on = day_field(gettext_lazy("마치는 날"))
    budget = money_field(gettext_lazy("예산(원)"))
    address = Line(
        label=gettext_lazy("정책 쪽 주소"),
        longest=300,
        too_long=TOO_LONG,
        required=False,
        help_text=gettext_lazy("이 일을 자세히 알리는 쪽이 있으면 주소를 붙여 넣어 주세요."),
    )
    reason = reason_field(
        gettext_lazy("바꾸는 까닭"),
        required=False,
        help_text=gettext_lazy("마치는 날이나 예산을 바꾸면 꼭 적어 주세요. 누구나 읽어요."),
    )

    def __init__(self, card, *args, **kwargs):
        super().__init__(card, *args, **kwargs)
        if card.planned_at:
            return
        del self.fields["reason"]
        for number in range(1, ROWS + 1):
            self.fields[f"title_{number}"] = Line(
                label=_("단계 %(number)s") % {"number": number}, longest=120, too_long=TOO_LONG, required=False
            )
            self.fields[f"planned_on_{number}"] = day_field(gettext_lazy("하기로 한 날"), required=False)
            self.fields[f"weight_{number}"] = weight_field()
            self.fields[f"weight_{number}"].required = False

    def first(self, card):
        values = {name: getattr(card, name) for name in ("starts_on", "ends_on", "budget")}
        return {**values, "words": card.plan, "address": card.page.url if card.page_id and card.page else ""}

    def clean_address(self):
        """The page behind an address of this site."""
        address = self.cleaned_data["address"]
        if not address:
            return None
        path = address.partition("://")[2].partition("/")[2] if "://" in address else address
        page = Page.find_for_request(self.request, "/" + path.strip("/") + "/") if self.request else None
        if page is None or not page.live:
            raise ValidationError(_("이 누리집에서 그 쪽을 찾지 못했어요. 주소를 다시 살펴봐 주세요."))
        return page

    def clean(self):
        found = super().clean()
        steps = []
        for number in range(1, ROWS + 1) if "title_1" in self.fields else ():
            title, day, weight = (found.pop(f"{part}_{number}", None) for part in ROW_PARTS)
            if title and day:
                steps.append(Step(title, day, weight or 1))
            elif (title or day) and f"planned_on_{number}" not in self.errors:
                missing = "planned_on" if title else "title"
                self.add_error(f"{missing}_{number}", _("단계마다 할 일과 날을 함께 적어 주세요."))
        found["page"] = found.pop("address", None)
        return {**found, "milestones": tuple(steps)}


class StepForm(CardForm):
    """One more step."""

    title = Line(
        label=gettext_lazy("할 일"),
        longest=120,
        too_long=TOO_LONG,
        error_messages={"required": gettext_lazy("할 일을 적어 주세요.")},
    )
    planned_on = day_field(gettext_lazy("하기로 한 날"))
    weight = weight_field()
    note = Line(label=gettext_lazy("덧붙임"), longest=300, too_long=TOO_LONG, required=False)

    def clean(self):
        found = super().clean()
        if not self.errors:
            parts = {name: found.pop(name) for name in ("title", "planned_on", "weight", "note")}
            found["step"] = Step(**parts)
        return found


class MoveStepForm(CardForm):
    """Another day for a step."""

    planned_on = day_field(gettext_lazy("하기로 한 날"))
    reason = reason_field(gettext_lazy("바꾸는 까닭"), help_text=gettext_lazy("누구나 읽어요."))

    def first(self, card):
        return {"planned_on": self.milestone.planned_on}


class RemoveStepForm(CardForm):
    """Why a step is taken out."""

    reason = reason_field(gettext_lazy("빼는 까닭"), help_text=gettext_lazy("누구나 읽어요."))


class FinishStepForm(CardForm):
    """The day on which a step was done."""

    done_on = day_field(gettext_lazy("한 날"), required=False, help_text=gettext_lazy("아직 하지 않았으면 비워 두세요."))

    def first(self, card):
        return {"done_on": self.milestone.done_on or timezone.localdate()}


class PlainForm(CardForm):
    """Nothing to fill in: the button is all."""


class ReportForm(CardForm):
    """How it goes, with photos; every photo says what it shows."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    body = words_field(
        ProgressReport, "body", gettext_lazy("어떻게 되어 가나요?"), gettext_lazy("어떻게 되어 가는지 적어 주세요.")
    )
    spent = money_field(gettext_lazy("지금까지 쓴 돈(원)"), help_text=gettext_lazy("그대로면 비워 두세요."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, PHOTOS + 1):
            label = _("사진 %(number)s") % {"number": number}
            self.fields[f"photo_{number}"] = forms.FileField(
                label=label, required=False, widget=forms.FileInput({"accept": "image/*"})
            )
            self.fields[f"alt_{number}"] = Line(
                label=_("사진 %(number)s에 무엇이 보이나요?") % {"number": number},
                longest=CardPhoto._meta.get_field("alt").max_length,
                too_long=TOO_LONG,
                required=False,
            )

    def first(self, card):
        return {"form_key": uuid.uuid4()}

    def clean(self):
        found = super().clean()
        photos = []
        for number in range(1, PHOTOS + 1):
            upload, alt = found.pop(f"photo_{number}", None), found.pop(f"alt_{number}", "")
            if upload and not alt:
                self.add_error(f"alt_{number}", _("사진에 무엇이 보이는지 한 줄로 적어 주세요. 화면을 듣는 사람에게 필요해요."))
            elif upload:
                photos.append((upload, alt))
        return {**found, "photos": photos}


def sure_field(label) -> forms.BooleanField:
    """A tick without which nothing happens."""
    return forms.BooleanField(label=label, error_messages={"required": gettext_lazy("확인하고 칸에 표시해 주세요.")})


class SureForm(CardForm):
    """What cannot be taken back easily."""

    def clean(self):
        found = super().clean()
        found.pop("sure", None)
        return found


class StopForm(SureForm):
    """Why a card stops."""

    reason = words_field(Card, "stop_reason", gettext_lazy("멈추는 까닭"), gettext_lazy("왜 멈추는지 적어 주세요."), rows=4)
    sure = sure_field(gettext_lazy("멈춘다는 것과 까닭이 모두에게 보여요. 확인했어요."))


class GoOnForm(CardForm):
    """Why it goes on."""

    reason = reason_field(gettext_lazy("다시 시작하는 까닭"), required=False)


class FinishForm(SureForm):
    """The day it was done and the last report."""

    on = day_field(gettext_lazy("마친 날"))
    body = words_field(ProgressReport, "body", gettext_lazy("무엇을 이루었나요?"), gettext_lazy("무엇을 이루었는지 적어 주세요."))
    spent = money_field(gettext_lazy("모두 쓴 돈(원)"), help_text=gettext_lazy("그대로면 비워 두세요."))
    sure = sure_field(gettext_lazy("쓴 사람이 명예의 전당에 올라요. 되돌릴 수 없어요. 확인했어요."))

    def first(self, card):
        return {"on": timezone.localdate()}


class OutcomeForm(CardForm):
    """What changed afterwards."""

    outcome = words_field(Card, "outcome", gettext_lazy("무엇이 달라졌나요?"), gettext_lazy("무엇이 달라졌는지 적어 주세요."))

    def first(self, card):
        return {"outcome": card.outcome}


class HandOverForm(CardForm):
    """What whoever comes next has to know."""

    note = words_field(CardHolder, "note", gettext_lazy("넘기는 말"), gettext_lazy("무엇을 넘기는지 적어 주세요."))

    def first(self, card):
        holder = card.holders.filter(until__isnull=True).first()
        return {"note": holder.note if holder else ""}


class TransferForm(CardForm):
    """Another department and why."""

    department = OneDepartment(label=gettext_lazy("어느 부서로 보낼까요?"))
    reason = reason_field(gettext_lazy("보내는 까닭"), help_text=gettext_lazy("누구나 읽어요."))


class JoinForm(CardForm):
    """A further idea."""

    number = forms.IntegerField(
        label=gettext_lazy("함께 이룰 상상의 번호"),
        min_value=1,
        max_value=2**63 - 1,
        error_messages={"required": gettext_lazy("번호를 적어 주세요."), "invalid": gettext_lazy("번호는 숫자로 적어 주세요.")},
    )

    def clean_number(self):
        other = Idea.objects.public().filter(number=self.cleaned_data["number"]).first()
        if other is None:
            raise ValidationError(_("그 번호의 상상을 찾지 못했어요."))
        return other

    def clean(self):
        found = super().clean()
        if "number" in found:
            found["other"] = found.pop("number")
        return found
