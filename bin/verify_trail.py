#!/usr/bin/env python3
"""Check a trail or a seal of an Oasis city on your own computer. Needs Python 3.9 or newer and nothing else; asks no server.

  python3 verify_trail.py trail.json [more.json ...]
      the trail of one idea, from /api/v1/ideas/<number>/trail/ (all of its pages, in their order)
  python3 verify_trail.py --seal 2026-11-22.json --leaves 2026-11-22.jsonl.gz [--trail trail.json]
      a nightly seal, from /open-data/seals/; with --trail also whether that trail goes on from what was sealed

Ends with 0 when all is whole, 1 when something is not, 2 when a file cannot be read.

A trail is a chain: each entry holds the hash of the one before, and its own hash is SHA-256 over these fields as JSON with sorted
keys and without spaces: idea, number, kind, at, actor, role, department, reason_mark, data, state, previous_hash. In place of the
public reason stands its mark, SHA-256 over salt and reason; words that a law demanded to take away leave the mark behind, and
a later entry `blotted_out` names the number. A seal is a Merkle root (RFC 6962 §2.1) over lines of JSON: the first names the day
and the root of the seal before, each further one an idea with its trail and its counts.
"""

import argparse
import gzip
import hashlib
import json
import sys
import zlib

HASHED = (
    *("idea", "number", "kind", "at", "actor", "role", "department"),
    *("reason_mark", "data", "state", "previous_hash"),
)
NO_WORDS = hashlib.sha256(b"").hexdigest()


class Unreadable(Exception):
    """A file that is not what it should be."""


class Broken(Exception):
    """Something is not as it was written."""


def main(arguments=None):
    """Check what the command line names and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="trail.json")
    parser.add_argument("--trail", nargs="+", default=[], metavar="trail.json")
    parser.add_argument("--seal", metavar="day.json")
    parser.add_argument("--leaves", metavar="day.jsonl.gz")
    asked = parser.parse_args(arguments)
    paths = [*asked.files, *asked.trail]
    if bool(asked.seal) != bool(asked.leaves):
        parser.error("--seal, --leaves: 둘 다 있어야 해요 / both are needed")
    if not paths and not asked.seal:
        parser.error("살펴볼 파일을 적어 주세요 / name a file to check")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        trail = check_trail(paths) if paths else None
        if asked.seal:
            check_seal(asked.seal, asked.leaves, trail)
    except Broken as broken:
        print(f"온전하지 않아요 / NOT WHOLE: {broken}")
        return 1
    except Unreadable as unreadable:
        print(f"읽을 수 없어요 / CANNOT READ: {unreadable}", file=sys.stderr)
        return 2
    return 0


def canonical(value):
    """JSON of which there is only one way to write it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(path):
    """A JSON object from a file."""
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    except (OSError, ValueError, RecursionError) as problem:
        raise Unreadable(f"{path}: {problem}") from problem
    if not isinstance(found, dict):
        raise Unreadable(f"{path}: JSON object")
    return found


def check_trail(paths):
    """Check the trail in these files; returns it as {idea, entries}."""
    pages = [load(path) for path in paths]
    try:
        idea, length, head = (pages[-1][name] for name in ("idea", "length", "head"))
        entries = [entry for page in pages for entry in page["results"]]
        check_chain(idea, entries)
        check_reasons(entries)
    except (KeyError, TypeError, AttributeError) as problem:
        raise Unreadable(f"{paths[0]}: {problem!r}") from problem
    if len(entries) != length:
        raise Broken(f"발자취가 {length}개여야 하는데 {len(entries)}개예요 / {len(entries)} entries instead of {length}")
    if (entries[-1]["hash"] if entries else "") != head:
        raise Broken(f"{length}번째 / entry {length}: 마지막 해시가 달라요 / it is not the head of the trail")
    print(f"상상 {idea}번의 발자취 {length}개가 온전해요 / all {length} entries of idea {idea} are whole")
    return {"idea": idea, "entries": entries}


