"""/panel/lifts/: members vote, everybody reads what came out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import roles
from ideas.models import Idea, Lift, LiftVote
from ideas.panel import lifts
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import MembershipFactory, PanelFactory

pytestmark = pytest.mark.django_db
URL = "/panel/lifts/"
WHY = "추천은 적지만 여름마다 꼭 필요한 그늘이에요."


@pytest.fixture
def panel():
    return PanelFactory()


@pytest.fixture
def member(panel):
    return MembershipFactory(panel=panel).member


def lift_on(panel, **more) -> Lift:
    values = {"closes_at": timezone.now() + timedelta(days=5), "needed": 3, "reason": WHY, **more}
    return Lift.objects.create(panel=panel, idea=IdeaFactory(gated=True), **values)


def page(client, query="") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_vote_that_goes_on_is_seen_by_the_panel_and_the_office_alone(client, panel, member):
    lift = lift_on(panel)
    assert lift.idea.title not in page(client)
    client.force_login(UserFactory())
    assert lift.idea.title not in page(client)
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    text = page(client)
    assert lift.idea.title in text
    assert 'value="for"' not in text
    client.force_login(member)
    assert 'value="for"' in page(client)


def test_everybody_reads_how_a_vote_ended(client, panel):
    lost = lift_on(panel, closes_at=timezone.now() - timedelta(minutes=1), in_favour=1)
    won = lift_on(panel, passed_at=timezone.now(), in_favour=3)
    text = page(client)
    assert text.index(won.idea.title) < text.index(lost.idea.title)
    assert "이번에는 찬성이 모자랐어요" in text
    assert "슈퍼패스에 뽑혔어요" in text


@pytest.mark.parametrize(
    "gone", [{"visibility": "hidden"}, {"stage": "closed", "outcome": "withdrawn", "withdrawn_at": timezone.now()}]
)
def test_votes_on_hidden_and_withdrawn_ideas_are_not_shown(client, panel, gone):
    lift = lift_on(panel, passed_at=timezone.now())
    Idea.objects.update(**gone)
    assert lift.idea.title not in page(client)
    assert WHY not in page(client)


def test_voting_by_the_form_and_changing_ones_mind(client, panel, member):
    lift = lift_on(panel)
    client.force_login(member)
    client.post(f"{URL}{lift.pk}/vote/", {"vote": "for"})
    assert "찬성했어요. 끝나기 전까지" in page(client)
    client.post(f"{URL}{lift.pk}/vote/", {"vote": "against"})
    assert LiftVote.objects.get().is_for is False


def test_who_may_not_vote_is_told_so(client, panel, member):
    lift = lift_on(panel)
    assert client.post(f"{URL}{lift.pk}/vote/", {"vote": "for"}).url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.post(f"{URL}{lift.pk}/vote/", {"vote": "for"}).status_code == 403
    client.force_login(member)
    assert client.get(f"{URL}{lift.pk}/vote/").status_code == 405
    assert client.post(f"{URL}{lift.pk}/vote/", {"vote": "maybe"}).status_code == 404
    assert client.post(f"{URL}{10**30}/vote/", {"vote": "for"}).status_code == 404
    assert not LiftVote.objects.exists()


def test_opening_by_the_form(client, member):
    idea = IdeaFactory(gated=True)
    client.force_login(member)
    url = f"/ideas/{idea.number}/lift/"
    assert "이렇게 돼요" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": WHY}).url == URL
    assert Lift.objects.get().reason == WHY


def test_opening_is_for_the_panel_and_for_ideas_one_may_read(client, member):
    idea, hidden = IdeaFactory(gated=True), IdeaFactory(visibility="hidden")
    assert client.get(f"/ideas/{idea.number}/lift/").url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert client.get(f"/ideas/{idea.number}/lift/").status_code == 403
    client.force_login(member)
    assert client.get(f"/ideas/{hidden.number}/lift/").status_code == 404


def test_an_idea_that_needs_no_lift_says_so(client, member):
    idea = IdeaFactory(stage="working")
    client.force_login(member)
    text = client.get(f"/ideas/{idea.number}/lift/").content.decode()
    assert "상상제안과 상상토론에서만" in text
    assert "<textarea" not in text


def button(user, idea) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return render_to_string("panel/_lift_button.html", {"idea": idea}, request=request)


def test_the_page_of_an_idea_offers_the_vote_to_the_panel_alone(panel, member, django_assert_num_queries):
    idea = IdeaFactory(gated=True)
    assert "슈퍼패스 투표 열기" in button(member, idea)
    assert "슈퍼패스" not in button(UserFactory(), idea)
    assert "슈퍼패스" not in button(idea.author, idea)
    lifts.open_lift(panel, idea, member, WHY)
    assert "슈퍼패스 투표하기" in button(member, idea)
    stranger = UserFactory()
    button(stranger, idea)
    with django_assert_num_queries(0):
        button(stranger, idea)


def test_a_long_list_costs_as_much_as_a_short_one(client, panel, member):
    client.force_login(member)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    lift_on(panel)
    lift_on(panel, passed_at=timezone.now())
    cost()
    short = cost()
    for _one in range(8):
        lift_on(panel)
    for _one in range(25):
        lift_on(panel, passed_at=timezone.now())
    assert cost() <= short <= 16
    assert client.get(f"{URL}?page=2").status_code == 200
    assert client.get(f"{URL}?page=3").status_code == 404
