"""Cards in /cms/: a list to look things up. Cards are kept at the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from ideas.models import Card
from ideas.viewsets import ReadOnly

LOOKED_AT = {"index", "index_results"}


class CardViewSet(ModelViewSet):
    """All cards, what moved last first; nothing is added, changed or deleted here."""

    model = Card
    name = "cards"
    # The public pages have the name "cards" already.
    url_namespace = "cms_cards"
    icon = "tasks"
    menu_label = _("관리카드")
    menu_order = 325
    add_to_admin_menu = True
    permission_policy = ReadOnly(Card)
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = []
    list_display = [
        TitleColumn("title", label=_("이름"), get_url=lambda card: card.get_absolute_url()),
        Column("get_status_display", label=_("어디까지"), sort_key="status"),
        Column("department", label=_("담당 부서")),
        DateColumn("moved_at", label=_("움직인 때"), sort_key="moved_at"),
        Column("stale_since", label=_("소식이 끊긴 날")),
    ]
    list_filter = ["status", "department"]
    search_fields = ["title"]
    ordering = ["-moved_at", "-id"]
    list_per_page = 50

    def get_urlpatterns(self):
        """Only the addresses for looking: what does not exist cannot be reached by mistake."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in LOOKED_AT]

    def get_queryset(self, request):
        return Card.objects.select_related("department")
