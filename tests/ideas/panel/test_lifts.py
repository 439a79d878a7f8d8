"""슈퍼패스 투표: opening, voting, passing once, and what the idea office makes of it."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import roles
from ideas.lifecycle import advance
from ideas.models import Idea, Lift, LiftVote
from ideas.panel import lifts
from ideas.participation import Refused
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory

pytestmark = pytest.mark.django_db
WHY = "추천은 적지만 여름마다 꼭 필요한 그늘이에요."


def seated(panel, number: int = 1):
    return [row.member for row in MembershipFactory.create_batch(number, panel=panel)]


def opened(needed: int = 2, members: int = 3, **idea) -> tuple[Lift, list]:
    panel = PanelFactory(lift_votes=needed)
    people = seated(panel, members)
    return lifts.open_lift(panel, IdeaFactory(gated=True, **idea), people[0], WHY), people


def test_opening_is_told_to_the_panel_and_stands_in_the_trail(django_capture_on_commit_callbacks):
    lift, people = opened()
    assert lift.needed == 2
    assert timezone.localtime(lift.closes_at).date() == timezone.localdate() + timedelta(days=15)
    assert list(lift.idea.trail.values_list("kind", flat=True)) == ["lift_opened"]
    assert set(Notice.objects.values_list("member_id", flat=True)) == {people[1].pk, people[2].pk}


def test_a_panel_votes_on_an_idea_once():
    lift, people = opened()
    assert lifts.open_lift(lift.panel, lift.idea, people[1], "또 열어요").pk == lift.pk
    assert Lift.objects.get().reason == WHY


@pytest.mark.parametrize(
    "idea", [{"stage": "working"}, {"ended": "held"}, {"visibility": "hidden"}, {"gate_reached_at": timezone.now()}]
)
def test_only_ideas_that_miss_their_bar_can_be_lifted(idea):
    with pytest.raises(Refused):
        opened(**idea)
    assert not Lift.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "가" * 501, "전화는 010-1234-5678이에요"])
def test_a_reason_is_needed_that_names_nobody(reason):
    panel = PanelFactory()
    with pytest.raises(Refused):
        lifts.open_lift(panel, IdeaFactory(gated=True), seated(panel)[0], reason)


def test_strangers_former_members_and_proposers_open_nothing():
    panel, over = PanelFactory(), PanelFactory(over=True)
    member = seated(panel)[0]
    for where, who, idea in (
        (panel, UserFactory(), IdeaFactory(gated=True)),
        (over, seated(over)[0], IdeaFactory(gated=True)),
        (panel, member, IdeaFactory(gated=True, author=member)),
    ):
        with pytest.raises(Refused):
            lifts.open_lift(where, idea, who, WHY)


def test_a_vote_may_be_changed_and_is_counted_once():
    lift, people = opened()
    lifts.vote(lift, people[0], True)
    lifts.vote(lift, people[0], True)
    lift = lifts.vote(lift, people[0], False)
    assert (lift.in_favour, lift.against, LiftVote.objects.count()) == (0, 1, 1)


def test_with_enough_in_favour_it_passes_and_the_office_hears_of_it():
    office = UserFactory(role=roles.IDEA_OFFICE)
    lift, people = opened()
    lifts.vote(lift, people[0], True)
    lift = lifts.vote(lift, people[1], True)
    assert lift.passed_at
    entry = lift.idea.trail.get(kind="lift_passed")
    assert (entry.actor_id, entry.data["votes"]) == (None, 2)
    assert Notice.objects.get(member=office).url == f"/ideas/{lift.idea.number}/steps/super_pass/"
    with pytest.raises(Refused):
        lifts.vote(lift, people[2], True)


def test_nobody_votes_after_the_last_day_or_once_the_idea_has_moved_on():
    lift, people = opened()
    Lift.objects.update(closes_at=timezone.now())
    with pytest.raises(Refused):
        lifts.vote(lift, people[0], True)
    Lift.objects.update(closes_at=timezone.now() + timedelta(days=1))
    Idea.objects.update(stage="working")
    with pytest.raises(Refused):
        lifts.vote(lift, people[0], True)


def test_the_proposer_and_strangers_do_not_vote():
    panel = PanelFactory()
    author, other = seated(panel, 2)
    lift = lifts.open_lift(panel, IdeaFactory(gated=True, author=author), other, WHY)
    for who in (author, UserFactory(), UserFactory(role=roles.IDEA_OFFICE)):
        with pytest.raises(Refused):
            lifts.vote(lift, who, True)
    assert not LiftVote.objects.exists()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=25), needed=st.integers(1, 6))
def test_the_counts_are_the_rows_and_it_passes_once_whatever_the_order(acts, needed):
    lift, people = opened(needed, 6)
    for who, is_for in acts:
        try:
            lifts.vote(lift, people[who], is_for)
        except Refused:
            assert Lift.objects.get(pk=lift.pk).passed_at
    lift.refresh_from_db()
    rows = list(lift.votes.values_list("is_for", flat=True))
    assert (lift.in_favour, lift.against) == (sum(rows), len(rows) - sum(rows))
    assert bool(lift.passed_at) == (lift.in_favour >= needed)
    assert lift.idea.trail.filter(kind="lift_passed").count() == bool(lift.passed_at)


@pytest.mark.django_db(transaction=True)
def test_twelve_members_vote_at_once_and_it_passes_once():
    lift, people = opened(8, 12)
    start, refused, faults = threading.Barrier(12), [], []

    def run(member):
        start.wait()
        try:
            lifts.vote(lift, member, True)
        except Refused:
            refused.append(member)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(member,)) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert not faults
    lift.refresh_from_db()
    assert lift.in_favour == lift.votes.filter(is_for=True).count() == 8
    assert len(refused) == 4
    assert lift.idea.trail.filter(kind="lift_passed").count() == 1


def passed() -> Lift:
    lift, people = opened(1)
    return lifts.vote(lift, people[0], True)


def test_the_desk_shows_it_and_the_step_begins_with_the_panels_reason(client):
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    lift = passed()
    text = client.get("/desk/?queue=lifted").content.decode()
    assert "슈퍼패스에 뽑혔어요" in text
    assert f"/ideas/{lift.idea.number}/steps/super_pass/" in text
    text = client.get(f"/ideas/{lift.idea.number}/steps/super_pass/").content.decode()
    assert f"상상누리단 1명이 슈퍼패스에 찬성했어요. {WHY}" in text
    assert WHY not in client.get(f"/ideas/{lift.idea.number}/steps/ask_supplement/").content.decode()


def test_once_the_idea_is_lifted_nothing_waits_any_more(django_capture_on_commit_callbacks):
    lift = passed()
    assert lifts.waiting().count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        advance(lift.idea, "super_pass", UserFactory(role=roles.IDEA_OFFICE), WHY)
    lift.refresh_from_db()
    assert lift.taken_at
    assert not lifts.waiting().exists()


def test_a_step_that_moves_nothing_leaves_the_vote_open(django_capture_on_commit_callbacks):
    lift, _people = opened()
    with django_capture_on_commit_callbacks(execute=True):
        advance(lift.idea, "ask_supplement", UserFactory(role=roles.IDEA_OFFICE), "어느 다리인가요?")
    lift.refresh_from_db()
    assert lift.taken_at is None
