"""Which department an idea may be for, judged by the words of what departments answered before and by their names.

A naive Bayes over two-syllable pieces: how often a department's ideas use a piece against how often all ideas do. Nothing leaves
the city's own machine. It only ever suggests, says how sure it is and why; people decide (개인정보 보호법 §37의2).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch

from accounts.models import Department
from common.korean import SEAM, folded, pieces, words
from ideas.models import Answer, AnswerStatus, Idea, RoutingWord

# What is learned from: as many of the ideas answered last, and of each so much text.
MOST_IDEAS, LETTERS = 20_000, 3_000
MOST_PIECES = 15_000
PIECE_LENGTH = RoutingWord._meta.get_field("piece").max_length
# A piece that more than this share of all ideas use says nothing about any of them.
COMMONPLACE = 0.7
# The row that counts a department's ideas instead of a piece.
ALL = ""
# Measured on the adopted ideas of Seoul that are at hand (five folds): a name counts like two ideas, a word of the title four
# times; a department that answered little is taken to write like all others for PRIOR ideas.
NAME_COUNTS, TITLE_COUNTS, PRIOR, ASKED_PIECES = 2, 4, 1.0, 160
# Bayes takes every piece for news of its own and is far too sure; shares are flattened until they came true as often as said.
FLATTEN = 50.0
SUGGESTED, LEAST_SHARE, REASONS = 3, 0.05, 4
# What every other department is called tells none of them apart.
ENDINGS = ("정책과", "담당관", "관리과", "사업과", "행정과", "사업소", "본부", "센터", "과", "단", "팀")


@dataclass(frozen=True)
class Suggestion:
    """A department, how likely it is the right one (0 to 1), and the words that speak for it."""

    department: Department
    share: float
    because: list[str]

    @property
    def percent(self) -> int:
        """The share as people read it."""
        return round(self.share * 100)


def suggest(idea: Idea) -> list[Suggestion]:
    """Up to three departments that an idea may be for, the likeliest first; empty while nothing was learned. Two queries."""
    of_title = set(cut(idea.title))
    asked = list(dict.fromkeys([*of_title, *cut(idea.body)]))[:ASKED_PIECES]
    rows = RoutingWord.objects.filter(piece__in=[*asked, ALL]).values_list("piece", "department_id", "ideas")
    uses: dict[str, dict[int, int]] = defaultdict(dict)
    for piece, department, ideas in rows:
        uses[piece][department] = ideas
    learned = uses.pop(ALL, {})
    if not learned or not uses:
        return []
    scores, because = weigh(uses, learned, of_title)
    shares = shares_of(scores)
    best = [pk for pk in sorted(shares, key=shares.get, reverse=True)[:SUGGESTED] if shares[pk] >= LEAST_SHARE and because[pk]]
    there = Department.objects.active().in_bulk(best)
    text = words(f"{idea.title} {idea.body[:LETTERS]}")
    return [Suggestion(there[pk], shares[pk], whole_words(because[pk], text)) for pk in best if pk in there]


def weigh(
    uses: dict[str, dict[int, int]], learned: dict[int, int], of_title: set[str]
) -> tuple[dict[int, float], dict[int, list[str]]]:
    """A score for each department, and the pieces that speak for it most, the strongest first."""
    scores, spoke = dict.fromkeys(learned, 0.0), defaultdict(dict)
    # Each department was counted once for its name; that is half an idea here, and none among all ideas.
    total = sum(learned.values()) - len(learned)
    for piece, by_department in uses.items():
        everywhere = min(0.9, (sum(by_department.values()) + 0.5) / (total + 1))
        weight = math.log(1 / everywhere) * (TITLE_COUNTS if piece in of_title else 1)
        for department, ideas in learned.items():
            used = by_department.get(department, 0)
            gain = weight * math.log((used / everywhere + PRIOR) / (ideas - 0.5 + PRIOR))
            scores[department] += gain
            # What stood in one idea alone may be chance, and would be no reason people could follow.
            if used > 1 and gain > 0:
                spoke[department][piece] = gain
    return scores, {pk: sorted(spoke[pk], key=spoke[pk].get, reverse=True) for pk in scores}


def shares_of(scores: dict[int, float]) -> dict[int, float]:
    """Scores as shares that add up to 1."""
    best = max(scores.values())
    odds = {pk: math.exp((score - best) / FLATTEN) for pk, score in scores.items()}
    total = sum(odds.values())
    return {pk: each / total for pk, each in odds.items()}


def whole_words(found: list[str], text: list[str]) -> list[str]:
    """The words of a text in which pieces stand, each once: people understand 자전거도로 better than 전거."""
    said = (next((word for word in text if piece in word and len(word) <= 10), piece) for piece in found[: REASONS * 3])
    return list(dict.fromkeys(said))[:REASONS]


def cut(text: str) -> list[str]:
    """The pieces of a text that can tell departments apart, each once: neither numbers nor what a space keeps apart."""
    found = pieces(text[:LETTERS]).split()
    return [piece for piece in found if 2 <= len(piece) <= PIECE_LENGTH and SEAM not in piece and not piece.isdigit()]


def learn() -> int:
    """Count the pieces anew from what departments answered; returns how many ideas were read.

    Reads at most MOST_IDEAS ideas and keeps at most MOST_PIECES pieces, whatever the size of the city. Safe to run twice.
    """
    uses, learned = count_answered()
    ideas = sum(learned.values())
    add_names(uses, learned)
    rows = [RoutingWord(department_id=pk, piece=ALL, ideas=number) for pk, number in learned.items()]
    for piece in telling(uses, sum(learned.values())):
        rows += [RoutingWord(department_id=pk, piece=piece, ideas=number) for pk, number in uses[piece].items()]
    with transaction.atomic():
        RoutingWord.objects.all().delete()
        RoutingWord.objects.bulk_create(rows, batch_size=2_000)
    return ideas


def count_answered() -> tuple[dict[str, Counter], Counter]:
    """Pieces of answered ideas and of their answers by department, and how many ideas each department answered."""
    uses, learned = defaultdict(Counter), Counter()
    for department, found in answered():
        learned[department] += 1
        for piece in found:
            uses[piece][department] += 1
    return uses, learned


def answered() -> Iterator[tuple[int, set[str]]]:
    """The department and the pieces of each idea answered last."""
    final = Answer.objects.filter(status=AnswerStatus.PUBLISHED)
    ideas = Idea.objects.public().filter(answered_at__isnull=False).order_by("-answered_at", "-id")
    ideas = ideas.only("title", "body", "department_id").prefetch_related(Prefetch("answers", final, to_attr="published"))
    for idea in ideas[:MOST_IDEAS].iterator(chunk_size=500):
        if idea.department_id:
            answers = " ".join(f"{answer.summary} {text}" for answer in idea.published for _c, _h, text in answer.sections)
            yield idea.department_id, {*cut(f"{idea.title}\n{idea.body}"), *cut(answers)}


def add_names(uses: dict[str, Counter], learned: Counter) -> None:
    """Departments are told apart by their names too, those above all that have answered nothing yet."""
    for department in Department.objects.active():
        learned[department.pk] += 1
        for piece in cut(stem(department.name)):
            uses[piece][department.pk] += NAME_COUNTS


def stem(name: str) -> str:
    """The part of a department's name that says what it is for: 공원녹지정책과 is about 공원녹지."""
    ending = next((ending for ending in ENDINGS if name.endswith(ending)), "")
    return name.removesuffix(ending) or name


def telling(uses: dict[str, Counter], ideas: int) -> list[str]:
    """The pieces worth keeping, those used most first: not in everybody's mouth, and known from folded texts only."""
    often = {piece: sum(by.values()) for piece, by in uses.items() if piece == folded(piece)}
    kept = [piece for piece in often if often[piece] <= max(NAME_COUNTS, ideas * COMMONPLACE)]
    return sorted(kept, key=often.get, reverse=True)[:MOST_PIECES]
