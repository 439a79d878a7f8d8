"""verifying.verify: whoever changes a trail past the guards of the database is noticed."""

import random

import pytest
from django.db import connection

from ideas import chain_rows, verifying
from ideas.models import TrailEntry
from ideas.models.trail import canonical
from ideas.trail import body_of
from ideas.verifying import verify, verify_all
from tests.factories.ideas import IdeaFactory
from tests.factories.trails import changed_by, long_story, tell

pytestmark = pytest.mark.django_db
# The database itself knows which roles there are, so another letter in one is tried apart.
TEXTS = ("kind", "department", "reason", "salt", "reason_mark", "data", "state", "previous_hash", "hash")


def test_what_the_city_writes_is_whole():
    IdeaFactory()
    idea = long_story()
    assert idea.trail.count() > 10
    assert verify(idea) is None
    assert list(verify_all()) == []


def test_every_kind_of_value_is_hashed_as_it_was_written():
    idea = tell(
        IdeaFactory(), "routed", department='길"과\\', before="", post="팀장\n🌱", many=3, share=0.5, sure=True, none=None
    )
    entry = idea.trail.get()
    (row,) = chain_rows.of_idea(connection, idea.pk)
    assert verifying.body_of(row) == canonical(body_of(entry, idea.number))


def other_byte(chance: random.Random, text: str) -> str:
    """A text with one letter put in, taken out or changed."""
    place = chance.randrange(len(text) + 1)
    how = chance.choice(("in", "out", "other")) if text else "in"
    letter = chance.choice("가a0 \"{}'\\x/:,.\t")
    if how == "in":
        return text[:place] + letter + text[place:]
    place = min(place, len(text) - 1)
    if how == "other" and text[place] != letter:
        return text[:place] + letter + text[place + 1 :]
    return text[:place] + text[place + 1 :]


def test_three_hundred_single_letters_are_all_noticed():
    idea, _other = long_story(), long_story()
    chance = random.Random(2026)
    rows = list(idea.trail.values_list("pk", "number"))
    for attempt in range(300):
        (pk, number), column = chance.choice(rows), TEXTS[attempt % len(TEXTS)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM ideas_trailentry WHERE id = %s", [pk])  # noqa: S608
            before = cursor.fetchone()[0]
        after = other_byte(chance, before)
        limit = TrailEntry._meta.get_field(column).max_length
        if limit and len(after) > limit:
            after = after[:limit]
        if after == before:
            continue
        found = changed_by(f"UPDATE ideas_trailentry SET {column} = %s WHERE id = %s", [after, pk])  # noqa: S608
        assert [fault.idea for fault in found] == [idea.number], (column, number, before, after)
        assert found[0].number == number, (column, number, before, after)


@pytest.mark.parametrize("role", ["citizen", "office", "department", "system", "import"])
def test_another_role_is_noticed(role):
    idea = long_story()
    found = changed_by("UPDATE ideas_trailentry SET role = %s WHERE idea_id = %s AND number = 1", [role, idea.pk])
    assert [(fault.idea, fault.number) for fault in found] == [(idea.number, 1)]


@pytest.mark.parametrize("actor", ["NULL", "0", "actor_id + 1", "-actor_id"])
def test_another_actor_is_noticed(actor):
    idea = long_story()
    found = changed_by(f"UPDATE ideas_trailentry SET actor_id = {actor} WHERE idea_id = %s AND number = 1", [idea.pk])  # noqa: S608
    assert [(fault.idea, fault.number) for fault in found] == [(idea.number, 1)]


def test_another_moment_is_noticed_to_the_microsecond():
    idea = long_story()
    entry = idea.trail.get(number=5)
    for other in (entry.at.replace(microsecond=entry.at.microsecond ^ 1), entry.at.replace(year=2020)):
        text = str(other.replace(tzinfo=None)) + ("" if connection.vendor == "sqlite" else "+00")
        found = changed_by("UPDATE ideas_trailentry SET at = %s WHERE id = %s", [text, entry.pk])
        assert [(fault.idea, fault.number) for fault in found] == [(idea.number, 5)]


# The same value for whoever reads it, written in other bytes.
SAME_BUT_NOT = {
    "spaces in data": "data = REPLACE(data, ':', ': ')",
    "a space behind the state": "state = state || ' '",
    "an escaped letter": "state = REPLACE(state, 'p', '\\u0070')",
    "a state as a list": "state = '[' || state || ']'",
    "another order of keys": 'data = \'{"promise":"answer","due_on":"2026-01-01"}\'',
    "capital letters in a hash": "hash = UPPER(hash)",
    "capital letters in a mark": "reason_mark = UPPER(reason_mark)",
}


@pytest.mark.parametrize("change", SAME_BUT_NOT)
def test_the_same_in_other_bytes_is_noticed(change):
    idea = long_story()
    sql = f"UPDATE ideas_trailentry SET {SAME_BUT_NOT[change]} WHERE idea_id = %s AND number = 2"  # noqa: S608
    assert [(fault.idea, fault.number) for fault in changed_by(sql, [idea.pk])] == [(idea.number, 2)]


SQLITE_ONLY = {
    "a T in the moment": "at = REPLACE(at, ' ', 'T')",
    "a zone in the moment": "at = at || '+00:00'",
    "more digits": "at = at || '0'",
    "a moment in bytes": "at = CAST(at AS BLOB)",
    "bytes in place of a text": "state = CAST(state AS BLOB)",
    "an actor in words": "actor_id = 'x'",
    "a number in words": "number = 'x'",
    "letters that are none": "department = CAST(x'ff' AS TEXT)",
    "half a letter in the state": "state = CAST(substr(CAST(state AS BLOB), 1, 20) || x'ec95' AS TEXT)",
}


@pytest.mark.parametrize("change", SQLITE_ONLY)
def test_sqlite_holds_anything_and_all_of_it_is_noticed(change):
    if connection.vendor != "sqlite":
        return
    idea = long_story()
    sql = f"UPDATE ideas_trailentry SET {SQLITE_ONLY[change]} WHERE idea_id = %s AND number = 2"  # noqa: S608
    assert [fault.idea for fault in changed_by(sql, [idea.pk])] == [idea.number]
