"""Who rates what: fairly, by lot, never one's own."""

import random
from collections import Counter
from itertools import combinations, product

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from accounts import roles
from ideas.models import Idea, Review, ReviewState
from ideas.panel import assigning, rating, reading
from ideas.panel.criteria import Refused
from ideas.panel.sharing_out import share_out
from ideas.stages import Outcome
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory, RoundFactory, RoundIdeaFactory

# Ideas with those who may rate them; some may rate nothing.
GROUNDS = st.dictionaries(st.integers(1, 40), st.frozensets(st.integers(100, 112)), min_size=1, max_size=25)
FEW = st.dictionaries(st.integers(1, 4), st.frozensets(st.integers(100, 103)), min_size=1, max_size=4)


def loads_of(shares, may_rate):
    loads = Counter(dict.fromkeys(set().union(*may_rate.values()), 0))
    loads.update(member for members in shares.values() for member in members)
    return loads


@given(may_rate=GROUNDS, each=st.integers(1, 6), seed=st.integers())
def test_every_idea_gets_as_many_as_asked_or_all_who_may(may_rate, each, seed):
    shares = share_out(may_rate, each, random.Random(seed))
    assert shares.keys() == may_rate.keys()
    for idea, members in shares.items():
        assert members <= may_rate[idea]
        assert len(members) == min(each, len(may_rate[idea]))


@given(ideas=st.integers(1, 30), members=st.integers(1, 15), each=st.integers(1, 8), seed=st.integers())
def test_without_conflicts_nobody_has_two_more_than_another(ideas, members, each, seed):
    may_rate = {idea: set(range(members)) for idea in range(ideas)}
    loads = loads_of(share_out(may_rate, each, random.Random(seed)), may_rate)
    assert max(loads.values()) - min(loads.values()) <= 1


@given(authors=st.lists(st.integers(0, 20), min_size=1, max_size=30), members=st.integers(4, 12), seed=st.integers())
def test_when_everybody_may_rate_all_but_their_own_the_shares_stay_even(authors, members, seed):
    may_rate = {idea: set(range(members)) - {author} for idea, author in enumerate(authors)}
    loads = loads_of(share_out(may_rate, 2, random.Random(seed)), may_rate)
    most, least = max(loads.values()), min(loads.values())
    # A member who wrote nearly everything cannot get an equal share; all the others do.
    busy = [member for member in range(members) if authors.count(member) > len(authors) / 2]
    others = [loads[member] for member in range(members) if member not in busy]
    assert most - least <= 1 or (busy and max(others) - min(others) <= 1)


@settings(max_examples=60)
@given(may_rate=FEW, each=st.integers(1, 2), seed=st.integers())
def test_no_other_shares_would_be_more_even(may_rate, each, seed):
    found = loads_of(share_out(may_rate, each, random.Random(seed)), may_rate)
    ways = [combinations(sorted(members), min(each, len(members))) for members in may_rate.values()]
    best = min(
        sum(load**2 for load in Counter(member for members in way for member in members).values()) for way in product(*ways)
    )
    assert sum(load**2 for load in found.values()) == best


@given(may_rate=GROUNDS, seed=st.integers())
def test_the_same_lots_give_the_same_shares(may_rate, seed):
    assert share_out(may_rate, 3, random.Random(seed)) == share_out(may_rate, 3, random.Random(seed))


# -- rounds --------------------------------------------------------------------------------------
@pytest.fixture
def office(db):
    return UserFactory(role=roles.IDEA_OFFICE)


def round_of(members=5, ideas=4, each=3):
    panel = PanelFactory()
    rows = [MembershipFactory(panel=panel) for _ in range(members)]
    made = RoundFactory(panel=panel, reviews_per_idea=each)
    return made, rows, [RoundIdeaFactory(round=made) for _ in range(ideas)]


def test_a_round_is_assigned_once_and_members_hear_of_it(office):
    made, _rows, _ideas = round_of()
    made = assigning.assign(made, office, seed=7)
    first = list(Review.objects.order_by("pk").values_list("pk", "membership"))
    assert len(first) == 12
    assigning.assign(made, office, seed=8)
    assert list(Review.objects.order_by("pk").values_list("pk", "membership")) == first
    told = Notice.objects.filter(key=f"round-{made.pk}-asked")
    assert set(told.values_list("member", flat=True)) == set(Review.objects.values_list("membership__member", flat=True))


