"""Categories, districts and ideas in /cms/."""

from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaks_filter
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from laces.components import Component
from rules import has_perm
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from ideas.lists import STAGES
from ideas.models import Category, District, Idea
from ideas.stage_names import stage_choices, stage_word
from ideas.stages import Stage


class KeptForever(ModelPermissionPolicy):
    """As the permissions of the groups say, but an entry is switched off and never deleted: old ideas stand in it."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class ReadOnly(ModelPermissionPolicy):
    """What citizens wrote is changed by the verbs of the city alone; here it is only looked at, by superusers too."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)


class ListedViewSet(ModelViewSet):
    """A short list that editors keep and put in order by dragging."""

    form_fields = ["name", "slug", "is_active"]
    sort_order_field = "position"
    list_display = ["name", Column("slug", label=_("주소 이름")), BooleanColumn("is_active", label=_("고를 수 있음"))]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["position", "pk"]
    copy_view_enabled = False
    add_to_reference_index = False


class CategoryViewSet(ListedViewSet):
    """Subjects of ideas."""

    model = Category
    name = "categories"
    menu_label = _("분야")
    icon = "tag"


class DistrictViewSet(ListedViewSet):
    """Parts of the city."""

    model = District
    name = "districts"
    menu_label = _("자치구")
    icon = "globe"


# What the model has no words for, because no form shows it.
LABELS = {
    "author_name": _("쓴 사람"),
    "recommendation_count": _("추천 수"),
    "imported_recommendation_count": _("옮겨 온 추천"),
    "comment_count": _("의견"),
    "view_count": _("읽음"),
    "withdrawn_at": _("거둬들인 때"),
    "source": _("옮겨 온 곳"),
    "source_number": _("옮겨 온 번호"),
}


class IdeaFilter(WagtailFilterSet):
    """Narrowing the list of ideas."""

    stage = ChoiceFilter(label=_("단계"), choices=lambda: stage_choices(STAGES))

    class Meta:
        model = Idea
        fields = ["stage", "outcome", "visibility", "category", "district", "department"]


def readable_ideas(user):
    """What this member of staff may see: no drafts, and what is out of sight only for those who may read any idea."""
    ideas = Idea.objects.exclude(stage=Stage.DRAFT)
    return ideas if has_perm("ideas.read_idea", user, None) else ideas.public()


class IdeaIndex(IndexView):
    """All published ideas, newest first."""

    def get_base_queryset(self):
        return readable_ideas(self.request.user).select_related("author", "category", "district").defer("body")


class Paragraphs(Component):
    """A citizen's text with its lines."""

    def __init__(self, text: str):
        self.text = text

    def render_html(self, parent_context=None):
        return linebreaks_filter(self.text)


class IdeaInspect(InspectView):
    """One idea as it is kept."""

    def get_object(self, queryset=None):
        return get_object_or_404(readable_ideas(self.request.user), pk=self.pk)

    def get_stage_display_value(self):
        """The stage as the site calls it."""
        return stage_word(self.object.stage)

    def get_body_display_value(self):
        """The text, unless it was withdrawn and this member of staff has no business with it."""
        if not has_perm("ideas.read_wording", self.request.user, self.object):
            return None
        return Paragraphs(self.object.body)

    def get_field_label(self, field_name, field):
        return LABELS.get(field_name) or super().get_field_label(field_name, field)

    def get_context_for_field(self, field_name):
        context = super().get_context_for_field(field_name)
        return {**context, "value": "-" if context["value"] in (None, "") else context["value"]}


class IdeaViewSet(ModelViewSet):
    """Ideas to look at; nothing can be added, changed or deleted here."""

    model = Idea
    name = "ideas"
    # The public pages have the name "ideas" already.
    url_namespace = "cms_ideas"
    menu_label = _("상상")
    icon = "pick"
    index_view_class = IdeaIndex
    inspect_view_class = IdeaInspect
    inspect_view_enabled = True
    inspect_view_fields = [
        *("number", "title", "body", "author_name", "category", "district", "department", "tags"),
        *("stage", "outcome", "answer_state", "visibility", "published_at", "withdrawn_at", "withdrawal_reason"),
        *("recommendation_count", "imported_recommendation_count", "comment_count", "view_count", "source", "source_number"),
    ]
    copy_view_enabled = False
    form_fields = []
    list_display = [
        "title",
        Column("number", label=_("번호"), sort_key="number"),
        Column("author_name", label=_("쓴 사람")),
        Column("stage", label=_("단계"), accessor=lambda idea: stage_word(idea.stage)),
        Column("get_outcome_display", label=_("결과")),
        Column("get_visibility_display", label=_("공개")),
        Column("recommendations", label=_("추천 수")),
        DateColumn("published_at", label=_("올린 때")),
    ]
    filterset_class = IdeaFilter
    search_fields = ["title", "number", "author__nickname"]
    search_backend_name = None
    ordering = ["-published_at", "-pk"]
    add_to_reference_index = False

    def get_urlpatterns(self):
        """Only the addresses for looking: what does not exist cannot be reached by mistake."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in {"index", "index_results", "inspect"}]


class IdeasGroup(ViewSetGroup):
    """One entry of the menu."""

    menu_label = _("상상")
    menu_icon = "pick"
    menu_order = 300
    items = (IdeaViewSet, CategoryViewSet, DistrictViewSet)
