"""Trail entries as the database holds them, beside the columns of their ideas; for ideas/verifying.py.

A driver that turns rows into Python values forgives much: a time written in another way, JSON with other spaces, a byte that is
no letter. Here every text comes as it stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ideas.trail import STATE

IDEAS_EACH = 500
ROWS_EACH = 2_000
# The moment of an entry as the hash sees it; what does not fit the form the site writes comes out as it is and fits no hash.
MOMENT = {
    "sqlite": "CASE typeof(t.at) WHEN 'text' THEN CAST(t.at AS TEXT) END",
    "postgresql": """to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
}
QUERY = """
    SELECT i.id, i.number, i.trail_length, i.trail_head, {state},
        t.id, t.number, t.kind, {moment}, t.actor_id, t.role, t.department, t.reason, t.salt, t.reason_mark,
        t.data, t.state, t.previous_hash, t.hash
    FROM ideas_idea i LEFT JOIN ideas_trailentry t ON t.idea_id = i.id
    WHERE {where} ORDER BY i.id, t.number
"""


class Row(NamedTuple):
    """An entry beside the idea it belongs to; its own part is None for an idea without a trail. columns: those of STATE."""

    idea_id: int
    idea_number: int | None
    trail_length: int
    trail_head: str
    columns: tuple
    id: int | None
    number: int | None
    kind: str
    at: str
    actor_id: int | None
    role: str
    department: str
    reason: str
    salt: str
    reason_mark: str
    data: str
    state: str
    previous_hash: str
    hash: str


def of_idea(connection, pk: int) -> Iterator[Row]:
    """The trail of one idea in the order of its numbers."""
    return rows(connection, "i.id = %s", [pk])


def windows(connection, seen: Callable[[int], None] | None = None) -> Iterator[Iterator[Row]]:
    """The trails of all ideas, some ideas at a time, each lot from one statement; so an idea always fits to its trail."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM ideas_idea WHERE id > %s ORDER BY id LIMIT %s", [after, IDEAS_EACH])
            found = cursor.fetchall()
        if not found:
            return
        last = found[-1][0]
        yield rows(connection, "i.id > %s AND i.id <= %s", [after, last], seen)
        after = last


def rows(connection, where: str, params: list, seen: Callable[[int], None] | None = None) -> Iterator[Row]:
    """The rows of some ideas."""
    names = ", ".join(f"i.{name}" for name in STATE)
    query = QUERY.format(state=names, moment=MOMENT[connection.vendor], where=where)
    moment = moment_of_sqlite if connection.vendor == "sqlite" else str
    first, rest = 4, 4 + len(STATE)
    with connection.cursor() as cursor, texts_as_they_stand(connection):
        cursor.execute(query, params)
        while found := cursor.fetchmany(ROWS_EACH):
            for row in found:
                yield Row(*row[:first], row[first:rest], *row[rest : rest + 3], moment(row[rest + 3]), *row[rest + 4 :])
            if seen:
                seen(len(found))


def orphans(connection) -> Iterator[tuple[object, object]]:
    """(key of the idea, number) of the first entry of each trail whose idea is not there."""
    query = """
        SELECT t.idea_id, MIN(t.number) FROM ideas_trailentry t
        WHERE NOT EXISTS (SELECT 1 FROM ideas_idea i WHERE i.id = t.idea_id) GROUP BY t.idea_id ORDER BY t.idea_id
    """
    with connection.cursor() as cursor, texts_as_they_stand(connection):
        cursor.execute(query)
        while found := cursor.fetchmany(ROWS_EACH):
            yield from found


def moment_of_sqlite(text: object) -> object:
    """The form the hash sees, from `2026-07-03 01:02:03.000004`, as SQLite keeps a moment; a fraction of nothing is left out."""
    if type(text) is not str or len(text) not in (19, 26) or text[10] != " " or text.endswith(".000000"):
        return f"? {text!r}"
    return f"{text[:10]}T{text[11:]}{'' if len(text) == 26 else '.000000'}+00:00"


@contextmanager
def texts_as_they_stand(connection) -> Iterator[None]:
    """SQLite gives texts that are no UTF-8 as well, with marks in place of the broken bytes, instead of giving up."""
    if connection.vendor != "sqlite":
        yield
        return
    raw, before = connection.connection, connection.connection.text_factory
    raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before
