"""Ideas that lie near a text: found through the search index by the rarest pieces of the text, then compared letter by letter.

Two queries, a third once an hour for how common pieces are (ideas/likeness.py, ideas/management/commands/count_pieces.py). What
is merged, withdrawn, hidden or still being written never comes back.
"""

import math
import time
from collections import Counter, defaultdict
from itertools import combinations

from django.db.models import QuerySet
from django.db.models.functions import Left

from common import korean
from common.search.any_of import Group, holders
from ideas.likeness import Rarity, grams
from ideas.models import Idea, PieceCount
from ideas.piece_counts import TOTAL, words_of

LIMIT = 5
# A text counts with its first so many characters: enough to know it again, and a bound for what comparing costs.
READ = 1_200
# The index is asked for so many groups of pieces, and for up to so many ideas that hold one; this many are then compared.
GROUPS = 16
HOLDERS = 200
CANDIDATES = 50
# A piece in more ideas than this is common. So many pieces say most about a text; two pieces stand together so many times as
# often as chance would have it. Of groups in more ideas than MOST_HELD only the newest ideas are looked at, and of two pieces
# that are each in more than BOTH_COMMON: chance is a bad judge of words that belong together, and such a pair may be anywhere.
COMMON = 400
TELLING = 8
TOGETHER = 4
MOST_HELD = 1_000
BOTH_COMMON = 10_000
# A text with a shorter body is told by its title: how much of it stands in another idea counts, too.
SHORT_BODY = 30
HELD = 0.8
# What is less alike is not worth showing.
LEAST = 0.18
LEAST_OF_TITLE = 0.3
KEPT_SECONDS = 60 * 60
SOON = 60
_rarity: tuple[float, Rarity] | None = None


def similar_to(idea: Idea, limit: int = LIMIT) -> list[Idea]:
    """The ideas most like an idea, best first, each with its `.likeness` from 0 to 1; without the idea itself."""
    return similar_to_text(idea.title, idea.body, limit, leave_out=idea)


def similar_to_text(title: str, body: str = "", limit: int = LIMIT, leave_out: Idea | None = None) -> list[Idea]:
    """The ideas most like what somebody writes, best first, each with its `.likeness` from 0 to 1.

    A title of two characters is enough to ask; as long as the body is short, ideas that hold the words of the title are near.
    """
    text = read(title, body)
    rarity = how_rare()
    near = list(_readable(_near(text, rarity, leave_out)))
    if not rarity.total:
        rarity = _rarity_among(near)
    is_short = len(body.strip()) < SHORT_BODY
    compare = _compared_with_title if is_short else _compared
    found = compare(text, near, rarity)
    least = LEAST_OF_TITLE if is_short else LEAST
    best = sorted(found, key=lambda idea: (-idea.likeness, -idea.pk))[:limit]
    return [idea for idea in best if idea.likeness >= least]


def _compared(text: str, near: list[Idea], rarity: Rarity) -> list[Idea]:
    """The ideas with their likeness to a text."""
    mine = rarity.vector(grams(text))
    for idea in near:
        idea.likeness = rarity.likeness(mine, grams(read(idea.title, idea.opening)))
    return near


def _compared_with_title(text: str, near: list[Idea], rarity: Rarity) -> list[Idea]:
    """The ideas with their likeness to a few words: to their title, or as far as they hold the words; however spaces are set."""
    mine = rarity.vector(grams(text.replace(" ", "")))
    for idea in near:
        whole = grams(read(idea.title, idea.opening).replace(" ", ""))
        title = rarity.likeness(mine, grams(idea.title.replace(" ", "")))
        idea.likeness = max(title, HELD * rarity.held(mine, whole) + (1 - HELD) * title)
    return near


def _rarity_among(near: list[Idea]) -> Rarity:
    """How common pieces are among a few ideas, for a new city that has not counted yet: endings of words must not weigh much."""
    return Rarity(len(near), Counter(gram for idea in near for gram in grams(read(idea.title, idea.opening))))


