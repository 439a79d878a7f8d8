"""Who takes care of an idea: assigning, objecting, deciding, asking others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from ideas import deadlines, promises, routing
from ideas.lifecycle import SomebodyWasQuicker, StepRefused
from ideas.models import Cooperation, Objection, Owner, PipelineSettings, PromiseKind
from ideas.stages import Outcome
from ideas.trail import STATE
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(role=roles.IDEA_OFFICE)


@pytest.fixture
def official():
    return AppointmentFactory().user


@pytest.fixture
def idea(official):
    return IdeaFactory(department=official.appointment.department)


def department_answers():
    settings = PipelineSettings.objects.first() or PipelineSettings()
    settings.office_answers_first = False
    settings.save()


def kinds(idea):
    return list(idea.trail.order_by("number").values_list("kind", flat=True))


def assert_trail_agrees(idea):
    idea.refresh_from_db()
    last = idea.trail.order_by("-number").first()
    assert last.number == idea.trail_length
    assert last.state == {name: getattr(idea, name) for name in STATE}


def test_the_idea_office_puts_a_department_and_a_post_in_charge(office):
    idea, department = IdeaFactory(), DepartmentFactory()
    routing.assign(idea, department, office, post="주무관")
    assert_trail_agrees(idea)
    assert (idea.department, idea.post) == (department, "주무관")
    entry = idea.trail.get(kind="routed")
    assert entry.data == {"department": department.name, "before": "", "post": "주무관"}


def test_the_promise_of_an_answer_goes_to_the_department_when_departments_answer_themselves(office):
    department_answers()
    promise, department = PromiseFactory(), DepartmentFactory()
    routing.assign(promise.idea, department, office)
    promise.refresh_from_db()
    assert (promise.owner, promise.department) == (Owner.DEPARTMENT, department)
    assert kinds(promise.idea) == ["routed", "promise_moved"]


def test_the_idea_office_keeps_the_promise_while_it_answers_first(office):
    promise = PromiseFactory()
    routing.assign(promise.idea, DepartmentFactory(), office)
    promise.refresh_from_db()
    assert (promise.owner, promise.department) == (Owner.OFFICE, None)


def test_assigning_the_same_department_again_changes_nothing(office):
    idea, department = IdeaFactory(), DepartmentFactory()
    routing.assign(idea, department, office)
    routing.assign(idea, department, office, known=0)
    assert kinds(idea) == ["routed"]


def test_an_idea_leaves_another_department_only_with_a_reason(idea, office):
    with pytest.raises(StepRefused):
        routing.assign(idea, DepartmentFactory(), office, " ")
    assert not idea.trail.exists()
    routing.assign(idea, DepartmentFactory(), office, "도로를 맡은 부서예요")
    assert idea.trail.get().reason == "도로를 맡은 부서예요"


def test_a_department_that_is_gone_gets_nothing(office):
    with pytest.raises(StepRefused):
        routing.assign(IdeaFactory(), DepartmentFactory(is_active=False), office)


@pytest.mark.parametrize("who", ["citizen", "official"])
def test_only_the_idea_office_assigns(who, idea, official):
    by = official if who == "official" else UserFactory()
    with pytest.raises(StepRefused):
        routing.assign(idea, DepartmentFactory(), by, "까닭")


def test_whoever_comes_second_is_told_what_happened(office):
    idea = IdeaFactory()
    routing.assign(idea, DepartmentFactory(), office, known=0)
    with pytest.raises(SomebodyWasQuicker) as quicker:
        routing.assign(idea, DepartmentFactory(), office, "까닭", known=0)
    assert [entry.kind for entry in quicker.value.entries] == ["routed"]


def test_the_department_in_charge_objects_once(idea, official):
    other = DepartmentFactory()
    first = routing.object_to(idea, official, "도로 일이에요", other)
    assert routing.object_to(idea, official, "도로 일이에요", other) == first
    with pytest.raises(StepRefused):
        routing.object_to(idea, official, "다른 까닭")
    assert Objection.objects.count() == 1
    entry = idea.trail.get()
    assert (entry.kind, entry.role) == ("objected", "department")
    assert entry.data == {"department": official.appointment.department.name, "suggested": other.name}
    assert_trail_agrees(idea)


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_objection_needs_a_reason(idea, official, reason):
    with pytest.raises(StepRefused):
        routing.object_to(idea, official, reason)


def test_another_department_cannot_object(idea):
    with pytest.raises(StepRefused):
        routing.object_to(idea, AppointmentFactory().user, "우리도 싫어요")


def test_an_accepted_objection_moves_the_idea_to_the_suggested_department(idea, official, office):
    department_answers()
    promise = PromiseFactory(idea=idea, department=idea.department)
    other = DepartmentFactory()
    objection = routing.object_to(idea, official, "도로 일이에요", other)
    routing.settle(objection, office, True, reply="맞아요")
    assert_trail_agrees(idea)
    assert idea.department == other
    promise.refresh_from_db()
    assert promise.department == other
    assert kinds(idea) == ["objected", "objection_settled", "routed", "promise_moved"]


def test_a_refused_objection_leaves_the_idea_where_it_is(idea, official, office):
    here = idea.department
    objection = routing.object_to(idea, official, "도로 일이에요")
    routing.settle(objection, office, False, reply="공원 안의 길이라서요")
    assert_trail_agrees(idea)
    assert idea.department == here
    objection.refresh_from_db()
    assert (objection.was_accepted, objection.reply) == (False, "공원 안의 길이라서요")
    assert kinds(idea) == ["objected", "objection_settled"]


def test_deciding_twice_alike_is_deciding_once_and_otherwise_is_refused(idea, official, office):
    objection = routing.object_to(idea, official, "도로 일이에요")
    for _ in range(2):
        routing.settle(objection, office, False, reply="그대로요")
    with pytest.raises(StepRefused):
        routing.settle(objection, office, True, DepartmentFactory(), "다시")
    assert kinds(idea) == ["objected", "objection_settled"]


def test_an_objection_is_decided_with_a_reply_and_a_department(idea, official, office):
    objection = routing.object_to(idea, official, "도로 일이에요")
    for accepted, department, reply in ((False, None, ""), (True, None, "네"), (True, idea.department, "네")):
        with pytest.raises(StepRefused):
            routing.settle(objection, office, accepted, department, reply)
    with pytest.raises(StepRefused):
        routing.settle(objection, official, False, reply="내가 정할래요")


def test_assigning_elsewhere_settles_the_objection_that_waits(idea, official, office):
    objection = routing.object_to(idea, official, "도로 일이에요")
    routing.assign(idea, DepartmentFactory(), office, "도로로 보내요")
    objection.refresh_from_db()
    assert objection.was_accepted
    assert kinds(idea) == ["objected", "objection_settled", "routed"]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_another_department_is_asked_by_a_stated_day(idea, official):
    other = DepartmentFactory()
    asked = routing.ask_department(idea, other, official, "예산이 있나요?", in_days(5))
    again = routing.ask_department(idea, other, official, "예산이 있나요?", in_days(5))
    assert asked == again
    entry = idea.trail.get()
    assert (entry.kind, entry.data) == ("opinion_asked", {"department": other.name, "due_on": in_days(5).isoformat()})
    assert not promises.open_of(idea, PromiseKind.OPINION)
    assert_trail_agrees(idea)


def test_questions_that_make_no_sense_are_refused(idea, official):
    other = DepartmentFactory()
    for department, question, due_on in (
        (idea.department, "우리는요?", in_days(5)),
        (other, " ", in_days(5)),
        (other, "언제요?", None),
        (other, "어제까지요?", in_days(-1)),
        (DepartmentFactory(is_active=False), "없는 부서요?", in_days(5)),
    ):
        with pytest.raises(StepRefused):
            routing.ask_department(idea, department, official, question, due_on)
    routing.ask_department(idea, other, official, "예산이 있나요?", in_days(5))
    with pytest.raises(StepRefused):
        routing.ask_department(idea, other, official, "한 번 더요", in_days(5))
    with pytest.raises(StepRefused):
        routing.ask_department(idea, DepartmentFactory(), UserFactory(), "시민도요", in_days(5))
    assert Cooperation.objects.count() == 1


def test_an_expert_opinion_stops_the_clock_of_the_answer_until_it_is_given(idea, official):
    answer = PromiseFactory(idea=idea)
    expert = AppointmentFactory()
    asked = routing.ask_department(idea, expert.department, official, "안전한가요?", is_expert=True)
    assert asked.due_on == deadlines.last_day(PromiseKind.OPINION)
    answer.refresh_from_db()
    assert answer.stopped_on == timezone.localdate()
    routing.give_opinion(asked, expert.user, "안전해요")
    answer.refresh_from_db()
    assert answer.stopped_on is None
    assert not promises.open_of(idea, PromiseKind.OPINION)
    assert kinds(idea) == ["promised", "opinion_asked", "clock_stopped", "opinion_given", "clock_resumed"]
    assert_trail_agrees(idea)


def test_only_one_expert_opinion_is_waited_for_at_a_time(idea, official):
    routing.ask_department(idea, DepartmentFactory(), official, "안전한가요?", is_expert=True)
    with pytest.raises(StepRefused):
        routing.ask_department(idea, DepartmentFactory(), official, "비싼가요?", is_expert=True)


def test_a_plain_opinion_leaves_the_expert_s_clock_alone(idea, official):
    answer, colleague = PromiseFactory(idea=idea), AppointmentFactory()
    routing.ask_department(idea, DepartmentFactory(), official, "안전한가요?", is_expert=True)
    asked = routing.ask_department(idea, colleague.department, official, "비싼가요?", in_days(3))
    routing.give_opinion(asked, colleague.user, "비싸지 않아요")
    answer.refresh_from_db()
    assert answer.stopped_on is not None
    assert promises.open_of(idea, PromiseKind.OPINION)


def test_the_clock_goes_on_standing_while_the_writer_is_asked_for_more(idea, official):
    from ideas.lifecycle import advance

    answer, expert = PromiseFactory(idea=idea), AppointmentFactory()
    asked = routing.ask_department(idea, expert.department, official, "안전한가요?", is_expert=True)
    advance(idea, "ask_supplement", official, "사진이 있나요?")
    routing.give_opinion(asked, expert.user, "안전해요")
    answer.refresh_from_db()
    assert answer.stopped_on is not None


def test_an_opinion_is_given_once_by_those_who_were_asked(idea, official):
    first = AppointmentFactory()
    colleague = AppointmentFactory(department=first.department)
    asked = routing.ask_department(idea, first.department, official, "예산이 있나요?", in_days(5))
    with pytest.raises(StepRefused):
        routing.give_opinion(asked, official, "내가 대신")
    with pytest.raises(StepRefused):
        routing.give_opinion(asked, first.user, " ")
    routing.give_opinion(asked, first.user, "있어요")
    routing.give_opinion(asked, first.user, "있어요")
    with pytest.raises(StepRefused):
        routing.give_opinion(asked, colleague.user, "없어요")
    asked.refresh_from_db()
    assert (asked.opinion, asked.replied_by) == ("있어요", first.user)
    assert kinds(idea) == ["opinion_asked", "opinion_given"]


def test_nothing_is_routed_that_was_withdrawn(office):
    with pytest.raises(StepRefused):
        routing.assign(IdeaFactory(withdrawn=True), DepartmentFactory(), office)


def test_an_idea_that_ended_takes_no_objections_and_no_questions(official):
    ended = IdeaFactory(ended=Outcome.HELD, department=official.appointment.department)
    with pytest.raises(StepRefused):
        routing.object_to(ended, official, "까닭")
    with pytest.raises(StepRefused):
        routing.ask_department(ended, DepartmentFactory(), official, "묻기", in_days(1))
