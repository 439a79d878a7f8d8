"""Trails of imported ideas, and that the two quick ways to chain entries are the slow one."""

from datetime import UTC, datetime

import pytest

from ideas import trail_bulk
from ideas.importing.loader import load
from ideas.importing.rows import ImportedIdea
from ideas.models import Idea, Role, TrailEntry
from ideas.trail import changing, hash_of, record, state_of
from ideas.verifying import verify
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 5, 1, 0, 30, tzinfo=UTC)


def test_every_imported_idea_says_where_it_came_from():
    load(enumerate([ImportedIdea(number, "따릉이", "늘려요", 3, DAY) for number in (1, 2)], start=1), "seoul")
    for idea in Idea.objects.all():
        entry = idea.trail.get()
        assert (entry.kind, entry.role, entry.data, entry.at) == ("imported", Role.IMPORT, {"source": "seoul"}, DAY)
        assert entry.processed_at is not None
        assert entry.state == state_of(idea)
        assert (idea.trail_length, idea.trail_head) == (1, entry.hash)
        assert verify(idea) is None


def test_a_chain_begun_in_bulk_goes_on_by_the_verbs():
    load([(1, ImportedIdea(1, "따릉이", "늘려요", 3, DAY))], "seoul")
    with changing(Idea.objects.get()) as idea:
        record(idea, "objected", None, "우리 일이 아니에요")
    idea.refresh_from_db()
    assert idea.trail_length == 2
    assert verify(idea) is None


def test_a_row_of_plain_values_has_the_hash_of_an_entry():
    idea = IdeaFactory()
    chain = trail_bulk.Chain(idea.number)
    rows = [
        chain.add("publish", "2018-05-01 00:30:00", "proposer", state_of(idea), actor=idea.author_id),
        chain.add(
            "hold", "2018-06-01 10:00:07", "office", state_of(idea), reason="까닭", salt="a" * 32, data={"b": 1, "가": "나"}
        ),
    ]
    for number, row in enumerate(rows, start=1):
        values = dict(zip(trail_bulk.COLUMNS, row, strict=True))
        entry = TrailEntry(
            idea=idea,
            number=number,
            kind=values["kind"],
            at=datetime.fromisoformat(f"{values['at']}+00:00"),
            actor_id=values["actor"],
            role=values["role"],
            reason_mark=values["reason_mark"],
            data={"b": 1, "가": "나"} if number == 2 else {},
            state=state_of(idea),
            previous_hash=values["previous_hash"],
        )
        assert hash_of(entry, idea.number) == values["hash"]
    assert rows[1][trail_bulk.COLUMNS.index("previous_hash")] == rows[0][trail_bulk.COLUMNS.index("hash")] != ""
