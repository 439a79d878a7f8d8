"""Nobody rates what they proposed, alone or with others, and leaving shares out evenly what waited."""

import threading
from collections import Counter

import hypothesis.strategies as st
import pytest
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, given, settings

from accounts import roles
from ideas.models import Idea, Review, ReviewState
from ideas.panel import applying, assigning, lifts, rating
from ideas.panel.criteria import Refused
from ideas.panel.eligible import proposers_of
from ideas.participation import Refused as NoPart
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import CRITERIA, MembershipFactory, PanelFactory, ReviewFactory, RoundFactory, RoundIdeaFactory

pytestmark = pytest.mark.django_db
ALL = {code: 3 for code, _name in CRITERIA}


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


def went_into(idea, author, **more):
    """An idea of this author that went into another one."""
    gone = IdeaFactory(author=author, **more)
    Idea.objects.filter(pk=gone.pk).update(merged_into=idea, stage="closed", outcome="merged")
    return gone


def test_proposers_are_found_through_detours_in_a_query_for_each_layer(django_assert_num_queries):
    idea, lonely = IdeaFactory(), IdeaFactory()
    first, second = UserFactory(), UserFactory()
    went_into(went_into(idea, first), second)
    with django_assert_num_queries(3):
        found = proposers_of([idea, lonely])
    assert found == {idea.pk: {idea.author_id, first.pk, second.pk}, lonely.pk: {lonely.author_id}}


def test_nobody_is_asked_to_rate_an_idea_that_theirs_went_into(office):
    made = RoundFactory(reviews_per_idea=3)
    rows = [MembershipFactory(panel=made.panel) for _ in range(3)]
    chosen = RoundIdeaFactory(round=made)
    went_into(chosen.idea, rows[0].member)
    assigning.assign(made, office)
    assert set(Review.objects.values_list("membership", flat=True)) == {rows[1].pk, rows[2].pk}
    handed_on = rating.declare_conflict(Review.objects.first(), Review.objects.first().membership.member, "이웃이에요")
    assert handed_on is None


def test_whoever_became_a_proposer_during_the_round_passes_it_on():
    review = ReviewFactory()
    went_into(review.round_idea.idea, review.membership.member)
    with pytest.raises(Refused):
        rating.rate(review, review.membership.member, ALL)
    rating.declare_conflict(review, review.membership.member, "제 상상과 합쳐졌어요")
    review.refresh_from_db()
    assert review.state == ReviewState.CONFLICT


def test_a_proposer_by_merging_neither_opens_nor_casts_a_vote():
    panel = PanelFactory()
    proposer, other = (MembershipFactory(panel=panel).member for _ in range(2))
    idea = IdeaFactory(gated=True)
    went_into(idea, proposer)
    with pytest.raises(NoPart):
        lifts.open_lift(panel, idea, proposer, "꼭 필요해요")
    lift = lifts.open_lift(panel, idea, other, "꼭 필요해요")
    with pytest.raises(NoPart):
        lifts.vote(lift, proposer, True)
    assert lifts.mark_own([lift], proposer)[0].is_mine
    assert not lifts.mark_own([lift], other)[0].is_mine


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=st.integers(4, 8), ideas=st.integers(1, 6), leaving=st.integers(1, 3), seed=st.integers(0, 999))
def test_when_members_leave_no_idea_has_more_than_one_review_more_than_another(office, members, ideas, leaving, seed):
    made = RoundFactory(reviews_per_idea=2)
    rows = [MembershipFactory(panel=made.panel) for _ in range(members)]
    for number in range(ideas):
        RoundIdeaFactory(round=made, idea=IdeaFactory(author=rows[number % members].member))
    assigning.assign(made, office, seed=seed)
    for row in rows[:leaving]:
        applying.leave(row, row.member)
    live = Review.objects.filter(round_idea__round=made, state__in=assigning.COUNTED).select_related("round_idea__idea")
    counts = Counter(dict.fromkeys(made.round_ideas.values_list("pk", flat=True), 0))
    counts.update(each.round_idea_id for each in live)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert all(each.membership.member_id != each.round_idea.idea.author_id for each in live)
    assert not live.filter(membership__state="left").exists()


def test_conflicts_until_nobody_is_left_leave_the_idea_open_and_lose_nothing(office):
    made = RoundFactory(reviews_per_idea=2)
    for _ in range(4):
        MembershipFactory(panel=made.panel)
    RoundIdeaFactory(round=made)
    assigning.assign(made, office)
    for _ in range(4):
        review = Review.objects.filter(state=ReviewState.ASKED).select_related("membership__member").first()
        rating.declare_conflict(review, review.membership.member, "가까운 사이예요")
    assert Counter(Review.objects.values_list("state", flat=True)) == {ReviewState.CONFLICT: 4}


@pytest.mark.django_db(transaction=True)
def test_members_who_leave_and_pass_on_at_once_wait_for_each_other_and_nothing_stays_with_who_left():
    office, made = UserFactory(role=roles.IDEA_OFFICE), RoundFactory(reviews_per_idea=3)
    rows = [MembershipFactory(panel=made.panel) for _ in range(8)]
    for _ in range(6):
        RoundIdeaFactory(round=made)
    assigning.assign(made, office, seed=1)
    firsts = {row.pk: row.reviews.order_by("position").first() for row in rows}
    start, faults = threading.Barrier(len(rows)), []

    def run(place: int, row) -> None:
        start.wait()
        try:
            if place % 2:
                applying.leave(row, row.member)
            else:
                rating.declare_conflict(firsts[row.pk], row.member, "가까운 사이예요")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, row)) for place, row in enumerate(rows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert not faults
    assert not Review.objects.filter(state=ReviewState.ASKED, membership__state="left").exists()
    assert Review.objects.filter(state=ReviewState.CONFLICT).count() == 4
