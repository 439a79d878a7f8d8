"""The form an official answers with. Drafts take it as it is (`words`), publishing has ideas.answer_checks look at it."""

from datetime import UTC, datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from ideas.answer_checks import SUMMARY_LENGTH, Problem
from ideas.answer_reading import MOST_POINTS
from ideas.answer_words import TEXTS, AnswerWords
from ideas.forms.comment import LARGEST_ID
from ideas.forms.fields import Line, Words
from ideas.models import Answer, AnswerKind, Ground, Idea, Verdict
from ideas.step_words import STEP_WORDS

TOO_LONG = _("%(limit_value)d자까지 쓸 수 있어요. 지금은 %(show_value)d자예요.")
NO_DAY = {"invalid": _("날짜를 다시 골라 주세요.")}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
MOST_MONEY = 10**15
# A little more than the page offers: points of comments that left the first five since stay as they were.
MOST_SENT = 4 * MOST_POINTS
ROWS = {"necessity": 4, "effect": 4, "feasibility": 4, "plan": 6, "refusal": 4}
HINTS = {
    "necessity": _("왜 이 일이 필요한지, 시민이 겪는 불편을 시는 어떻게 보는지 적어 주세요."),
    "effect": _("하면 무엇이 나아지는지 적어 주세요."),
    "feasibility": _("법, 예산, 기술로 할 수 있는지 적어 주세요."),
    "plan": _("누가 언제 무엇을 하는지 적어 주세요."),
    "refusal": _("어디까지 함께할 수 있고 무엇이 어려운지, 다른 길이 있는지 적어 주세요."),
}


