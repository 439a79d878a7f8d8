"""How long things may take: the city's settings, its free days, and the last day of a promise."""

from datetime import date, timedelta

from django.core.cache import caches
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from common import workdays
from ideas.models import Holiday, PipelineSettings, PromiseKind

KEPT_SECONDS = 10
KEY = "pipeline-settings"


def settings_in_force() -> PipelineSettings:
    """What an editor has set, kept by each process for a few seconds."""
    return kept()[0]


def free_days() -> frozenset[date]:
    """The city's own free days."""
    return kept()[1]


def kept() -> tuple[PipelineSettings, frozenset[date]]:
    """Settings and free days, from memory or the database."""
    found = caches["local"].get(KEY)
    if found is None:
        settings = PipelineSettings.objects.first() or PipelineSettings()
        found = settings, frozenset(Holiday.objects.values_list("day", flat=True))
        caches["local"].set(KEY, found, KEPT_SECONDS)
    return found


@receiver([post_save, post_delete], sender=PipelineSettings)
@receiver([post_save, post_delete], sender=Holiday)
def forget(**kwargs) -> None:
    """Count anew from now on."""
    caches["local"].delete(KEY)


def last_day(kind: PromiseKind, since: date | None = None) -> date:
    """The day by which a promise of this kind made on `since` (a date in Seoul, today by default) is to be kept.

    Days and months run as the settings say; a period that would end on a free day ends on the next workday (민법 §161).
    """
    since, settings = since or timezone.localdate(), settings_in_force()
    day = {
        PromiseKind.ANSWER: lambda: workdays.add_months(since, settings.answer_months),
        PromiseKind.SUPPLEMENT: lambda: since + timedelta(days=settings.supplement_days),
        PromiseKind.OPINION: lambda: since + timedelta(days=settings.opinion_days),
        PromiseKind.RE_REVIEW: lambda: workdays.add_months(since, settings.re_review_months),
        PromiseKind.SUMMARY: lambda: since + timedelta(days=settings.summary_days),
        PromiseKind.PLAN: lambda: workdays.add_months(since, settings.plan_months),
        PromiseKind.REPORT: lambda: workdays.add_months(since, settings.report_months),
        PromiseKind.HAND_OVER: lambda: since + timedelta(days=settings.hand_over_days),
    }[kind]()
    return to_workday(day)


def to_workday(day: date) -> date:
    """The day itself, or the next workday where the city counts so."""
    return workdays.next_workday(day, free_days()) if settings_in_force().counts_free_days else day
