"""The lists behind the pipeline in /cms/: bars, grounds, templates, plain words and days off."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from common.when_column import When
from ideas import gate_report
from ideas.bar_words import NAMES
from ideas.forms.pipeline import AnswerTemplateForm, GateSetForm, HolidayForm, PlainWordForm
from ideas.gate_sets import PRESETS
from ideas.models import AnswerTemplate, Gate, GateSet, Ground, Holiday, Idea, Passage, PlainWord

# Counting what bars would pass reads every idea; of more than this many a command does it (manage.py gate_report).
MOST_READ = 100_000


class AddedOnly(ModelPermissionPolicy):
    """As the permissions of the groups say, but what is there is never changed or deleted: ideas stand before it."""

    def user_has_permission(self, user, action):
        return action in ("add", "view") and super().user_has_permission(user, action)


class KeptViewSet(ModelViewSet):
    """A list whose entries are switched off rather than deleted."""

    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False


class GroundViewSet(KeptViewSet):
    """Why an idea may be closed without being judged; put in order by dragging."""

    model = Ground
    name = "grounds"
    icon = "list-ul"
    form_fields = ["name", "code", "explanation", "law", "is_active"]
    sort_order_field = "position"
    list_display = [
        "name",
        Column("law", label=gettext_lazy("법령")),
        BooleanColumn("is_active", label=gettext_lazy("고를 수 있음")),
    ]
    list_filter = ["is_active"]
    search_fields = ["name", "explanation", "law"]
    ordering = ["position", "pk"]


class PlainWordViewSet(KeptViewSet):
    """The glossary that officials write with."""

    model = PlainWord
    name = "plain_words"
    menu_label = gettext_lazy("쉬운 말 사전")
    icon = "openquote"
    list_display = ["term", "everyday", Column("note"), BooleanColumn("is_active", label=gettext_lazy("쓰는 중"))]
    list_filter = ["is_active"]
    search_fields = ["term", "everyday"]
    ordering = ["term"]
    list_per_page = 50

    def get_form_class(self, for_update=False):
        return PlainWordForm


class AnswerTemplateViewSet(KeptViewSet):
    """Words to begin an answer with; put in order by dragging."""

    model = AnswerTemplate
    name = "answer_templates"
    icon = "copy"
    sort_order_field = "position"
    list_display = [
        "name",
        Column("department", label=gettext_lazy("부서")),
        Column("get_verdict_display", label=gettext_lazy("결정")),
        BooleanColumn("is_active", label=gettext_lazy("고를 수 있음")),
    ]
    list_filter = ["is_active", "department"]
    search_fields = ["name", "summary"]
    ordering = ["position", "pk"]

    def get_form_class(self, for_update=False):
        return AnswerTemplateForm


class HolidayViewSet(KeptViewSet):
    """Days off of the city's own. One entered by mistake may go: promises keep the days they were given."""

    model = Holiday
    name = "holidays"
    icon = "calendar-alt"
    list_display = [When("day", label=gettext_lazy("날")), "name"]
    search_fields = ["name"]
    ordering = ["-day"]

    def get_form_class(self, for_update=False):
        return HolidayForm


# -- bars -------------------------------------------------------------------------------------------
def said(gate: Gate) -> str:
    """A bar in one line: 추천 10, 30일 안 · 창의담당관 목록에 올라요."""
    measures = ("recommendations", "comments", "views", "creativity")
    needs = [f"{NAMES[name]} {getattr(gate, f'min_{name}'):,}" for name in measures if getattr(gate, f"min_{name}")]
    if len(needs) > 1:
        needs.append(_("모두") if gate.needs_all else _("하나만"))
    if gate.window_days:
        needs.append(ngettext("%(days)d일 안", "%(days)d일 안", gate.window_days) % {"days": gate.window_days})
    return " · ".join(filter(None, [", ".join(needs), str(gate.get_mode_display())]))


def bar_column(passage: Passage) -> Column:
    """The bar before one passage, as a column of the list of sets."""

    def bar(gate_set: GateSet) -> str:
        return next((said(gate) for gate in gate_set.gates.all() if gate.passage == passage), "-")

    return Column(f"bar_{passage}", label=passage.label, accessor=bar)


