"""heartbeat.Pulse and the worker that carries one."""

import time

import pytest
from django.db import DatabaseError

from common import heartbeat
from common.heartbeat import Pulse
from common.models import Heartbeat


@pytest.mark.django_db(transaction=True)
def test_a_pulse_beats_at_once_and_ends_with_its_process():
    with Pulse("worker") as pulse:
        deadline = time.monotonic() + 10
        while not Heartbeat.objects.filter(name="worker").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
    assert not pulse.thread.is_alive()


def test_a_process_is_stuck_when_one_piece_of_work_takes_too_long(monkeypatch):
    pulse = Pulse("worker")
    with pulse.at_work():
        assert not pulse.stuck
        monkeypatch.setattr(heartbeat, "STUCK_AFTER", -1)
        assert pulse.stuck
    assert not pulse.stuck


def test_a_database_that_is_away_does_not_end_the_pulse(monkeypatch):
    def away(name):
        raise DatabaseError("no route")

    monkeypatch.setattr(Heartbeat, "beat", away)
    Pulse("worker").beat_once()
