"""What is looked for in the index."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of objects: their content types, and how many hits are wanted.

    most: up to as many hits all are wanted. newest: of more hits, as many of the newest. blocks: the table and the column of
    their keys if their index texts hold common.korean.block, else empty.
    """

    content_types: list[int]
    most: int
    newest: int
    blocks: tuple[str, str] | tuple[()] = ()
