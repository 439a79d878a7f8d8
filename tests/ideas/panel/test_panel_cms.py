"""Terms, applications and rounds in /cms/."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas.models import Membership, MembershipState, Panel, Review, Round
from ideas.panel.criteria import DEFAULTS
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DistrictFactory, IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory, ReviewFactory, RoundFactory, RoundIdeaFactory, this_day

pytestmark = pytest.mark.django_db
NEW_PANEL, NEW_ROUND = "/cms/panels/new/", "/cms/panel_rounds/new/"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(is_superuser=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent_panel(weights=(20,) * 5, quotas=(), **more):
    """What the form of a new panel is sent with."""
    sent = {"name": "여름 누리단", "intro": "", "starts_on": this_day(), "ends_on": this_day(300), "seats": 20, "lift_votes": 10}
    sent |= {"criteria-TOTAL_FORMS": len(weights), "criteria-INITIAL_FORMS": 0}
    sent |= {"quotas-TOTAL_FORMS": len(quotas), "quotas-INITIAL_FORMS": 0}
    for place, (weight, each) in enumerate(zip(weights, DEFAULTS, strict=False)):
        for name in ("code", "name", "explanation", "low", "high"):
            sent[f"criteria-{place}-{name}"] = getattr(each, name)
        sent[f"criteria-{place}-weight"] = weight
    for place, (district, age_band, seats) in enumerate(quotas):
        sent |= {f"quotas-{place}-district": district, f"quotas-{place}-age_band": age_band, f"quotas-{place}-seats": seats}
    return sent | more


def test_the_form_of_a_new_panel_offers_the_five_criteria(office):
    page = office.get(NEW_PANEL)
    assert page.status_code == 200
    assert "효율성·효과성" in page.content.decode()


def test_a_panel_is_made_with_criteria_and_quotas(office):
    district = DistrictFactory()
    answer = office.post(NEW_PANEL, sent_panel(quotas=[(district.pk, "", 3), ("", "20", 5), ("", "", "")]))
    assert answer.status_code == 302
    panel = Panel.objects.get()
    assert panel.criteria.count() == 5
    assert sorted(panel.quotas.values_list("district", "age_band", "seats"), key=str) == sorted(
        [(district.pk, "", 3), (None, "20", 5)], key=str
    )
    page = office.get(f"/cms/panels/edit/{panel.pk}/")
    assert page.status_code == 200
    changed = sent_panel(weights=(10, 30, 20, 20, 20), name="가을 누리단")
    assert office.post(f"/cms/panels/edit/{panel.pk}/", changed).status_code == 302
    panel.refresh_from_db()
    assert (panel.name, panel.quotas.count()) == ("가을 누리단", 0)
    assert panel.criteria.get(code="creativity").weight == 30


def test_weights_that_do_not_make_100_come_back_with_a_word(office):
    page = office.post(NEW_PANEL, sent_panel(weights=(20, 20, 20, 20, 19)))
    assert page.status_code == 200
    assert "더하면 100이 되어야" in page.content.decode()
    assert not Panel.objects.exists()


def test_applications_stand_in_order_and_are_decided_by_buttons(office):
    panel = PanelFactory(seats=1)
    second = MembershipFactory(panel=panel, applied=True, member__nickname="나중달")
    first = MembershipFactory(panel=panel, applied=True, member__nickname="먼저별", asked_at=timezone.now() - timedelta(days=1))
    address = f"/cms/panels/inspect/{panel.pk}/"
    page = office.get(address).content.decode()
    assert page.index("먼저별") < page.index("나중달")
    office.post(address, {"act": "accept", "row": first.pk})
    page = office.post(address, {"act": "accept", "row": second.pk}, follow=True).content.decode()
    assert "1자리가 모두 찼어요" in page
    office.post(address, {"act": "decline", "row": second.pk})
    states = dict(Membership.objects.values_list("pk", "state"))
    assert states == {first.pk: MembershipState.MEMBER, second.pk: MembershipState.DECLINED}
    guest = UserFactory()
    office.post(address, {"act": "invite", "who": guest.email})
    assert Membership.objects.get(member=guest).state == MembershipState.INVITED
    assert office.post(address, {"act": "accept", "row": MembershipFactory(applied=True).pk}).status_code == 404
    assert office.post(address, {"act": "save"}).status_code in (302, 403)


def test_a_round_takes_ideas_by_number_and_by_recommendations(office):
    panel, one, liked = PanelFactory(), IdeaFactory(), IdeaFactory(recommendation_count=30)
    IdeaFactory(recommendation_count=3)
    now = timezone.localtime()
    sent = {
        "panel": panel.pk,
        "name": "9월",
        "opens_at": f"{now:%Y-%m-%d %H:%M}",
        "closes_at": f"{now + timedelta(days=9):%Y-%m-%d %H:%M}",
        "reviews_per_idea": 2,
        "numbers": f"{one.number}",
        "recommendations": 10,
        "days": 30,
    }
    assert office.get(NEW_ROUND).status_code == 200
    assert office.post(NEW_ROUND, sent | {"numbers": "424242"}).status_code == 200
    assert not Round.objects.exists()
    assert office.post(NEW_ROUND, sent).status_code == 302
    made = Round.objects.get()
    assert set(made.round_ideas.values_list("idea", flat=True)) == {one.pk, liked.pk}


def test_a_round_is_assigned_and_closed_by_buttons_and_tells_no_score_before(office):
    panel = PanelFactory()
    for _ in range(3):
        MembershipFactory(panel=panel)
    made = RoundFactory(panel=panel, reviews_per_idea=2)
    kept, taken = RoundIdeaFactory(round=made), RoundIdeaFactory(round=made)
    address = f"/cms/panel_rounds/inspect/{made.pk}/"
    office.post(address, {"act": "take_out", "number": taken.idea.number})
    office.post(address, {"act": "assign"})
    assert list(Review.objects.values_list("round_idea", flat=True)) == [kept.pk] * 2
    page = office.get(address).content.decode()
    assert "평가 2개 가운데 0개가 끝났어요" in page
    ReviewFactory(round_idea=kept, points=5, remark="비밀 한마디")
    page = office.get(address).content.decode()
    assert "비밀 한마디" not in page
    assert not any(word in page for word in ("100점", "100.0", ">100<", ">100/"))
    office.post(address, {"act": "close"})
    made.refresh_from_db()
    assert made.closed_at
    assert reverse("ideas:panel_round", args=[made.pk]) in office.get(address).content.decode()


def test_citizens_press_nothing_here(client):
    panel = PanelFactory()
    row = MembershipFactory(panel=panel, applied=True)
    client.force_login(UserFactory(role=roles.PANEL), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(f"/cms/panels/inspect/{panel.pk}/", {"act": "accept", "row": row.pk})
    row.refresh_from_db()
    assert row.state == MembershipState.APPLIED
