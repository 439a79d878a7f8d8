"""How a page that was kept knows that it is still true: every change leaves a mark that costs one small query to read."""

from django.db.models import F

from common.models import Sequence
from ideas.models import Idea

CITY = "ideas-changed"


def touch(idea_id: int) -> None:
    """Say that the page of an idea shows something else now. Verbs that write the idea itself move `revision` on their own."""
    Idea.objects.filter(pk=idea_id).update(revision=F("revision") + 1)


def city_changed() -> None:
    """Say that lists and their counts may differ: an idea came, went or moved to another place. Must run inside a transaction."""
    Sequence.take(CITY)


def city_mark() -> int:
    """A number that is another one after each city_changed()."""
    return Sequence.objects.filter(name=CITY).values_list("value", flat=True).first() or 0
