"""The pages of the panel: what it is, joining, score sheets, results."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from accounts import roles
from ideas import submission
from ideas.models import Idea, Membership, MembershipState, Review, ReviewState
from ideas.panel import results
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DistrictFactory, IdeaFactory
from tests.factories.panel import (
    CRITERIA,
    MembershipFactory,
    PanelFactory,
    QuotaFactory,
    ReviewFactory,
    RoundFactory,
    RoundIdeaFactory,
)

pytestmark = pytest.mark.django_db
PANEL, APPLY, REVIEWS = "/panel/", "/panel/apply/", "/panel/reviews/"
SHEET = {f"points-{code}": "4" for code, _name in CRITERIA}


@pytest.fixture
def log_in(client):
    def as_(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_


@pytest.fixture
def review():
    return ReviewFactory()


def sheet(review):
    return reverse("ideas:panel_review", args=[review.pk])


def test_without_a_panel_the_page_says_so(client):
    page = client.get(PANEL)
    assert page.status_code == 200
    assert "아직 상상누리단이 없어요" in page.content.decode()


def test_the_page_tells_seats_districts_and_criteria_but_names_nobody(client):
    panel = PanelFactory(seats=12)
    row = MembershipFactory(panel=panel, district=DistrictFactory(name="은평구"), member=UserFactory(nickname="숨은물결"))
    MembershipFactory(panel=panel, applied=True)
    page = client.get(PANEL).content.decode()
    assert "12자리에 이웃 1명이" in page
    assert "은평구" in page
    assert "창의성" in page
    assert row.member.nickname not in page
    assert APPLY not in page


def test_somebody_applies_and_may_take_it_back(log_in):
    panel = PanelFactory(open=True)
    QuotaFactory(panel=panel, age_band="30")
    client = log_in(UserFactory())
    assert client.post(APPLY, {"motivation": "함께할래요"}).status_code == 422
    assert client.post(APPLY, {"motivation": "함께할래요", "age_band": "30"}).status_code == 302
    row = Membership.objects.get()
    assert "신청했어요" in client.get(PANEL).content.decode()
    address = reverse("ideas:panel_leave", args=[row.pk])
    assert client.get(address).status_code == 200
    assert Membership.objects.get().state == MembershipState.APPLIED
    assert client.post(address).status_code == 302
    assert Membership.objects.get().state == MembershipState.LEFT
    assert client.get(address).status_code == 404


def test_visitors_are_led_to_the_log_in_page(client, review):
    for address in (APPLY, REVIEWS, sheet(review)):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.url


def test_nobody_leaves_for_somebody_else(log_in):
    row = MembershipFactory()
    for user in (UserFactory(), UserFactory(role=roles.IDEA_OFFICE)):
        assert log_in(user).post(reverse("ideas:panel_leave", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.state == MembershipState.MEMBER


@pytest.mark.parametrize(("sent", "state"), [({}, "member"), ({"no": "1"}, "declined")])
def test_an_invitation_is_answered_on_the_page(log_in, sent, state):
    row = MembershipFactory(invited=True)
    client = log_in(row.member)
    assert "초대" in client.get(APPLY).content.decode()
    assert client.post(APPLY, sent).status_code == 302
    row.refresh_from_db()
    assert row.state == state


def test_a_score_sheet_is_saved_and_leads_to_the_next_one(log_in, review):
    other = ReviewFactory(
        round_idea=RoundIdeaFactory(round=review.round_idea.round), membership=review.membership, position=review.position + 1
    )
    client = log_in(review.membership.member)
    page = client.get(sheet(review)).content.decode()
    assert review.round_idea.idea.body.split("\n")[0] in page
    assert client.post(sheet(review), SHEET | {"points-scope": ""}).status_code == 422
    answer = client.post(sheet(review), SHEET | {"remark": "그늘이 꼭 필요해요"})
    assert answer.url == sheet(other)
    assert client.post(sheet(other), SHEET).url == REVIEWS
    assert "2개 가운데 2개 읽었어요" in client.get(REVIEWS).content.decode()
    again = client.get(sheet(review)).content.decode()
    assert "그늘이 꼭 필요해요" in again
    assert again.count("checked") == 5


def test_a_sheet_is_its_members_alone(log_in, review):
    for user in (UserFactory(), UserFactory(role=roles.IDEA_OFFICE), UserFactory(is_superuser=True)):
        client = log_in(user)
        assert client.get(sheet(review)).status_code == 404
        assert client.post(sheet(review), SHEET).status_code == 404
        assert client.post(reverse("ideas:panel_conflict", args=[review.pk]), {"reason": "가족"}).status_code == 404
    review.refresh_from_db()
    assert review.state == ReviewState.ASKED


def test_the_sheet_of_a_hidden_idea_is_not_there(log_in, review):
    Idea.objects.filter(pk=review.round_idea.idea_id).update(visibility="hidden")
    client = log_in(review.membership.member)
    assert client.get(sheet(review)).status_code == 404
    assert review.round_idea.idea.title not in client.get(REVIEWS).content.decode()


def test_a_conflict_is_declared_on_its_page(log_in, review):
    client = log_in(review.membership.member)
    address = reverse("ideas:panel_conflict", args=[review.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "함께 일해요"}).url == REVIEWS
    review.refresh_from_db()
    assert review.state == ReviewState.CONFLICT
    assert client.get(sheet(review)).url == REVIEWS


def test_before_a_round_is_closed_nobody_sees_its_scores_anywhere(log_in):
    done = ReviewFactory(points=5, remark="아주 좋은 생각이에요")
    made = done.round_idea.round
    made.assigned_at = made.opens_at
    made.save()
    idea, address = done.round_idea.idea, reverse("ideas:panel_round", args=[made.pk])
    people = [UserFactory(role=roles.IDEA_OFFICE), UserFactory(is_superuser=True), MembershipFactory(panel=made.panel).member]
    for user in people:
        client = log_in(user)
        assert client.get(address).status_code == 404
        for page in (PANEL, REVIEWS, idea.get_absolute_url(), f"/cms/panel_rounds/inspect/{made.pk}/"):
            answer = client.get(page)
            assert "아주 좋은 생각이에요" not in answer.content.decode()
            assert "100점" not in answer.content.decode()
    results.close_round(made)
    page = client.get(address).content.decode()
    assert "아주 좋은 생각이에요" in page
    assert done.membership.member.nickname not in page


def test_results_show_no_hidden_idea(client):
    made = RoundFactory(panel=PanelFactory(), assigned_at="2026-01-01T00:00Z")
    shown, hidden, gone = (RoundIdeaFactory(round=made, idea=IdeaFactory(title=name)) for name in ("보이는", "가려진", "거둔"))
    for row in (shown, hidden, gone):
        ReviewFactory(round_idea=row, points=3)
    results.close_round(made)
    Idea.objects.filter(pk=hidden.idea_id).update(visibility="hidden")
    submission.withdraw(gone.idea, gone.idea.author, "다시 쓸게요")
    page = client.get(reverse("ideas:panel_round", args=[made.pk])).content.decode()
    assert ("보이는" in page, "가려진" in page, "거둔" in page) == (True, False, False)


def test_pages_cost_the_same_however_much_there_is(client, django_assert_max_num_queries):
    panel = PanelFactory()
    for _ in range(3):
        made = RoundFactory(panel=panel, assigned_at="2026-01-01T00:00Z")
        for _each in range(4):
            row = RoundIdeaFactory(round=made)
            ReviewFactory(round_idea=row, points=3, remark="좋아요")
            ReviewFactory(round_idea=row, points=4, remark="글쎄요")
        results.close_round(made)
    client.get(PANEL)
    caches["local"].clear()
    with django_assert_max_num_queries(20):
        client.get(PANEL)
    with django_assert_max_num_queries(20):
        client.get(reverse("ideas:panel_round", args=[made.pk]))


def test_the_list_of_a_member_costs_the_same_for_one_idea_and_for_twenty(log_in, review, django_assert_max_num_queries):
    client = log_in(review.membership.member)
    for place in range(20):
        ReviewFactory(round_idea=RoundIdeaFactory(round=review.round_idea.round), membership=review.membership, position=place)
    client.get(REVIEWS)
    with django_assert_max_num_queries(14):
        client.get(REVIEWS)
    assert Review.objects.count() == 21


@pytest.mark.parametrize(
    "address", ["/panel/rounds/99/", f"/panel/rounds/{2**70}/", "/panel/reviews/99/", f"/panel/reviews/{2**70}/"]
)
def test_what_is_not_there_is_not_found(log_in, address):
    assert log_in(UserFactory()).get(address).status_code == 404
