"""Coming to a panel and leaving it."""

import threading

import pytest
from django.db import connection

from accounts import roles
from ideas.models import Membership, MembershipState, ReviewState
from ideas.panel import applying, assigning
from ideas.panel.criteria import Refused
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DistrictFactory, IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory, QuotaFactory, RoundFactory, RoundIdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


@pytest.fixture
def panel():
    return PanelFactory(open=True)


def in_group(user):
    return user.groups.filter(name=roles.PANEL).exists()


def test_applying_twice_leaves_one_application(panel):
    citizen = UserFactory()
    first = applying.apply(panel, citizen, motivation=" 동네를\n오래 걸었어요 ")
    assert applying.apply(panel, citizen, motivation="다시").pk == first.pk
    row = Membership.objects.get()
    assert (row.state, row.motivation) == (MembershipState.APPLIED, "동네를 오래 걸었어요")


def test_nobody_applies_after_the_last_day_or_without_a_word(panel):
    with pytest.raises(Refused):
        applying.apply(PanelFactory(), UserFactory(), motivation="함께할래요")
    with pytest.raises(Refused):
        applying.apply(panel, UserFactory(), motivation="  ")
    with pytest.raises(Refused):
        applying.apply(panel, UserFactory(), motivation="900101-1234568 입니다")
    with pytest.raises(Refused):
        applying.apply(panel, UserFactory(is_active=False), motivation="함께할래요")
    assert not Membership.objects.exists()


def test_only_what_a_quota_needs_is_asked_and_kept(panel):
    row = applying.apply(panel, UserFactory(), DistrictFactory(), "30", "함께할래요")
    assert (row.district, row.age_band) == (None, "")
    QuotaFactory(panel=panel, age_band="30")
    for missing in ("", "35"):
        with pytest.raises(Refused):
            applying.apply(panel, UserFactory(), None, missing, "함께할래요")
    row = applying.apply(panel, UserFactory(), DistrictFactory(), "30", "함께할래요")
    assert (row.district, row.age_band) == (None, "30")


def test_accepting_makes_a_member_once_and_tells_them(panel, office):
    row = MembershipFactory(applied=True, panel=panel)
    for _ in range(2):
        assert applying.accept(row, office).state == MembershipState.MEMBER
    assert in_group(row.member)
    assert Notice.objects.get(member=row.member).url == "/panel/"


def test_whoever_is_accepted_before_the_term_is_in_the_group_only_when_it_begins(office):
    row = applying.accept(MembershipFactory(applied=True, panel=PanelFactory(coming=True)), office)
    assert not in_group(row.member)


def test_only_the_office_decides(panel):
    row = MembershipFactory(applied=True, panel=panel)
    for verb in (applying.accept, applying.decline):
        with pytest.raises(Refused):
            verb(row, row.member)
    with pytest.raises(Refused):
        applying.invite(panel, UserFactory(), UserFactory(role=roles.PANEL))


def test_beyond_the_seats_nobody_comes_in(office):
    panel = PanelFactory(open=True, seats=1)
    MembershipFactory(panel=panel)
    row = MembershipFactory(applied=True, panel=panel)
    with pytest.raises(applying.Full, match="1자리"):
        applying.accept(row, office)
    row.refresh_from_db()
    assert row.state == MembershipState.APPLIED


def test_a_full_quota_is_named_and_other_quotas_go_on(panel, office):
    mapo, jung = DistrictFactory(name="마포구"), DistrictFactory(name="중구")
    QuotaFactory(panel=panel, district=mapo, age_band="", seats=1)
    QuotaFactory(panel=panel, district=None, age_band="30", seats=2)
    MembershipFactory(panel=panel, district=mapo, age_band="30")
    with pytest.raises(applying.Full, match="마포구"):
        applying.accept(MembershipFactory(applied=True, panel=panel, district=mapo, age_band="20"), office)
    applying.accept(MembershipFactory(applied=True, panel=panel, district=jung, age_band="30"), office)
    with pytest.raises(applying.Full, match="30대"):
        applying.accept(MembershipFactory(applied=True, panel=panel, district=jung, age_band="30"), office)


def test_a_quota_of_a_district_and_an_age_counts_only_both(panel, office):
    mapo = DistrictFactory()
    QuotaFactory(panel=panel, district=mapo, age_band="30", seats=1)
    MembershipFactory(panel=panel, district=mapo, age_band="20")
    MembershipFactory(panel=panel, district=DistrictFactory(), age_band="30")
    applying.accept(MembershipFactory(applied=True, panel=panel, district=mapo, age_band="30"), office)
    with pytest.raises(applying.Full):
        applying.accept(MembershipFactory(applied=True, panel=panel, district=mapo, age_band="30"), office)


def test_an_invitation_is_answered_by_its_member_alone(panel, office):
    row = applying.invite(panel, UserFactory(), office)
    assert applying.invite(panel, row.member, office).pk == row.pk
    with pytest.raises(Refused):
        applying.answer_invitation(row, UserFactory(), True)
    with pytest.raises(Refused):
        applying.accept(row, office)
    for _ in range(2):
        assert applying.answer_invitation(row, row.member, True).state == MembershipState.MEMBER
    assert in_group(row.member)
    with pytest.raises(Refused):
        applying.invite(panel, row.member, office)


def test_an_invitation_into_a_full_panel_finds_no_seat(office):
    panel = PanelFactory(seats=1)
    row = applying.invite(panel, UserFactory(), office)
    MembershipFactory(panel=panel)
    with pytest.raises(applying.Full):
        applying.answer_invitation(row, row.member, True)
    assert applying.answer_invitation(row, row.member, False).state == MembershipState.DECLINED


def test_whoever_was_declined_waits_for_the_next_term_and_whoever_left_may_ask_again(panel, office):
    row = applying.decline(MembershipFactory(applied=True, panel=panel), office)
    with pytest.raises(Refused):
        applying.apply(panel, row.member, motivation="다시")
    asked = MembershipFactory(applied=True, panel=panel)
    gone = applying.leave(asked, asked.member)
    assert applying.apply(panel, gone.member, motivation="다시").state == MembershipState.APPLIED


def test_leaving_frees_the_seat_and_hands_on_what_was_to_be_rated(office):
    panel = PanelFactory(seats=4)
    rows = [MembershipFactory(panel=panel) for _ in range(4)]
    made = RoundFactory(panel=panel, reviews_per_idea=2)
    for _ in range(4):
        RoundIdeaFactory(round=made, idea=IdeaFactory())
    assigning.assign(made, office, seed=1)
    gone = applying.leave(rows[0], rows[0].member)
    assert applying.leave(rows[0], rows[0].member).state == MembershipState.LEFT
    assert not in_group(gone.member)
    assert set(gone.reviews.values_list("state", flat=True)) == {ReviewState.RELEASED}
    for row in made.round_ideas.all():
        assert row.reviews.filter(state=ReviewState.ASKED).count() == 2
    with pytest.raises(Refused):
        applying.leave(rows[1], rows[2].member)


@pytest.mark.django_db(transaction=True)
def test_two_accepted_at_once_for_the_last_seat_are_one():
    office, panel = UserFactory(role=roles.IDEA_OFFICE), PanelFactory(seats=1)
    rows = [MembershipFactory(applied=True, panel=panel) for _ in range(4)]
    gate, outcomes = threading.Barrier(len(rows)), []

    def press(row):
        try:
            gate.wait()
            outcomes.append(applying.accept(row, office).state)
        except applying.Full:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full", "full", "full", "member"]
    assert applying.members(panel).count() == 1
