"""The city's clock: jobs that come round again and again, run by `manage.py tick`.

An app puts its jobs into a module `jobs.py`; it is found by itself:

    from common.jobs import job

    @job(every=timedelta(minutes=10))
    def close_ended_debates():
        ...

A job takes nothing and may run twice, late, or after days of silence: it looks at the database for what is due and does that.
One row JobRun(name, slot) per job and time slot keeps two tickers from doing the same work; a run that failed or was cut off
is taken up again after RETRY_AFTER, within its slot.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.models import JobRun, TokenBucket

log = structlog.get_logger("oasis.jobs")

RETRY_AFTER = timedelta(minutes=15)
# Jobs that come round more often than this share one row each, or they would fill the table with rows nobody reads.
FREQUENT = timedelta(minutes=5)
CURRENT = "current"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# Monday, 00:00 in Seoul: daily slots begin at local midnight, weekly ones on Monday.
EPOCH = datetime(2000, 1, 3)
KEEP_RUNS = timedelta(days=30)
KEEP_BUCKETS = timedelta(days=31)
LOST_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    """A piece of work and how often it is done."""

    name: str
    every: timedelta
    work: Callable[[], object]

    @property
    def frequent(self) -> bool:
        """Whether the job keeps one row instead of one a slot."""
        return self.every < FREQUENT

    def slot(self, now: datetime) -> datetime:
        """When the time slot that holds `now` began, on the city's clock."""
        local = timezone.make_naive(now)
        return EPOCH + (local - EPOCH) // self.every * self.every

    def next_slot(self, now: datetime) -> datetime:
        """When the job may be due again after it was looked at `now`."""
        return now + self.every if self.frequent else timezone.make_aware(self.slot(now) + self.every)


JOBS: dict[str, Job] = {}


def job(*, every: timedelta) -> Callable:
    """Put a function without arguments on the city's clock.

    every: the length of a time slot; days and weeks begin at midnight in Seoul. The job's name is module and function, e.g.
    "ideas.flush_views". Raises ValueError when the name is taken or the pace is below a second.
    """
    if every < timedelta(seconds=1):
        raise ValueError("a job needs a pace of at least a second")

    def register(work: Callable[[], object]) -> Callable[[], object]:
        name = f"{work.__module__.split('.')[0]}.{work.__name__}"
        if name in JOBS and JOBS[name].work is not work:
            raise ValueError(f"there is a job named {name} already")
        JOBS[name] = Job(name, every, work)
        return work

    return register


def all_jobs() -> list[Job]:
    """Every job of every installed app, by name."""
    autodiscover_modules("jobs")
    return [JOBS[name] for name in sorted(JOBS)]


def run_due(now: datetime | None = None, jobs: list[Job] | None = None) -> list[JobRun]:
    """Run each job that is due, one after the other, and return the runs; a job that fails never stops the next one."""
    now = now or timezone.now()
    runs = (run_if_due(each, now) for each in (all_jobs() if jobs is None else jobs))
    return [run for run in runs if run is not None]


def run_if_due(each: Job, now: datetime) -> JobRun | None:
    """Claim the job's slot and do its work; None when another ticker has done it or is at it."""
    claimed = claim(each, now)
    return carry_out(each, claimed) if claimed else None


def claim(each: Job, now: datetime) -> JobRun | None:
    """Take the job's current slot for this process, or None when it is taken.

    A slot is free when nobody began it, or when its run did not finish and began RETRY_AFTER ago.
    """
    if each.frequent:
        slot, begun_before, started_at = CURRENT, now - each.every, LONG_AGO
        free = JobRun.objects.filter(started_at__lte=begun_before)
    else:
        slot, started_at = each.slot(now).isoformat(timespec="minutes"), now
        free = JobRun.objects.filter(finished_at=None, started_at__lte=now - RETRY_AFTER)
    run, created = JobRun.objects.get_or_create(name=each.name, slot=slot, defaults={"started_at": started_at})
    if created and not each.frequent:
        return run
    if free.filter(pk=run.pk).update(started_at=now, finished_at=None) == 1:
        return run
    return None


def carry_out(each: Job, run: JobRun) -> JobRun:
    """Do the work of a claimed run and write down how it ended; what went wrong is kept in the row and in the log."""
    try:
        each.work()
    except Exception:
        # Whatever one job does, the others must run; nothing is lost, the fault stands in the row and in the log.
        run.error, run.finished_at = traceback.format_exc()[-8_000:], None
        log.exception("job failed", job=each.name, slot=run.slot)
    else:
        run.error, run.finished_at = "", timezone.now()
    try:
        JobRun.objects.filter(pk=run.pk).update(error=run.error, finished_at=run.finished_at)
    except DatabaseError:
        log.exception("job result not kept", job=each.name, slot=run.slot)
    return run


@job(every=timedelta(days=1))
def prune_history() -> None:
    """Forget the runs of old jobs, the results of old tasks and rate limits that have long been full again."""
    now = timezone.now()
    JobRun.objects.filter(started_at__lt=now - KEEP_RUNS).exclude(slot=CURRENT).delete()
    TokenBucket.objects.filter(updated_at__lt=now - KEEP_BUCKETS).delete()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - timedelta(days=2)).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_RUNS).delete()


@job(every=timedelta(days=1))
def clear_expired_sessions() -> None:
    """Delete the sessions that nobody can use any more."""
    call_command("clearsessions")


@job(every=timedelta(minutes=10))
def requeue_lost_tasks() -> None:
    """Give tasks back to the queue whose worker died over them; tasks may run twice by the rules of the house."""
    DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER).update(
        status=TaskResultStatus.READY, started_at=None
    )


@job(every=timedelta(minutes=1))
def publish_scheduled_pages() -> None:
    """Publish and take down the pages whose hour has come (Wagtail's own command)."""
    call_command("publish_scheduled", verbosity=0)
