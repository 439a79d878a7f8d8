"""The citizen panel in /cms/: terms with criteria and quotas, applications, rounds."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rules import has_perm
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from common.spreadsheets import SafeSpreadsheetMixin
from common.when_column import When
from ideas.forms.panel_cms import InvitationForm, PanelForm, RoundForm
from ideas.models import Membership, Panel, Round
from ideas.panel import applying, assigning, lifts, overseeing, reading, results
from ideas.panel.criteria import Refused
from ideas.viewsets import KeptForever

# So many applications stand on the page at once; those behind them come up as the first ones are decided.
MOST_APPLICATIONS = 50


class Table(SafeSpreadsheetMixin):
    """Plain rows as a file to take away. headings: the columns, in order."""

    def __init__(self, filename: str, headings: dict):
        self.export_filename = f"{filename}-{timezone.localdate()}"
        self.export_headings, self.list_export = headings, list(headings)


class Refusing:
    """What a verb refuses is said above the form, which keeps what was typed."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class Onwards:
    """What was saved is looked at next, with the buttons for what can be done with it."""

    inspect_url_name = None

    def get_success_url(self):
        return reverse(self.inspect_url_name, args=[self.object.pk])


class KeptCreate(Onwards, Refusing, CreateView):
    """Adding, through a verb."""


class KeptEdit(Onwards, Refusing, EditView):
    """Changing, through a verb."""


