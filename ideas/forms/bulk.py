"""The forms of a bulk answer: which ideas, with what words, and when."""

import re
import uuid

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rules import has_perm

from accounts.models import Department, User
from ideas import bulk_answers
from ideas.answer_words import TEXTS
from ideas.bulk_answers import MOST, Asked, Wording
from ideas.forms.answer import TOO_LONG, AnswerTexts
from ideas.forms.fields import Line
from ideas.models import AnswerTemplate, Category, Ground, Verdict
from ideas.search import QUERY_LENGTH
from ideas.step_words import STEP_WORDS

NUMBER = re.compile(r"(?<!\d)\d{1,15}(?!\d)")
NOT_THERE = {"invalid_choice": _("고른 것이 목록에 없어요. 다시 골라 주세요.")}


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of ideas in a text, each once, one more than MOST at the most; everything between them is forgiven."""
    return tuple(dict.fromkeys(map(int, NUMBER.findall(text[: 20 * MOST]))))[: MOST + 1]


class AskedForm(forms.Form):
    """Which ideas: a queue of the desk, narrowed, or their numbers."""

    queue = forms.ChoiceField(label=_("목록"), required=False, error_messages=NOT_THERE)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("담당 부서"), required=False, empty_label=_("모두"), error_messages=NOT_THERE
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("분야"), required=False, empty_label=_("모두"), error_messages=NOT_THERE
    )
    q = forms.CharField(label=_("찾는 말"), required=False, max_length=QUERY_LENGTH)
    numbers = forms.CharField(
        label=_("상상 번호"), required=False, help_text=_("번호를 적으면 목록 대신 그 상상들을 찾아요. 예: 1021, 1034")
    )

    def __init__(self, data, user: User):
        super().__init__(data, use_required_attribute=False)
        self.user = user
        self.fields["queue"].choices = [(queue.name, queue.title) for queue in bulk_answers.queues(user)]
        everywhere = has_perm("ideas.run_pipeline", user)
        mine = Department.objects.filter(Q(is_active=True) if everywhere else Q(pk__in=user.department_ids))
        self.fields["department"].queryset = mine.order_by("name")

    def asked(self) -> Asked | None:
        """What was asked for, as far as it can be understood; None for a page that was just opened."""
        if not any(self.data.get(name) for name in self.fields):
            return None
        self.is_valid()
        good = self.cleaned_data
        place = {name: good[name].pk for name in ("department", "category") if good.get(name)}
        return Asked(good.get("queue", ""), words=good.get("q", ""), numbers=numbers_in(good.get("numbers", "")), **place)


class BulkForm(AnswerTexts):
    """The words that all of the ideas get."""

    template = forms.ModelChoiceField(
        AnswerTemplate.objects.none(),
        label=_("답변 틀"),
        required=False,
        empty_label=_("쓰지 않을래요"),
        error_messages=NOT_THERE,
    )
    verdict = forms.ChoiceField(label=_("결정"), required=False, error_messages=NOT_THERE)
    ground = forms.ModelChoiceField(
        Ground.objects.filter(is_active=True),
        label=_("종결 근거"),
        required=False,
        empty_label=_("고르지 않을래요"),
        error_messages=NOT_THERE,
    )
    transfer_to = Line(label=_("보내는 곳"), longest=80, too_long=TOO_LONG, required=False)
    open_points = Line(
        label=_("의견마다 따로 답하지 못하는 까닭"),
        longest=300,
        too_long=TOO_LONG,
        required=False,
        help_text=_("비워 두면 답할 의견이 있는 상상은 빼 둬요."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, data=None, *, user: User, initial=None):
        super().__init__(data, idea=None, initial=initial)
        self.fields["template"].queryset = templates_for(user)
        names = {"": _("답변만 해요. 상상은 계속 흘러요"), **{name: STEP_WORDS[name][0] for name in Verdict.values if name}}
        self.fields["verdict"].choices = list(names.items())

    @cached_property
    def batch(self) -> uuid.UUID:
        """The bulk these words belong to; sending the page twice names it twice."""
        try:
            return uuid.UUID(self.data.get("batch", ""))
        except ValueError:
            return uuid.uuid4()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The ideas the page was opened for."""
        asked = self.data.getlist("idea") if hasattr(self.data, "getlist") else []
        return numbers_in(" ".join([*asked, self.data.get("numbers", "")]))

    def wording(self) -> Wording:
        """The words with what belongs to them."""
        return Wording(self.words(), self.cleaned_data.get("open_points", ""))

    def with_template(self) -> dict:
        """What the form shows after a template was chosen: its texts in place of empty ones, everything else as typed."""
        self.is_valid()
        chosen = self.cleaned_data.get("template")
        typed = {name: self.data.get(name, "") for name in self.fields}
        if chosen:
            typed |= {name: typed[name] or getattr(chosen, name) for name in TEXTS}
            typed["verdict"] = typed["verdict"] or chosen.verdict
        return typed


def templates_for(user: User):
    """The templates a member may begin with: everybody's, and those of the own departments."""
    offered = AnswerTemplate.objects.filter(is_active=True)
    if has_perm("ideas.run_pipeline", user):
        return offered
    return offered.filter(Q(department__isnull=True) | Q(department__in=user.department_ids))


class WhenForm(forms.Form):
    """When a bulk goes out."""

    publish_at = forms.DateTimeField(
        label=_("공개할 때"),
        error_messages={"required": _("언제 공개할지 골라 주세요."), "invalid": _("날짜와 시각을 다시 골라 주세요.")},
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("지금보다 나중인 때를 골라 주세요."))
        return at


class UndoForm(forms.Form):
    """Why published answers are taken back."""

    reason = Line(
        label=_("되돌리는 까닭"),
        longest=300,
        too_long=TOO_LONG,
        required=False,
        help_text=_("공개한 답변이 있으면 그 자리에 이 까닭이 보여요."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
