"""Setting the clock back, so that the city's own verbs write the past of the demo: trails, promises and answers of long ago.

Every verb asks django.utils.timezone for the time. While the demo is loaded, by one process that does nothing else, that clock
shows the day of the story. What columns take as their default is asked for elsewhere and set back by hand (see DEFAULTS).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from ideas.models import Cooperation, GateCrossing, Idea, Merge, Objection, Promise

# Rows of an idea whose moment is a default of the column.
DEFAULTS = (
    *((Promise, "opened_at"), (GateCrossing, "crossed_at"), (Objection, "made_at")),
    *((Cooperation, "asked_at"), (Merge, "merged_at")),
)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment`; time stands still in the block."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


def set_back(idea: Idea, moment: datetime) -> None:
    """Let what was made for an idea just now have been made at `moment`."""
    for model, column in DEFAULTS:
        model.objects.filter(idea=idea, **{f"{column}__gt": moment}).update(**{column: moment})
