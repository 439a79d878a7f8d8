"""명예의 전당: who proposed what was completed, and carries the title 천상인."""

from django.db.models import QuerySet

from common.paging import MOST_COUNTED
from ideas.models import HallEntry


def entries() -> QuerySet[HallEntry]:
    """Those of ideas that everybody may read, the latest first, with what the page shows."""
    found = HallEntry.objects.filter(idea__public_since__isnull=False).order_by("-entered_on", "-id")
    return found.select_related("idea__author", "card", "member").defer("idea__body", "card__plan")


def counted() -> int:
    """How many there are, looking at no more than the pages can show."""
    return HallEntry.objects.filter(idea__public_since__isnull=False).values("pk")[: MOST_COUNTED + 1].count()
