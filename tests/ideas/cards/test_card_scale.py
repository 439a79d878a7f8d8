"""Many cards: the board and its lists read an index and no more rows than they show."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ideas.cards import board
from ideas.freshness import city_changed
from ideas.lists import Place
from ideas.models import Card, CardStatus, Idea
from ideas.stages import Outcome, Stage
from tests.factories.accounts import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db
MANY = 2_500


@pytest.fixture
def place():
    """MANY cards, a fiftieth of them of one department and in every status; one in a hundred is stale."""
    department, *_others = DepartmentFactory.create_batch(30)
    now, author = timezone.now(), UserFactory()
    ended = {"stage": Stage.CLOSED, "outcome": Outcome.ADOPTED, "closed_from": "realisation", "published_at": now}
    Idea.objects.bulk_create([Idea(number=10_000 + n, title=f"상상 {n}", author=author, **ended) for n in range(MANY)], 500)
    statuses = (CardStatus.REVIEW, CardStatus.PLANNING, CardStatus.DOING)
    Card.objects.bulk_create(
        [
            Card(
                idea_id=pk,
                title=f"카드 {place}",
                status=statuses[place % 3],
                department=department if place % 50 == 0 else None,
                stale_since=timezone.localdate() if place % 100 == 0 else None,
                moved_at=now - timedelta(minutes=place),
            )
            for place, pk in enumerate(Idea.objects.order_by("pk").values_list("pk", flat=True))
        ],
        500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Place(department.pk, department.slug, department.name, True)


WANTED = {
    "card_by_status": lambda place: board.Wanted(status="doing"),
    "card_by_move": lambda place: board.Wanted(),
    "card_of_department": lambda place: board.Wanted(department=place),
    "card_stale": lambda place: board.Wanted(is_stale=True),
}


def test_lists_of_many_cards_read_their_index_and_the_board_costs_as_few_queries(place, client, django_assert_max_num_queries):
    for name, wanted in WANTED.items():
        plan = board.with_faces(wanted(place).cards())[: board.PER_COLUMN].explain()
        if connection.vendor == "sqlite":
            assert name in plan, plan
            assert "TEMP B-TREE" not in plan, plan
        else:
            # PostgreSQL weighs two indexes that both give the order; it must neither sort nor read the whole table.
            assert "Sort" not in plan, plan
            assert "Seq Scan on ideas_card" not in plan, plan
    client.get("/cards/")
    with django_assert_max_num_queries(10):
        text = client.get("/cards/?x").content.decode()
    assert len(re.findall(r'class="work card', text)) == 3 * board.PER_COLUMN
    assert "채택 2,500건" in text
    # Totals over so many are kept although the city changes.
    with transaction.atomic():
        city_changed()
    with django_assert_max_num_queries(0):
        assert board.totals().whole == MANY
