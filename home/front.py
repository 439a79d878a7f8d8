"""What is alive on the front page: ideas, moves and figures that its sections show, looked up together for one request."""

from dataclasses import dataclass
from functools import cached_property

from home import shelves
from ideas import pulse
from ideas.models import Idea

PULSE, RIVER, SUBJECTS, PROSE = "pulse", "river", "subjects", "prose"
# Sections that can be empty, because nothing has happened yet or because others show it all.
STREAMS = (PULSE, *shelves.ORDERS)


@dataclass(frozen=True)
class Part:
    """A band of the page: one wide section and what is alive in it, or the words and pictures between two of those."""

    kind: str
    blocks: list
    live: object = None


class Front:
    """The live side of the sections of a front page; nothing is read before it is asked for."""

    def __init__(self, sections):
        self.sections = sections

    @cached_property
    def wanted(self) -> list[tuple[str, int]]:
        """The shelves of the page: which order, how many ideas."""
        return [(block.block_type, block.value["count"]) for block in self.sections if block.block_type in shelves.ORDERS]

    @cached_property
    def chosen(self) -> list[list[int]]:
        """Which ideas stand on each shelf."""
        return shelves.choose(self.wanted)

    @cached_property
    def moves(self) -> list[list[pulse.Move]]:
        """What moved, for each section that tells of it."""
        return [last_moves(block.value["count"]) for block in self.sections if block.block_type == PULSE]

    @property
    def ideas(self) -> set[int]:
        """The ideas on the shelves and those that something happened to."""
        return {pk for shelf in self.chosen for pk in shelf} | {move.idea for moves in self.moves for move in moves}

    @cached_property
    def standing(self) -> dict[int, Idea]:
        """Those of the ideas that may be shown now, ready for cards."""
        return {idea.pk: idea for idea in pulse.standing(self.ideas)}

    @cached_property
    def counted(self):
        """How many ideas there are of each kind."""
        return pulse.figures()

    @property
    def this_week(self) -> pulse.Figure:
        """How many ideas came within seven days."""
        return pulse.this_week(self.counted)

    def marks(self) -> tuple:
        """Everything alive on the page: while this is the same, the page says the same."""
        return self.chosen, self.moves, pulse.marks(self.ideas), self.counted

    def parts(self) -> list[Part]:
        """The bands of the page from top to bottom. Where nothing is there to show, only the first band says so."""
        ideas = iter([[self.standing[pk] for pk in shelf if pk in self.standing] for shelf in self.chosen])
        moves, names = iter(self.moves), pulse.called(list(self.standing.values()))
        parts: list[Part] = []
        for block in self.sections:
            kind = block.block_type
            if not is_wide(block.block):
                if not parts or parts[-1].kind != PROSE:
                    parts.append(Part(PROSE, []))
                parts[-1].blocks.append(block)
                continue
            if kind in shelves.ORDERS:
                live = next(ideas)
            else:
                live = told(next(moves), names) if kind == PULSE else figures(kind, self.counted)
            if live or kind not in STREAMS or not any(part.kind in STREAMS for part in parts):
                parts.append(Part(kind, [block], live))
        return parts


def is_wide(block) -> bool:
    """Whether a block fills a band of its own; the others are read as one text."""
    return getattr(block.meta, "wide", False)


def figures(kind: str, counted) -> list[pulse.Figure]:
    """The numbers that a section of this kind shows."""
    if kind == RIVER:
        return pulse.river(counted)
    return pulse.subjects(counted) if kind == SUBJECTS else []


def last_moves(count: int) -> list[pulse.Move]:
    """What moved, the newest ideas being those of the shelves."""
    return pulse.moves(count, shelves.candidates()[shelves.NEWEST])


def told(moves: list[pulse.Move], names: dict[int, pulse.Called]) -> list[tuple[pulse.Move, pulse.Called]]:
    """The moves with the ideas they are about; what must not be shown any more is left out."""
    return [(move, names[move.idea]) for move in moves if move.idea in names]


def tell(count: int) -> list[tuple[pulse.Move, pulse.Called]]:
    """The last moves, for a section that stands by itself."""
    moves = last_moves(count)
    return told(moves, pulse.called(pulse.standing({move.idea for move in moves})))
