"""Closing a round: what came out is kept, told and counts before the bars."""

from decimal import Decimal

import pytest
from django.core.cache import caches
from django.utils import timezone

from accounts import roles
from ideas import gates, trail_words
from ideas.gate_sets import Bar, put_in_force
from ideas.models import GateMode, Idea, Passage, Review, ReviewState, RoundIdea, Score, TrailEntry
from ideas.panel import reading, results
from ideas.panel.criteria import Refused
from ideas.stages import Stage
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import PanelFactory, ReviewFactory, RoundFactory, RoundIdeaFactory, this_day

pytestmark = pytest.mark.django_db


def rated_idea(*points, idea=None, **round_more):
    """An idea in a round, rated by so many members with so many points each."""
    row = RoundIdeaFactory(round=RoundFactory(panel=PanelFactory(), **round_more), idea=idea or IdeaFactory())
    for each in points:
        ReviewFactory(round_idea=row, points=each)
    row.round.assigned_at = row.round.opens_at
    row.round.save()
    return row


def close(row, by=None):
    results.close_round(row.round, by)
    row.refresh_from_db()
    return row


def test_median_spread_and_creativity_are_kept():
    row = close(rated_idea(1, 3, 4, 5))
    assert (row.number, row.median, row.spread, row.creativity) == (4, Decimal(70), Decimal(35), Decimal(13))
    assert row.by_criterion["creativity"] == {"median": 3.5, "spread": 1.75, "low": 2.5, "high": 4.25}
    assert row.by_criterion["total"] == {"median": 70.0, "spread": 35.0, "low": 50.0, "high": 85.0}


def test_creativity_is_out_of_twenty_whatever_it_weighs():
    row = RoundIdeaFactory(round=RoundFactory(panel=PanelFactory(criteria=[("creativity", 70), ("scope", 30)])))
    ReviewFactory(round_idea=row, points=4)
    assert close(row).creativity == Decimal(16)


def test_closing_twice_writes_one_line_into_the_trail():
    row = rated_idea(5, 4)
    for _ in range(2):
        close(row)
    entry = TrailEntry.objects.get(kind="rated")
    assert entry.data == {"round": row.round.pk, "reviews": 2, "median": 90}
    assert "90" in trail_words.sentence(entry)


def test_what_nobody_rated_is_not_told():
    row = rated_idea()
    ReviewFactory(round_idea=row)
    close(row)
    assert (row.number, row.median) == (0, None)
    assert not TrailEntry.objects.exists()
    assert reading.results_of(row.idea) == []


def test_the_clock_closes_what_is_due_and_the_office_may_close_early():
    due, runs = rated_idea(3, over=True), rated_idea(3)
    assert [results.close_due(), results.close_due()] == [1, 0]
    runs.round.refresh_from_db()
    assert runs.round.closed_at is None
    with pytest.raises(Refused):
        close(runs, UserFactory())
    close(runs, UserFactory(role=roles.IDEA_OFFICE))
    assert runs.median == Decimal(60)
    due.round.refresh_from_db()
    assert due.round.closed_at


def test_a_round_that_nobody_was_asked_for_is_not_closed_by_hand():
    with pytest.raises(Refused):
        results.close_round(RoundFactory(), UserFactory(role=roles.IDEA_OFFICE))


def test_the_bars_see_the_last_closed_mean_and_nothing_before():
    row = rated_idea(4, 5)
    assert gates.creativity(row.idea) == 0
    close(row)
    assert gates.creativity(row.idea) == 18
    close(rated_idea(2, idea=row.idea))
    assert gates.creativity(row.idea) == 8


def test_a_bar_of_creativity_that_opens_by_itself_is_passed_when_the_round_closes():
    bars = {
        Passage.ANSWER: Bar(mode=GateMode.AUTOMATIC),
        Passage.DEBATE: Bar(mode=GateMode.AUTOMATIC, min_creativity=16),
        Passage.WORKING: Bar(mode=GateMode.OFFICE),
    }
    put_in_force("창의성 문턱", bars, None)
    low, high = (rated_idea(points, points, idea=IdeaFactory(gated=True)) for points in (3, 4))
    for row in (low, high):
        close(row)
        row.idea.refresh_from_db()
    assert [row.idea.stage for row in (low, high)] == [Stage.PROPOSED, Stage.DEBATE]


def test_results_of_an_idea_cost_one_query_and_then_none(django_assert_num_queries):
    row = close(rated_idea(4, 5))
    row.idea.refresh_from_db()
    caches["local"].clear()
    with django_assert_num_queries(1):
        found = reading.results_of(row.idea)
    assert (found[0].middle, found[0].creativity) == (90, 18)
    with django_assert_num_queries(0):
        reading.results_of(row.idea)
        reading.results_of(IdeaFactory.build())


def test_results_are_read_only_from_closed_rounds():
    row = rated_idea(4)
    RoundIdea.objects.filter(pk=row.pk).update(number=1, median=80)
    assert list(reading.rated(row.round)) == []
    close(row)
    assert list(reading.rated(row.round)) == [row]


def test_attendance_counts_reviews_of_the_term_and_meetings():
    panel = PanelFactory()
    done = ReviewFactory(panel=panel, points=3)
    ReviewFactory(round_idea=RoundIdeaFactory(round=done.round_idea.round), membership=done.membership)
    row = reading.attendance(panel).get(pk=done.membership_id)
    assert (row.asked, row.done, row.met) == (2, 1, 0)
    assert panel.starts_on <= this_day() <= panel.ends_on


def test_closing_a_round_of_many_ideas_reads_its_scores_in_few_queries(django_assert_max_num_queries):
    made = RoundFactory(panel=PanelFactory())
    for _ in range(5):
        ReviewFactory(round_idea=RoundIdeaFactory(round=made), points=4)
    with django_assert_max_num_queries(4):
        results.freeze(made)
    assert Score.objects.count() == 25
    assert Review.objects.count() == 5


def test_a_withdrawn_idea_is_left_alone_and_what_could_not_be_rated_is_no_absence():
    row = rated_idea(4, 5)
    waits = ReviewFactory(round_idea=row)
    Idea.objects.filter(pk=row.idea_id).update(stage="closed", outcome="withdrawn", withdrawn_at=timezone.now())
    close(row)
    assert not TrailEntry.objects.exists()
    waits.refresh_from_db()
    assert waits.state == ReviewState.RELEASED
    late = ReviewFactory()
    results.close_round(late.round_idea.round)
    late.refresh_from_db()
    assert late.state == ReviewState.ASKED
