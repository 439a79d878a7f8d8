"""Which objects the search index finds for the pieces of a query."""

from dataclasses import dataclass, field

from django.db import connections, router
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks

from common.search import postgresql, sqlite
from common.search.kinds import Kind

VENDORS = {"postgresql": postgresql, "sqlite": sqlite}


@dataclass(frozen=True)
class Hits:
    """Primary keys, newest first; `capped` when there are more."""

    ids: list[int] = field(default_factory=list)
    capped: bool = False


def hits(pieces: list[tuple[str, ...]], most: dict[type, int]) -> dict[type, Hits]:
    """The objects whose index entry holds all `pieces` (see korean.query_pieces), by model.

    most: the models looked for, their subclasses included, and up to how many hits of each all are wanted; of more than that the
    newest half as many come back. Says nothing about who may see an object: filter what comes back. One statement, two for
    very common words.
    """
    if not pieces:
        return {model: Hits() for model in most}
    entry = get_app_config().get_model("IndexEntry")
    connection = connections[router.db_for_read(entry)]
    kinds = [
        Kind(get_descendants_content_types_pks(model), many, (many + 1) // 2, _blocks(model)) for model, many in most.items()
    ]
    found = VENDORS[connection.vendor].find(connection, entry._meta.db_table, pieces, kinds)
    return {
        model: Hits(keys[: kind.newest], capped=True) if len(keys) > kind.most else Hits(keys)
        for model, kind, keys in zip(most, kinds, found, strict=True)
    }


def _blocks(model) -> tuple[str, str] | tuple[()]:
    return (model._meta.db_table, model._meta.pk.column) if getattr(model, "search_in_blocks", False) else ()
