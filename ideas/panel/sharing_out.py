"""Who rates what, by lot and fairly: pure arithmetic, without the database.

Each idea gets the same number of reviews, as far as so many may rate it. Members get as equal a share as can be had: first
whoever has least is asked, then reviews are passed along chains of members until no chain would make the shares more even.
That ends with the most even shares there are (a semi-matching without cost-reducing paths is optimal: Harvey, Ladner, Lovász,
Tamir, "Semi-matchings for bipartite graphs and load balancing", 2006).
"""

import random
from collections import defaultdict, deque
from collections.abc import Mapping, Set
from heapq import nsmallest


def share_out(may_rate: Mapping[int, Set[int]], each: int, dice: random.Random) -> dict[int, set[int]]:
    """idea → the members asked to rate it: min(each, all who may) of them.

    may_rate: idea → members who may rate it. The same dice give the same shares.
    """
    members = sorted(set().union(*may_rate.values()))
    loads = dict.fromkeys(members, 0)
    shares: dict[int, set[int]] = {}
    for idea in shuffled(may_rate, dice):
        lots = {member: dice.random() for member in sorted(may_rate[idea])}
        shares[idea] = set(nsmallest(each, lots, key=lambda member: (loads[member], lots[member])))
        for member in shares[idea]:
            loads[member] += 1
    even_out(shares, may_rate, loads)
    return shares


def even_out(shares: dict[int, set[int]], may_rate: Mapping[int, Set[int]], loads: dict[int, int]) -> None:
    """Pass reviews from those who have many to those who have at least two fewer, directly or along a chain."""
    rated = defaultdict(set)
    for idea, members in shares.items():
        for member in members:
            rated[member].add(idea)
    moved = True
    while moved:
        moved = False
        least = min(loads.values(), default=0)
        for giver in sorted(loads, key=lambda member: (-loads[member], member)):
            if loads[giver] - least < 2:
                break
            if chain := chain_from(giver, shares, may_rate, rated, loads):
                pass_along(chain, shares, rated)
                loads[giver] -= 1
                loads[chain[-1][2]] += 1
                moved = True
                break


def chain_from(giver, shares, may_rate, rated, loads) -> list[tuple[int, int, int]]:
    """The shortest chain from a member to one with at least two fewer, as (from, idea, to); empty when there is none."""
    came: dict[int, tuple[int, int] | None] = {giver: None}
    waiting = deque([giver])
    while waiting:
        member = waiting.popleft()
        for idea in sorted(rated[member]):
            for other in sorted(may_rate[idea] - shares[idea]):
                if other in came:
                    continue
                came[other] = (member, idea)
                if loads[other] <= loads[giver] - 2:
                    return way_to(other, came)
                waiting.append(other)
    return []


def way_to(last: int, came: dict) -> list[tuple[int, int, int]]:
    """The steps that led to a member, first one first."""
    steps = []
    while came[last] is not None:
        member, idea = came[last]
        steps.append((member, idea, last))
        last = member
    return steps[::-1]


def pass_along(chain: list[tuple[int, int, int]], shares: dict[int, set[int]], rated: dict[int, set[int]]) -> None:
    """Everybody in a chain hands one review on."""
    for giver, idea, taker in chain:
        shares[idea].remove(giver)
        shares[idea].add(taker)
        rated[giver].remove(idea)
        rated[taker].add(idea)


def shuffled(things, dice: random.Random) -> list:
    """In an order by lot that the same dice give again."""
    order = sorted(things)
    dice.shuffle(order)
    return order
