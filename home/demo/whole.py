"""The whole demo city: ideas and pages first, then what debates, departments, meetings and the panel made of them."""

from django.db import transaction
from django.utils import timezone

from home.demo import accounts, cards, city, debates, meetings, panel, panelboard
from ideas import standings
from ideas.models import TrailEntry


@transaction.atomic
def load() -> int:
    """Everything of the demo that is not there yet; returns how many ideas were added."""
    added = city.load_city()
    people, now = accounts.settle(), timezone.now()
    debates.load_debates(people, now)
    told = cards.load_cards(people, now)
    meetings.load_meetings(people, now)
    panel.load_panel(people, now)
    panelboard.load_panelboard(people, now)
    if added or told:
        standings.refresh()
        # Nobody waits for news of what happened before the city was there.
        TrailEntry.objects.filter(idea__draft_key__in=city.ours(), processed_at=None).update(processed_at=timezone.now())
    return added