def test_nobody_rates_what_they_wrote(office):
    made, rows, _ideas = round_of(members=4, ideas=0)
    for row in rows:
        RoundIdeaFactory(round=made, idea=IdeaFactory(author=row.member))
    assigning.assign(made, office, seed=1)
    for review in Review.objects.select_related("membership", "round_idea__idea"):
        assert review.membership.member_id != review.round_idea.idea.author_id
    assert set(Counter(Review.objects.values_list("membership", flat=True)).values()) == {3}


def test_everybody_meets_the_ideas_in_an_order_of_their_own(office):
    made, rows, _ideas = round_of(members=6, ideas=8, each=6)
    assigning.assign(made, office, seed=3)
    orders = {tuple(row.reviews.order_by("position").values_list("round_idea", flat=True)) for row in rows}
    assert len(orders) > 3


def test_what_was_hidden_or_has_ended_meanwhile_is_left_out(office):
    made, _rows, ideas = round_of()
    Idea.objects.filter(pk=ideas[0].idea_id).update(visibility="hidden")
    Idea.objects.filter(pk=ideas[1].idea_id).update(stage="closed", outcome=Outcome.HELD)
    assigning.assign(made, office)
    assert set(made.round_ideas.values_list("pk", flat=True)) == {row.pk for row in ideas[2:]}


def test_only_members_of_this_panel_who_are_there_are_asked(office):
    made, rows, _ideas = round_of(members=2, each=5)
    MembershipFactory(applied=True, panel=made.panel)
    MembershipFactory(panel=made.panel, member=UserFactory(is_active=False))
    MembershipFactory()
    assigning.assign(made, office)
    assert set(Review.objects.values_list("membership", flat=True)) == {row.pk for row in rows}
    assert len(reading.short(made.panel.rounds.get())) == 4


def test_an_empty_round_or_a_stranger_is_refused(office):
    made, rows, _ideas = round_of(ideas=0)
    with pytest.raises(Refused):
        assigning.assign(made, office)
    other, _rows, _ideas = round_of()
    with pytest.raises(Refused):
        assigning.assign(other, rows[0].member)
    assert not Review.objects.exists()


def test_ideas_are_chosen_until_the_round_is_assigned(office):
    made, _rows, ideas = round_of()
    new = IdeaFactory()
    assert [assigning.choose_ideas(made, [new, ideas[0].idea], office) for _ in range(2)] == [1, 0]
    assigning.take_out(made, ideas[1].idea, office)
    with pytest.raises(Refused):
        assigning.choose_ideas(made, [IdeaFactory(draft=True)], office)
    assigning.assign(made, office)
    assert made.round_ideas.count() == 4
    with pytest.raises(Refused):
        assigning.choose_ideas(made, [IdeaFactory()], office)
    with pytest.raises(Refused):
        assigning.take_out(made, new, office)


def test_ready_ideas_are_those_in_the_first_stage_that_neighbours_like(db):
    liked = IdeaFactory(recommendation_count=12)
    IdeaFactory(recommendation_count=9)
    IdeaFactory(recommendation_count=30, stage="debate")
    IdeaFactory(recommendation_count=30, withdrawn=True)
    assert list(assigning.ready_ideas(10, 30)) == [liked]


def test_a_conflict_goes_to_whoever_has_least_to_do(office):
    made, _rows, _ideas = round_of(members=4, ideas=3, each=2)
    assigning.assign(made, office, seed=2)
    free = MembershipFactory(panel=made.panel)
    review = Review.objects.select_related("membership__member").first()
    new = rating.declare_conflict(review, review.membership.member, "쓴 사람이 언니예요")
    assert new.membership == free
    assert review.round_idea.reviews.filter(state=ReviewState.ASKED).count() == 2
    assert Notice.objects.filter(member=free.member).exists()


def test_where_nobody_else_may_the_idea_stays_one_short(office):
    made, _rows, _ideas = round_of(members=2, ideas=1, each=2)
    assigning.assign(made, office)
    review = Review.objects.first()
    assert rating.declare_conflict(review, review.membership.member, "가족이에요") is None
    assert [row.asked for row in reading.short(made.panel.rounds.get())] == [1]
