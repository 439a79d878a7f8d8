"""The days and limits of the pipeline, as an editor may set them; the defaults are the law's (RULES.md §2.3)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def amount(label, default: int, help_text="", most: int = 366) -> models.PositiveSmallIntegerField:
    """A number of days or months, at least one."""
    return models.PositiveSmallIntegerField(
        label, default=default, help_text=help_text, validators=[MinValueValidator(1), MaxValueValidator(most)]
    )


@register_setting(icon="time")
class PipelineSettings(BaseGenericSetting):
    """How long each promise runs, and what is asked on the way."""

    answer_months = amount(_("답변까지(달)"), 1, _("국민 제안 규정 제10조: 받은 날부터 한 달"), 24)
    supplement_days = amount(_("보완까지(일)"), 7, _("국민 제안 규정 제6조: 7일, 그동안 시계가 멈춰요"))
    opinion_days = amount(_("전문가 의견까지(일)"), 21, _("국민 제안 규정 제9조: 3주, 그동안 시계가 멈춰요"))
    re_review_ask_days = amount(_("다시 살펴봐 달라고 할 수 있는 날"), 15, _("국민 제안 규정 제12조: 알린 날부터 15일"))
    re_review_months = amount(_("다시 살펴보기까지(달)"), 1, _("국민 제안 규정 제12조: 한 달"), 24)
    hand_over_days = amount(_("인수인계까지(일)"), 7)
    undo_merge_days = amount(_("합치기를 되돌릴 수 있는 날"), 14)
    debate_days = amount(_("상상토론을 여는 날"), 14)
    summary_days = amount(_("토론 마무리 글까지(일)"), 7)
    plan_months = amount(_("추진계획까지(달)"), 1, _("채택을 알린 날부터 한 달"), 24)
    report_months = amount(_("추진현황을 알리는 달"), 2, _("두 달마다 한 번, 없으면 모두에게 보여요"), 24)
    outcome_years = amount(_("이룬 뒤 살펴보는 해"), 1, _("국민 제안 규정 제23조: 1년"), 10)
    near_days = amount(_("곧 닥칠 약속(일)"), 7, _("약속한 날까지 이만큼 남으면 책상에 곧 닥칠 약속으로 보여요"))
    interim_days = amount(_("중간 답변을 재촉하는 날"), 3, _("약속한 날까지 이만큼 남으면 중간 답변을 재촉해요"))
    counts_free_days = models.BooleanField(
        _("쉬는 날에 끝나는 약속은 다음 일하는 날까지"), default=True, help_text=_("민법 제161조")
    )
    office_answers_first = models.BooleanField(
        _("첫 답변은 창의담당관이 써요"),
        default=True,
        help_text=_("끄면 담당 부서가 정해지는 대로 약속이 부서로 넘어가요"),
    )

    panels = [
        HelpPanel(content=_("약속 시계가 세는 날이에요. 바꾸어도 이미 한 약속의 날은 그대로예요.")),
        MultiFieldPanel(
            [FieldPanel("answer_months"), FieldPanel("office_answers_first"), FieldPanel("counts_free_days")],
            heading=_("답변"),
        ),
        MultiFieldPanel(
            [FieldPanel("supplement_days"), FieldPanel("opinion_days"), FieldPanel("near_days"), FieldPanel("interim_days")],
            heading=_("기다리는 동안"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel("re_review_ask_days"), FieldPanel("re_review_months")),
                *(FieldPanel("hand_over_days"), FieldPanel("undo_merge_days")),
            ],
            heading=_("그 뒤"),
        ),
        MultiFieldPanel([FieldPanel("debate_days"), FieldPanel("summary_days")], heading=_("상상토론")),
        MultiFieldPanel(
            [FieldPanel("plan_months"), FieldPanel("report_months"), FieldPanel("outcome_years")], heading=_("관리카드")
        ),
    ]

    class Meta:
        verbose_name = _("약속과 기한")
        verbose_name_plural = _("약속과 기한")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
