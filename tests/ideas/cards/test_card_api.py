"""/api/v1/cards/."""

import pytest

from ideas.cards import doing
from ideas.models import Idea
from tests.factories.cards import CardFactory, MilestoneFactory, day, planned_card

pytestmark = pytest.mark.django_db


def test_cards_come_by_their_last_move_and_page_on(client):
    CardFactory.create_batch(3)
    first = client.get("/api/v1/cards/?page_size=2").json()
    second = client.get(first["next"]).json()
    numbers = [card["id"] for card in first["results"] + second["results"]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 3
    assert second["next"] is None


def test_filters(client):
    stale = CardFactory(status="doing", stale_since=day(-2))
    CardFactory()
    for query in ("status=doing", "stale=true"):
        assert [card["id"] for card in client.get(f"/api/v1/cards/?{query}").json()["results"]] == [stale.pk]


@pytest.mark.parametrize("query", ["status=flying", "department=nowhere", "district=nowhere", "stale=maybe", "colour=red"])
def test_values_nobody_knows_are_refused(client, query):
    response = client.get(f"/api/v1/cards/?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.content.decode()


def test_a_card_tells_everything_but_names(client):
    card, held = planned_card()
    doing.report(card, held.user, "터를 골랐어요.", spent=10)
    told = client.get(f"/api/v1/cards/{card.pk}/").json()
    assert told["reports"][0]["body"] == "터를 골랐어요."
    assert [step["weight"] for step in told["milestones"]] == [1, 3]
    assert told["promises"][0]["kind"] == "report"
    assert held.user.nickname not in str(told)


def test_a_hidden_card_is_not_there(client):
    card, _held = planned_card()
    Idea.objects.filter(pk=card.idea_id).update(visibility="hidden")
    assert client.get(f"/api/v1/cards/{card.pk}/").status_code == 404
    assert client.get("/api/v1/cards/").json()["results"] == []


def test_a_list_costs_the_same_however_long(client, django_assert_max_num_queries):
    for card in CardFactory.create_batch(12, status="doing"):
        MilestoneFactory(card=card, done_on=day(0))
    client.get("/api/v1/cards/?page_size=1")
    with django_assert_max_num_queries(4):
        assert client.get("/api/v1/cards/?page_size=12").json()["results"][0]["progress"] == 100
