"""Days and hours in the lists of /cms/."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class When(Column):
    """A day, or a day and an hour. Wagtail's own column tells how long ago it was, which says nothing of days to come."""

    def get_value(self, instance):
        value = super().get_value(instance)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""