class RoundEdit(KeptEdit):
    """Changing a round; nothing of a closed one."""

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        self.object = self.get_object()
        if self.object.closed_at:
            messages.warning(request, _("마감한 회차예요. 더 바꿀 수 없어요."))
            return redirect("panel_rounds:inspect", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


def stands(round: Round) -> str:
    """How far a round is."""
    if round.closed_at:
        return _("마감했어요") if round.assigned_at else _("나누지 않고 지나갔어요")
    if round.assigned_at is None:
        return _("아직 나누지 않았어요")
    return _("단원들이 읽고 있어요") if round.opens_at <= timezone.now() else _("곧 시작해요")


class Acting(InspectView):
    """A page to look at with buttons; `acts` names the methods that do what a button says, `table` makes the file to take away.

    What only the idea office may see and press is shown where `may_run` is true.
    """

    acts: tuple[str, ...] = ()
    # Those of them whose form keeps what was typed when they are refused.
    typed: tuple[str, ...] = ()

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("export")
        if not wanted:
            return super().get(request, *args, **kwargs)
        table, rows = self.table()
        if wanted not in table.FORMATS or not has_perm("ideas.run_panel", request.user):
            raise PermissionDenied
        return table.as_spreadsheet(rows, wanted)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_run": has_perm("ideas.run_panel", self.request.user)}

    def post(self, request, *args, **kwargs):
        name = request.POST.get("act")
        if name not in self.acts or not has_perm("ideas.run_panel", request.user):
            raise PermissionDenied
        try:
            messages.success(request, getattr(self, name)())
        except Refused as refusal:
            messages.error(request, str(refusal))
            if name in self.typed:
                return self.get(request, *args, **kwargs)
        return redirect(request.path)


# -- panels ---------------------------------------------------------------------------------------
class PanelInspect(Acting):
    """Who asks to join, in order, and who sits in a panel with what they did."""

    page_title = gettext_lazy("상상누리단")
    acts = ("accept", "decline", "invite", "see_out")
    typed = ("invite",)

    def get_context_data(self, **kwargs):
        quotas, applications = overseeing.quotas_taken(self.object), reading.applications(self.object)
        return super().get_context_data(**kwargs) | {
            "applications": overseeing.mark_quotas(applications[:MOST_APPLICATIONS], quotas),
            "waiting": applications.count(),
            "members": reading.attendance(self.object),
            "quotas": quotas,
            "invitation": InvitationForm(self.request.POST or None),
            "criteria": self.object.criteria.all(),
            "lifts": lifts.running([self.object]),
        }

    def table(self) -> tuple[Table, Iterable[dict]]:
        """Attendance of everybody who sat in the panel."""
        return Table(f"panel-{self.object.pk}", overseeing.ATTENDANCE), overseeing.attendance_rows(self.object)

    def row(self) -> Membership:
        """Whom a button is about. Raises Http404 for one of another panel."""
        rows = Membership.objects.select_related("panel", "member")
        pk = self.request.POST.get("row", "")
        return get_object_or_404(rows, pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0, panel=self.object)

    def accept(self) -> str:
        row = applying.accept(self.row(), self.request.user)
        return _("%(name)s님이 상상누리단이 되었어요.") % {"name": row.member}

    def decline(self) -> str:
        row = applying.decline(self.row(), self.request.user)
        return _("%(name)s님께 이번에는 함께하지 못한다고 알렸어요.") % {"name": row.member}

    def see_out(self) -> str:
        row = applying.leave(self.row(), self.request.user)
        return _("%(name)s님이 그만두었어요. 남은 평가는 다른 단원에게 넘겼어요.") % {"name": row.member}

    def invite(self) -> str:
        form = InvitationForm(self.request.POST)
        if not form.is_valid():
            raise Refused(" ".join(error for errors in form.errors.values() for error in errors))
        row = applying.invite(self.object, form.cleaned_data["who"], self.request.user)
        return _("%(name)s님을 초대했어요.") % {"name": row.member}


class KeptViewSet(ModelViewSet):
    """A list whose entries are never copied, and searched in the database."""

    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    add_view_class = KeptCreate
    edit_view_class = KeptEdit

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(inspect_url_name=self.get_url_name("inspect"), **kwargs)


class PanelViewSet(KeptViewSet):
    """Terms of the panel."""

    model = Panel
    permission_policy = KeptForever(Panel)
    name = "panels"
    menu_label = gettext_lazy("기수와 단원")
    icon = "group"
    inspect_view_class = PanelInspect
    inspect_template_name = "panel/cms/panel.html"
    create_template_name = "panel/cms/panel_create.html"
    edit_template_name = "panel/cms/panel_edit.html"
    list_display = [
        TitleColumn("name", label=gettext_lazy("이름"), url_name="panels:inspect"),
        When("starts_on", label=gettext_lazy("임기 시작")),
        When("ends_on", label=gettext_lazy("임기 끝")),
        Column("seats", label=gettext_lazy("자리")),
        When("applications_until", label=gettext_lazy("신청 마감")),
    ]
    search_fields = ["name"]
    ordering = ["-starts_on", "-pk"]

    def get_form_class(self, for_update=False):
        return PanelForm


# -- rounds ---------------------------------------------------------------------------------------
class RoundIndex(IndexView):
    """All rounds, youngest first."""

    def get_base_queryset(self):
        return Round.objects.select_related("panel")


class RoundInspect(Acting):
    """How far a round is: its ideas with how many reviews are done, never what anybody gave before it is closed."""

    page_title = gettext_lazy("평가 회차")
    acts = ("assign", "remind", "close", "take_out")

    def get_context_data(self, **kwargs):
        rows = list(reading.progress(self.object))
        is_open = self.object.assigned_at is not None and self.object.closed_at is None
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "short": [row for row in rows if self.object.assigned_at and row.asked < self.object.reviews_per_idea],
            "asked": sum(row.asked for row in rows),
            "done": sum(row.done for row in rows),
            "left": overseeing.have_left(self.object) if is_open else [],
            "conflicts": overseeing.conflicts(self.object),
            "has_begun": self.object.opens_at <= timezone.now(),
        }

    def get_edit_url(self):
        """Nothing of a closed round is changed."""
        return None if self.object.closed_at else super().get_edit_url()

    def table(self) -> tuple[Table, Iterable[dict]]:
        """What came out, once the round is closed."""
        return Table(f"round-{self.object.pk}", overseeing.result_headings(self.object)), overseeing.result_rows(self.object)

    def assign(self) -> str:
        assigning.assign(self.object, self.request.user)
        return _("단원들에게 나누고 알렸어요.")

    def remind(self) -> str:
        told = assigning.remind(self.object, self.request.user)
        return ngettext("단원 %(number)d명에게 알렸어요.", "단원 %(number)d명에게 알렸어요.", told) % {"number": told}

    def close(self) -> str:
        results.close_round(self.object, self.request.user)
        return _("마감했어요. 결과를 누구나 볼 수 있어요.")

    def take_out(self) -> str:
        number = self.request.POST.get("number", "")
        row = get_object_or_404(
            self.object.round_ideas.select_related("idea"),
            idea__number=int(number) if number.isdigit() and len(number) < 19 else 0,
        )
        assigning.take_out(self.object, row.idea, self.request.user)
        return _("상상을 뺐어요.")


class RoundViewSet(KeptViewSet):
    """Rounds of evaluation."""

    model = Round
    permission_policy = KeptForever(Round)
    name = "panel_rounds"
    menu_label = gettext_lazy("평가 회차")
    icon = "tasks"
    index_view_class = RoundIndex
    edit_view_class = RoundEdit
    inspect_view_class = RoundInspect
    inspect_template_name = "panel/cms/round.html"
    list_display = [
        TitleColumn("name", label=gettext_lazy("이름"), url_name="panel_rounds:inspect"),
        Column("panel", label=gettext_lazy("상상누리단")),
        When("opens_at", label=gettext_lazy("시작")),
        When("closes_at", label=gettext_lazy("마감")),
        Column("stands", label=gettext_lazy("어디까지"), accessor=stands),
    ]
    search_fields = ["name"]
    ordering = ["-opens_at", "-pk"]

    def get_form_class(self, for_update=False):
        return RoundForm


class PanelGroup(ViewSetGroup):
    """One entry of the menu."""

    menu_label = gettext_lazy("상상누리단")
    menu_icon = "group"
    menu_order = 320
    items = (PanelViewSet, RoundViewSet)
