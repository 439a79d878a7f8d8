"""Publishing the record of a meeting: what was decided happens, to each idea and all at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from ideas.lifecycle import STEPS, StepRefused
from ideas.meetings import effects, recording
from ideas.models import AgendaItem, Card, CardStatus, Decision, Idea, MeetingState, Promise, PromiseKind
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db

SOON = timedelta(days=90)


def decided(meeting, decision, reason="시민 모두가 편해져요.", **more):
    """An item with its decision; an adopted one has a department and a day."""
    if decision in effects.ADOPTIONS:
        more = {"department": more.pop("department", None) or DepartmentFactory(), "starts_on": today() + SOON, **more}
    return AgendaItemFactory(meeting=meeting, decision=decision, reason=reason, **more)


def today():
    return timezone.localdate()


def kinds(idea):
    return list(idea.trail.order_by("number").values_list("kind", flat=True))


def now(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def office():
    return office_member()


@pytest.fixture
def meeting():
    return MeetingFactory(today=True)


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (Decision.ADOPT, Outcome.ADOPTED),
        (Decision.ADOPT_IN_PART, Outcome.PARTLY_ADOPTED),
        (Decision.HOLD, Outcome.HELD),
        (Decision.NOT_ADOPT, Outcome.NOT_ADOPTED),
    ],
)
def test_a_decision_closes_the_idea_with_its_outcome_and_tells_which_meeting_it_was(meeting, office, decision, outcome):
    item = decided(meeting, decision, votes_for=9, votes_against=2)
    recording.publish(meeting, office)
    idea = now(item.idea)
    assert (idea.stage, idea.outcome) == (Stage.CLOSED, outcome)
    entry = idea.trail.get(kind=decision)
    assert (entry.reason, entry.actor_id) == ("시민 모두가 편해져요.", office.pk)
    told = {"meeting": meeting.title, "meeting_id": meeting.pk, "for": 9, "against": 2}
    assert entry.data == told | {"answer": idea.answers.get().pk}
    assert now(item).decided_at is not None


def test_an_adopted_idea_gets_a_card_that_knows_its_day_and_department(meeting, office):
    department = DepartmentFactory()
    item = decided(meeting, Decision.ADOPT, department=department)
    recording.publish(meeting, office)
    card = Card.objects.get(idea=item.idea)
    assert (card.starts_on, card.department, card.status) == (today() + SOON, department, CardStatus.REVIEW)
    plan = Promise.objects.open().get(idea=item.idea, kind=PromiseKind.PLAN)
    assert plan.department == department
    assert kinds(item.idea)[0] == "routed"


def test_a_department_that_is_in_charge_already_is_not_put_there_again(meeting, office):
    department = DepartmentFactory()
    idea = IdeaFactory(stage=Stage.REALISATION, department=department, post="보행팀장")
    decided(meeting, Decision.ADOPT, idea=idea, department=department)
    recording.publish(meeting, office)
    assert "routed" not in kinds(idea)
    assert Card.objects.get(idea=idea).post == "보행팀장"


def test_an_idea_may_leave_one_department_for_another(meeting, office):
    idea = IdeaFactory(stage=Stage.REALISATION, department=DepartmentFactory())
    item = decided(meeting, Decision.HOLD, idea=idea, department=DepartmentFactory())
    recording.publish(meeting, office)
    assert now(idea).department == item.department
    assert kinds(idea) == ["routed", "hold"]


def test_an_idea_that_was_not_discussed_stays_and_its_trail_says_why(meeting, office):
    item = decided(meeting, Decision.NOT_DISCUSSED, "시간이 모자랐어요.")
    recording.publish(meeting, office)
    idea = now(item.idea)
    assert (idea.stage, idea.outcome) == (Stage.REALISATION, Outcome.NONE)
    entry = idea.trail.get(kind="not_discussed")
    assert (entry.reason, entry.data["meeting"]) == ("시간이 모자랐어요.", meeting.title)


def test_a_working_meeting_sends_ideas_to_the_next_realisation_meeting_and_says_why_others_stay(office):
    working, coming = MeetingFactory(working=True, today=True), MeetingFactory(listed=True)
    AgendaItemFactory(meeting=coming)
    up = decided(working, Decision.PUT_ON_AGENDA, "")
    left = decided(working, Decision.NOT_PICKED, "먼저 안전을 살펴봐야 해요.")
    recording.publish(working, office)
    assert now(up.idea).stage == Stage.REALISATION
    assert [item.idea for item in coming.items.order_by("position")][1:] == [up.idea]
    assert kinds(up.idea) == ["put_on_agenda", "on_meeting"]
    assert now(up).goes_to == coming
    assert (now(left.idea).stage, kinds(left.idea)) == (Stage.WORKING, ["not_picked"])


def test_of_several_realisation_meetings_the_one_that_was_chosen_is_meant(office):
    working, _next, later = MeetingFactory(working=True, today=True), MeetingFactory(), MeetingFactory()
    item = decided(working, Decision.PUT_ON_AGENDA, goes_to=later)
    recording.publish(working, office)
    assert AgendaItem.objects.get(idea=item.idea, meeting__kind="realisation").meeting == later


def test_the_meeting_is_recorded_and_moves_its_revision(meeting, office):
    item = decided(meeting, Decision.HOLD)
    meeting.current_item, meeting.takes_questions = item, True
    meeting.save()
    before = meeting.revision
    meeting = recording.publish(meeting, office)
    assert now(meeting).state == MeetingState.RECORDED
    assert (meeting.recorded_by, meeting.current_item, meeting.takes_questions) == (office, None, False)
    assert meeting.recorded_at is not None
    assert meeting.revision == before + 1


def test_who_published_it_stands_in_the_history_of_the_meeting_once(meeting, office):
    decided(meeting, Decision.HOLD)
    for _twice in range(2):
        recording.publish(meeting, office)
    [line] = ModelLogEntry.objects.for_instance(meeting)
    assert (line.action, line.user, str(line.message)) == ("ideas.record_published", office, "회의 기록을 공개했어요")


def test_publishing_twice_changes_nothing(meeting, office):
    item = decided(meeting, Decision.ADOPT)
    recording.publish(meeting, office)
    before = (now(meeting).recorded_at, now(meeting).revision, now(item.idea).trail_length)
    recording.publish(meeting, UserFactory())
    assert (now(meeting).recorded_at, now(meeting).revision, now(item.idea).trail_length) == before


def test_one_item_that_is_not_ready_holds_everything_back(meeting, office):
    done, open_one = decided(meeting, Decision.HOLD), AgendaItemFactory(meeting=meeting)
    with pytest.raises(recording.Unready) as refusal:
        recording.publish(meeting, office)
    problems = {effect.item.pk: effect.problems for effect in refusal.value.preview.effects}
    assert problems == {done.pk: [], open_one.pk: ["아직 정하지 않았어요."]}
    assert now(done.idea).stage == Stage.REALISATION
    assert now(meeting).state == MeetingState.ANNOUNCED


@pytest.mark.parametrize("make", [UserFactory, lambda: AppointmentFactory().user])
def test_only_the_idea_office_publishes(meeting, make):
    item = decided(meeting, Decision.HOLD)
    with pytest.raises(StepRefused):
        recording.publish(meeting, make())
    assert now(item.idea).stage == Stage.REALISATION


def test_a_cancelled_meeting_decides_nothing(office):
    meeting = MeetingFactory(today=True, cancelled=True)
    decided(meeting, Decision.HOLD)
    with pytest.raises(StepRefused):
        recording.publish(meeting, office)


def test_a_page_that_is_out_of_date_is_told_what_changed(meeting, office):
    first, second = decided(meeting, Decision.HOLD), decided(meeting, Decision.HOLD)
    known = effects.preview(meeting, office).mark
    AgendaItem.objects.filter(pk=second.pk).update(decision=Decision.NOT_ADOPT)
    with pytest.raises(recording.RecordChanged) as refusal:
        recording.publish(meeting, office, known)
    changed = [effect.item.pk for effect in refusal.value.preview.effects if effect.has_changed]
    assert changed == [second.pk]
    assert now(first.idea).stage == Stage.REALISATION
    recording.publish(meeting, office, refusal.value.preview.mark)
    assert now(second.idea).outcome == Outcome.NOT_ADOPTED


def test_a_question_that_comes_in_meanwhile_does_not_make_the_page_old(meeting, office):
    decided(meeting, Decision.HOLD)
    known = effects.preview(meeting, office).mark
    type(meeting).objects.filter(pk=meeting.pk).update(revision=99)
    assert recording.publish(meeting, office, known).revision == 100


def test_an_idea_that_went_elsewhere_stays_there_and_only_the_minutes_tell_of_it(meeting, office):
    gone = IdeaFactory(withdrawn=True)
    item = decided(meeting, Decision.NOT_DISCUSSED, "쓴 사람이 거둬들였어요.", idea=gone)
    recording.publish(meeting, office)
    assert (now(gone).outcome, kinds(gone)) == (Outcome.WITHDRAWN, [])
    assert now(item).decided_at is not None


def test_a_card_that_goes_on_after_a_second_look_forgets_an_end_before_its_new_day(meeting, office):
    idea = IdeaFactory(stage=Stage.REALISATION, department=DepartmentFactory())
    Card.objects.create(idea=idea, title=idea.title, status=CardStatus.STOPPED, stop_reason="다시 살펴봐요", ends_on=today())
    decided(meeting, Decision.ADOPT, idea=idea)
    recording.publish(meeting, office)
    card = Card.objects.get(idea=idea)
    assert (card.starts_on, card.ends_on, card.status) == (today() + SOON, None, CardStatus.REVIEW)


def test_every_decision_is_a_step_or_leaves_the_idea_where_it_is():
    assert {decision for decision in Decision if decision not in STEPS} == set(effects.STAYING)
    assert not Idea.objects.exists()