class Day(forms.DateField):
    """A day, chosen with the browser's own calendar."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            error_messages=NO_DAY,
            widget=forms.DateInput({"type": "date", "min": "2000-01-01", "max": "2100-12-31"}, format="%Y-%m-%d"),
            **kwargs,
        )


def section(name: str) -> Words:
    """The field of one section of an answer."""
    return Words(
        label=Answer._meta.get_field(name).verbose_name,
        longest=Answer.SECTION_LENGTH,
        too_long=TOO_LONG,
        required=False,
        help_text=HINTS[name],
        widget=forms.Textarea({"rows": ROWS[name], "data-plain": True}),
    )


class AnswerTexts(forms.Form):
    """The words of an answer, and what it costs and when: what may still be corrected once it is published."""

    summary = Line(
        label=_("한눈에 보기"),
        longest=SUMMARY_LENGTH,
        too_long=TOO_LONG,
        required=False,
        help_text=_("바쁜 시민은 이 줄만 읽어요. 무엇을 하기로 했는지 먼저 적어 주세요."),
        widget=forms.Textarea({"rows": 2, "data-plain": True}),
    )
    necessity, effect, feasibility, plan, refusal = map(section, Answer.SECTIONS)
    expected_cost = forms.IntegerField(
        label=_("드는 돈(원)"),
        min_value=0,
        max_value=MOST_MONEY,
        required=False,
        help_text=_("돈이 들지 않으면 0을 적어 주세요."),
        error_messages={"invalid": _("숫자로만 적어 주세요. 예: 120000000")},
        widget=forms.NumberInput({"inputmode": "numeric", "step": "1"}),
    )
    starts_on = Day(label=_("시작하는 날"))
    ends_on = Day(label=_("끝나는 날"))

    def __init__(self, data=None, *, idea: Idea, answer: Answer | None = None, initial=None):
        start = {name: getattr(answer, name) for name in AnswerWords.columns()} if answer else {}
        super().__init__(data, initial={**start, **(initial or {})}, use_required_attribute=False)
        self.idea, self.answer = idea, answer

    def words(self) -> AnswerWords:
        """What was typed, as far as it can be kept."""
        self.is_valid()
        good = {name: value for name, value in self.cleaned_data.items() if name in AnswerWords.columns() and value is not None}
        typed = {name: self.data.get(name, "") for name in TEXTS}
        return AnswerWords(**{**good, **typed}, points=self.points())

    def points(self) -> dict[int, tuple[str, str]]:
        """Comment → (section, why not), as far as they are numbers and sections."""
        said = {}
        for name in list(self.data)[:200]:
            pk = name.removeprefix("point-")
            if pk != name and pk.isascii() and pk.isdigit() and len(pk) < 20 and int(pk) <= LARGEST_ID:
                said[int(pk)] = (self.data[name], self.data.get(f"why-{pk}", ""))
        return dict(list(said.items())[:MOST_SENT])

    def clean(self):
        """The end does not lie before the beginning."""
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("끝나는 날이 시작하는 날보다 빨라요."))
        return super().clean()

    def tell(self, problems: list[Problem]) -> None:
        """Put what is to be mended beside the fields it belongs to; what has no field here stands above the form."""
        self.is_valid()
        self.point_problems = {p.field.removeprefix("point-"): p.message for p in problems if p.field.startswith("point-")}
        for problem in problems:
            where = problem.field if problem.field in self.fields else None
            if where or not problem.field.startswith("point-"):
                self.add_error(where, problem.message)
        if self.point_problems:
            self.add_error(None, _("많이 이야기된 의견에 어떻게 답했는지 알려 주세요. 아래 “의견에 답하기”에서 고를 수 있어요."))


class AnswerForm(AnswerTexts):
    """An answer that is being written. The kind is that of the page; `initial` may name a verdict."""

    verdict = forms.ChoiceField(label=_("결정"), required=False)
    ground = forms.ModelChoiceField(
        Ground.objects.filter(is_active=True),
        label=_("종결 근거"),
        required=False,
        empty_label=_("고르지 않을래요"),
        error_messages={"invalid_choice": _("고른 것이 목록에 없어요. 다시 골라 주세요.")},
    )
    transfer_to = Line(label=_("보내는 곳"), longest=80, too_long=TOO_LONG, required=False)
    new_due_on = Day(label=_("새로 약속하는 날"))
    publish_at = forms.DateTimeField(
        label=_("공개할 때"),
        required=False,
        error_messages={"invalid": _("날짜와 시각을 다시 골라 주세요.")},
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, data=None, *, kind: str, verdicts: list[str], **more):
        super().__init__(data, **more)
        self.kind = kind
        kept = self.answer.verdict if self.answer else ""
        names = {"": _("답변만 해요. 상상은 계속 흘러요"), **{name: STEP_WORDS[name][0] for name in Verdict.values if name}}
        self.fields["verdict"].choices = [(name, names[name]) for name in names if name in verdicts or name == kept]
        gone = ("verdict", "ground", "transfer_to", "expected_cost", "starts_on", "ends_on", "refusal")
        for name in gone if kind == AnswerKind.INTERIM else ("new_due_on",):
            del self.fields[name]

    @property
    def saved_at(self) -> datetime:
        """When the draft was saved last as far as the page knows; long ago for a page that knows none."""
        try:
            known = parse_datetime(self.data.get("saved_at", ""))
        except ValueError:
            return LONG_AGO
        return known if known and is_aware(known) else LONG_AGO

    @property
    def known(self) -> int:
        """How long the trail was on the page; a page that does not say is taken for an old one."""
        number = self.data.get("known", "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1


class ChangeForm(AnswerTexts):
    """A published answer corrected, and why."""

    reason = Line(
        label=_("고친 까닭"),
        longest=300,
        too_long=TOO_LONG,
        required=False,
        help_text=_("고친 답변 옆에 보여요."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    @property
    def base(self) -> int:
        """The version the page began with; -1 fits none."""
        number = self.data.get("base", "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1


class TakeBackForm(forms.Form):
    """Why a published answer is taken back."""

    reason = Line(
        label=_("거두는 까닭"),
        longest=300,
        too_long=TOO_LONG,
        error_messages={"required": _("까닭을 한 줄만 적어 주세요.")},
        help_text=_("발자취에 그대로 남아요."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        # It stands on the page of ChangeForm, which has a reason, too.
        super().__init__(*args, auto_id="id_back_%s", **kwargs)
