"""bin/verify_trail.py: what anybody can check on a computer of their own."""

import copy
import gzip
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ideas import seals
from tests.factories.ideas import IdeaFactory
from tests.factories.trails import long_story, tell

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[2] / "bin" / "verify_trail.py"
DAY = date(2026, 11, 22)


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Where the downloads are and the program runs."""
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments, python=sys.executable) -> tuple[int, str]:
    """Run the program apart from this site: no package but the standard library is in its reach."""
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(
        [python, "-I", "-S", str(SCRIPT), *arguments], env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def downloaded(client, idea) -> dict:
    """The trail of an idea as the API gives it, in trail.json."""
    text = client.get(f"/api/v1/ideas/{idea.number}/trail/").content
    Path("trail.json").write_bytes(text)
    return json.loads(text)


def sealed(client) -> None:
    """Today's seal with its leaves, as the site gives them."""
    seals.seal(DAY)
    Path("seal.json").write_bytes(client.get("/open-data/seals/2026-11-22.json").content)
    Path("leaves.jsonl.gz").write_bytes(b"".join(client.get("/open-data/seals/2026-11-22.jsonl.gz").streaming_content))


SEAL = ("--seal", "seal.json", "--leaves", "leaves.jsonl.gz")


def test_a_trail_from_the_api_is_whole(client, folder):
    idea = long_story()
    downloaded(client, idea)
    code, said = check("trail.json")
    assert (code, f"all {idea.trail_length} entries of idea {idea.number}" in said) == (0, True), said
    downloaded(client, IdeaFactory())
    assert check("trail.json")[0] == 0


def test_a_trail_in_several_pages_is_put_together(client, folder, monkeypatch):
    idea = long_story()
    monkeypatch.setattr("ideas.api.trail.ENTRIES_EACH", 9)
    names, address = [], f"/api/v1/ideas/{idea.number}/trail/"
    while address:
        text = client.get(address).content
        names.append(f"{len(names)}.json")
        Path(names[-1]).write_bytes(text)
        address = json.loads(text)["next"]
    assert len(names) > 1
    assert check(*names)[0] == 0
    assert check(names[0])[0] == 1


FIELDS = ("idea", "number", "kind", "at", "actor", "role", "department", "reason_mark", "previous_hash", "hash", "reason", "salt")


def tampered(trail: dict):
    """The same trail with one thing changed, again and again: (what, trail)."""
    for place, entry in enumerate(trail["results"]):
        for field in FIELDS:
            other = copy.deepcopy(trail)
            value = entry[field]
            other["results"][place][field] = value + 1 if isinstance(value, int) else f"{value or ''}x"
            yield f"{field} of {place}", other
        for field in ("data", "state"):
            other = copy.deepcopy(trail)
            other["results"][place][field]["x"] = 1
            yield f"{field} of {place}", other
        other = copy.deepcopy(trail)
        del other["results"][place]
        yield f"without {place}", other
    for name, value in (("head", "0" * 64), ("length", 1), ("idea", 987_654)):
        yield name, {**trail, name: value}
    yield "another order", {**trail, "results": trail["results"][::-1]}


def test_anything_that_was_changed_is_noticed(client, folder):
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("verify_trail", SCRIPT)
    program = module_from_spec(spec)
    spec.loader.exec_module(program)
    for what, trail in tampered(downloaded(client, long_story())):
        Path("trail.json").write_text(json.dumps(trail))
        assert program.main(["trail.json"]) == 1, what
    code, said = check("trail.json")
    assert (code, "NOT WHOLE" in said) == (1, True)


def test_words_that_vanish_without_an_entry_that_says_so_are_noticed(client, folder):
    trail = downloaded(client, long_story())
    for entry in trail["results"]:
        if entry["kind"] == "not_adopt":
            entry["reason"] = entry["salt"] = ""
    Path("trail.json").write_text(json.dumps(trail))
    assert check("trail.json")[0] == 1


def test_a_seal_holds_and_holds_the_trail_however_far_it_went_on(client, folder):
    idea = long_story()
    IdeaFactory.create_batch(5)
    sealed(client)
    assert check(*SEAL)[0] == 0
    downloaded(client, tell(idea, "answered"))
    code, said = check(*SEAL, "--trail", "trail.json")
    assert (code, "under this seal" in said) == (0, True), said


def test_a_seal_tells_a_trail_that_was_made_anew(client, folder):
    from tests.factories.trails import made_anew

    idea = long_story()
    sealed(client)
    made_anew(idea, 2, department="다른 과")
    downloaded(client, idea)
    assert check("trail.json")[0] == 0
    code, said = check(*SEAL, "--trail", "trail.json")
    assert (code, "not the one that was sealed" in said) == (1, True), said


def test_an_idea_that_is_not_in_the_seal_is_named(client, folder):
    sealed(client)
    downloaded(client, long_story())
    code, said = check(*SEAL, "--trail", "trail.json")
    assert (code, "is not in this seal" in said) == (1, True), said


@pytest.mark.parametrize("field", ["root", "leaves", "day", "previous_root"])
def test_a_seal_that_was_changed_is_noticed(client, folder, field):
    IdeaFactory()
    sealed(client)
    seal = json.loads(Path("seal.json").read_text())
    Path("seal.json").write_text(json.dumps({**seal, field: 9 if field == "leaves" else "2026-11-23"}))
    assert check(*SEAL)[0] == 1


def test_leaves_that_were_changed_are_noticed(client, folder):
    IdeaFactory.create_batch(3)
    sealed(client)
    lines = gzip.decompress(Path("leaves.jsonl.gz").read_bytes()).splitlines(keepends=True)
    others = [lines[:-1], [*lines, lines[-1]], lines[::-1], [lines[0].replace(b"2026", b"2027"), *lines[1:]], lines[1:], []]
    others += [[*lines[:2], lines[2].replace(b'"comments":0', b'"comments":1'), *lines[3:]]]
    for other in others:
        Path("leaves.jsonl.gz").write_bytes(gzip.compress(b"".join(other)))
        assert check(*SEAL)[0] == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"idea": 1, "length": 1, "head": "", "results": [1]}', "\xff"])
def test_what_is_no_trail_cannot_be_read(folder, text):
    Path("trail.json").write_bytes(text.encode("latin-1"))
    code, said = check("trail.json")
    assert (code, "CANNOT READ" in said) == (2, True), said


def test_it_says_how_it_is_used(folder):
    assert check()[0] == 2
    assert check("--seal", "seal.json")[0] == 2
    assert check("nowhere.json")[0] == 2
    assert "verify_trail.py trail.json" in check("--help")[1]


def test_it_runs_on_the_oldest_python_it_promises(client, folder):
    old = shutil.which("python3.9")
    if old is None or subprocess.run([old, "--version"], capture_output=True, check=False).returncode:
        import ast

        ast.parse(SCRIPT.read_text(), feature_version=(3, 9))
        return
    downloaded(client, long_story())
    assert check("trail.json", python=old)[0] == 0
