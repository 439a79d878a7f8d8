"""Whatever anybody does in whatever order: no illegal state, the trail replays to the columns, the chain holds."""

import contextlib
from datetime import timedelta

import hypothesis.strategies as st
import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from accounts import roles
from ideas import participation, promises, submission, trail
from ideas.gates import gate_of, progress
from ideas.lifecycle import STEPS, StepRefused, advance, steps_open_to
from ideas.models import Gate, Idea, Owner, Passage, Promise, PromiseKind
from ideas.stages import AnswerState, Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

PEOPLE = ("author", "office", "official", "other official", "citizen", "moderator", "nobody")
START = timezone.make_aware(timezone.datetime(2026, 9, 1, 10))


class Pipeline(RuleBasedStateMachine):
    """Two ideas, seven people, and a clock that only goes on."""

    @initialize()
    def a_city(self):
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        caches["local"].clear()
        self.department = DepartmentFactory()
        self.people = {
            "author": UserFactory(),
            "office": UserFactory(role=roles.IDEA_OFFICE),
            "official": AppointmentFactory(department=self.department).user,
            "other official": AppointmentFactory().user,
            "citizen": UserFactory(),
            "moderator": UserFactory(role=roles.MODERATORS),
            "nobody": None,
        }
        drafts = [IdeaFactory(draft=True, author=self.people["author"]) for _ in range(2)]
        self.ideas = [submission.publish(draft, draft.author).pk for draft in drafts]
        self.lengths = {pk: Idea.objects.get(pk=pk).trail_length for pk in self.ideas}

    def teardown(self):
        if hasattr(self, "clock"):
            self.clock.stop()
            transaction.set_rollback(True)
            with contextlib.suppress(Exception):
                self.rollback.__exit__(None, None, None)

    def idea(self, which: int) -> Idea:
        return Idea.objects.get(pk=self.ideas[which])

    def a_moment_goes_by(self) -> None:
        """No two steps of an idea fall on the same instant: its row is locked meanwhile."""
        self.now.shift(timedelta(seconds=1))

    @rule(
        which=st.integers(0, 1),
        step=st.sampled_from(sorted(STEPS)),
        who=st.sampled_from(PEOPLE),
        reason=st.sampled_from(["", "까닭"]),
    )
    def somebody_takes_a_step(self, which, step, who, reason):
        self.a_moment_goes_by()
        before, person = self.idea(which), self.people[who]
        if person is not None:
            # A request of its own: what a member's object remembers ends with it.
            person = type(person).objects.get(pk=person.pk)
        details = {"into": self.idea(1 - which)} if step == "merge" else {}
        offered = person is not None and STEPS[step] in steps_open_to(person, before)
        try:
            after = advance(before, step, person, reason, known=before.trail_length, **details)
        except StepRefused:
            assert not (offered and (reason or not STEPS[step].needs_reason))
            assert self.idea(which).trail_length == before.trail_length
            assert trail.state_of(self.idea(which)) == trail.state_of(before)
            return
        assert offered or (person is None and STEPS[step].is_automatic)
        assert after.trail_length > before.trail_length
        assert after.trail.get(number=before.trail_length + 1).kind == step

    @rule(which=st.integers(0, 1), choice=st.integers(0, 1_000))
    def somebody_takes_a_step_that_is_offered(self, which, choice):
        """By chance alone most steps are refused; this one is always taken."""
        self.a_moment_goes_by()
        before = self.idea(which)
        people = [type(person).objects.get(pk=person.pk) for person in self.people.values() if person]
        offers = [(person, step) for person in people for step in steps_open_to(person, before)]
        if offers:
            person, step = offers[choice % len(offers)]
            details = {"into": self.idea(1 - which)} if step.name == "merge" else {}
            after = advance(before, step.name, person, "까닭이 있어요", known=before.trail_length, **details)
            assert after.trail.get(number=before.trail_length + 1).kind == step.name

    @rule(which=st.integers(0, 1), people=st.integers(1, 6))
    def neighbours_recommend(self, which, people):
        idea = self.idea(which)
        for _ in range(people):
            with contextlib.suppress(participation.Refused):
                participation.recommend(idea, UserFactory())

    @rule(which=st.integers(0, 1))
    def the_office_puts_the_department_in_charge(self, which):
        with trail.changing(self.idea(which)) as idea:
            idea.department = self.department
            trail.record(idea, "routed", self.people["office"], data={"department": self.department.name})
            promises.hand_to(idea, PromiseKind.ANSWER, Owner.DEPARTMENT, self.department, self.people["office"])

    @rule(days=st.integers(1, 25))
    def days_go_by(self, days):
        self.now.shift(timedelta(days=days))

    @precondition(lambda self: hasattr(self, "ideas"))
    @invariant()
    def columns_fit_together(self):
        for idea in map(self.idea, range(2)):
            assert (idea.stage == Stage.CLOSED) == (idea.outcome != Outcome.NONE) == bool(idea.closed_from)
            assert (idea.outcome == Outcome.MERGED) == (idea.merged_into_id is not None)
            assert not (idea.awaits_supplement and idea.stage == Stage.CLOSED)
            assert not (idea.gate_reached_at and idea.stage == Stage.CLOSED)

    @precondition(lambda self: hasattr(self, "ideas"))
    @invariant()
    def promises_say_the_same_as_the_columns(self):
        for idea in map(self.idea, range(2)):
            open_kinds = list(Promise.objects.open().filter(idea=idea).values_list("kind", flat=True))
            assert len(open_kinds) == len(set(open_kinds))
            assert (PromiseKind.ANSWER in open_kinds) == (idea.answer_state in (AnswerState.AWAITING, AnswerState.INTERIM))
            assert (PromiseKind.SUPPLEMENT in open_kinds) == idea.awaits_supplement
            assert (PromiseKind.RE_REVIEW in open_kinds) == idea.awaits_re_review
            stopped = Promise.objects.open().filter(idea=idea, kind=PromiseKind.ANSWER, stopped_on__isnull=False).exists()
            assert stopped == (idea.awaits_supplement and PromiseKind.ANSWER in open_kinds)
            assert not Promise.objects.filter(idea=idea, first_due_on__lt=timezone.localdate(START)).exists()

    @precondition(lambda self: hasattr(self, "ideas"))
    @invariant()
    def the_trail_only_grows_and_replays_to_the_columns(self):
        for pk in self.ideas:
            idea, entries = Idea.objects.get(pk=pk), list(Idea.objects.get(pk=pk).trail.order_by("number"))
            assert idea.trail_length >= self.lengths[pk]
            self.lengths[pk] = idea.trail_length
            assert [entry.number for entry in entries] == list(range(1, idea.trail_length + 1))
            stage = Stage.DRAFT
            for before, entry in zip([None, *entries], entries, strict=False):
                assert entry.previous_hash == (before.hash if before else "")
                assert entry.hash == trail.hash_of(entry, idea.number)
                assert entry.reason_mark == trail.mark_of(entry.salt, entry.reason)
                step = STEPS.get(entry.kind)
                if step:
                    assert stage in step.from_stages
                else:
                    assert entry.state["stage"] == stage
                stage = entry.state["stage"]
            assert entries[-1].hash == idea.trail_head
            assert entries[-1].state == trail.state_of(idea)

    @precondition(lambda self: hasattr(self, "ideas"))
    @invariant()
    def a_bar_is_passed_as_soon_as_it_is_met(self):
        for idea in map(self.idea, range(2)):
            gate = gate_of(idea, Passage.DEBATE)
            here = progress(idea, gate)
            if (
                idea.stage == Stage.PROPOSED
                and here.is_over
                and not here.is_closed
                and not idea.reopened_at
                and not idea.merged_at
            ):
                crossed = idea.crossings.filter(passage=Passage.DEBATE).exists()
                assert crossed


@pytest.mark.parametrize("mode", ["listed", "automatic"])
def test_no_order_of_events_breaks_the_pipeline(mode):
    Gate.objects.filter(passage=Passage.DEBATE).update(mode=mode)
    run_state_machine_as_test(
        Pipeline, settings=settings(max_examples=15, stateful_step_count=30, deadline=None, derandomize=False)
    )
