"""/api/v1/panel/: panels, rounds, results after closing, and what members do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from ideas.models import Idea, Lift, LiftVote, Review, ReviewState
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
PANELS, ROUNDS, REVIEWS, LIFTS = (f"/api/v1/panel/{name}" for name in ("", "rounds/", "reviews/", "lifts/"))
ALL = {code: 4 for code, _name in CRITERIA}


def read(api, address: str, status: int = 200) -> dict:
    response = api.get(address)
    assert response.status_code == status, response.content
    return response.json()


def open_round(**more):
    return RoundFactory(assigned_at=timezone.now(), **more)


def rated_round(points=(5, 3), **more):
    """A round that is closed, with one idea rated so."""
    row = RoundIdeaFactory(round=open_round(**more))
    for each in points:
        ReviewFactory(round_idea=row, points=each, remark=f"{each}점을 드려요")
    results.close_round(row.round)
    row.refresh_from_db()
    return row


def sheet(review) -> str:
    return f"{REVIEWS}{review.pk}/"


def test_panels_tell_term_criteria_and_quota_and_name_nobody(api):
    over, now = PanelFactory(over=True), PanelFactory(open=True, seats=12)
    QuotaFactory(panel=now, district=DistrictFactory(slug="north", name="북구"), age_band="", seats=3)
    QuotaFactory(panel=now, age_band="30", seats=2)
    row = MembershipFactory(panel=now, member=UserFactory(nickname="숨은물결"))
    MembershipFactory(panel=now, applied=True)
    shown = read(api, PANELS)
    first, second = shown["results"]
    assert (first["id"], first["seats"], first["members"]) == (now.pk, 12, 1)
    assert (first["is_running"], first["takes_applications"], second["id"], second["is_running"]) == (True, True, over.pk, False)
    assert [each["weight"] for each in first["criteria"]] == [20] * 5
    assert {(each["district"] and each["district"]["slug"], each["age_band"], each["seats"]) for each in first["quotas"]} == {
        ("north", None, 3),
        (None, "30", 2),
    }
    assert row.member.nickname not in str(shown)


def test_panels_and_rounds_follow_each_other_in_pages(api):
    for days in range(5):
        made = PanelFactory(starts_on=timezone.localdate() - timedelta(days=days // 2))
        open_round(panel=made)
    for address in (PANELS, ROUNDS):
        seen, further = [], f"{address}?page_size=2"
        while further:
            shown = read(api, further)
            seen += [each["id"] for each in shown["results"]]
            further = shown["next"]
        assert len(seen) == len(set(seen)) == 5


def test_rounds_are_those_that_members_were_asked_for(api):
    RoundFactory()
    running, closed = open_round(), rated_round().round
    shown = {each["id"]: each for each in read(api, ROUNDS)["results"]}
    assert shown.keys() == {running.pk, closed.pk}
    assert (shown[running.pk]["closed_at"], shown[running.pk]["url"], shown[running.pk]["rated"]) == (None, None, 0)
    assert (shown[closed.pk]["ideas"], shown[closed.pk]["rated"]) == (1, 1)
    assert shown[closed.pk]["url"].endswith(f"/panel/rounds/{closed.pk}/")
    assert [each["id"] for each in read(api, f"{ROUNDS}?panel={closed.panel_id}")["results"]] == [closed.pk]


def test_results_come_with_median_spread_number_and_remarks(api):
    row = rated_round(points=(1, 3, 4, 5))
    shown = read(api, f"{ROUNDS}{row.round_id}/")
    (result,) = shown["results"]
    assert (result["number"], result["median"], result["spread"], result["low"], result["high"]) == (4, 70, 35, 50, 85)
    assert (result["creativity"], result["idea"]["number"]) == (13, row.idea.number)
    assert result["criteria"][1] == {"name": "창의성", "median": 3.5, "low": 2.5, "high": 4.25}
    assert result["remarks"] == sorted(f"{each}점을 드려요" for each in (1, 3, 4, 5))


@pytest.mark.parametrize("who", ["anybody", "office", "member"])
def test_nothing_that_anybody_gave_is_told_before_the_round_is_closed(api, calling, who):
    review = ReviewFactory(points=5, remark="비밀 한마디")
    made = review.round_idea.round
    made.assigned_at = timezone.now()
    made.save()
    callers = {
        "anybody": lambda: api,
        "office": lambda: calling(UserFactory(role=roles.IDEA_OFFICE)),
        "member": lambda: calling(MembershipFactory(panel=made.panel).member),
    }
    caller = callers[who]()
    assert read(caller, f"{ROUNDS}{made.pk}/")["results"] == []
    for address in (PANELS, ROUNDS, f"{ROUNDS}{made.pk}/", LIFTS):
        assert "비밀 한마디" not in caller.get(address).content.decode()
    assert caller.get(sheet(review)).status_code == (401 if who == "anybody" else 404)


def test_hidden_and_withdrawn_ideas_leave_the_results(api):
    row = rated_round()
    Idea.objects.filter(pk=row.idea_id).update(visibility="hidden")
    assert read(api, f"{ROUNDS}{row.round_id}/")["results"] == []


def test_results_follow_each_other_best_first_ties_and_all(api):
    made = open_round()
    for points in (3, 5, 3, 4, 3):
        ReviewFactory(round_idea=RoundIdeaFactory(round=made), points=points)
    results.close_round(made)
    seen, further = [], f"{ROUNDS}{made.pk}/?page_size=2"
    while further:
        shown = read(api, further)
        seen += [(each["median"], each["idea"]["number"]) for each in shown["results"]]
        further = shown["next"]
    assert [median for median, _number in seen] == [100, 80, 60, 60, 60]
    assert len({number for _median, number in seen}) == 5


def test_a_member_reads_rates_and_changes_their_own_sheet(calling):
    review = ReviewFactory()
    caller = calling(review.membership.member)
    assert [each["id"] for each in read(caller, REVIEWS)["results"]] == [review.pk]
    shown = read(caller, sheet(review))
    assert (shown["points"], shown["state"], len(shown["criteria"])) == ({}, "asked", 5)
    assert all(each["low"] and each["high"] for each in shown["criteria"])
    for remark in ("좋아요", "다시 읽었어요"):
        response = caller.put(sheet(review), {"points": ALL, "remark": remark}, format="json")
        assert response.status_code == 200, response.content
    assert (response.json()["points"], response.json()["remark"], response.json()["state"]) == (ALL, "다시 읽었어요", "done")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"points": {**ALL, "scope": 6}}, 400),
        ({"points": {**ALL, "scope": "많이"}}, 400),
        ({"points": {"scope": 3}}, 409),
        ({}, 400),
        ({"points": ALL, "total": 100}, 400),
        ({"points": ALL, "remark": "가" * 501}, 400),
        ({"points": ALL, "remark": "010-1234-5678로 전화하세요"}, 409),
    ],
)
def test_a_sheet_that_is_not_right_is_refused_as_a_problem(calling, body, status):
    review = ReviewFactory()
    response = calling(review.membership.member).put(sheet(review), body, format="json")
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    review.refresh_from_db()
    assert review.state == ReviewState.ASKED


def test_others_and_late_comers_rate_nothing(api, calling):
    review = ReviewFactory()
    member = review.membership.member
    for caller, status in ((api, 401), (calling(UserFactory()), 404), (calling(UserFactory(is_superuser=True)), 404)):
        assert caller.put(sheet(review), {"points": ALL}, format="json").status_code == status
    results.close_round(review.round_idea.round)
    assert calling(member).put(sheet(review), {"points": ALL}, format="json").status_code == 409
    assert calling(member).get(f"{REVIEWS}{2**64}/").status_code == 404


def test_a_conflict_is_passed_on_by_the_same_verb(calling):
    review = ReviewFactory()
    heir = MembershipFactory(panel=review.round_idea.round.panel)
    caller = calling(review.membership.member)
    assert caller.put(f"{sheet(review)}conflict/", {"reason": " "}, format="json").status_code == 400
    assert caller.put(f"{sheet(review)}conflict/", {"reason": "한집에 살아요"}, format="json").status_code == 204
    assert Review.objects.get(state=ReviewState.ASKED).membership == heir
    assert caller.put(f"{sheet(review)}conflict/", {"reason": "한집에 살아요"}, format="json").status_code == 409


def lift_on(panel, **more):
    values = {"closes_at": timezone.now() + timedelta(days=5), "needed": 2, "reason": "여름마다 필요해요", **more}
    return Lift.objects.create(panel=panel, idea=IdeaFactory(gated=True), **values)


def test_votes_that_run_are_read_by_the_panel_and_the_office_alone(api, calling):
    panel = PanelFactory()
    member = MembershipFactory(panel=panel).member
    running, over = lift_on(panel), lift_on(panel, closes_at=timezone.now())
    for caller, seen in (
        (api, {over.pk}),
        (calling(UserFactory()), {over.pk}),
        (calling(member), {running.pk, over.pk}),
        (calling(UserFactory(role=roles.IDEA_OFFICE)), {running.pk, over.pk}),
    ):
        assert {each["id"] for each in read(caller, LIFTS)["results"]} == seen


def test_a_member_votes_and_changes_it_and_nobody_else_does(api, calling):
    panel = PanelFactory()
    member, lift = MembershipFactory(panel=panel).member, lift_on(panel)
    address, caller = f"{LIFTS}{lift.pk}/vote/", calling(member)
    for in_favour in (True, True, False):
        response = caller.put(address, {"in_favour": in_favour}, format="json")
    assert (response.status_code, response.json()["in_favour"], response.json()["against"]) == (200, 0, 1)
    assert caller.put(address, {"in_favour": "maybe"}, format="json").status_code == 400
    assert api.put(address, {"in_favour": True}, format="json").status_code == 401
    assert calling(UserFactory()).put(address, {"in_favour": True}, format="json").status_code == 404
    assert calling(UserFactory(role=roles.IDEA_OFFICE)).put(address, {"in_favour": True}, format="json").status_code == 409
    Idea.objects.filter(pk=lift.idea_id).update(visibility="hidden")
    assert caller.put(address, {"in_favour": True}, format="json").status_code == 404
    assert LiftVote.objects.count() == 1


@pytest.mark.parametrize(
    "address", [f"{PANELS}?running=1", f"{ROUNDS}?panel=first", f"{ROUNDS}?cursor=x", f"{PANELS}?page_size=0", f"{LIFTS}?q=x"]
)
def test_what_means_nothing_is_refused(api, address):
    assert read(api, address, 400)["errors"]


def test_a_cursor_of_another_list_or_a_made_up_one_is_refused(api):
    row = rated_round()
    for cursor in ("cmVzdWx0cyBuYW4gMQ", "cmVzdWx0cyAxMDEgMQ"):
        assert read(api, f"{ROUNDS}{row.round_id}/?cursor={cursor}", 400)["errors"]


def test_lists_take_four_queries_at_most(api, calling, statements):
    panel = PanelFactory()
    for _ in range(12):
        QuotaFactory(panel=PanelFactory())
        lift_on(panel, closes_at=timezone.now())
    row = rated_round(points=(5, 4, 3))
    mine = MembershipFactory(panel=panel)
    made = open_round(panel=panel)
    for _ in range(12):
        ReviewFactory(round_idea=RoundIdeaFactory(round=made), membership=mine)
    for address in (PANELS, ROUNDS, f"{ROUNDS}{row.round_id}/", LIFTS):
        api.get(address)
        with statements(4):
            api.get(address)
    caller = calling(mine.member)
    caller.get(REVIEWS)
    # One of them asks who it is.
    with statements(3):
        assert len(read(caller, REVIEWS)["results"]) == 12
