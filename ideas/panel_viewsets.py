"""The citizen panel in /cms/: terms with criteria and quotas, applications, rounds."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules import has_perm
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from ideas.forms.panel_cms import InvitationForm, PanelForm, RoundForm
from ideas.models import Membership, Panel, Round
from ideas.panel import applying, assigning, reading, results
from ideas.panel.criteria import Refused


class Refusing:
    """What a verb refuses is said above the form, which keeps what was typed."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class KeptCreate(Refusing, CreateView):
    """Adding, through a verb."""


class KeptEdit(Refusing, EditView):
    """Changing, through a verb."""


class Acting(InspectView):
    """A page to look at with buttons; `acts` names the methods that do what a button says."""

    acts: tuple[str, ...] = ()

    def post(self, request, *args, **kwargs):
        name = request.POST.get("act")
        if name not in self.acts or not has_perm("ideas.run_panel", request.user):
            raise PermissionDenied
        try:
            messages.success(request, getattr(self, name)())
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)


# -- panels ---------------------------------------------------------------------------------------
class PanelInspect(Acting):
    """Who asks to join, in order, and who sits in a panel with what they did."""

    acts = ("accept", "decline", "invite", "see_out")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "applications": reading.applications(self.object),
            "members": reading.attendance(self.object),
            "quotas": [(quota, applying.taken(quota)) for quota in self.object.quotas.select_related("district", "panel")],
            "invitation": InvitationForm(),
            "criteria": self.object.criteria.all(),
        }

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


class PanelViewSet(KeptViewSet):
    """Terms of the panel."""

    model = Panel
    name = "panels"
    menu_label = gettext_lazy("기수와 단원")
    icon = "group"
    inspect_view_class = PanelInspect
    inspect_template_name = "panel/cms/panel.html"
    create_template_name = "panel/cms/panel_create.html"
    edit_template_name = "panel/cms/panel_edit.html"
    list_display = [
        TitleColumn("name", label=gettext_lazy("이름"), url_name="panels:inspect"),
        DateColumn("starts_on", label=gettext_lazy("임기 시작")),
        DateColumn("ends_on", label=gettext_lazy("임기 끝")),
        Column("seats", label=gettext_lazy("자리")),
        DateColumn("applications_until", label=gettext_lazy("신청 마감")),
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

    acts = ("assign", "close", "take_out")

    def get_context_data(self, **kwargs):
        rows = list(reading.progress(self.object))
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "short": [row for row in rows if self.object.assigned_at and row.asked < self.object.reviews_per_idea],
            "asked": sum(row.asked for row in rows),
            "done": sum(row.done for row in rows),
        }

    def assign(self) -> str:
        assigning.assign(self.object, self.request.user)
        return _("단원들에게 나누고 알렸어요.")

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
    name = "panel_rounds"
    menu_label = gettext_lazy("평가 회차")
    icon = "tasks"
    index_view_class = RoundIndex
    inspect_view_class = RoundInspect
    inspect_template_name = "panel/cms/round.html"
    list_display = [
        TitleColumn("name", label=gettext_lazy("이름"), url_name="panel_rounds:inspect"),
        Column("panel", label=gettext_lazy("상상누리단")),
        DateColumn("opens_at", label=gettext_lazy("시작")),
        DateColumn("closes_at", label=gettext_lazy("마감")),
        DateColumn("closed_at", label=gettext_lazy("마감한 때")),
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
