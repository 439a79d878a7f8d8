"""verifying.verify: whole entries that were taken out, put in or moved, and ideas that are not where their trails say."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ideas.models import Idea, TrailEntry
from ideas.trail import hash_of
from ideas.verifying import verify, verify_all
from tests.factories.ideas import IdeaFactory
from tests.factories.trails import changed_by, long_story, made_anew, tell, without_guards

pytestmark = pytest.mark.django_db


def at(faults) -> list[tuple]:
    return [(fault.idea, fault.number) for fault in faults]


def test_an_entry_taken_out_is_noticed_wherever_it_stood():
    idea = long_story()
    for number in range(1, idea.trail_length + 1):
        found = changed_by("DELETE FROM ideas_trailentry WHERE idea_id = %s AND number = %s", [idea.pk, number])
        assert at(found) == [(idea.number, number)]


def test_the_numbers_behind_a_gap_may_be_mended_and_it_is_still_noticed():
    idea = long_story()
    found = changed_by(
        "DELETE FROM ideas_trailentry WHERE idea_id = %s AND number = 3",
        [idea.pk],
        "UPDATE ideas_trailentry SET number = number + 1000 WHERE idea_id = %s AND number > 3",
        [idea.pk],
        "UPDATE ideas_trailentry SET number = number - 1001 WHERE idea_id = %s AND number > 1000",
        [idea.pk],
    )
    assert at(found) == [(idea.number, 3)]


def test_a_trail_taken_out_altogether_is_noticed():
    idea = long_story()
    assert at(changed_by("DELETE FROM ideas_trailentry WHERE idea_id = %s", [idea.pk])) == [(idea.number, 1)]


def test_an_entry_put_in_at_the_end_is_noticed():
    idea = long_story()
    last = idea.trail.latest("number")
    entry = TrailEntry(**{field.attname: getattr(last, field.attname) for field in TrailEntry._meta.concrete_fields})
    entry.pk, entry.number, entry.kind, entry.previous_hash = None, last.number + 1, "answered", last.hash
    entry.hash = hash_of(entry, idea.number)
    entry.save()
    assert at(verify_all()) == [(idea.number, entry.number)]


def test_two_entries_that_change_places_are_noticed():
    idea = long_story()
    swap = "UPDATE ideas_trailentry SET number = %s WHERE idea_id = %s AND number = %s"
    found = changed_by(swap, [999, idea.pk, 2], swap, [2, idea.pk, 3], swap, [3, idea.pk, 999])
    assert at(found) == [(idea.number, 2)]


def test_the_keys_of_rows_that_change_places_are_noticed():
    idea = long_story()
    second, third = idea.trail.filter(number__in=(2, 3)).order_by("number").values_list("pk", flat=True)
    swap = "UPDATE ideas_trailentry SET id = %s WHERE id = %s"
    assert at(changed_by(swap, [10**6, second], swap, [second, third], swap, [third, 10**6])) == [(idea.number, 3)]


def test_an_entry_given_to_another_idea_is_noticed_in_both():
    idea, other = long_story(), long_story()
    found = changed_by(
        "UPDATE ideas_trailentry SET idea_id = %s, number = number + 1 WHERE idea_id = %s AND number = %s",
        [other.pk, idea.pk, idea.trail_length],
    )
    assert at(found) == [(idea.number, idea.trail_length), (other.number, other.trail_length + 1)]


def test_two_trails_that_change_their_ideas_are_noticed():
    idea, other = long_story(), long_story()
    give = "UPDATE ideas_trailentry SET idea_id = %s, number = number + %s WHERE idea_id = %s AND number > %s"
    found = changed_by(give, [other.pk, 1000, idea.pk, 0], give, [idea.pk, 0, other.pk, 0])
    assert {fault.idea for fault in found} == {idea.number, other.number}


def test_entries_of_an_idea_that_is_not_there_are_noticed():
    if connection.vendor != "sqlite":
        return  # PostgreSQL keeps such rows out by itself, whoever asks.
    idea = long_story()
    with without_guards() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        found = changed_by("UPDATE ideas_trailentry SET idea_id = 987654 WHERE idea_id = %s", [idea.pk])
    assert at(found) == [(idea.number, 1), (None, 1)]


@pytest.mark.parametrize("column", ["trail_length", "trail_head", "stage", "visibility", "awaits_supplement", "number"])
def test_an_idea_that_is_not_where_its_trail_says_is_noticed(column):
    idea = long_story()
    other = {"trail_length": 3, "trail_head": "0" * 64, "stage": "debate", "visibility": "hidden", "awaits_supplement": True}
    Idea.objects.filter(pk=idea.pk).update(**{column: other.get(column, 987_654)})
    idea = Idea.objects.get(pk=idea.pk)
    assert verify(idea).idea == idea.number


def test_words_that_are_gone_are_noticed_unless_a_later_entry_says_so():
    idea = long_story()
    blotted = idea.trail.get(kind="give_supplement")
    assert (blotted.reason, verify(idea)) == ("", None)
    gone = "UPDATE ideas_trailentry SET reason = '', salt = '' WHERE idea_id = %s AND kind = 'not_adopt'"
    assert at(changed_by(gone, [idea.pk])) == [(idea.number, idea.trail.get(kind="not_adopt").number)]
    back = "UPDATE ideas_trailentry SET reason = 'x', salt = %s WHERE id = %s"
    assert at(changed_by(back, ["0" * 32, blotted.pk])) == [(idea.number, blotted.number)]


def test_salt_and_reason_cannot_lend_each_other_a_letter():
    idea = long_story()
    entry = idea.trail.get(kind="not_adopt")
    lend = "UPDATE ideas_trailentry SET salt = %s, reason = %s WHERE id = %s"
    found = changed_by(lend, [entry.salt[:-1], entry.salt[-1] + entry.reason, entry.pk])
    assert at(found) == [(idea.number, entry.number)]


@pytest.mark.parametrize(
    ("number", "other"),
    [
        (1, {"kind": "promote"}),
        (2, {"kind": "adopt"}),
        (2, {"state": {"stage": "closed", "outcome": "adopted"}}),
        (-1, {"kind": "answered"}),
    ],
)
def test_a_way_that_no_step_allows_is_noticed_though_every_hash_fits(number, other):
    idea = long_story()
    number = number if number > 0 else idea.trail.get(kind="reconsider").number
    made_anew(idea, number, **other)
    fault = verify(Idea.objects.get(pk=idea.pk))
    assert (fault.idea, fault.number) == (idea.number, number)


def test_imported_trails_are_taken_as_they_came():
    idea = IdeaFactory(imported=True, ended="adopted")
    tell(idea, "imported", source="seoul")
    tell(idea, "adopt")
    assert [fault.number for fault in verify_all()] == [2]
    made_anew(idea, 2, role="import")
    assert list(verify_all()) == []


def run(**options) -> str:
    said = io.StringIO()
    call_command("verify_trail", stdout=said, **options)
    return said.getvalue()


def test_the_command_says_that_all_is_whole_and_fails_when_it_is_not():
    idea, other = long_story(), long_story()
    assert "모두 온전해요" in run()
    made_anew(idea, 3, data={"x": 1}, department="다른 과")
    Idea.objects.filter(pk=idea.pk).update(trail_head="0" * 64)
    assert "모두 온전해요" in run(idea=other.number)
    for options in ({}, {"idea": idea.number}):
        with pytest.raises(CommandError, match="온전하지"):
            run(**options)
    with pytest.raises(CommandError, match="없어요"):
        run(idea=987_654)


def test_any_number_of_ideas_is_read_a_lot_at_a_time(django_assert_max_num_queries, monkeypatch):
    for _number in range(7):
        tell(IdeaFactory(), "answered")
    monkeypatch.setattr("ideas.chain_rows.IDEAS_EACH", 3)
    seen = []
    with django_assert_max_num_queries(3 * 2 + 1 + 1):
        assert list(verify_all(seen.append)) == []
    assert sum(seen) == 7