def check_chain(idea, entries):
    """Numbers without a gap, each entry tied to the one before, each hash right."""
    before = ""
    for place, entry in enumerate(entries, 1):
        name = f"{place}번째 / entry {place}"
        if entry["number"] != place or entry["idea"] != idea:
            raise Broken(f"{name}: 다른 발자취가 있어요 / another entry stands here")
        if entry["previous_hash"] != before:
            raise Broken(f"{name}: 앞과 이어지지 않아요 / it does not follow the one before")
        body = canonical({field: entry[field] for field in HASHED})
        if hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest() != entry["hash"]:
            raise Broken(f"{name}: 적힌 것이 해시와 달라요 / what it says does not fit its hash")
        before = entry["hash"]


def check_reasons(entries):
    """Public reasons as they were written, or blotted out in the open."""
    blotted = {entry["data"].get("number") for entry in entries if entry["kind"] == "blotted_out"}
    for entry in entries:
        name = "{0}번째 / entry {0}".format(entry["number"])
        if not entry["reason"] and not entry["salt"]:
            if entry["reason_mark"] != NO_WORDS and entry["number"] not in blotted:
                raise Broken(f"{name}: 까닭이 사라졌어요 / its reason is gone")
            continue
        words = (entry["salt"] + entry["reason"]).encode("utf-8", "surrogatepass")
        if len(entry["salt"]) != 32 or hashlib.sha256(words).hexdigest() != entry["reason_mark"]:
            raise Broken(f"{name}: 까닭이 바뀌었어요 / its reason was changed")
        if entry["number"] in blotted:
            raise Broken(f"{name}: 지운 까닭이 다시 적혀 있어요 / a reason that was blotted out is back")


def check_seal(seal_path, leaves_path, trail):
    """Whether the leaves give the root of the seal, and whether they hold the trail."""
    seal = load(seal_path)
    root, count, first, leaf = read_leaves(leaves_path, trail and trail["idea"])
    try:
        if first != {"day": seal["day"], "previous_root": seal["previous_root"]}:
            raise Broken("잎의 첫 줄이 봉인과 달라요 / the first leaf is not that of the seal")
        if (root, count) != (seal["root"], seal["leaves"]):
            raise Broken(f"뿌리가 달라요 / the leaves give another root: {root}")
    except KeyError as problem:
        raise Unreadable(f"{seal_path}: {problem}") from problem
    print(f"{seal['day']} 봉인이 온전해요, 잎 {count}개 / the seal of {seal['day']} is whole, {count} leaves")
    if trail:
        check_leaf(trail, leaf)


def read_leaves(path, idea):
    """(root, number of leaves, the first leaf, the leaf of an idea or None), in constant memory."""
    peaks, count, first, wanted = [], 0, None, None
    try:
        with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
            for line in file:
                line = line[:-1] if line.endswith(b"\n") else line
                add_leaf(peaks, line)
                count += 1
                if first is None:
                    first = json.loads(line)
                elif idea is not None and wanted is None and f'"idea":{idea},'.encode() in line:
                    wanted = json.loads(line)
    except (OSError, EOFError, zlib.error, ValueError) as problem:
        raise Unreadable(f"{path}: {problem}") from problem
    return root_of(peaks), count, first, wanted


def add_leaf(peaks, line):
    """Put a leaf under the peaks of a Merkle tree that grows to the right."""
    level, node = 0, hashlib.sha256(b"\x00" + line).digest()
    while peaks and peaks[-1][0] == level:
        node = hashlib.sha256(b"\x01" + peaks.pop()[1] + node).digest()
        level += 1
    peaks.append((level, node))


def root_of(peaks):
    """The root over all leaves."""
    if not peaks:
        return hashlib.sha256(b"").hexdigest()
    node = peaks[-1][1]
    for _level, left in reversed(peaks[:-1]):
        node = hashlib.sha256(b"\x01" + left + node).digest()
    return node.hex()


def check_leaf(trail, leaf):
    """Whether a trail goes on from what was sealed."""
    idea, entries = trail["idea"], trail["entries"]
    if leaf is None:
        raise Broken(f"상상 {idea}번은 이 봉인에 없어요 / idea {idea} is not in this seal")
    length = leaf["length"]
    if length > len(entries) or (entries[length - 1]["hash"] if length else "") != leaf["head"]:
        raise Broken(f"상상 {idea}번의 발자취가 봉인한 것과 달라요 / the trail of idea {idea} is not the one that was sealed")
    print(f"상상 {idea}번의 발자취 {length}개가 봉인에 있어요 / {length} entries of idea {idea} are under this seal")


if __name__ == "__main__":
    sys.exit(main())
