"""The city's clock: jobs.run_due and manage.py tick."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common import jobs
from common.jobs import Job, claim, job, run_due
from common.management.commands.tick import Ticker
from common.models import JobRun, TokenBucket

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 12:00 in Seoul


def counted(every=timedelta(days=1), name="test.counted", fails=False):
    """A job that counts its runs, and the list it writes to."""
    runs = []

    def work():
        runs.append(timezone.now())
        if fails:
            raise RuntimeError("the well is dry")

    return Job(name, every, work), runs


@pytest.mark.django_db
def test_a_job_runs_once_in_its_slot_and_again_in_the_next():
    daily, runs = counted()
    for now in (NOON, NOON + timedelta(hours=11, minutes=59), NOON + timedelta(hours=12)):
        run_due(now, [daily])
    assert len(runs) == 2
    assert list(JobRun.objects.order_by("slot").values_list("slot", flat=True)) == ["2026-11-22T00:00", "2026-11-23T00:00"]


@pytest.mark.django_db
def test_days_of_silence_are_made_up_for_by_one_run():
    daily, runs = counted()
    run_due(NOON, [daily])
    run_due(NOON + timedelta(days=5), [daily])
    assert len(runs) == 2


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_tried_again_and_stops_nobody():
    bad, attempts = counted(name="test.bad", fails=True)
    good, runs = counted(name="test.good")
    run_due(NOON, [bad, good])
    failed = JobRun.objects.get(name="test.bad")
    assert "the well is dry" in failed.error
    assert failed.finished_at is None
    run_due(NOON + timedelta(minutes=1), [bad, good])
    run_due(NOON + jobs.RETRY_AFTER, [bad, good])
    assert (len(attempts), len(runs)) == (2, 1)


@pytest.mark.django_db
def test_a_run_that_was_cut_off_is_taken_up_again():
    daily, runs = counted()
    assert claim(daily, NOON) is not None
    assert claim(daily, NOON + timedelta(minutes=1)) is None
    run_due(NOON + jobs.RETRY_AFTER, [daily])
    assert len(runs) == 1
    assert JobRun.objects.get().finished_at is not None


@pytest.mark.django_db
def test_a_job_of_seconds_keeps_one_row():
    quick, runs = counted(every=timedelta(seconds=10))
    for second in range(0, 60, 5):
        run_due(NOON + timedelta(seconds=second), [quick])
    assert len(runs) == 6
    assert JobRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("every", [timedelta(days=1), timedelta(seconds=10)])
def test_two_tickers_at_once_run_a_job_once(every):
    quick, runs = counted(every=every)
    start = threading.Barrier(8)

    def tick():
        start.wait()
        try:
            run_due(NOON, [quick])
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 1


def test_a_name_is_taken_once_and_a_pace_is_at_least_a_second():
    def prune_history():
        return None

    prune_history.__module__ = "common.elsewhere"
    with pytest.raises(ValueError, match=r"common\.prune_history"):
        job(every=timedelta(days=1))(prune_history)
    with pytest.raises(ValueError, match="second"):
        job(every=timedelta(0))


def test_weeks_begin_on_monday_and_days_at_midnight_in_seoul():
    weekly, _ = counted(every=timedelta(weeks=1))
    daily, _ = counted()
    assert weekly.slot(NOON) == datetime(2026, 11, 16)
    assert daily.slot(datetime(2026, 11, 21, 15, 0, tzinfo=UTC)) == datetime(2026, 11, 22)
    assert daily.next_slot(NOON) == datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def test_the_jobs_of_every_app_are_found():
    names = [each.name for each in jobs.all_jobs()]
    assert names == sorted(names)
    assert {"common.prune_history", "common.publish_scheduled_pages"} <= set(names)


@pytest.mark.django_db
def test_tick_runs_what_is_due_and_says_so(capsys, monkeypatch):
    daily, runs = counted(name="test.daily")
    monkeypatch.setattr(jobs, "all_jobs", lambda: [daily])
    call_command("tick")
    call_command("tick")
    assert len(runs) == 1
    assert capsys.readouterr().out == "test.daily: done\n"


@pytest.mark.django_db
def test_tick_ends_with_an_error_when_a_job_fails(monkeypatch):
    bad, _ = counted(fails=True)
    monkeypatch.setattr(jobs, "all_jobs", lambda: [bad])
    with pytest.raises(CommandError, match=r"test\.counted"):
        call_command("tick")


@pytest.mark.django_db
def test_a_job_can_be_run_by_hand_and_an_unknown_one_is_named(capsys):
    for _ in range(2):
        call_command("tick", job="common.prune_history")
    assert capsys.readouterr().out.count("common.prune_history: done") == 2
    with pytest.raises(CommandError, match="nothing_of_the_kind"):
        call_command("tick", job="nothing_of_the_kind")


@pytest.mark.django_db
def test_the_list_of_jobs_shows_pace_and_last_run(capsys):
    call_command("tick", list=True)
    assert "common.prune_history" in capsys.readouterr().out


class Rest:
    """A pulse that counts nothing."""

    def at_work(self):
        return threading.Lock()


@pytest.mark.django_db
def test_the_loop_sleeps_until_something_is_due_and_leaves_the_database_alone(django_assert_num_queries):
    daily, runs = counted()
    ticker = Ticker([daily])
    assert ticker.tick(Rest()) > 1
    with django_assert_num_queries(0):
        ticker.tick(Rest())
    assert len(runs) == 1


@pytest.mark.django_db
def test_the_loop_comes_back_for_a_run_that_failed():
    bad, _ = counted(fails=True)
    ticker = Ticker([bad])
    ticker.tick(Rest())
    assert ticker.due[bad.name] <= timezone.now() + jobs.RETRY_AFTER + timedelta(seconds=2)


@pytest.mark.django_db
def test_history_is_pruned():
    long_ago = timezone.now() - timedelta(days=60)
    JobRun.objects.create(name="old", slot="2020-01-01T00:00", started_at=long_ago)
    JobRun.objects.create(name="quick", slot=jobs.CURRENT, started_at=long_ago)
    TokenBucket.objects.create(key="old", level=1, updated_at=long_ago)
    jobs.prune_history()
    assert list(JobRun.objects.values_list("name", flat=True)) == ["quick"]
    assert not TokenBucket.objects.exists()


@pytest.mark.django_db
def test_a_task_whose_worker_died_goes_back_into_the_queue():
    common = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x", "backend_name": "default", "run_after": timezone.now()}
    for hours in (0, 2):
        DBTaskResult.objects.create(
            **common, status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(hours=hours), queue_name=f"{hours}"
        )
    jobs.requeue_lost_tasks()
    assert list(DBTaskResult.objects.ready().values_list("queue_name", flat=True)) == ["2"]
