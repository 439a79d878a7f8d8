"""Rating an idea, changing it, and saying that one cannot be fair."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from accounts import roles
from ideas.models import Idea, MembershipState, ReviewState, Score
from ideas.panel import rating, telling
from ideas.panel.criteria import Refused
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.panel import CRITERIA, PanelFactory, ReviewFactory, RoundFactory, RoundIdeaFactory

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in CRITERIA]
ALL = dict.fromkeys(CODES, 4)


@pytest.fixture
def review():
    return ReviewFactory()


def rate(review, points=None, **more):
    return rating.rate(review, review.membership.member, ALL if points is None else points, **more)


def test_points_make_a_weighted_total_out_of_a_hundred():
    panel = PanelFactory(criteria=[("creativity", 60), ("effect", 40)])
    review = ReviewFactory(panel=panel)
    assert rate(review, {"creativity": 5, "effect": 1}).total == Decimal(68)
    assert rate(review, {"creativity": 5, "effect": 5}).total == Decimal(100)
    assert rate(review, {"creativity": 1, "effect": 1}).total == Decimal(20)


def test_it_may_be_changed_until_the_round_closes(review):
    rate(review, remark="좋아요")
    rate(review, {**ALL, "scope": 1}, remark=" 다시\n읽었어요 ")
    review.refresh_from_db()
    assert (review.state, review.total, review.remark) == (ReviewState.DONE, Decimal(68), "다시 읽었어요")
    assert Score.objects.filter(review=review).count() == 5
    with time_machine.travel(review.round_idea.round.closes_at), pytest.raises(Refused):
        rate(review)


@pytest.mark.parametrize("points", [{}, {**ALL, "scope": 0}, {**ALL, "scope": 6}, {**ALL, "scope": None}, {**ALL, "scope": True}])
def test_every_criterion_takes_one_to_five(review, points):
    with pytest.raises(Refused):
        rate(review, points)
    assert not Score.objects.exists()


def test_nobody_rates_for_somebody_else_not_even_the_office(review):
    for other in (UserFactory(), UserFactory(role=roles.IDEA_OFFICE), UserFactory(is_superuser=True)):
        with pytest.raises(Refused):
            rating.rate(review, other, ALL)


def test_a_remark_that_names_somebody_is_refused(review):
    with pytest.raises(Refused):
        rate(review, remark="010-1234-5678로 전화하세요")


def test_nothing_is_rated_before_it_opens_after_leaving_or_once_handed_on():
    early = ReviewFactory(round_idea=RoundIdeaFactory(round=RoundFactory(opens_at=timezone.now() + timedelta(hours=1))))
    gone, handed, own, hidden = ReviewFactory(), ReviewFactory(state=ReviewState.RELEASED), ReviewFactory(), ReviewFactory()
    gone.membership.state = MembershipState.LEFT
    gone.membership.save()
    Idea.objects.filter(pk=own.round_idea.idea_id).update(author=own.membership.member)
    Idea.objects.filter(pk=hidden.round_idea.idea_id).update(visibility="hidden")
    for review in (early, gone, handed, own, hidden):
        with pytest.raises(Refused):
            rate(review)


def test_a_conflict_drops_what_was_given_and_wants_a_reason(review):
    rate(review)
    with pytest.raises(Refused):
        rating.declare_conflict(review, review.membership.member, "  ")
    rating.declare_conflict(review, review.membership.member, "쓴 사람과 한집에 살아요")
    review.refresh_from_db()
    assert (review.state, review.total, review.submitted_at) == (ReviewState.CONFLICT, None, None)
    assert not Score.objects.exists()
    with pytest.raises(Refused):
        rate(review)


def test_members_hear_three_days_and_one_day_before_the_end_once_each():
    now = timezone.now()
    made = RoundFactory(assigned_at=now, closes_at=now + timedelta(days=7))
    waits = ReviewFactory(round_idea=RoundIdeaFactory(round=made))
    ReviewFactory(round_idea=RoundIdeaFactory(round=made), points=5)
    told = []
    for hours in (0, 97, 98, 145, 146, 169):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            telling.remind()
            told.append(Notice.objects.filter(member=waits.membership.member).count())
    assert told == [0, 1, 1, 2, 2, 2]
    assert Notice.objects.count() == 2


def test_days_late_only_the_last_reminder_is_told():
    now = timezone.now()
    made = RoundFactory(assigned_at=now, closes_at=now + timedelta(days=7))
    ReviewFactory(round_idea=RoundIdeaFactory(round=made))
    with time_machine.travel(now + timedelta(days=6, hours=5), tick=False):
        assert [telling.remind(), telling.remind()] == [1, 0]
