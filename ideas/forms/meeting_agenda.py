"""The forms of a meeting: items of the agenda, what to read, the decision being written, a question from a phone."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import Line, Words
from ideas.forms.routing import DAY, TOO_LONG, OneDepartment
from ideas.meetings import live
from ideas.meetings.effects import coming_realisations
from ideas.models import AgendaDocument, AgendaItem, Decision, Meeting, MeetingKind, Question
from ideas.models.meeting import DECISIONS

MINUTES = _("1분에서 240분 사이로 적어 주세요.")
VOTES = _("0이나 그보다 큰 수를 적어 주세요.")


def longest(model, name: str) -> int:
    """The longest text a column takes."""
    return model._meta.get_field(name).max_length


class ItemForm(forms.Form):
    """How long an item takes, who presents it, what people should know."""

    allotted = forms.IntegerField(
        label=_("시간(분)"),
        min_value=1,
        max_value=240,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), MINUTES),
    )
    presenter = Line(label=_("발표"), longest=longest(AgendaItem, "presenter"), too_long=TOO_LONG, required=False)
    note = Line(label=_("알림말"), longest=longest(AgendaItem, "note"), too_long=TOO_LONG, required=False)


class DocumentForm(forms.Form):
    """A link to what people should read before."""

    title = Line(
        label=_("읽을거리 이름"),
        longest=longest(AgendaDocument, "title"),
        too_long=TOO_LONG,
        error_messages={"required": _("이름을 한 줄만 적어 주세요.")},
    )
    url = forms.URLField(
        label=_("주소"),
        max_length=longest(AgendaDocument, "url"),
        assume_scheme="https",
        error_messages={
            "required": _("주소를 적어 주세요."),
            "invalid": _("https://로 시작하는 주소를 적어 주세요."),
            "max_length": _("주소가 너무 길어요."),
        },
    )

    def clean_url(self):
        """Pages to read, nothing that a browser would run or fetch otherwise."""
        url = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(_("https://로 시작하는 주소를 적어 주세요."))
        return url


class VoteField(forms.IntegerField):
    """How many hands went up."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            min_value=0,
            max_value=9_999,
            widget=forms.NumberInput({"inputmode": "numeric"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), VOTES),
            **kwargs,
        )


class DecisionForm(forms.Form):
    """What the clerk writes while people talk. Everything may be empty; publishing asks for what is missing."""

    known = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("결정"), required=False, widget=forms.RadioSelect)
    reason = Words(
        label=_("까닭"),
        longest=longest(AgendaItem, "reason"),
        too_long=TOO_LONG,
        required=False,
        help_text=_("시민에게 그대로 보여요."),
        widget=forms.Textarea({"rows": 4}),
    )
    department = OneDepartment(label=_("맡을 부서"), required=False)
    starts_on = forms.DateField(
        label=_("실시 예정 시기"),
        required=False,
        widget=DAY,
        help_text=_("채택하면 3년 안에서 정해요."),
        error_messages={"invalid": _("날짜는 2026-11-22처럼 적어 주세요.")},
    )
    goes_to = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("올릴 실현회의"),
        required=False,
        empty_label=_("실현회의를 골라 주세요"),
        error_messages={"invalid_choice": _("고른 회의가 목록에 없어요. 다시 골라 주세요.")},
    )
    votes_for = VoteField(label=_("찬성"))
    votes_against = VoteField(label=_("반대"))
    minutes = Words(
        label=_("나눈 이야기"),
        longest=longest(AgendaItem, "minutes"),
        too_long=TOO_LONG,
        required=False,
        help_text=_("누가 무슨 말을 했는지 편하게 적어요. 회의록에 실려요."),
        widget=forms.Textarea({"rows": 8}),
    )

    def __init__(self, *args, item: AgendaItem, **kwargs):
        self.item, kind = item, MeetingKind(item.meeting.kind)
        super().__init__(*args, initial=self.kept(item), **kwargs)
        self.fields["decision"].choices = [(each.value, each.label) for each in DECISIONS[kind]]
        if kind == MeetingKind.WORKING:
            for name in ("department", "starts_on"):
                del self.fields[name]
            later = Meeting.objects.filter(Q(pk__in=coming_realisations().values("pk")) | Q(pk=item.goes_to_id))
            self.fields["goes_to"].queryset = later.order_by("starts_at", "id")
            if item.goes_to_id is None and len(only := list(later[:2])) == 1:
                self.initial["goes_to"] = only[0].pk
        else:
            del self.fields["goes_to"]
            first, last = live.first_day(item.meeting), live.last_day(item.meeting)
            self.fields["starts_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    @staticmethod
    def kept(item: AgendaItem) -> dict:
        """What stands there; the department in charge of the idea is the first guess for who will do it."""
        words = {name.removesuffix("_id"): getattr(item, name) for name in live.DRAFT}
        words["department"] = words["department"] or item.idea.department_id
        return words | {"known": live.mark_of(item)}

    def clean(self):
        """What cannot stand even in a draft is said at its field."""
        for name, problem in live.problems_of(self.item.meeting, self.words()).items():
            self.add_error(name if name in self.fields else None, problem)
        return self.cleaned_data

    def words(self) -> dict:
        """The values for live.save_decision. What belongs to adopting alone falls away with another decision."""
        given = self.cleaned_data
        department, goes_to = given.get("department"), given.get("goes_to")
        adopts = given.get("decision") in live.ADOPTIONS
        return {
            "decision": given.get("decision", ""),
            "reason": given.get("reason", ""),
            "department_id": department.pk if department and adopts else None,
            "starts_on": given.get("starts_on") if adopts else None,
            "goes_to_id": goes_to.pk if goes_to and given.get("decision") == Decision.PUT_ON_AGENDA else None,
            "votes_for": given.get("votes_for"),
            "votes_against": given.get("votes_against"),
            "minutes": given.get("minutes", ""),
        }


class QuestionForm(forms.Form):
    """A question from a phone. Nobody is asked for a name. items: those of the announced agenda that anybody may read."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    body = Words(
        label=_("무엇이 궁금한가요?"),
        longest=Question.BODY_LENGTH,
        too_long=TOO_LONG,
        error_messages={"required": _("궁금한 것을 한 줄만 적어 주세요.")},
        widget=forms.Textarea({"rows": 3}),
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("어느 안건에 묻나요?"),
        required=False,
        empty_label=_("회의 전체"),
        error_messages={"invalid_choice": _("안건이 바뀌었어요. 다시 골라 주세요.")},
    )

    def __init__(self, *args, items: list[AgendaItem], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
        self.fields["item"].choices = [("", self.fields["item"].empty_label), *((item.pk, item.idea.title) for item in items)]
