"""The front page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from common.blocks import searchable_text
from common.kept_pages import kept_page
from home.blocks import HomeBlock
from home.front import Front
from home.models.base_page import BasePage


class HomePage(BasePage):
    """The front page: an opening scene where an idea begins with one line, then sections that editors arrange."""

    hero_title = models.CharField(_("첫 문장"), max_length=80, default=gettext_noop("상상 한 방울이 모여 오아시스가 돼요"))
    hero_text = models.CharField(
        _("이어지는 글"),
        max_length=200,
        blank=True,
        default=gettext_noop("우리 도시에 있었으면 하는 것을 두 줄만 적어 주세요. 이웃이 읽고, 도시가 답해요."),
    )
    hero_button = models.CharField(_("단추의 글"), max_length=40, default=gettext_noop("상상 한 방울 떨어뜨리기"))
    sections = StreamField(HomeBlock(), verbose_name=_("아래에 놓을 것"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("hero_button")], _("첫 화면")),
        FieldPanel("sections"),
    ]
    template = "home/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage"]
    page_description = _("누리집의 첫 화면이에요. 하나만 있어요.")

    class Meta:
        verbose_name = _("첫 화면")
        verbose_name_plural = _("첫 화면")

    def serve(self, request, *args, **kwargs):
        """The page; a visitor gets the one made before while neither it nor anything alive on it changed."""
        front = Front(self.sections)
        shown = (self.pk, self.live_revision_id, front.marks())
        return kept_page(request, shown, lambda: super(HomePage, self).serve(request, *args, front=front, **kwargs).render())

    def get_context(self, request, *args, front=None, **kwargs):
        """With `front`, what is alive on the page, and its `parts`."""
        front = front or Front(self.sections)
        return {**super().get_context(request, *args, **kwargs), "front": front, "parts": front.parts()}

    def searchable_text(self) -> str:
        return f"{self.hero_title} {self.hero_text} {searchable_text(self.sections)}"
