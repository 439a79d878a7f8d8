"""All twins among some thousand ideas, found exactly: the truth that suggestions are measured against (PERFORMANCE.md)."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from ideas.likeness import TWINS, Rarity, grams

# So much of the length of a text, its commonest grams, is not entered; it adds no more than that to any likeness.
LEFT_OUT = 0.4


def twins_of(texts: Iterable[tuple[int, str]]) -> dict[int, set[int]]:
    """For each text (by its key) that has twins, those texts whose likeness to it is TWINS or more. All pairs, nothing guessed.

    A text is entered under its rarer grams only, for following common ones is most of the work. What shares too little of those
    with it cannot be its twin, whatever the common ones add; all others are compared in full.
    """
    counted = {key: grams(text) for key, text in texts}
    rarity = Rarity(len(counted), Counter(gram for found in counted.values() for gram in found))
    weights: dict[int, dict[str, float]] = {}
    entered: dict[str, list[tuple[int, float]]] = defaultdict(list)
    twins: dict[int, set[int]] = defaultdict(set)
    for key, found in counted.items():
        vector = rarity.vector(found)
        mine = {gram: weight / vector.length for gram, weight in vector.weights.items()}
        shared: dict[int, float] = defaultdict(float)
        for gram, weight in mine.items():
            for other, other_weight in entered.get(gram, ()):
                shared[other] += weight * other_weight
        for other, likeness in shared.items():
            if likeness >= TWINS - LEFT_OUT and _product(mine, weights[other]) >= TWINS:
                twins[key].add(other)
                twins[other].add(key)
        weights[key] = mine
        for gram in _rarer_part(mine, rarity):
            entered[gram].append((key, mine[gram]))
    return twins


def _rarer_part(mine: dict[str, float], rarity: Rarity) -> list[str]:
    """The grams of a text without its commonest ones."""
    left, kept = LEFT_OUT**2, []
    for gram in sorted(mine, key=rarity.ideas_with, reverse=True):
        left -= mine[gram] ** 2
        if left <= 0:
            kept.append(gram)
    return kept


def _product(one: dict[str, float], other: dict[str, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(weight * many.get(gram, 0.0) for gram, weight in few.items())
