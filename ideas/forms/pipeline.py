"""What editors fill in about the pipeline in /cms/: bars, grounds, templates and plain words."""

import hashlib
from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from common.words import clean_line
from ideas import personal_data
from ideas.answer_checks import GAP
from ideas.answer_words import TEXTS
from ideas.gate_sets import PRESETS, Bar, put_in_force
from ideas.models import AnswerTemplate, Gate, GateMode, GateSet, Holiday, Passage, PlainWord

KNOWN_GAPS = ("{제목}", "{별명}", "{부서}", "{번호}", "{날짜}")
MEASURES = ("min_recommendations", "min_comments", "min_views", "min_creativity")
BAR_FIELDS = ("mode", *MEASURES, "window_days", "needs_all")
# What a number of a bar may be; ten years are no window any more.
RANGES = dict.fromkeys(MEASURES, (0, 10_000_000)) | {"min_creativity": (0, 20), "window_days": (1, 3_650)}


class PlainWordForm(WagtailAdminModelForm):
    """A hard word and what people say."""

    class Meta:
        model = PlainWord
        fields = ["term", "everyday", "note", "is_active"]
        help_texts = {
            "term": _("앞에 ~를 붙이면 다른 말 끝에 붙은 것도 찾아요. 예: ~하여야 합니다"),
            "everyday": _("‘높이기, 높이다’처럼 이름과 움직임을 함께 적으면 ‘제고를’도 ‘제고하겠습니다’도 바꿔 드려요."),
            "note": _("법에서 다른 뜻으로 쓰는 말이면 적어 주세요. 답을 쓰는 사람에게 함께 보여요."),
            "is_active": _("끄면 더 알려 주지 않아요. 지운 것과 같지만 언제든 다시 켤 수 있어요."),
        }

    def clean_term(self):
        """The word as it is looked for. Raises ValidationError when nothing is left of it."""
        term = clean_line(self.cleaned_data["term"])
        if not term.strip("~ "):
            raise forms.ValidationError(_("어려운 말을 적어 주세요."))
        return term


class AnswerTemplateForm(WagtailAdminModelForm):
    """Words to begin an answer with."""

    class Meta:
        model = AnswerTemplate
        fields = ["name", "department", "verdict", *TEXTS, "is_active"]
        help_texts = {"summary": _("중괄호 { }로 묶은 제목, 별명, 부서, 번호, 날짜는 상상마다 알맞은 말로 바뀌어요.")}

    def clean(self):
        """No place that nothing fills, and nobody's personal data. Raises ValidationError."""
        cleaned = super().clean()
        for name in TEXTS:
            text = cleaned.get(name, "")
            for gap in GAP.findall(text):
                if gap not in KNOWN_GAPS:
                    self.add_error(name, _("%(gap)s 자리는 저절로 채워지지 않아요. 쓸 수 있는 것만 남겨 주세요.") % {"gap": gap})
            for finding in personal_data.find(text):
                if finding.kind != personal_data.Kind.SENSITIVE:
                    self.add_error(name, _("개인정보가 있어요: %(text)s") % {"text": finding.text})
        return cleaned


class HolidayForm(WagtailAdminModelForm):
    """A day on which the offices of the city are closed."""

    class Meta:
        model = Holiday
        fields = ["day", "name"]
        help_texts = {"day": _("나라의 공휴일은 적지 않아도 돼요. 이미 약속한 날은 바뀌지 않아요.")}


class GateSetForm(WagtailAdminModelForm):
    """A new set of bars. Each bar has the fields of a Gate under its passage ("debate-min_views"); saving puts it in force."""

    class Meta:
        model = GateSet
        fields = ["name", "note"]
        help_texts = {"note": _("시민에게 물어보면 들려줄 까닭을 적어 주세요.")}

    def __init__(self, *args, start: dict[Passage, Bar] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for passage in Passage:
            for name in BAR_FIELDS:
                least, most = RANGES.get(name, (None, None))
                limits = {"min_value": least, "max_value": most} if most else {}
                field = Gate._meta.get_field(name).formfield(**limits)
                field.initial = getattr(start[passage], name) if start else field.initial
                field.required = field.required and name != "min_creativity"
                self.fields[f"{passage}-{name}"] = field

    def groups(self) -> list[tuple[str, list]]:
        """The fields of each bar under its name."""
        return [(passage.label, [self[f"{passage}-{name}"] for name in BAR_FIELDS]) for passage in Passage]

    def bars(self) -> dict[Passage, Bar]:
        """The bars as they were filled in; only after is_valid."""
        return {passage: Bar(**{name: self.cleaned_data[f"{passage}-{name}"] for name in BAR_FIELDS}) for passage in Passage}

    def clean(self):
        """A bar that something opens by itself needs something to measure, except before the promise of an answer."""
        cleaned = super().clean()
        for passage in Passage:
            values = {name: cleaned.get(f"{passage}-{name}") for name in BAR_FIELDS}
            for name in MEASURES:
                if values[name] is None and f"{passage}-{name}" not in self.errors:
                    cleaned[f"{passage}-{name}"] = 0
            judged = values["mode"] == GateMode.OFFICE
            if passage != Passage.ANSWER and not judged and not any(values[name] for name in MEASURES):
                self.add_error(f"{passage}-min_recommendations", _("수를 하나는 정하거나, 창의담당관이 판단하게 해 주세요."))
        return cleaned

    @property
    def preset(self) -> str:
        """The preset these bars are, empty when they are the city's own."""
        return next((code for code, preset in PRESETS.items() if preset.bars == self.bars()), "")

    @property
    def digest(self) -> str:
        """Short for these bars, to tell whether their outcome was looked at."""
        told = repr([(str(passage), asdict(bar)) for passage, bar in sorted(self.bars().items())])
        return hashlib.sha256(told.encode()).hexdigest()[:24]

    def put_in_force(self, by) -> GateSet:
        """Let these bars hold for ideas published from now on."""
        return put_in_force(self.cleaned_data["name"], self.bars(), by, self.cleaned_data["note"], preset=self.preset)
