"""Taking a stance, changing it, and what the debate counts."""

import pytest
import time_machine
from django.utils import timezone

from ideas.debates.standing import take_stance
from ideas.models import Debate, DebateDay, Stance
from ideas.participation import Refused
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory

pytestmark = pytest.mark.django_db


def tally(debate):
    debate = Debate.objects.get(pk=debate.pk)
    return (debate.pro, debate.con, debate.how, debate.changes)


def test_the_same_side_again_changes_nothing():
    debate, citizen = DebateFactory(), UserFactory()
    assert take_stance(debate, citizen, "pro") is True
    revision = Debate.objects.get().revision
    assert take_stance(debate, citizen, "pro") is False
    assert (tally(debate), Debate.objects.get().revision) == ((1, 0, 0, 0), revision)


def test_a_change_of_mind_moves_one_and_is_counted():
    debate, citizen = DebateFactory(), UserFactory()
    for side in ("pro", "con", "how", "con"):
        take_stance(debate, citizen, side)
    assert tally(debate) == (0, 1, 0, 3)
    stance = Stance.objects.get()
    assert (stance.side, stance.changes) == ("con", 3)


def test_each_day_in_seoul_keeps_how_it_ended():
    debate, citizen = DebateFactory(), UserFactory()
    evening = timezone.make_aware(timezone.datetime(2026, 11, 22, 23, 50))
    Debate.objects.update(opens_at=evening - timezone.timedelta(days=1), closes_at=evening + timezone.timedelta(days=5))
    with time_machine.travel(evening, tick=False):
        take_stance(debate, citizen, "pro")
        take_stance(debate, UserFactory(), "how")
    with time_machine.travel(evening + timezone.timedelta(minutes=20), tick=False):
        take_stance(debate, citizen, "con")
    days = list(DebateDay.objects.order_by("day").values_list("day__day", "pro", "con", "how", "moved"))
    assert days == [(22, 1, 0, 1, 0), (23, 0, 1, 1, 1)]


@pytest.mark.parametrize(
    ("state", "words"), [("over", "토론이 끝나서"), ("closed", "토론이 끝나서"), ("coming", "아직 열리지 않은")]
)
def test_outside_its_window_a_debate_refuses_and_says_why(state, words):
    debate = DebateFactory(**{state: True})
    with pytest.raises(Refused, match=words):
        take_stance(debate, UserFactory(), "pro")
    assert not Stance.objects.exists()


def test_who_was_late_is_judged_by_what_is_true_now():
    debate = DebateFactory()
    Debate.objects.update(closed_at=timezone.now())
    with pytest.raises(Refused):
        take_stance(debate, UserFactory(), "pro")


def test_there_are_three_sides_only():
    with pytest.raises(Refused):
        take_stance(DebateFactory(), UserFactory(), "maybe")


def test_an_address_that_waits_to_be_confirmed_is_told_so(settings):
    settings.OASIS_CONFIRMED_EMAIL = True
    with pytest.raises(Refused, match="이메일 주소를 확인하면"):
        take_stance(DebateFactory(), UserFactory(), "pro")
