"""What a city calls its site, how it looks and how it can be reached; editors change it in /cms/ without a developer."""

from django.core.validators import RegexValidator
from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from home.colour_input import ColourInput
from home.models.files import CustomImage
from home.palette import SEEDS, outcomes, swatches

FRONT, SWATCHES = "front", "swatches"


def colour_field(name, what_for) -> models.CharField:
    """A column for a hex colour; empty means ours."""
    hex_only = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("색은 #0A7C86처럼 우물 정 자와 글자 여섯 개로 적어 주세요."))
    return models.CharField(name, max_length=7, blank=True, validators=[hex_only], help_text=what_for)


def colour_panel(seed: str) -> FieldPanel:
    """The field of a colour with its picker."""
    return FieldPanel(f"{seed}_colour", widget=ColourInput(seed))


@register_setting(icon="home")
class BrandSettings(PreviewableMixin, BaseSiteSetting):
    """Name, logo, colours, contact and footer of one site."""

    name = models.CharField(_("누리집 이름"), max_length=40, default="천만상상 오아시스")
    tagline = models.CharField(_("한 줄 소개"), max_length=80, blank=True, default="상상 한 방울이 모여 오아시스가 돼요")
    is_official = models.BooleanField(
        _("공식 누리집 띠 보이기"),
        default=False,
        help_text=_("대한민국 공식 전자정부 누리집으로 등록된 뒤에만 켜 주세요. 모든 화면 맨 위에 안내 띠가 나와요."),
    )
    logo = models.ForeignKey(
        CustomImage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("로고"),
        help_text=_("바탕이 비치는 PNG가 가장 좋아요. 비워 두면 물방울이 나와요."),
    )
    logo_at_night = models.ForeignKey(
        CustomImage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("어두운 화면의 로고"),
        help_text=_("비워 두면 같은 로고를 밝은 판 위에 올려 보여요."),
    )
    shows_name = models.BooleanField(
        _("로고 옆에 이름 보이기"), default=True, help_text=_("로고에 이름이 이미 들어 있으면 꺼 주세요.")
    )

    main_colour = colour_field(_("물빛 (중심 색)"), _("단추, 링크, 글자와 밤하늘의 빛깔이에요."))
    joy_colour = colour_field(_("산호빛 (기쁨)"), _("추천처럼 반가운 것과 조심할 것에 써요."))
    growth_colour = colour_field(_("잎빛 (자람)"), _("나아가는 것, 채택된 것에 써요."))
    light_colour = colour_field(_("햇빛 (빛남)"), _("별과 축하에 써요."))
    ground_colour = colour_field(_("모랫빛 (바탕)"), _("낮 화면의 바탕에 아주 옅게 물들여요."))

    operator = models.CharField(
        _("운영 기관"), max_length=60, blank=True, help_text=_("맨 아래에 ‘이 누리집은 …에서 운영해요’라고 나와요.")
    )
    contact_email = models.EmailField(_("문의 메일"), blank=True)
    contact_phone = models.CharField(_("문의 전화"), max_length=40, blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    footer_text = models.CharField(_("맨 아래 글"), max_length=300, blank=True)

    select_related = ["logo", "logo_at_night"]
    preview_modes = [(FRONT, _("첫 화면")), (SWATCHES, _("빛깔 견본"))]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("is_official")], heading=_("이름")),
                    MultiFieldPanel(
                        [FieldPanel("logo"), FieldPanel("logo_at_night"), FieldPanel("shows_name")], heading=_("로고")
                    ),
                ],
                heading=_("이름과 로고"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        content=_(
                            "고른 빛깔은 어디에서나 글자가 읽히도록 밝기를 다듬어서 써요. "
                            "다듬은 모습은 저장하기 전에도 미리보기의 ‘빛깔 견본’에서 볼 수 있어요. 비워 두면 처음 빛깔이에요."
                        )
                    ),
                    *(colour_panel(seed) for seed in SEEDS),
                ],
                heading=_("빛깔"),
            ),
            ObjectList(
                [FieldPanel(name) for name in ("operator", "contact_email", "contact_phone", "address", "footer_text")],
                heading=_("맨 아래 안내"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("이름과 빛깔")

    def __str__(self) -> str:
        return self.name

    @property
    def colours(self) -> dict[str, str]:
        """The colours that were chosen, as home/palette.py wants them."""
        chosen = {seed: getattr(self, f"{seed}_colour") for seed in SEEDS}
        return {seed: colour for seed, colour in chosen.items() if colour}

    def serve_preview(self, request, mode_name):
        """What is in the form, on the front page of the site or as swatches with their contrast."""
        if mode_name == SWATCHES:
            shown = {"outcomes": outcomes(self.colours), "schemes": swatches(self.colours)}
            return TemplateResponse(request, "home/swatches.html", shown)
        return self.site.root_page.specific.serve_preview(request, "")
