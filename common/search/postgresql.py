"""The search index on PostgreSQL: a tsvector with a GIN index."""

from common.korean import BLOCK, BLOCK_MARK
from common.search.kinds import Kind

# How many blocks of the newest objects are always looked at, and how many at most.
FIRST_BLOCKS = 4
MOST_BLOCKS = 50


def find(connection, table: str, pieces: list[tuple[str, ...]], kinds: list[Kind]) -> list[list[int]]:
    """For each kind the keys of the objects that hold all pieces, newest first; more than `most` when there are more.

    pieces: AND of ORs, letters and digits only (see common.korean.query_pieces).

    Reading and sorting all hits of a very common word is what costs, and a GIN index cannot walk backwards from the newest. So
    the first statement takes hits as they come, one more than `most`, and those among some thousand newest objects (see
    common.korean.block). Where there are more than wanted, the latter tell how common the word is among the new ones, and a
    second statement looks only as far back as should be needed.
    """
    asked = " & ".join("(" + " | ".join(f"'{spelling}'" for spelling in piece) + ")" for piece in pieces)
    found: list[set[int]] = [set() for _kind in kinds]
    newest = [0] * len(kinds)
    arms, params = [], []
    for place, kind in enumerate(kinds):
        arms.append(_any_order(table, place))
        params += [asked, kind.content_types, kind.most + 1]
        if kind.blocks:
            arms.append(_newest(table, place, kind))
            params += [asked, FIRST_BLOCKS, kind.content_types, kind.newest]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), params)
        for place, is_new, key in cursor.fetchall():
            found[place].add(key)
            newest[place] += is_new
        for place, kind in enumerate(kinds):
            if kind.blocks and len(found[place]) > kind.most and newest[place] < kind.newest:
                blocks = min(MOST_BLOCKS, FIRST_BLOCKS * (1 + 6 * kind.newest // (5 + 5 * newest[place])))
                cursor.execute(_newest(table, place, kind), [asked, blocks, kind.content_types, kind.newest])
                found[place].update(key for _place, _is_new, key in cursor.fetchall())
    return [sorted(keys, reverse=True) for keys in found]


# In both statements the query hides in a subselect: knowing a word to be common the planner would read the table instead of the
# index, unaware of what unpacking each text costs.


def _any_order(table: str, place: int) -> str:
    return f"""(
        SELECT {place}, 0 AS is_new, object_id::bigint FROM {table}
        WHERE body @@ (SELECT %s::tsquery) AND content_type_id = ANY(%s) LIMIT %s
    )"""  # noqa: S608 - only names of tables and a number


def _newest(table: str, place: int, kind: Kind) -> str:
    keys, key = kind.blocks
    return f"""(
        SELECT {place}, 1 AS is_new, object_id::bigint AS key FROM {table}
        WHERE body @@ (
            SELECT (%s || ' & (' || string_agg('{BLOCK_MARK}' || block, ' | ') || ')')::tsquery
            FROM (SELECT max({key}) / {BLOCK} AS last FROM {keys}) AS newest, generate_series(last + 1 - %s, last) AS block
        ) AND content_type_id = ANY(%s)
        ORDER BY key DESC LIMIT %s
    )"""  # noqa: S608 - only names of tables and columns and our constants
