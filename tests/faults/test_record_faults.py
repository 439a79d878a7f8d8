"""Twelve decisions in one record: everything happens or nothing, whichever write fails and whoever dies."""

import os
import re
import signal
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import Department
from common.models import Sequence
from ideas import trail
from ideas.lifecycle import advance
from ideas.meetings import recording
from ideas.models import AgendaItem, Card, Decision, Meeting, MeetingState, TrailEntry
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member
from tests.faults.test_step_races import PROCESSES, in_processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

ITEMS = 12
REALISED = (Decision.ADOPT, Decision.ADOPT_IN_PART, Decision.HOLD, Decision.NOT_ADOPT, Decision.NOT_DISCUSSED, Decision.ADOPT)
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class Broken(Exception):
    """The write that fails."""


class FailAt:
    """Let the n-th write of a connection fail; counts them. The search index is a copy that a task of its own makes, and may
    fail alone."""

    def __init__(self, number):
        self.number, self.writes = number, 0

    def __call__(self, execute, sql, params, many, context):
        if WRITE.match(sql) and "wagtailsearch" not in sql:
            self.writes += 1
            if self.writes == self.number:
                raise Broken(sql[:80])
        return execute(sql, params, many, context)


def snapshot():
    """Every row of every table that publishing could touch."""
    models = [*apps.get_app_config("ideas").get_models(), *apps.get_app_config("notifications").get_models()]
    return {
        model._meta.db_table: sorted(map(repr, model._base_manager.values_list()))
        for model in (*models, Department, ModelLogEntry, Sequence)
    }


def realisation(decisions=REALISED):
    """A 실현회의 with twelve decisions: some of ideas that change hands, some of ideas that are owed an answer."""
    meeting = MeetingFactory(today=True)
    for number in range(ITEMS):
        decision = decisions[number % len(decisions)]
        idea = IdeaFactory(stage="realisation", department=DepartmentFactory() if number % 2 else None)
        PromiseFactory(idea=idea)
        AgendaItemFactory(
            **{"meeting": meeting, "idea": idea, "decision": decision, "reason": "함께 이야기하고 정했어요."},
            **{"department": DepartmentFactory(), "starts_on": timezone.localdate() + timedelta(days=60)},
        )
    return meeting


def working():
    """A 실무회의 that sends eight of its twelve ideas on."""
    meeting, _coming = MeetingFactory(working=True, today=True), MeetingFactory(listed=True)
    for number in range(ITEMS):
        decision = Decision.NOT_PICKED if number % 3 == 2 else Decision.PUT_ON_AGENDA
        AgendaItemFactory(meeting=meeting, decision=decision, reason="함께 이야기하고 정했어요.")
    return meeting


@pytest.mark.parametrize("make", [realisation, working])
def test_whichever_write_fails_nothing_of_twelve_decisions_has_happened(make, monkeypatch):
    # What is told afterwards belongs to the outbox, with tests of its own.
    monkeypatch.setattr(trail, "tell", lambda pk: True)
    meeting, office = make(), office_member()
    before, halves, number = snapshot(), [], 1
    while True:
        fault = FailAt(number)
        try:
            with connection.execute_wrapper(fault):
                recording.publish(meeting, office)
            break
        except Broken as where:
            if snapshot() != before:
                halves.append((number, str(where)))
        number += 1
    assert halves == []
    # Each decision writes an entry and the idea, at least; so many faults were tried.
    assert number - 1 == fault.writes >= 2 * ITEMS
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.RECORDED
    assert AgendaItem.objects.filter(meeting=meeting, decided_at__isnull=False).count() == ITEMS


def naive_publish(meeting, by):
    """What a site without one transaction does; the twin that shows that the test can fail."""
    for item in AgendaItem.objects.filter(meeting=meeting, decision__in=(Decision.HOLD, Decision.NOT_ADOPT)):
        advance(item.idea, item.decision, by, item.reason)


def test_the_naive_way_leaves_halves(monkeypatch):
    monkeypatch.setattr(trail, "tell", lambda pk: True)
    meeting, office = realisation((Decision.HOLD, Decision.NOT_ADOPT)), office_member()
    before = snapshot()
    with pytest.raises(Broken), connection.execute_wrapper(FailAt(40)):
        naive_publish(meeting, office)
    assert snapshot() != before


def killed_at(place, times):
    """A stand-in that lets the place be called so many times and then kills the process."""
    original, called = place, []

    def call(*args, **kwargs):
        called.append(1)
        if len(called) > times:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)

    return call


@pytest.mark.parametrize("times", [0, 7, 15])
def test_a_process_that_is_killed_in_the_middle_leaves_everything_as_it_was(times, monkeypatch):
    meeting, office = realisation(), office_member()
    before = snapshot()

    def die(_which):
        monkeypatch.setattr(TrailEntry, "save", killed_at(TrailEntry.save, times))
        recording.publish(meeting, office)

    assert in_processes(die, 1) == [-signal.SIGKILL]
    assert snapshot() == before
    assert recording.publish(meeting, office).state == MeetingState.RECORDED


def test_of_eight_processes_that_publish_at_once_one_record_comes():
    meeting, office = realisation(), office_member()
    assert in_processes(lambda _which: recording.publish(meeting, office)) == [0] * PROCESSES
    assert Meeting.objects.get(pk=meeting.pk).revision == 1
    decisions = [each.value for each in Decision]
    assert TrailEntry.objects.filter(kind__in=decisions).count() == ITEMS
    adopted = AgendaItem.objects.filter(decision__in=(Decision.ADOPT, Decision.ADOPT_IN_PART)).count()
    assert Card.objects.count() == TrailEntry.objects.filter(kind="card_opened").count() == adopted
