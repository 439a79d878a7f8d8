"""One line for everybody, above every public page for a while."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from common.blocks import is_safe_address


class Tone(models.TextChoices):
    """How an announcement is meant."""

    NOTICE = "notice", _("알림")
    GOOD = "good", _("좋은 소식")
    CARE = "care", _("주의")


@register_setting(icon="comment")
class Announcement(PreviewableMixin, BaseSiteSetting):
    """The announcement bar of one site; without text there is none."""

    text = models.CharField(
        _("알릴 말"), max_length=120, blank=True, help_text=_("한두 문장이 좋아요. 비워 두면 띠가 나오지 않아요.")
    )
    text_en = models.CharField(_("영어로"), max_length=200, blank=True, help_text=_("비워 두면 영어 화면에도 한국어로 나와요."))
    tone = models.CharField(_("분위기"), max_length=6, choices=Tone, default=Tone.NOTICE)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("이어질 우리 쪽")
    )
    url = models.CharField(
        _("이어질 주소"),
        max_length=500,
        blank=True,
        help_text=_("우리 쪽을 고르지 않았을 때 써요. 예: /ideas/ 또는 https://example.org"),
    )
    starts_at = models.DateTimeField(_("언제부터"), null=True, blank=True, help_text=_("서울 시각이에요. 비워 두면 바로 나와요."))
    ends_at = models.DateTimeField(_("언제까지"), null=True, blank=True, help_text=_("비워 두면 글을 지울 때까지 나와요."))

    select_related = ["page"]
    panels = [
        MultiFieldPanel([FieldPanel("text"), FieldPanel("text_en"), FieldPanel("tone")], heading=_("알릴 말")),
        MultiFieldPanel([PageChooserPanel("page"), FieldPanel("url")], heading=_("눌렀을 때 갈 곳")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], heading=_("보이는 때")),
    ]

    class Meta:
        verbose_name = _("알림 띠")

    def __str__(self) -> str:
        return self.text or str(self._meta.verbose_name)

    def clean(self):
        """One place to go to at most, an address that stays on the web, and an end after the beginning."""
        errors = {}
        if self.page_id and self.url:
            errors["url"] = _("우리 쪽이나 주소 가운데 하나만 골라 주세요.")
        elif self.url and not is_safe_address(self.url):
            errors["url"] = _("주소는 / 나 https:// 로 시작해야 해요.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("끝나는 때가 시작하는 때보다 뒤여야 해요.")
        if errors:
            raise ValidationError(errors)

    def is_due(self, now: datetime | None = None) -> bool:
        """Whether it is to be shown now (or at a given moment)."""
        now = now or timezone.now()
        begun = self.starts_at is None or self.starts_at <= now
        return bool(self.text) and begun and (self.ends_at is None or now < self.ends_at)

    def serve_preview(self, request, mode_name):
        """The front page with the announcement as it stands in the form, due or not."""
        return self.site.root_page.specific.serve_preview(request, "")
