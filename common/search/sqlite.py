"""The search index on SQLite: FTS5 beside the table of entries, sharing its row ids."""

from common.search.kinds import Kind


def find(connection, table: str, pieces: list[tuple[str, ...]], kinds: list[Kind]) -> list[list[int]]:
    """For each kind the keys of the objects that hold all pieces, newest first, one more than `most` at most.

    pieces: AND of ORs, letters and digits only (see common.korean.query_pieces).
    """
    asked = " AND ".join("(" + " OR ".join(f'"{spelling}"' for spelling in piece) + ")" for piece in pieces)
    selects, params = [], []
    for place, kind in enumerate(kinds):
        # CROSS JOIN keeps SQLite from starting with the entries; FTS5 itself walks backwards from the latest row.
        selects.append(
            f"""SELECT * FROM (
                SELECT {place}, entry.object_id FROM {table}_fts CROSS JOIN {table} AS entry ON entry.id = {table}_fts.rowid
                WHERE {table}_fts MATCH %s AND entry.content_type_id IN ({", ".join(["%s"] * len(kind.content_types))})
                ORDER BY {table}_fts.rowid DESC LIMIT %s
            )"""  # noqa: S608 - only our table's name and placeholders
        )
        params += [f"body : ({asked})", *kind.content_types, kind.most + 1]
    found: list[list[int]] = [[] for _kind in kinds]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for place, key in cursor.fetchall():
            found[place].append(int(key))
    return found
