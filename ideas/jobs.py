"""What the city's clock does for ideas (see common/jobs.py)."""

from datetime import timedelta

from common import poster
from common.jobs import job
from ideas import trail, viewing


@job(every=timedelta(seconds=10))
def count_views():
    """Add what people read meanwhile to the counts of the ideas."""
    viewing.count_views()


@job(every=timedelta(days=1))
def clear_share_pictures():
    """Remove share pictures that were drawn long ago; one that is asked for again is drawn again."""
    poster.clear_out()


@job(every=timedelta(minutes=1))
def tell_news():
    """Tell those who wait for news of trail entries that a process died over before it told them."""
    for pk in trail.waiting():
        trail.tell(pk)
