"""The agenda: on, off, up and down, minutes, documents, and what people are told of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideas.meetings import agenda
from ideas.models import AgendaItem, TrailEntry
from ideas.participation import Refused
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return office_member()


@pytest.fixture
def meeting():
    return MeetingFactory()


def waiting(stage=Stage.REALISATION, **more):
    return IdeaFactory(stage=stage, **more)


def order(meeting):
    return [(item.position, item.idea_id) for item in meeting.items.all()]


def kinds(idea):
    return list(TrailEntry.objects.filter(idea=idea).order_by("number").values_list("kind", flat=True))


def test_ideas_come_to_the_end_of_the_agenda_once(clerk, meeting):
    first, second = waiting(), waiting()
    agenda.add_item(meeting, first, clerk)
    agenda.add_item(meeting, second, clerk)
    agenda.add_item(meeting, first, clerk)
    assert order(meeting) == [(1, first.pk), (2, second.pk)]
    meeting.refresh_from_db()
    assert meeting.revision == 3


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.DEBATE, Stage.WORKING])
def test_an_idea_that_stands_before_another_meeting_is_refused(clerk, meeting, stage):
    with pytest.raises(Refused, match="단계"):
        agenda.add_item(meeting, waiting(stage), clerk)
    assert not meeting.items.exists()


def test_a_hidden_idea_is_refused_and_is_no_candidate(clerk, meeting):
    hidden = waiting(visibility="hidden")
    with pytest.raises(Refused):
        agenda.add_item(meeting, hidden, clerk)
    assert hidden not in agenda.candidates(meeting)


def test_an_idea_waits_for_one_coming_meeting_of_a_kind_only(clerk, meeting):
    taken = AgendaItemFactory().idea
    with pytest.raises(Refused, match="실현회의"):
        agenda.add_item(meeting, taken, clerk)
    assert taken not in agenda.candidates(meeting)


def test_an_idea_of_an_earlier_meeting_that_is_over_is_a_candidate_again(clerk, meeting):
    idea = AgendaItemFactory(meeting=MeetingFactory(recorded=True)).idea
    assert list(agenda.candidates(meeting)) == [idea]
    agenda.add_item(meeting, idea, clerk)
    assert not agenda.candidates(meeting).exists()


def test_the_longest_waiting_candidate_comes_first_and_ended_ones_do_not(meeting):
    late = waiting()
    early = waiting(published_at=late.published_at - timedelta(days=30))
    IdeaFactory(ended=Outcome.ADOPTED)
    assert list(agenda.candidates(meeting)) == [early, late]


def test_removing_closes_the_gap(clerk, meeting):
    items = [AgendaItemFactory(meeting=meeting) for _number in range(3)]
    agenda.remove_item(items[0], clerk)
    agenda.remove_item(items[0], clerk)
    assert order(meeting) == [(1, items[1].idea_id), (2, items[2].idea_id)]


@pytest.mark.parametrize("written", [{"decision": "hold"}, {"minutes": "길게 이야기했어요."}, {"used_seconds": 5}])
def test_an_item_that_was_talked_about_stays(clerk, meeting, written):
    item = AgendaItemFactory(meeting=meeting, **written)
    with pytest.raises(Refused, match="뺄 수 없어요"):
        agenda.remove_item(item, clerk)
    assert meeting.items.count() == 1


@pytest.mark.parametrize(("to", "expected"), [(1, "cab"), (2, "acb"), (3, "abc"), (0, "cab"), (99, "abc")])
def test_moving_keeps_all_others_in_their_order(clerk, meeting, to, expected):
    items = dict(zip("abc", [AgendaItemFactory(meeting=meeting) for _letter in "abc"], strict=True))
    agenda.move_item(items["c"], clerk, to)
    letters = {item.pk: letter for letter, item in items.items()}
    assert "".join(letters[item.pk] for item in meeting.items.all()) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["add", "remove", "move"]), st.integers(0, 7), st.integers(-2, 9)), max_size=15))
def test_positions_are_always_one_two_three(acts):
    clerk, meeting = office_member(), MeetingFactory()
    ideas = [waiting() for _number in range(3)]
    for act, which, to in acts:
        items = list(meeting.items.all())
        if act == "add":
            agenda.add_item(meeting, ideas[which % 3], clerk)
        elif items and act == "remove":
            agenda.remove_item(items[which % len(items)], clerk)
        elif items:
            agenda.move_item(items[which % len(items)], clerk, to)
        assert [item.position for item in meeting.items.all()] == list(range(1, meeting.items.count() + 1))


@pytest.mark.django_db(transaction=True)
def test_clerks_who_press_at_once_leave_the_positions_whole():
    clerk, meeting = office_member(), MeetingFactory()
    items = [AgendaItemFactory(meeting=meeting) for _number in range(6)]
    more = [waiting() for _number in range(3)]

    def press(act):
        try:
            act()
        finally:
            connection.close()

    acts = [partial(agenda.move_item, item, clerk, 6 - place) for place, item in enumerate(items)]
    acts += [partial(agenda.add_item, meeting, idea, clerk) for idea in more + more]
    acts += [partial(agenda.remove_item, items[5], clerk)] * 2
    with ThreadPoolExecutor(4) as clerks:
        refused = [done for done in [clerks.submit(press, act) for act in acts] if done.exception()]
    # The item that is taken off may be gone before it is moved; nothing else may fail.
    assert all(isinstance(done.exception(), Refused) for done in refused)
    assert len(refused) <= 1
    assert [item.position for item in meeting.items.all()] == list(range(1, 9))


def test_an_item_that_was_removed_meanwhile_cannot_be_moved_or_changed(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    agenda.remove_item(item, clerk)
    item = AgendaItem(pk=item.pk or 1, meeting=meeting)
    for verb in (lambda: agenda.move_item(item, clerk, 1), lambda: agenda.set_item(item, clerk, allotted=5)):
        with pytest.raises(Refused, match="그사이"):
            verb()


def test_minutes_are_summed_against_the_length_of_the_meeting(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting, allotted=15)
    AgendaItemFactory(meeting=meeting, allotted=15)
    assert agenda.minutes_left(meeting, agenda.items_of(meeting)) == 90
    agenda.set_item(item, clerk, allotted=120, presenter="  공원과장 ", note="먼저 읽어 주세요.")
    shown = agenda.items_of(meeting)
    assert agenda.minutes_left(meeting, shown) == -15
    assert (shown[0].presenter, shown[0].note) == ("공원과장", "먼저 읽어 주세요.")


def test_documents_come_and_go(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    made = agenda.add_document(item, clerk, "보고서", "https://example.org/1")
    other = AgendaItemFactory(meeting=meeting)
    agenda.remove_document(other, clerk, made.pk)
    assert item.documents.count() == 1
    agenda.remove_document(item, clerk, made.pk)
    assert not item.documents.exists()
    for number in range(agenda.MOST_DOCUMENTS):
        agenda.add_document(item, clerk, f"보고서 {number}", "https://example.org/")
    with pytest.raises(Refused):
        agenda.add_document(item, clerk, "하나 더", "https://example.org/")


def test_announcing_is_told_in_the_trail_of_each_idea_once(clerk, meeting):
    items = [AgendaItemFactory(meeting=meeting) for _number in range(2)]
    assert agenda.announce_agenda(meeting, clerk) == 2
    assert agenda.announce_agenda(meeting, clerk) == 0
    assert [kinds(item.idea) for item in items] == [["on_meeting"], ["on_meeting"]]
    entry = TrailEntry.objects.filter(idea=items[0].idea).get()
    assert entry.data == {"meeting": meeting.title, "meeting_id": meeting.pk}
    meeting.refresh_from_db()
    assert meeting.agenda_announced_at is not None


def test_after_the_announcement_every_change_is_told_at_once(clerk, meeting):
    AgendaItemFactory(meeting=meeting)
    agenda.announce_agenda(meeting, clerk)
    late = waiting()
    item = agenda.add_item(meeting, late, clerk)
    agenda.remove_item(item, clerk)
    agenda.add_item(meeting, late, clerk)
    assert kinds(late) == ["on_meeting", "off_meeting", "on_meeting"]
    assert agenda.announce_agenda(meeting, clerk) == 0


def test_before_the_announcement_nothing_is_told(clerk, meeting):
    item = agenda.add_item(meeting, waiting(), clerk)
    agenda.remove_item(item, clerk)
    assert kinds(item.idea) == []


def test_a_draft_meeting_and_an_empty_agenda_are_not_announced(clerk, meeting):
    with pytest.raises(Refused, match="하나도"):
        agenda.announce_agenda(meeting, clerk)
    draft = AgendaItemFactory(meeting=MeetingFactory(draft=True)).meeting
    with pytest.raises(Refused, match="먼저"):
        agenda.announce_agenda(draft, clerk)


def test_an_idea_that_left_the_stage_is_marked(meeting):
    stays, leaves = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting)
    type(leaves.idea).objects.filter(pk=leaves.idea_id).update(stage=Stage.WORKING)
    assert [item.strayed for item in agenda.items_of(meeting)] == [False, True]
    assert stays.idea.stage == Stage.REALISATION


@pytest.mark.parametrize("trait", ["recorded", "cancelled"])
def test_nothing_is_changed_on_a_meeting_that_is_done(clerk, trait):
    item = AgendaItemFactory(meeting=MeetingFactory(**{trait: True}))
    for verb in (
        lambda: agenda.add_item(item.meeting, waiting(), clerk),
        lambda: agenda.remove_item(item, clerk),
        lambda: agenda.move_item(item, clerk, 1),
        lambda: agenda.set_item(item, clerk, allotted=5),
        lambda: agenda.announce_agenda(item.meeting, clerk),
    ):
        with pytest.raises(Refused):
            verb()


@pytest.mark.parametrize("make", [UserFactory, lambda: AppointmentFactory().user])
def test_only_the_idea_office_changes_an_agenda(meeting, make):
    with pytest.raises(Refused):
        agenda.add_item(meeting, waiting(), make())


def test_the_agenda_and_its_candidates_cost_the_same_however_long(meeting, django_assert_max_num_queries):
    for _number in range(15):
        AgendaItemFactory(meeting=meeting)
        waiting()
    with django_assert_max_num_queries(3):
        for item in agenda.items_of(meeting):
            assert item.idea.title
            assert list(item.documents.all()) == []
        assert len([idea.title for idea in agenda.candidates(meeting)]) == 15
