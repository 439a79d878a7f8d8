"""What the city's clock does for ideas (see common/jobs.py)."""

from datetime import timedelta

from common import poster
from common.jobs import job
from ideas import answers, hand_over, piece_counts, reminders, routing_words, seals, standings, telling, trail, viewing
from ideas.cards import doing as cards_doing
from ideas.cards import handing_over as cards_handing_over
from ideas.debates import running as debates
from ideas.meetings import reminding
from ideas.panel import assigning as panel_assigning
from ideas.panel import results as panel_results
from ideas.panel import telling as panel_telling
from ideas.panel import terms as panel_terms


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


@job(every=timedelta(seconds=10))
def spread_news():
    """Tell supporters and followers what became of ideas."""
    telling.spread()


@job(every=timedelta(minutes=1))
def publish_answers():
    """Publish the answers whose time has come."""
    answers.publish_due()


@job(every=timedelta(minutes=10))
def count_standings():
    """Count anew how each department keeps its promises."""
    standings.refresh()


@job(every=timedelta(hours=1))
def remind():
    """Write to those whose promises come near or are late: from nine in the morning, once a day for each promise."""
    reminders.remind()


@job(every=timedelta(days=1))
def seal_the_city():
    """Publish what the city vouches for; days on which nobody ticked stay without a seal."""
    seals.seal()


@job(every=timedelta(days=1))
def ask_for_hand_overs():
    """Ask for a note where a post with ideas in its care changes hands."""
    hand_over.open_due()


@job(every=timedelta(days=1))
def look_after_cards():
    """Cards without a report in time turn stale; cards whose holder's post has ended ask for a hand-over."""
    cards_doing.look_for_stale()
    cards_handing_over.look_for_leavers()


@job(every=timedelta(days=1))
def learn_routing():
    """Learn anew which words belong to which department."""
    routing_words.learn()


@job(every=timedelta(days=1))
def count_pieces():
    """Count how common each piece of a word is; similar ideas are found by the rare ones."""
    piece_counts.count_pieces()


@job(every=timedelta(minutes=1))
def close_debates():
    """Close the debates whose window is over."""
    debates.close_due()


@job(every=timedelta(minutes=1))
def close_rounds():
    """Close the panel's rounds whose hour has come; what came out is public from then on."""
    panel_results.close_due()


@job(every=timedelta(hours=1))
def remind_panel():
    """Tell members of the panel that a round closes soon; what people who left the site were to rate goes to others."""
    panel_assigning.hand_on_from_the_gone()
    panel_telling.remind()


@job(every=timedelta(days=1))
def keep_panel_group():
    """Terms begin and end at midnight."""
    panel_terms.keep_group()


@job(every=timedelta(minutes=10))
def remind_of_meetings():
    """Tell those who sit or wait that a meeting begins soon."""
    reminding.remind()