class GateSetIndex(IndexView):
    """All sets, the one in force first."""

    def get_base_queryset(self):
        return GateSet.objects.select_related("made_by").prefetch_related("gates")


class GateSetCreate(CreateView):
    """A new set, from nothing or from a preset (?preset=); saved once its outcome on the ideas at hand was shown."""

    template_name = "ideas/cms/gate_set_create.html"
    submit_button_label = gettext_lazy("이 문턱을 쓰기 시작하기")
    success_message = gettext_lazy("새 문턱을 써요. 지금부터 올라오는 상상에 적용되고, 이미 올라온 상상은 그대로예요.")

    def get_form_kwargs(self):
        preset = PRESETS.get(self.request.GET.get("preset", "oasis"))
        kwargs = super().get_form_kwargs()
        if preset:
            kwargs |= {"start": preset.bars, "initial": {"name": str(preset.name)}}
        return kwargs

    def form_valid(self, form):
        if self.request.POST.get("seen") == form.digest:
            return super().form_valid(form)
        self.form = form
        return self.render_to_response(self.get_context_data(form=form, seen=form.digest, **effects(form)))

    def save_instance(self):
        made = self.form.put_in_force(self.request.user)
        log(made, "wagtail.create", user=self.request.user)
        return made

    def get_success_buttons(self):
        return []

    def get_context_data(self, **kwargs):
        presets = [(code, preset.name, preset.source) for code, preset in PRESETS.items()]
        return super().get_context_data(**kwargs) | {"presets": presets}


def effects(form: GateSetForm) -> dict:
    """What the bars of a form would have passed of the ideas at hand; only their number where there are too many to read."""
    last = Idea.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if last > MOST_READ:
        return {"is_too_many": True}
    outcome = gate_report.outcome(form.bars())
    return {"outcome": [(passage.label, outcome[passage], rounded(outcome[passage])) for passage in Passage]}


def rounded(outcome: gate_report.Outcome) -> str:
    """The share that surely passes, for people."""
    return f"{outcome.share(outcome.total.surely):.1f}%"


class GateSetInspect(InspectView):
    """One set with its bars and why it came."""

    def get_fields(self):
        return ["number", "name", "note", "in_force_since", "made_by", *Passage.values]

    def get_field_label(self, field_name, field):
        names = {"made_by": _("만든 사람"), **{passage.value: passage.label for passage in Passage}}
        return names.get(field_name) or super().get_field_label(field_name, field)

    def get_context_for_field(self, field_name):
        if field_name in Passage.values:
            gate = next((gate for gate in self.object.gates.all() if gate.passage == field_name), None)
            return {"label": self.get_field_label(field_name, None), "value": said(gate) if gate else "-", "component": None}
        context = super().get_context_for_field(field_name)
        return {**context, "value": "-" if context["value"] in (None, "") else context["value"]}


class GateSetViewSet(ModelViewSet):
    """Sets of bars: looked at and added, never changed or deleted."""

    model = GateSet
    name = "gate_sets"
    icon = "history"
    index_view_class = GateSetIndex
    add_view_class = GateSetCreate
    inspect_view_class = GateSetInspect
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        TitleColumn("name", label=gettext_lazy("이름"), url_name="gate_sets:inspect"),
        Column("number", label=gettext_lazy("판")),
        *map(bar_column, Passage),
        DateColumn("in_force_since", label=gettext_lazy("쓰기 시작한 때")),
    ]
    search_fields = ["name", "note"]
    search_backend_name = None
    ordering = ["-number"]
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return GateSetForm

    def get_urlpatterns(self):
        """Only looking and adding have addresses."""
        kept = {"index", "index_results", "inspect", "add"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


class PipelineGroup(ViewSetGroup):
    """One entry of the menu."""

    menu_label = gettext_lazy("문턱과 답변")
    menu_icon = "list-ol"
    menu_order = 310
    items = (GateSetViewSet, GroundViewSet, AnswerTemplateViewSet, PlainWordViewSet, HolidayViewSet)
