"""Puts many ideas into the search index at once, exactly as modelsearch would one by one, only much faster.

Bulk inserts send no signals, and modelsearch's own bulk call walks over the whole index after every batch. On PostgreSQL the
tsvectors are built here as literals: each distinct piece is shown to PostgreSQL's text search once, then remembered.
"""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.backends import get_search_backends_with_name
from modelsearch.conf import get_app_config
from modelsearch.index import FilterField, SearchField

from ideas.models import Idea

# Limits of PostgreSQL's tsvector type: the highest position, and positions of one lexeme in one text and in two joined ones.
LAST_PLACE, MOST_PLACES, MOST_JOINED = 16_383, 255, 256
MOST_REMEMBERED = 300_000
# A word that no text cut by common.korean holds; it shows how many places a piece takes.
END = "가나다라마바사"
COLUMNS = "content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text"


def index(ideas: Sequence[Idea]) -> None:
    """Put saved, public ideas into the index of every search backend, replacing what was there about them."""
    if not ideas:
        return
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        if not _is_ours(backend):
            backend.add_bulk(Idea, ideas)
        elif connection.vendor == "postgresql":
            _write_postgresql(ideas, Vectors(backend.config))
        else:
            _write_sqlite(ideas)


def index_new(ideas: Iterable[Idea]) -> int:
    """The same for ideas that cannot be in the index yet, by COPY where there is one; returns how many."""
    ideas = list(ideas)
    if connection.vendor != "postgresql":
        index(ideas)
        return len(ideas)
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        if _is_ours(backend):
            _copy_postgresql(ideas, Vectors(backend.config))
        else:
            backend.add_bulk(Idea, ideas)
    return len(ideas)


def _is_ours(backend) -> bool:
    """Whether the backend keeps its index in our database, and ideas have only fields that this module writes."""
    simple = all(
        isinstance(field, FilterField) or (isinstance(field, SearchField) and field.field_name != "title")
        for field in Idea.get_search_fields()
    )
    return simple and connection.vendor in ("postgresql", "sqlite") and ".backends.database." in type(backend).__module__


def _texts(idea: Idea) -> list[tuple[str, float | None]]:
    """What is searched in an idea, with the weight of each text."""
    return [(field.get_value(idea) or "", field.boost) for field in Idea.get_searchable_search_fields()]


def _entry():
    return get_app_config().get_model("IndexEntry")


def _content_type() -> int:
    return ContentType.objects.get_for_model(Idea).pk


def _write_sqlite(ideas: Sequence[Idea]) -> None:
    """Rows of the index table; its triggers carry them on into the FTS5 table."""
    entry, kind = _entry(), _content_type()
    bodies = [(str(idea.pk), " ".join(text for text, _boost in _texts(idea))) for idea in ideas]
    entry._default_manager.bulk_create(
        [entry(content_type_id=kind, object_id=key, title="", autocomplete="", body=body) for key, body in bodies],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["title", "autocomplete", "body"],
        batch_size=500,
    )


def _write_postgresql(ideas: Sequence[Idea], vectors: "Vectors") -> None:
    statement = f"""
        INSERT INTO {_entry()._meta.db_table} ({COLUMNS})
        SELECT %s, key, '', '', vector::tsvector, 1.0, '', words FROM unnest(%s::text[], %s::text[], %s::text[]) AS t(key, vector, words)
        ON CONFLICT (content_type_id, object_id) DO UPDATE
        SET title = '', autocomplete = '', body = EXCLUDED.body, title_norm = 1.0, title_text = '', body_text = EXCLUDED.body_text
    """  # noqa: S608, E501 - only names of the table and its columns
    with connection.cursor() as cursor:
        cursor.execute(statement, [_content_type(), *map(list, zip(*vectors.rows(ideas), strict=True))])


def _copy_postgresql(ideas: Sequence[Idea], vectors: "Vectors") -> None:
    kind, rows = _content_type(), vectors.rows(ideas)
    with connection.cursor() as cursor, cursor.copy(f"COPY {_entry()._meta.db_table} ({COLUMNS}) FROM STDIN") as copy:
        copy.write("".join(f"{kind}\t{key}\t\t\t{_escaped(vector)}\t1.0\t\t{_escaped(words)}\n" for key, vector, words in rows))


def _escaped(text: str) -> str:
    """A value as COPY reads it; pieces hold no tabs and line ends."""
    return text.replace("\\", "\\\\") if "\\" in text else text


