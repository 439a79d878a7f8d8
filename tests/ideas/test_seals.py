"""seals.seal: once a night the city vouches for every trail and every count."""

import gzip
import hashlib
import io
import json
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.jobs import all_jobs, run_if_due
from ideas import sealed, seals
from ideas.models import Idea, Seal
from tests.factories.ideas import IdeaFactory
from tests.factories.trails import long_story, made_anew, tell

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def lines(day=DAY) -> list[bytes]:
    return gzip.decompress(seals.leaves_path(day).read_bytes()).splitlines()


def merkle(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 §2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + merkle(leaves[:half]) + merkle(leaves[half:])).digest()


@pytest.mark.parametrize("count", [*range(1, 34), 100])
def test_the_root_is_that_of_the_definition(count):
    leaves = [str(number).encode() for number in range(count)]
    tree = seals.Tree()
    for leaf in leaves:
        tree.add(leaf)
    assert (tree.root(), tree.leaves) == (merkle(leaves).hex(), count)
    assert len(tree.peaks) <= 8


def test_a_leaf_for_every_public_idea_in_the_order_of_numbers():
    later, first = IdeaFactory(number=2000, comment_count=3, recommendation_count=2), long_story()
    Idea.objects.filter(pk=first.pk).update(number=7)
    IdeaFactory(number=2001, withdrawn=True)
    IdeaFactory(visibility="hidden")
    IdeaFactory(draft=True)
    made = seals.seal(DAY)
    head, *leaves = map(json.loads, lines())
    assert head == {"day": "2026-11-22", "previous_root": ""}
    assert [leaf["idea"] for leaf in leaves] == [7, 2000, 2001]
    assert leaves[0] == {
        **{"idea": 7, "length": first.trail_length, "head": first.trail_head},
        **{"recommendations": first.recommendations, "comments": first.comment_count},
    }
    assert (leaves[1]["recommendations"], leaves[1]["comments"], later.trail_length) == (2, 3, 0)
    assert made.leaves == 4
    assert made.root == merkle(lines()).hex()


def test_lines_are_canonical():
    long_story()
    seals.seal(DAY)
    for line in lines():
        assert json.dumps(json.loads(line), sort_keys=True, separators=(",", ":")).encode() == line


def test_sealing_twice_a_day_is_sealing_once():
    idea = IdeaFactory()
    first = seals.seal(DAY)
    before = seals.leaves_path(DAY).read_bytes()
    tell(idea, "answered")
    assert seals.seal(DAY) == first
    assert seals.leaves_path(DAY).read_bytes() == before


def test_a_city_without_ideas_is_sealed_too():
    assert seals.seal(DAY).leaves == 1


def test_each_seal_names_the_one_before_and_missed_nights_stay_empty():
    IdeaFactory()
    first = seals.seal(DAY)
    with time_machine.travel("2026-11-26T03:00:00+09:00"):
        second = seals.seal()
    assert (second.day, second.previous_root) == (date(2026, 11, 26), first.root)
    assert Seal.objects.count() == 2
    assert json.loads(lines(second.day)[0])["previous_root"] == first.root
    assert second.root != first.root


def test_a_process_that_dies_leaves_no_seal_without_leaves(monkeypatch):
    IdeaFactory()

    def die(self, target):
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("pathlib.Path.replace", die)
        with pytest.raises(OSError, match="full"):
            seals.seal(DAY)
    assert not Seal.objects.exists()
    assert list(seals.leaves_path(DAY).parent.iterdir()) == []
    assert seals.seal(DAY).leaves == 2


def test_of_two_that_seal_at_once_the_first_one_counts(monkeypatch):
    idea = IdeaFactory()
    real = seals.write_leaves

    def slow(file, day, previous):
        tree = real(file, day, previous)
        monkeypatch.setattr(seals, "write_leaves", real)
        tell(idea, "answered")
        seals.seal(DAY)
        return tree

    monkeypatch.setattr(seals, "write_leaves", slow)
    made = seals.seal(DAY)
    assert Seal.objects.get() == made
    assert made.root == merkle(lines()).hex()
    assert list(sealed.faults()) == []
    assert [path.name for path in seals.leaves_path(DAY).parent.iterdir()] == ["2026-11-22.jsonl.gz"]


def test_the_database_takes_one_seal_a_day():
    Seal.objects.create(day=DAY, root="0" * 64, leaves=1)
    with pytest.raises(IntegrityError):
        Seal.objects.create(day=DAY, root="1" * 64, leaves=1)


def test_the_clock_seals_every_night():
    (job,) = (job for job in all_jobs() if job.name == "ideas.seal_the_city")
    with time_machine.travel("2026-11-22T00:10:00+09:00", tick=False) as clock:
        assert run_if_due(job, timezone.now()).error == ""
        assert run_if_due(job, timezone.now()) is None
        clock.move_to("2026-11-25T09:00:00+09:00")
        assert run_if_due(job, timezone.now()).error == ""
    assert list(Seal.objects.values_list("day", flat=True)) == [date(2026, 11, 25), DAY]


def test_sealing_reads_the_city_in_one_go(monkeypatch):
    IdeaFactory.create_batch(5)
    monkeypatch.setattr(seals, "IDEAS_EACH", 2)
    with CaptureQueriesContext(connection) as seen:
        assert seals.seal(DAY).leaves == 6
    assert len([query for query in seen if "ideas_idea" in query["sql"]]) == 1


def spoil_leaf(idea):
    """A count in the kept leaves changes."""
    text = b"\n".join(lines()).replace(b'"comments":0', b'"comments":9', 1) + b"\n"
    seals.leaves_path(DAY).write_bytes(gzip.compress(text))


SPOILT = {
    "a leaf": spoil_leaf,
    "the root": lambda idea: Seal.objects.update(root="0" * 64),
    "the number of leaves": lambda idea: Seal.objects.update(leaves=5),
    "the root before": lambda idea: Seal.objects.update(previous_root="0" * 64),
    "the file": lambda idea: seals.leaves_path(DAY).unlink(),
    "half the file": lambda idea: seals.leaves_path(DAY).write_bytes(seals.leaves_path(DAY).read_bytes()[:40]),
    "a trail made anew from its second entry": lambda idea: made_anew(idea, 2, department="다른 과"),
    "no gzip": lambda idea: seals.leaves_path(DAY).write_bytes(b"x"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_does_not_fit_a_seal_is_noticed(what):
    idea = long_story()
    seals.seal(DAY)
    tell(idea, "answered")
    assert list(sealed.faults()) == []
    SPOILT[what](idea)
    found = list(sealed.faults())
    assert found
    assert {fault.day for fault in found} == {DAY}
    with pytest.raises(CommandError):
        call_command("verify_trail", seals=True, stdout=io.StringIO())


def test_the_command_seals_and_prints_the_root():
    said = io.StringIO()
    call_command("seal", stdout=said)
    assert Seal.objects.get().root in said.getvalue()
