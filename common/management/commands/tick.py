"""Run the jobs that are due: once (for cron) or for ever (`--loop`)."""

import signal
import threading
from datetime import timedelta

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from common.heartbeat import Pulse
from common.jobs import RETRY_AFTER, Job, all_jobs, carry_out, claim, run_due, run_if_due
from common.models import JobRun

log = structlog.get_logger("oasis.jobs")

LONGEST_NAP = 30.0
AFTER_TROUBLE = 5.0
RETRY_LOOK = RETRY_AFTER + timedelta(seconds=1)


class Command(BaseCommand):
    help = "Run the scheduled jobs that are due."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="stay and run jobs as they fall due")
        parser.add_argument("--list", action="store_true", help="show every job, its pace and its last run")
        parser.add_argument("--job", metavar="NAME", help="run this job now, due or not")

    def handle(self, *args, **options):
        if options["list"]:
            self.show()
        elif options["job"]:
            self.run_one(options["job"])
        elif options["loop"]:
            Ticker().run()
        else:
            self.report(run_due())

    def show(self):
        """One line a job."""
        for each in all_jobs():
            last = JobRun.objects.filter(name=each.name).order_by("-started_at").first()
            when = timezone.localtime(last.started_at).strftime("%Y-%m-%d %H:%M:%S") if last else "never"
            self.stdout.write(f"{each.name:40} every {each.every}  last {when}{'  FAILED' if last and last.error else ''}")

    def run_one(self, name):
        """Run one job in a slot of its own, outside its pace."""
        chosen = next((each for each in all_jobs() if each.name == name), None)
        if chosen is None:
            raise CommandError(f"No job is named {name}; see tick --list.")
        now = timezone.now()
        run = claim(chosen, now) or JobRun.objects.create(name=name, slot=f"by hand {now.isoformat()}"[:40], started_at=now)
        self.report([carry_out(chosen, run)])

    def report(self, runs):
        """Say what was run; fail when something failed, so that cron sends its letter."""
        for run in runs:
            self.stdout.write(f"{run.name}: {'failed' if run.error else 'done'}")
        if failed := [run.name for run in runs if run.error]:
            raise CommandError(f"{', '.join(failed)} failed; the reason is in the log and in JobRun.error.")


class Ticker:
    """Runs jobs as they fall due until told to stop; asks the database only for jobs whose time has come."""

    def __init__(self, jobs: list[Job] | None = None):
        self.jobs = all_jobs() if jobs is None else jobs
        self.due = {each.name: timezone.now() for each in self.jobs}
        self.stopped = threading.Event()

    def run(self) -> None:
        """Tick until SIGTERM or Ctrl-C; the job at hand is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *received: self.stopped.set())
        with Pulse("ticker") as pulse:
            while not self.stopped.is_set():
                close_old_connections()
                self.stopped.wait(self.tick(pulse))
        connections.close_all()

    def tick(self, pulse: Pulse) -> float:
        """Run what is due and return the seconds until something is due again."""
        for each in self.jobs:
            now = timezone.now()
            if self.stopped.is_set() or self.due[each.name] > now:
                continue
            try:
                with pulse.at_work():
                    run_if_due(each, now)
            except DatabaseError as error:
                log.warning("the database is away, jobs wait", error=str(error))
                return AFTER_TROUBLE
            self.due[each.name] = self.next_look(each, now)
        soonest = min(self.due.values(), default=None)
        nap = (soonest - timezone.now()).total_seconds() if soonest else LONGEST_NAP
        return min(max(nap, 0.05), LONGEST_NAP)

    def next_look(self, each: Job, now):
        """When to ask for the job again: in its next slot, and before that if its run may have to be taken up again."""
        unfinished = not each.frequent and JobRun.objects.filter(
            name=each.name, slot=each.slot(now).isoformat(timespec="minutes"), finished_at=None
        )
        return min(each.next_slot(now), now + RETRY_LOOK) if unfinished and unfinished.exists() else each.next_slot(now)
