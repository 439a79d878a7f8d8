"""What a city calls its site and how it can be reached; editors change it in /cms/ without a developer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class BrandSettings(BaseSiteSetting):
    """Name, contact and footer of one site."""

    name = models.CharField(_("누리집 이름"), max_length=40, default="천만상상 오아시스")
    tagline = models.CharField(_("한 줄 소개"), max_length=80, blank=True, default="상상 한 방울이 모여 오아시스가 돼요")
    is_official = models.BooleanField(
        _("공식 누리집 띠 보이기"),
        default=False,
        help_text=_("대한민국 공식 전자정부 누리집으로 등록된 뒤에만 켜 주세요. 모든 화면 맨 위에 안내 띠가 나와요."),
    )
    contact_email = models.EmailField(_("문의 메일"), blank=True)
    contact_phone = models.CharField(_("문의 전화"), max_length=40, blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    footer_text = models.CharField(_("맨 아래 글"), max_length=300, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("is_official")], heading=_("이름")),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("address"), FieldPanel("footer_text")],
            heading=_("맨 아래 안내"),
        ),
    ]

    class Meta:
        verbose_name = _("이름과 연락처")

    def __str__(self) -> str:
        return self.name
