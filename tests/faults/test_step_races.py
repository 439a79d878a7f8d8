"""Eight processes press the same button at the same moment, again and again; thirty people push an idea over its bar at once."""

import multiprocessing
import os
import signal

import pytest
from django.db import connections

from accounts import roles
from ideas import jobs, participation, trail
from ideas.lifecycle import StepRefused, advance
from ideas.models import Debate, Gate, GateCrossing, GateSet, Idea, Passage, Promise, PromiseKind, TrailEntry
from ideas.signals import entry_recorded
from ideas.stages import AnswerState, Outcome, Stage
from ideas.submission import publish
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.faults.test_concurrent_recommendations import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PROCESSES, ROUNDS = 8, 200
fork = multiprocessing.get_context("fork")


def in_processes(act, number=PROCESSES):
    """Run act(which) in so many forked processes; returns their exit codes, minus the signal for those that were killed."""
    # A connection that two processes share would mix up what they say.
    connections.close_all()
    children = [fork.Process(target=leave_after, args=(act, which)) for which in range(number)]
    for child in children:
        child.start()
    for child in children:
        child.join(240)
    return [child.exitcode for child in children]


def leave_after(act, which):
    """What a child does; it leaves without the clean-up that belongs to the test's own process."""
    code = 1
    try:
        act(which)
        code = 0
    finally:
        connections.close_all()
        os._exit(code)


def test_of_eight_processes_pressing_at_once_one_wins_two_hundred_times():
    office = UserFactory(role=roles.IDEA_OFFICE)
    ideas = [IdeaFactory(gated=True) for _ in range(ROUNDS)]
    Idea.objects.update(gate_reached_at=ideas[0].published_at)
    start, won, refused = fork.Barrier(PROCESSES), fork.Value("i", 0), fork.Value("i", 0)

    def press(_which):
        for idea in ideas:
            start.wait(60)
            try:
                advance(idea, "promote", office)
                count = won
            except StepRefused:
                count = refused
            with count.get_lock():
                count.value += 1

    assert in_processes(press) == [0] * PROCESSES
    assert (won.value, refused.value) == (ROUNDS, ROUNDS * (PROCESSES - 1))
    # Whoever won also opened the debate, once.
    kinds = TrailEntry.objects.values_list("kind", "number")
    assert sorted(kinds) == [("debate_opened", 2)] * ROUNDS + [("promote", 1)] * ROUNDS
    assert Idea.objects.filter(stage=Stage.DEBATE, trail_length=2).count() == Debate.objects.count() == ROUNDS


def naive_promote(idea):
    """What a site without the lock does; the twin that shows that the test can fail."""
    now = Idea.objects.get(pk=idea.pk)
    if now.stage == Stage.PROPOSED:
        Idea.objects.filter(pk=idea.pk).update(stage=Stage.DEBATE)
        return True
    return False


def test_the_naive_way_lets_several_win():
    ideas = [IdeaFactory() for _ in range(20)]
    start, won = fork.Barrier(PROCESSES), fork.Value("i", 0)

    def press(_which):
        for idea in ideas:
            start.wait(60)
            if naive_promote(idea):
                with won.get_lock():
                    won.value += 1

    in_processes(press)
    assert won.value > len(ideas)


@pytest.mark.parametrize("mode", ["listed", "automatic"])
def test_thirty_people_push_an_idea_over_its_bar_once(mode):
    bars = GateSet.objects.create(number=7, name="셋")
    for passage, votes in ((Passage.ANSWER, 3), (Passage.DEBATE, 20)):
        Gate.objects.create(gate_set=bars, passage=passage, mode=mode, min_recommendations=votes)
    for _round in range(10):
        idea = IdeaFactory(gate_set=bars)
        all_at_once(lambda member, idea=idea: participation.recommend(idea, member), UserFactory.create_batch(30))
        idea = Idea.objects.get(pk=idea.pk)
        assert idea.recommendations == 30
        assert sorted(GateCrossing.objects.filter(idea=idea).values_list("passage", flat=True)) == ["answer", "debate"]
        assert TrailEntry.objects.filter(idea=idea, kind="gate_reached").count() == 2
        assert Promise.objects.open().filter(idea=idea, kind=PromiseKind.ANSWER).count() == 1
        assert idea.stage == (Stage.DEBATE if mode == "automatic" else Stage.PROPOSED)
        assert bool(idea.gate_reached_at) == (mode == "listed")


def test_a_process_that_dies_between_the_step_and_the_news_loses_nothing(monkeypatch):
    draft = IdeaFactory(draft=True)

    def die(_which):
        monkeypatch.setattr(trail, "tell", lambda pk: os.kill(os.getpid(), signal.SIGKILL))
        publish(draft, draft.author)

    assert in_processes(die, 1) == [-signal.SIGKILL]
    idea = Idea.objects.get(pk=draft.pk)
    assert (idea.stage, idea.answer_state) == (Stage.PROPOSED, AnswerState.AWAITING)
    assert list(idea.trail.order_by("number").values_list("kind", flat=True)) == ["publish", "promised"]
    assert Promise.objects.open().filter(idea=idea, kind=PromiseKind.ANSWER).count() == 1
    heard = []
    entry_recorded.connect(lambda entry, **news: heard.append(entry.kind), weak=False, dispatch_uid="test")
    try:
        for _twice in range(2):
            jobs.tell_news()
    finally:
        entry_recorded.disconnect(dispatch_uid="test")
    assert heard == ["publish", "promised"]


@pytest.mark.parametrize("place", ["ideas.promises.Promise.save", "ideas.trail.TrailEntry.save", "ideas.models.Idea.save"])
def test_a_process_that_dies_in_the_middle_of_a_step_leaves_everything_as_it_was(place, monkeypatch):
    draft, office = IdeaFactory(draft=True), UserFactory(role=roles.IDEA_OFFICE)
    idea = publish(draft, draft.author)
    before = (trail.state_of(idea), idea.trail_length, Promise.objects.values_list("kept_at", "due_on").get())

    def die(_which):
        monkeypatch.setattr(place, lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL))
        advance(idea, "hold", office, "예산이 없어요")

    assert in_processes(die, 1) == [-signal.SIGKILL]
    idea = Idea.objects.get(pk=idea.pk)
    assert (trail.state_of(idea), idea.trail_length, Promise.objects.values_list("kept_at", "due_on").get()) == before
    assert idea.trail.count() == idea.trail_length
    assert advance(idea, "hold", office, "예산이 없어요").outcome == Outcome.HELD
