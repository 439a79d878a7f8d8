"""The nightly seal: what the city vouches for, published so that anybody can keep it (DESIGN.md §4.9).

A seal is the root of a Merkle tree as in RFC 6962 §2.1: SHA-256 with the byte 0x00 before a leaf and 0x01 before two nodes, split
at the largest power of two below the number of leaves. Leaves are lines of canonical JSON. The first one names the day and the
root of the seal before, so that a root vouches for every earlier night as well; then comes one for each public idea, by number:

    {"day":"2026-11-22","previous_root":"…"}
    {"comments":3,"head":"…","idea":1024,"length":7,"recommendations":12}

`head` and `length` are those of the idea's trail. bin/verify_trail.py checks all of it without this site.
"""

import gzip
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ideas.models import Idea, Seal
from ideas.models.trail import canonical

IDEAS_EACH = 2_000
LEAF, NODE = b"\x00", b"\x01"
COLUMNS = ("number", "trail_length", "trail_head", "recommendations", "comment_count")


class Tree:
    """A Merkle root over leaves that come one by one; keeps one hash for each level, however many leaves there are."""

    def __init__(self):
        self.leaves = 0
        self.peaks: list[tuple[int, bytes]] = []

    def add(self, line: bytes) -> None:
        """The next leaf."""
        level, node = 0, hashlib.sha256(LEAF + line).digest()
        while self.peaks and self.peaks[-1][0] == level:
            node = hashlib.sha256(NODE + self.peaks.pop()[1] + node).digest()
            level += 1
        self.peaks.append((level, node))
        self.leaves += 1

    def root(self) -> str:
        """The root over the leaves so far."""
        if not self.peaks:
            return hashlib.sha256(b"").hexdigest()
        node = self.peaks[-1][1]
        for _level, left in reversed(self.peaks[:-1]):
            node = hashlib.sha256(NODE + left + node).digest()
        return node.hex()


def seal(day: date | None = None) -> Seal:
    """Seal the city as it is now, once a day: a seal that is there already is returned as it is.

    day: in Seoul, today by default. The leaves are in their place before anybody can read of the seal; a process that dies on the
    way leaves at most a file that the next one writes anew.
    """
    day = day or timezone.localdate()
    made = Seal.objects.filter(day=day).first()
    if made:
        return made
    previous = Seal.objects.filter(day__lt=day).values_list("root", flat=True).first() or ""
    with fresh_file(leaves_path(day)) as (file, keep):
        tree = write_leaves(file, day, previous)
        with transaction.atomic():
            values = {"root": tree.root(), "leaves": tree.leaves, "previous_root": previous}
            made, is_first = Seal.objects.get_or_create(day=day, defaults=values)
            if is_first:
                keep()
    return made


def write_leaves(file, day: date, previous_root: str) -> Tree:
    """Write the leaves of a seal, line by line and compressed, and return their tree."""
    tree = Tree()
    with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0, compresslevel=6) as packed:
        for line in leaf_lines(day, previous_root):
            tree.add(line)
            packed.write(line + b"\n")
    return tree


def leaf_lines(day: date, previous_root: str) -> Iterator[bytes]:
    """The leaves of a seal of the city as it is now, read by one statement."""
    yield canonical({"day": day.isoformat(), "previous_root": previous_root}).encode()
    rows = Idea.objects.public().order_by("number").values_list(*COLUMNS).iterator(IDEAS_EACH)
    for number, length, head, recommendations, comments in rows:
        # Canonical by hand: numbers and hexadecimal letters need no quoting, and a million of them are many.
        line = f'{{"comments":{comments},"head":"{head}","idea":{number},"length":{length},"recommendations":{recommendations}}}'
        yield line.encode()


def leaves_path(day: date) -> Path:
    """Where the leaves of a day are kept."""
    return Path(settings.VAR_DIR) / "seals" / f"{day.isoformat()}.jsonl.gz"


@contextmanager
def fresh_file(path: Path):
    """A new file and what puts it into its place, whole or not at all: `with fresh_file(path) as (file, keep): …; keep()`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")

    def keep():
        file.flush()
        os.fsync(file.fileno())
        draft.replace(path)

    try:
        with draft.open("wb") as file:
            yield file, keep
    finally:
        draft.unlink(missing_ok=True)


def as_json(made: Seal) -> dict:
    """A seal as it is published."""
    return {
        "day": made.day.isoformat(),
        "root": made.root,
        "leaves": made.leaves,
        "previous_root": made.previous_root,
        "made_at": timezone.localtime(made.made_at).isoformat(timespec="seconds"),
        "tree": "RFC 6962, SHA-256",
    }
