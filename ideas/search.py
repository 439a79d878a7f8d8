"""Which ideas a query finds, and in which order."""

import math
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Replace
from django.db.models.lookups import Contains, IContains
from django.utils import timezone

from common import korean
from common.search.hits import Hits, hits
from ideas.models import Idea

QUERY_LENGTH = 100
WORDS = 10
# Up to as many hits are all looked at and ranked; of a more common word ("1,000+") the newest half as many, and it is also looked
# for in the newest and the best supported ideas, so that none of these is missing.
MOST = 1_000
NEWEST = 500
BEST_SUPPORTED = 300
# One syllable is not in the index: it is read in as many of the newest ideas.
READ_THROUGH = 3_000


@dataclass(frozen=True)
class Found:
    """Ids of the ideas that a query finds.

    capped: there are more. read_through: only the newest READ_THROUGH ideas were looked at.
    """

    ids: list[int] = field(default_factory=list)
    capped: bool = False
    read_through: bool = False


def query_words(query: str) -> list[str]:
    """The words of a query that are looked for, folded (see korean.words)."""
    return korean.words(query[:QUERY_LENGTH])[:WORDS]


def query_pieces(words: list[str]) -> list[tuple[str, ...]]:
    """What the index is asked for these words; empty when they are single syllables, which it does not know."""
    return korean.query_pieces(" ".join(words))


def find(queryset: QuerySet[Idea], query: str) -> Found:
    """Look for a query (its first QUERY_LENGTH characters and WORDS words count) among the ideas of a queryset.

    Up to MOST hits are all there; of a more common word the newest hits, and those among the newest and the best supported
    ideas of the queryset. A query without a letter or digit finds nothing. Two statements, three for very common words.
    """
    found = _candidates(queryset, query_words(query), None)
    rows = [ideas.order_by().values_list("pk", flat=True) for ideas in found.among]
    return Found(list(rows[0].union(*rows[1:])) if rows else [], found.capped, found.read_through)


def matching(queryset: QuerySet[Idea], query: str) -> QuerySet[Idea]:
    """The ideas of a queryset that a query finds; a blank query asks for nothing and changes nothing.

    Narrow the queryset first and search last: of a very common word only a bounded number of ideas is looked at (see find), the
    newest and best supported of *this* queryset among them. The order of the queryset stays.
    """
    if not query.strip():
        return queryset
    return queryset.filter(pk__in=find(queryset, query).ids)


def ranked(queryset: QuerySet[Idea], query: str, indexed: Hits | None = None) -> Found:
    """As find, with the best idea first (see relevance) and at most MOST ids; load one page of them with `in_order`.

    indexed: what the index finds, if the caller knows already.
    """
    words = query_words(query)
    found = _candidates(queryset, words, indexed)
    if not found.among:
        return Found()
    columns = ("place", "recommendations", "comment_count", "public_since", "pk")
    rows = [ideas.order_by().annotate(place=_place(words)).values_list(*columns) for ideas in found.among]
    now = timezone.now()
    best = sorted(((relevance(*row[:4], now), row[3], row[4]) for row in rows[0].union(*rows[1:])), reverse=True)
    return Found([pk for _score, _since, pk in best[:MOST]], found.capped, found.read_through)


def in_order(queryset: QuerySet[Idea], ids: list[int]) -> list[Idea]:
    """The ideas of these ids, in this order; what has gone meanwhile is left out."""
    ideas = queryset.in_bulk(ids)
    return [ideas[pk] for pk in ids if pk in ideas]


def relevance(place: int, recommendations: int, comments: int, since: datetime, now: datetime) -> float:
    """How well a hit answers a query: above all where the words stand, then support, then freshness.

    place: 4 the whole query in the title, 3 all words in the title, 2 the whole query in the text, 1 all words somewhere, 0 only
    their pieces, which is always last. Tenfold support counts half a place; being new up to one place, half of it after half a
    year.
    """
    if place == 0:
        place = -10
    weeks = max(0.0, (now - since).total_seconds()) / (7 * 24 * 3600)
    return place + 0.5 * math.log10(1 + recommendations + comments) + 1 / (1 + weeks / 26)


def _place(words: list[str]) -> Case:
    """Where the words stand, as `relevance` counts it."""
    whole = "".join(words)
    return Case(
        When(_whole("title", whole), then=Value(4)),
        When(reduce(and_, (_written("title", word) for word in words)), then=Value(3)),
        When(_whole("body", whole), then=Value(2)),
        When(reduce(and_, (_whole("title", word) | _whole("body", word) for word in words)), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _written(text: str | Replace, word: str) -> Q:
    """Whether a text (a column or an expression) holds a word as it is written. Hangul has no cases, and ignoring them costs."""
    holds = IContains if any(map(str.isascii, word)) else Contains
    return Q(holds(F(text) if isinstance(text, str) else text, word))


def _whole(column: str, word: str) -> Q:
    """Whether a text holds a word, from three syllables on also with spaces in it (of two, 위한 강의 would be 한강)."""
    return _written(Replace(F(column), Value(" "), Value(""), output_field=TextField()) if len(word) > 2 else column, word)


@dataclass(frozen=True)
class _Candidates:
    """Querysets that together hold what a query finds, none of them large; they may overlap."""

    among: list[QuerySet[Idea]] = field(default_factory=list)
    capped: bool = False
    read_through: bool = False


def _candidates(queryset: QuerySet[Idea], words: list[str], indexed: Hits | None) -> _Candidates:
    if not words:
        return _Candidates()
    newest, best = ("-public_since", "-id"), ("-recommendations", "-id")
    pieces = query_pieces(words)
    if not pieces:
        return _Candidates([_read(queryset, words, newest, READ_THROUGH)], read_through=True)
    indexed = indexed or hits(pieces, {Idea: MOST})[Idea]
    among = [queryset.filter(pk__in=indexed.ids)]
    if indexed.capped:
        among += [_read(queryset, words, newest, NEWEST), _read(queryset, words, best, BEST_SUPPORTED)]
    return _Candidates(among, capped=indexed.capped)


def _read(queryset: QuerySet[Idea], words: list[str], order: tuple[str, ...], many: int) -> QuerySet[Idea]:
    """Those of the first `many` ideas of a queryset in an order that hold all words, read one by one."""
    first = queryset.order_by(*order).values("pk")[:many]
    return Idea.objects.filter(reduce(and_, (_written("title", word) | _written("body", word) for word in words)), pk__in=first)