class Vectors:
    """Builds tsvector literals that equal `setweight(to_tsvector(…), …) || …` of the database at hand.

    Nearly every piece is its own lexeme and takes one place. Which ones are not, PostgreSQL is asked once: stems, stop words,
    words too long to be indexed, whatever the text search configuration does.
    """

    # per configuration: pieces that are their own lexeme, and the others with their lexemes (place of each) and width
    remembered: dict[str | None, tuple[set[str], dict[str, tuple[list[tuple[str, int]], int]]]] = {}

    def __init__(self, config: str | None):
        from modelsearch.backends.database.postgres.weights import get_weight

        self.config, self.get_weight = config, get_weight
        self.plain, self.odd = self.remembered.setdefault(config, (set(), {}))
        if len(self.plain) + len(self.odd) > MOST_REMEMBERED:
            self.plain.clear()
            self.odd.clear()

    def rows(self, ideas: Sequence[Idea]) -> list[tuple[str, str, str]]:
        """Key, tsvector literal and searched words of each idea."""
        cut = [(str(idea.pk), [(text.split(), boost) for text, boost in _texts(idea)]) for idea in ideas]
        self._ask(set().union(*(pieces for _key, texts in cut for pieces, _boost in texts)) - self.plain - self.odd.keys())
        return [
            (key, self.literal(texts), " ".join(" ".join(pieces) for pieces, _boost in texts if pieces)) for key, texts in cut
        ]

    def literal(self, texts: list[tuple[list[str], float | None]]) -> str:
        """The literal of several texts in a row: each begins after the last place of the one before."""
        if len(texts) == 1 and len(texts[0][0]) <= LAST_PLACE and self.plain.issuperset(texts[0][0]):
            pieces, boost = texts[0]
            if len(set(pieces)) == len(pieces):
                weight = self._weight(boost)
                return " ".join([f"'{piece}':{place}{weight}" for place, piece in enumerate(pieces, start=1)])
        found: dict[str, list[str]] = {}
        shift = 0
        for pieces, boost in texts:
            shift = self._add(found, pieces, self._weight(boost), shift)
        return " ".join(f"'{lexeme}':{','.join(places[:MOST_JOINED])}" for lexeme, places in found.items())

    def _weight(self, boost: float | None) -> str:
        weight = self.get_weight(boost)
        return "" if weight == "D" else weight

    def _add(self, found: dict[str, list[str]], pieces: list[str], weight: str, shift: int) -> int:
        """Add the pieces of one text and return its last place."""
        place, last = shift, shift
        own: dict[str, list[int]] = {}
        for piece in pieces:
            lexemes, width = self.odd.get(piece) or ([(piece, 1)], 1)
            for lexeme, offset in lexemes:
                last = place + offset
                own.setdefault(lexeme, []).append(last)
            place += width
        for lexeme, places in own.items():
            kept = places if places[-1] <= LAST_PLACE else sorted({min(at, LAST_PLACE) for at in places})
            found.setdefault(lexeme, []).extend(f"{at}{weight}" for at in kept[:MOST_PLACES])
        return min(last, LAST_PLACE)

    def _ask(self, pieces: set[str]) -> None:
        """Learn what PostgreSQL makes of pieces not seen before."""
        if not pieces:
            return
        statement = f"""
            SELECT piece, lexeme, positions[1]
            FROM unnest(%s::text[]) AS piece, to_tsvector(%s::regconfig, piece || ' {END}') AS vector, unnest(vector)
            WHERE vector <> (quote_literal(piece) || ':1 {END}:2')::tsvector
            ORDER BY piece, positions[1]
        """  # noqa: S608 - only the constant
        answers: dict[str, list[tuple[str, int]]] = {}
        with connection.cursor() as cursor:
            config = self.config
            if not config:
                cursor.execute("SELECT get_current_ts_config()::text")
                config = cursor.fetchone()[0]
            cursor.execute(statement, [sorted(pieces), config])
            for piece, lexeme, place in cursor.fetchall():
                answers.setdefault(piece, []).append((lexeme.replace("\\", "\\\\").replace("'", "''"), place))
        for piece, lexemes in answers.items():
            end = next(place for lexeme, place in lexemes if lexeme == END)
            self.odd[piece] = ([pair for pair in lexemes if pair[0] != END], end - 1)
        self.plain.update(pieces - answers.keys())
