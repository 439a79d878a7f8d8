"""Which objects hold any of some groups of pieces: what lies near a text, where search asks for what holds a whole query."""

from dataclasses import dataclass

from django.db import connections, router
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks

from common.korean import BLOCK, BLOCK_MARK

# Of a common group only these many blocks of the newest objects are looked at (see common.korean.block).
BLOCKS = 10


@dataclass(frozen=True)
class Group:
    """Pieces that an object must hold all. is_common: too many objects hold them to look at all of these."""

    pieces: tuple[str, ...]
    is_common: bool = False


def holders(model, groups: list[Group], most: int) -> list[list[int]]:
    """For each group the keys of the objects of `model` whose index entry holds it, the newest and at most `most`; one statement.

    The model's index texts must hold common.korean.block. Pieces are letters and digits only (see common.korean.pieces).
    """
    found: list[list[int]] = [[] for _group in groups]
    if not groups:
        return found
    entry = get_app_config().get_model("IndexEntry")
    connection = connections[router.db_for_read(entry)]
    statement = {"postgresql": _postgresql, "sqlite": _sqlite}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(*statement(entry._meta.db_table, model, groups, most))
        for place, key in cursor.fetchall():
            found[place].append(int(key))
    return found


def _postgresql(table: str, model, groups: list[Group], most: int) -> tuple[str, list]:
    """The index is read once for each group. Sorting keeps the planner from reading the table until it has met enough rows."""
    asked = [" & ".join(f"'{piece}'" for piece in group.pieces) for group in groups]
    statement = f"""
        WITH newest AS (
            SELECT ' & (' || string_agg('{BLOCK_MARK}' || block, ' | ') || ')' AS blocks
            FROM (SELECT max({model._meta.pk.column}) / {BLOCK} AS last FROM {model._meta.db_table}) AS ends,
                 generate_series(last + 1 - {BLOCKS}, last) AS block
        )
        SELECT asked.place, near.key
        FROM unnest(%s::int[], %s::text[], %s::bool[]) AS asked (place, pieces, is_common)
        CROSS JOIN LATERAL (
            SELECT object_id::bigint AS key FROM {table}
            WHERE body @@ (CASE WHEN is_common THEN pieces || (SELECT blocks FROM newest) ELSE pieces END)::tsquery
            AND content_type_id = ANY(%s)
            ORDER BY key DESC LIMIT %s
        ) AS near"""  # noqa: S608 - only names of tables and columns and our constants
    common = [group.is_common for group in groups]
    return statement, [list(range(len(groups))), asked, common, get_descendants_content_types_pks(model), most]


def _sqlite(table: str, model, groups: list[Group], most: int) -> tuple[str, list]:
    """FTS5 walks backwards from the latest row by itself, so a common group costs no more than a rare one."""
    kinds = get_descendants_content_types_pks(model)
    selects, params = [], []
    for place, group in enumerate(groups):
        selects.append(
            f"""SELECT * FROM (
                SELECT {place}, entry.object_id FROM {table}_fts CROSS JOIN {table} AS entry ON entry.id = {table}_fts.rowid
                WHERE {table}_fts MATCH %s AND entry.content_type_id IN ({", ".join(["%s"] * len(kinds))})
                ORDER BY {table}_fts.rowid DESC LIMIT %s
            )"""  # noqa: S608 - only our table's name and placeholders
        )
        params += ["body : (" + " AND ".join(f'"{piece}"' for piece in group.pieces) + ")", *kinds, most]
    return " UNION ALL ".join(selects), params
