"""How long ago something was: {{ move.at|ago }}."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()

WEEK = timedelta(days=7)


@register.filter
def ago(moment: datetime) -> str:
    """A moment as people say it: 방금, 3분 전, 2일 전; from a week on it is the day."""
    passed = timezone.now() - moment
    if passed < timedelta(minutes=1):
        return _("방금")
    if passed < WEEK:
        return _("%(time)s 전") % {"time": timesince(moment, depth=1).replace("\xa0", " ")}
    return date_format(timezone.localtime(moment), "MONTH_DAY_FORMAT")
