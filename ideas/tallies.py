"""How many ideas each filter of the list would give: one statement for all filters together.

The candidates are read once (and once more for every filter in use, which is counted without itself): at most COUNTED of them,
only their small columns, packed into groups of ideas that are alike in all of them. Every count is a sum over those groups. What
took more than LIVE rows to count is kept by the process for a minute.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from ideas.freshness import city_mark
from ideas.lists import PERIODS, Selection, midnight
from ideas.models import IdeaTag, TaggedIdea
from ideas.stages import OFF_THE_RIVER

COUNTED = 200_000
LIVE = 2_000
KEPT_SECONDS = 60
TAGS_SHOWN = 20
COLUMNS = ("id", "category_id", "district_id", "department_id", "stage", "outcome", "answer_state", "public_since")
ALIKE = ("category_id", "district_id", "department_id", "stage", "outcome", "answer_state")
GROUPED = {
    "category": "category_id",
    "district": "district_id",
    "department": "department_id",
    "stage": "stage",
    "outcome": "outcome",
    "answer": "answer_state",
}


@dataclass(frozen=True)
class Tallies:
    """Counts of one selection.

    by: filter → value → count; places are named by id, tags by slug. is_cut: not everything was looked at, there may be more.
    """

    total: int
    by: dict[str, dict[str, int]]
    tag_names: dict[str, str]
    is_cut: bool
    read: int = 0

    @property
    def is_large(self) -> bool:
        """Whether counting took so many rows that the result is kept for a while."""
        return self.read > LIVE


def tallies(selection: Selection) -> Tallies:
    """Count the ideas of a selection and of every option beside it; 1 query, none when many were counted within a minute.

    A count over few ideas is kept until an idea comes, goes or moves. Not that of a search: the index learns a little later.
    """
    key = selection.key("tallies")
    mark, found = caches["local"].get(key, (None, None))
    if found and (found.is_large or (not selection.q and mark == city_mark())):
        return found
    mark = city_mark()
    found = count(selection)
    caches["local"].set(key, (mark, found), KEPT_SECONDS)
    return found


def count(selection: Selection) -> Tallies:
    """Count now."""
    if selection.q and not selection.found.ids:
        return Tallies(0, {}, {}, False)
    with connection.cursor() as cursor:
        cursor.execute(*statement(selection))
        rows = cursor.fetchall()
    by: dict[str, dict[str, int]] = {}
    for facet, value, _label, number in rows:
        by.setdefault(facet, {})[value] = int(number)
    read, total = by.pop("read"), by.pop("total")[""]
    is_cut = max(read.values()) >= COUNTED or bool(selection.q and selection.found.capped)
    tag_names = {value: label for facet, value, label, _number in rows if facet == "tag"}
    return Tallies(total, by, tag_names, is_cut, sum(read.values()))


def statement(selection: Selection) -> tuple[str, list]:
    """The one statement that counts everything, and its parameters. Only our own names are put into the text."""
    sources, parts = Sources(selection), Parts()
    name, condition = sources.of("")
    parts.add(f"SELECT 'total', '', '', COALESCE(SUM(n), 0) FROM {name} WHERE {condition}")  # noqa: S608
    for facet, column in GROUPED.items():
        name, condition = sources.of(facet)
        parts.add(
            f"SELECT '{facet}', CAST({column} AS varchar(40)), '', SUM(n) FROM {name}"  # noqa: S608
            f" WHERE {column} IS NOT NULL AND {condition} GROUP BY {column}"
        )
    name, condition = sources.of("period")
    for place, period in enumerate(PERIODS):
        parts.add(
            f"SELECT 'period', '{period}', '', COALESCE(SUM(n), 0) FROM {name} WHERE age <= {place} AND {condition}"  # noqa: S608
        )
    add_tags(parts, sources, [selection.tags[slug][0] for slug in selection.chosen.get("tag", ())])
    for name in sources.names:
        parts.add(f"SELECT 'read', '{name}', '', COALESCE(SUM(n), 0) FROM {name}")  # noqa: S608
    return f"WITH {', '.join(sources.sql)} {' UNION ALL '.join(parts.sql)}", [*sources.params, *parts.params]


def add_tags(parts: "Parts", sources: "Sources", chosen: list[int]) -> None:
    """Count the usual tags among the candidates, the chosen ones in any case."""
    name, condition = sources.of("tag")
    carried, tags = TaggedIdea._meta.db_table, IdeaTag._meta.db_table
    first = f"CASE WHEN c.tag_id IN ({', '.join(['%s'] * len(chosen))}) THEN 0 ELSE 1 END, " if chosen else ""
    parts.add(
        f"SELECT 'tag', t.slug, t.name, k.carriers FROM (SELECT c.tag_id, count(*) AS carriers FROM {name}_rows r"  # noqa: S608
        f" JOIN {carried} c ON c.content_object_id = r.id WHERE {condition}"
        f" GROUP BY c.tag_id ORDER BY {first}count(*) DESC, c.tag_id LIMIT {TAGS_SHOWN}) k JOIN {tags} t ON t.id = k.tag_id",
        *chosen,
    )


class Parts:
    """SELECTs to be put together, with their parameters in the same order."""

    def __init__(self):
        self.sql, self.params = [], []

    def add(self, sql: str, *params) -> None:
        """One more SELECT."""
        self.sql.append(sql)
        self.params.extend(params)


class Sources(Parts):
    """The candidates as named subqueries: one for all filters without a value, one for each filter in use.

    Each comes as rows (`…_rows`) and packed: alike ideas together, `n` how many, `age` the shortest period they fall into.
    """

    river = "outcome NOT IN ({})".format(", ".join(f"'{outcome.value}'" for outcome in OFF_THE_RIVER))

    def __init__(self, selection: Selection):
        super().__init__()
        self.selection = selection
        self.names: list[str] = []
        today = timezone.localdate()
        starts = [midnight(today - timedelta(days=days - 1)) for _label, days in PERIODS.values()]
        self.starts = [connection.ops.adapt_datetimefield_value(start) for start in starts]
        self.take("every", "")

    def take(self, name: str, facet: str) -> None:
        """Read candidates without the filter `facet` under a name."""
        found = self.selection.ideas(facet, river=False).values_list(*COLUMNS)[:COUNTED]
        sql, params = found.query.sql_with_params()
        self.names.append(name)
        self.add(f"{name}_rows ({', '.join(COLUMNS)}) AS ({sql})", *params)
        alike = ", ".join(ALIKE)
        age = " ".join(f"WHEN public_since >= %s THEN {place}" for place in range(len(self.starts)))
        self.add(
            f"{name} ({alike}, age, n) AS (SELECT {alike}, CASE {age} ELSE {len(self.starts)} END, count(*)"  # noqa: S608
            f" FROM {name}_rows GROUP BY 1, 2, 3, 4, 5, 6, 7)",
            *self.starts,
        )

    def of(self, facet: str) -> tuple[str, str]:
        """Where to count a filter: the name of its candidates and a condition on them."""
        selection = self.selection
        in_use = bool(selection.chosen.get(facet)) or (facet == "period" and bool(selection.since or selection.until))
        if facet and (in_use or (facet in ("stage", "outcome") and selection.waits)):
            name = f"without_{facet}"
            self.take(name, facet)
        else:
            name = "every"
        asks_outcome = facet == "outcome" or bool(selection.chosen.get("outcome"))
        return name, "1 = 1" if asks_outcome else self.river