def read(title: str, body: str) -> str:
    """What is compared of an idea."""
    return f"{title}\n{body}"[:READ]


def how_rare() -> Rarity:
    """How common pieces are, as last counted; each process reads it once an hour."""
    global _rarity
    now = time.monotonic()
    if _rarity is None or now > _rarity[0]:
        counts = dict(PieceCount.objects.values_list("piece", "ideas"))
        # A new city has not counted yet.
        _rarity = (now + (KEPT_SECONDS if counts else SOON), Rarity(counts.pop(TOTAL, 0), counts))
    return _rarity[1]


def forget_counts() -> None:
    """Read how common pieces are anew at the next question."""
    global _rarity
    _rarity = None


def groups_of(text: str, rarity: Rarity) -> list[tuple[Group, float]]:
    """What the index is asked for a text, each group with its weight.

    Half of it are the rarest pieces, which only twins share. The rest are those that say most about this text, being used again
    and again: one by one where they are rare enough, else two by two.
    """
    text = korean.folded(text)
    rare = sorted({piece for piece in words_of(text) if len(piece) > 1}, key=lambda piece: (rarity.ideas_with(piece), piece))
    asked = [((piece,), held) for piece in rare[: GROUPS // 2] if (held := rarity.ideas_with(piece)) <= COMMON]
    telling = sorted(rare, key=lambda piece: -text.count(piece) * rarity.surprise(piece))[:TELLING]
    asked += [
        ((piece,), held) for piece in telling if (held := rarity.ideas_with(piece)) <= COMMON and ((piece,), held) not in asked
    ]
    pairs = sorted(combinations(range(len(telling)), 2), key=lambda pair: (sum(pair), pair))
    for pair in pairs[: max(0, GROUPS - len(asked))]:
        pieces = tuple(telling[place] for place in pair)
        if all(((piece,), rarity.ideas_with(piece)) not in asked for piece in pieces):
            asked.append((pieces, _held_by_both(pieces, rarity)))
    if not asked:
        asked = [((piece,), rarity.ideas_with(piece)) for piece in telling]
    return [
        (Group(each, _is_common(each, held, rarity)), math.log(2 + rarity.total / (1 + held))) for each, held in asked[:GROUPS]
    ]


def _is_common(pieces: tuple[str, ...], held: int, rarity: Rarity) -> bool:
    """Whether too many ideas hold some pieces to look at all of them. held: in about how many they stand together."""
    return held > MOST_HELD or (len(pieces) > 1 and min(map(rarity.ideas_with, pieces)) > BOTH_COMMON)


def _held_by_both(pieces: tuple[str, str], rarity: Rarity) -> int:
    """In about how many ideas two pieces stand; those of one word come together."""
    one, other = (rarity.ideas_with(piece) for piece in pieces)
    if pieces[0][-1] == pieces[1][0] or pieces[1][-1] == pieces[0][0]:
        return min(one, other) // 2
    return min(one, other, one * other * TOGETHER // max(1, rarity.total))


def _near(text: str, rarity: Rarity, leave_out: Idea | None) -> list[int]:
    """The keys of the ideas that share the most telling groups with a text."""
    groups = groups_of(text, rarity)
    shared: dict[int, float] = defaultdict(float)
    for (_group, weight), keys in zip(groups, holders(Idea, [group for group, _weight in groups], HOLDERS), strict=True):
        for key in keys:
            shared[key] += weight
    if leave_out is not None:
        shared.pop(leave_out.pk, None)
    return sorted(shared, key=lambda key: (-shared[key], -key))[:CANDIDATES]


def _readable(keys: list[int]) -> QuerySet[Idea]:
    """Those of the ideas that everybody may read and support or has been decided on, with the beginning of their text."""
    ideas = Idea.objects.on_the_river().filter(pk__in=keys).select_related("author", "category", "district", "department")
    return ideas.defer("body").annotate(opening=Left("body", READ))
