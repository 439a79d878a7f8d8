"""Which ideas may still be rated, and who may not because the idea is theirs."""

from collections.abc import Iterable

from django.db.models import Q

from ideas.merging import LONGEST_WAY
from ideas.models import Idea
from ideas.stages import Stage

# Of a Review: the same as is_ratable, asked in the database.
STILL_RATABLE = Q(round_idea__idea__public_since__isnull=False) & ~Q(round_idea__idea__stage=Stage.CLOSED)


def is_ratable(idea: Idea) -> bool:
    """Whether people may read the idea and it is still on its way."""
    return idea.is_public and not idea.is_withdrawn and idea.stage not in (Stage.DRAFT, Stage.CLOSED)


def proposers_of(ideas: Iterable[Idea]) -> dict[int, set[int]]:
    """Idea (by key) → the members who proposed it: who wrote it, and who wrote what went into it, also by a detour.

    One query for each layer of merges, so usually one for any number of ideas.
    """
    found = {idea.pk: {idea.author_id} - {None} for idea in ideas}
    layer: dict[int | None, int] = {pk: pk for pk in found}
    for _step in range(LONGEST_WAY):
        # The second condition is that of the index, without which SQLite would not use it.
        came = Idea.objects.filter(merged_into__in=layer, merged_into__isnull=False).order_by()
        further: dict[int | None, int] = {}
        for pk, author, into in came.values_list("pk", "author", "merged_into"):
            further[pk] = layer[into]
            if author:
                found[layer[into]].add(author)
        if not further:
            break
        layer = further
    return found


def is_own(idea: Idea, member_id: int) -> bool:
    """Whether a member proposed the idea, alone or with others."""
    return member_id in proposers_of([idea])[idea.pk]
