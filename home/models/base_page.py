"""What all pages of the site have in common."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from common.korean import pieces


class BasePage(Page):
    """A page whose words are found by search in Korean; pages say in `searchable_text` what their words are."""

    search_fields = [
        *Page.search_fields,
        index.SearchField("title_pieces", boost=4),
        index.SearchField("korean_pieces"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("찾기에서 보이는 모습")
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("차림표")),
    ]

    class Meta:
        abstract = True

    def searchable_text(self) -> str:
        """All words of the page beside its title."""
        return ""

    def title_pieces(self) -> str:
        """The title cut for searching."""
        return pieces(self.title)

    def korean_pieces(self) -> str:
        """The text cut for searching."""
        return pieces(self.searchable_text())
