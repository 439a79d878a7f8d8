"""How alike two texts are: the cosine of their pairs and triples of letters, rare ones weighing more (TF-IDF).

Korean writes particles onto words and sets spaces freely, so letters tell more than words do. Two ideas whose likeness is TWINS
or more say the same thing in nearly every case (PERFORMANCE.md, "Similar ideas").
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from common import korean

TWINS = 0.5
# Lines drawn with signs ("------") would make everything alike that has one.
DRAWN = re.compile(r"([^\w\s])(?:\s*\1){2,}")


def grams(text: str) -> Counter[str]:
    """Every pair and triple of neighbouring letters of a text and how often it stands there; spaces count as one letter."""
    line = " ".join(DRAWN.sub(r"\1", korean.folded(text)).split())
    found = Counter(map(str.__add__, line, line[1:]))
    found.update([line[at : at + 3] for at in range(len(line) - 2)])
    return found


@dataclass(frozen=True)
class Vector:
    """A text weighed; `length` makes long and short texts comparable."""

    weights: dict[str, float]
    length: float


class Rarity:
    """How much each gram says: the rarer among the city's ideas, the more.

    total: how many ideas were counted. counts: in how many of them each usual gram stands; any other is rare.
    """

    def __init__(self, total: int, counts: dict[str, int]):
        self.total = total
        self.counts = counts
        self.weights = {gram: self._weight(ideas) for gram, ideas in counts.items()}
        self.fewest = min(counts.values(), default=1)
        self.rare = self._weight(max(1, self.fewest // 2))

    def _weight(self, ideas: int) -> float:
        return math.log((1 + max(self.total, ideas)) / (1 + ideas)) + 1

    def ideas_with(self, gram: str) -> int:
        """In about how many ideas a gram stands."""
        return self.counts.get(gram, max(1, self.fewest // 2))

    def surprise(self, gram: str) -> float:
        """How much it says that a gram stands somewhere: nothing for one that stands everywhere."""
        return self.weights.get(gram, self.rare) - 1

    def vector(self, found: Counter[str]) -> Vector:
        """The grams of a text, weighed."""
        weight, rare = self.weights.get, self.rare
        weights = {gram: times * weight(gram, rare) for gram, times in found.items()}
        return Vector(weights, math.sqrt(sum(each * each for each in weights.values())))

    def likeness(self, mine: Vector, theirs: Counter[str]) -> float:
        """How alike two texts are, 0 to 1."""
        weight, rare, my_weight = self.weights.get, self.rare, mine.weights.get
        together = square = 0.0
        for gram, times in theirs.items():
            weighed = times * weight(gram, rare)
            square += weighed * weighed
            together += weighed * my_weight(gram, 0.0)
        return min(1.0, together / (mine.length * math.sqrt(square))) if together else 0.0

    def held(self, mine: Vector, theirs: Counter[str]) -> float:
        """How much of a few words another text holds, 0 to 1, however long it is."""
        whole = sum(mine.weights.values())
        return sum(weighed for gram, weighed in mine.weights.items() if gram in theirs) / whole if whole else 0.0
