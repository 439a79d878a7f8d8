"""The city's own words for the stages of the river."""

from django import forms
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from ideas.stages import OUR_LINES, OUR_NAMES, RIVER

NAME_LENGTH, LINE_LENGTH = 24, 80


def said_in(language: str, words) -> str:
    """Our own words in a language, whatever language the page is in."""
    with override(language):
        return str(words)


def name_field(label) -> models.CharField:
    """A column for the name of a stage; empty means ours."""
    return models.CharField(label, max_length=NAME_LENGTH, blank=True)


def line_field(label) -> models.CharField:
    """A column for the sentence that explains a stage; empty means ours."""
    return models.CharField(label, max_length=LINE_LENGTH, blank=True)


def words_panel(column: str, language: str, ours) -> FieldPanel:
    """A field that shows, while it is empty, what stands on the site now."""
    placeholder = lazy(said_in, str)(language, ours)
    return FieldPanel(f"{column}_{language}", widget=forms.TextInput(attrs={"placeholder": placeholder}))


def stage_panel(stage: str) -> MultiFieldPanel:
    """Name and sentence of one stage, both languages beside each other."""
    name, line = OUR_NAMES[stage], OUR_LINES[stage]
    return MultiFieldPanel(
        [
            FieldRowPanel([words_panel(f"{stage}_name", language, name) for language in ("ko", "en")]),
            FieldRowPanel([words_panel(f"{stage}_line", language, line) for language in ("ko", "en")]),
        ],
        heading=name,
    )


@register_setting(icon="list-ol")
class StageNames(BaseGenericSetting):
    """What a city calls the five stages, in Korean and English; what is left empty is called as we call it."""

    proposed_name_ko = name_field(_("이름"))
    proposed_name_en = name_field(_("영어 이름"))
    proposed_line_ko = line_field(_("한 줄 설명"))
    proposed_line_en = line_field(_("영어 설명"))
    debate_name_ko = name_field(_("이름"))
    debate_name_en = name_field(_("영어 이름"))
    debate_line_ko = line_field(_("한 줄 설명"))
    debate_line_en = line_field(_("영어 설명"))
    working_name_ko = name_field(_("이름"))
    working_name_en = name_field(_("영어 이름"))
    working_line_ko = line_field(_("한 줄 설명"))
    working_line_en = line_field(_("영어 설명"))
    realisation_name_ko = name_field(_("이름"))
    realisation_name_en = name_field(_("영어 이름"))
    realisation_line_ko = line_field(_("한 줄 설명"))
    realisation_line_en = line_field(_("영어 설명"))
    implementation_name_ko = name_field(_("이름"))
    implementation_name_en = name_field(_("영어 이름"))
    implementation_line_ko = line_field(_("한 줄 설명"))
    implementation_line_en = line_field(_("영어 설명"))

    panels = [
        HelpPanel(content=_("상상이 흘러가는 다섯 단계를 우리 도시의 말로 바꿔요. 비워 둔 칸은 흐린 글씨처럼 보여요.")),
        *(stage_panel(stage) for stage in RIVER),
    ]

    class Meta:
        verbose_name = _("단계 이름")
        verbose_name_plural = _("단계 이름")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
