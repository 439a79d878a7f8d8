"""An ordinary page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from common.blocks import BodyBlock, searchable_text
from home.models.base_page import BasePage


class StandardPage(BasePage):
    """A page of text and pictures, such as the terms of use."""

    intro = models.CharField(_("여는 글"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("본문"), blank=True)
    show_in_footer = models.BooleanField(
        _("맨 아래에 보이기"), default=False, help_text=_("약관이나 처리방침처럼 어느 화면에서나 닿아야 하는 쪽에 켜 주세요.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    promote_panels = [
        BasePage.promote_panels[0],
        MultiFieldPanel([FieldPanel("show_in_menus"), FieldPanel("show_in_footer")], _("차림표")),
    ]
    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("소개나 약관처럼 글과 사진으로 된 쪽이에요.")

    class Meta:
        verbose_name = _("글 쪽")
        verbose_name_plural = _("글 쪽")

    def get_context(self, request, *args, **kwargs):
        """With `crumbs`, the pages between the front page and this one, and `below`, the pages under it that all may read."""
        crumbs = StandardPage.objects.ancestor_of(self).live().order_by("depth")
        below = self.get_children().live().public()
        return {**super().get_context(request, *args, **kwargs), "crumbs": crumbs, "below": below}

    def searchable_text(self) -> str:
        return f"{self.intro} {searchable_text(self.body)}"
