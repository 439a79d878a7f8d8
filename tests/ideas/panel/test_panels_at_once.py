"""Two terms that run at once, an invitation, rounds that go on, and pages kept for visitors."""

import pytest
from django.core.cache import caches

from accounts import roles
from ideas.models import Idea
from ideas.panel import applying, assigning, board, lifts, results
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory, ReviewFactory, RoundFactory, RoundIdeaFactory, this_day

pytestmark = pytest.mark.django_db
PANEL, LIFTS, BOARD = "/panel/", "/panel/lifts/", "/panel/board/"


@pytest.fixture
def log_in(client):
    def as_(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_


@pytest.fixture
def older():
    return PanelFactory(name="봄 누리단", starts_on=this_day(-300), ends_on=this_day(3))


@pytest.fixture
def younger():
    return PanelFactory(name="가을 누리단", starts_on=this_day(-3))


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_member_of_the_older_panel_finds_their_own_work(log_in, older, younger):
    row = MembershipFactory(panel=older)
    page = text_of(log_in(row.member), PANEL)
    assert "봄 누리단과 함께하고 있어요" in page
    assert "/panel/reviews/" in page
    assert f"/panel/places/{row.pk}/leave/" in page


def test_an_invitation_is_seen_whatever_panel_it_is_for(log_in, older, younger):
    guest = MembershipFactory(panel=older, invited=True).member
    page = text_of(log_in(guest), PANEL)
    assert "봄 누리단에 초대를 받았어요" in page
    assert page.count("초대에 답하기") == 1


def test_the_office_and_members_of_both_see_the_votes_of_both(log_in, older, younger):
    both = MembershipFactory(panel=older).member
    MembershipFactory(panel=younger, member=both)
    only = MembershipFactory(panel=younger).member
    first, second = (lifts.open_lift(panel, IdeaFactory(gated=True), both, "꼭 필요해요") for panel in (older, younger))
    for who, seen, buttons in (
        (both, (True, True), 2),
        (only, (False, True), 1),
        (UserFactory(role=roles.IDEA_OFFICE), (True, True), 0),
    ):
        page = text_of(log_in(who), LIFTS)
        assert tuple(lift.idea.title in page for lift in (first, second)) == seen
        assert page.count('value="for"') == buttons


def test_the_office_reads_the_board_of_either_panel_and_a_member_only_their_own(log_in, older, younger):
    writer = MembershipFactory(panel=older).member
    made = board.post(older, writer, "글씨를 키워 주세요", "버튼이 작아요")
    client = log_in(UserFactory(role=roles.IDEA_OFFICE))
    assert "글씨를 키워 주세요" not in text_of(client, BOARD)
    assert "글씨를 키워 주세요" in text_of(client, f"{BOARD}?panel={older.pk}")
    assert client.post(f"{BOARD}?panel={older.pk}", {"title": "고마워요", "body": "키울게요"}).status_code == 302
    assert older.posts.count() == 2
    stranger = log_in(MembershipFactory(panel=younger).member)
    assert stranger.get(f"{BOARD}{made.pk}/").status_code == 404
    assert "글씨를 키워 주세요" not in text_of(stranger, f"{BOARD}?panel={older.pk}")


def test_everybody_sees_that_a_round_goes_on_but_not_what_is_in_it(client):
    office = UserFactory(role=roles.IDEA_OFFICE)
    made = RoundFactory(name="11월 함께 읽기", reviews_per_idea=1)
    MembershipFactory(panel=made.panel)
    idea = RoundIdeaFactory(round=made).idea
    assert "11월 함께 읽기" not in text_of(client, PANEL)
    assigning.assign(made, office)
    page = text_of(client, PANEL)
    assert "상상 1개를 읽고 있어요" in page
    assert idea.title not in page


def test_a_kept_page_of_the_panel_costs_one_query_and_shows_each_change(client, django_assert_num_queries):
    office, panel = UserFactory(role=roles.IDEA_OFFICE), PanelFactory()
    row = MembershipFactory(panel=panel, applied=True)
    caches["pages"].clear()
    assert "이웃 0명이" in text_of(client, PANEL)
    with django_assert_num_queries(1):
        client.get(PANEL)
    applying.accept(row, office)
    assert "이웃 1명이" in text_of(client, PANEL)
    applying.leave(row, row.member)
    assert "이웃 0명이" in text_of(client, PANEL)


def test_a_kept_page_shows_nothing_of_a_member_and_no_hidden_idea(client, log_in):
    review = ReviewFactory(points=4, remark="그늘이 꼭 필요해요")
    made = review.round_idea.round
    made.assigned_at = made.opens_at
    made.save()
    results.close_round(made)
    address = f"/panel/rounds/{made.pk}/"
    assert "그늘이 꼭 필요해요" in text_of(client, address)
    assert "그늘이 꼭 필요해요" in text_of(client, address)
    Idea.objects.filter(pk=review.round_idea.idea_id).update(visibility="hidden")
    caches["pages"].clear()
    assert "그늘이 꼭 필요해요" not in text_of(client, address)
    text_of(log_in(review.membership.member), PANEL)
    client.logout()
    assert "함께하고 있어요" not in text_of(client, PANEL)


def test_a_page_beyond_the_last_one_leads_back(client):
    made = RoundFactory(panel=PanelFactory(), closed=True, assigned_at="2026-01-01T00:00Z")
    for address in (PANEL, f"/panel/rounds/{made.pk}/"):
        answer = client.get(f"{address}?page=9")
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, address)
