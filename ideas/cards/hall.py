"""명예의 전당: who proposed what was completed, and carries the title 천상인."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from accounts.models import User
from common.paging import MOST_COUNTED
from ideas.models import HallEntry, Idea

# How many merges may lead from one idea to another; longer ways do not come up.
LONGEST_WAY = 20


def entries() -> QuerySet[HallEntry]:
    """Those of ideas that everybody may read, the latest first, with what the page shows."""
    found = HallEntry.objects.filter(idea__public_since__isnull=False).order_by("-entered_on", "-id")
    return found.select_related("idea__author", "card", "member").defer("idea__body", "card__plan")


def counted() -> int:
    """How many there are, looking at no more than the pages can show."""
    return HallEntry.objects.filter(idea__public_since__isnull=False).values("pk")[: MOST_COUNTED + 1].count()


def is_celestial(member: User | None) -> bool:
    """Whether a member carries the title, for an idea that everybody may read."""
    return member is not None and HallEntry.objects.filter(member=member, idea__public_since__isnull=False).exists()


def gone_into(ideas: Iterable[int]) -> list[int]:
    """The keys of the public ideas that were merged into others, also by a detour: their proposers are named with them, and
    honoured with them. ideas: keys. Usually one query."""
    found: list[int] = []
    layer = list(ideas)
    for _step in range(LONGEST_WAY):
        # The second condition is that of the index, without which SQLite would not use it.
        came = Idea.objects.filter(merged_into__in=layer, merged_into__isnull=False, public_since__isnull=False)
        layer = list(came.order_by("pk").values_list("pk", flat=True))
        if not layer:
            break
        found += layer
    return found


def leave(idea: Idea) -> None:
    """An idea, with what had gone into it, is taken out of the one it was merged into: what that became is not its doing any
    more. What was realised by a card of its own stays. The idea must be locked."""
    came_by_merge = HallEntry.objects.filter(idea__in=[idea.pk, *gone_into([idea.pk])]).exclude(card__idea=F("idea"))
    came_by_merge.exclude(idea__shared_card__card=F("card")).delete()
