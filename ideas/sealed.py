"""Whether the seals still hold: their leaves give their roots, each names the one before, and trails go on from the newest.

Whoever makes a trail anew from its first entry makes one that is whole in itself; the seals of the nights before tell it apart.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from ideas.models import Idea, Seal, TrailEntry
from ideas.seals import Tree, leaves_path

LEAVES_EACH = 500


@dataclass(frozen=True)
class SealFault:
    """What is wrong with a seal."""

    day: date
    what: str

    def __str__(self) -> str:
        return _("%(day)s의 봉인: %(what)s") % {"day": self.day.isoformat(), "what": self.what}


def faults() -> Iterator[SealFault]:
    """What is wrong with the seals, oldest first; reads each file of leaves once, in constant memory."""
    previous, newest = "", None
    for seal in Seal.objects.order_by("day").iterator():
        if seal.previous_root != previous:
            yield SealFault(seal.day, _("바로 앞의 봉인과 이어지지 않아요."))
        yield from wrong_leaves(seal)
        previous, newest = seal.root, seal
    if newest:
        yield from lost_heads(newest)


def wrong_leaves(seal: Seal) -> Iterator[SealFault]:
    """Whether the kept leaves of a seal give its root and name its day and the seal before."""
    tree, first = Tree(), None
    try:
        for line in lines_of(seal):
            first = first or line
            tree.add(line)
        names = json.loads(first or "{}")
    except FileNotFoundError:
        yield SealFault(seal.day, _("잎 파일이 없어요."))
        return
    except (OSError, EOFError, zlib.error, ValueError):
        yield SealFault(seal.day, _("잎 파일을 읽을 수 없어요."))
        return
    if names != {"day": seal.day.isoformat(), "previous_root": seal.previous_root}:
        yield SealFault(seal.day, _("잎 파일의 첫 줄이 봉인과 달라요."))
    if (tree.root(), tree.leaves) != (seal.root, seal.leaves):
        yield SealFault(seal.day, _("잎에서 얻은 뿌리가 봉인과 달라요."))


def lines_of(seal: Seal) -> Iterator[bytes]:
    """The leaves of a seal. Raises OSError, EOFError or zlib.error for a file that is not there or broken."""
    with gzip.open(leaves_path(seal.day)) as file:
        for line in file:
            yield line.removesuffix(b"\n")


def lost_heads(seal: Seal) -> Iterator[SealFault]:
    """The sealed trails that do not hold what was sealed any more."""
    try:
        leaves = islice(lines_of(seal), 1, None)
        while some := [json.loads(line) for line in islice(leaves, LEAVES_EACH)]:
            there = heads_at({leaf["idea"]: leaf["length"] for leaf in some if leaf["length"]})
            for leaf in some:
                if leaf["length"] and there.get(leaf["idea"]) != leaf["head"]:
                    what = _("상상 %(number)s번의 발자취가 그날 봉인한 것에서 이어지지 않아요.")
                    yield SealFault(seal.day, what % {"number": leaf["idea"]})
    except (OSError, EOFError, zlib.error, ValueError, KeyError):
        # wrong_leaves has said so.
        return


def heads_at(lengths: dict[int, int]) -> dict[int, str]:
    """The hash of the entry with this number of each idea; two queries."""
    keys = {idea.pk: idea.number or 0 for idea in Idea.objects.filter(number__in=lengths).only("number")}
    entries = TrailEntry.objects.filter(idea__in=keys, number__in=set(lengths.values())).values_list("idea_id", "number", "hash")
    return {keys[pk]: head for pk, number, head in entries if number == lengths[keys[pk]]}
