"""Do the background work that the site hands over, and say in the database that somebody is doing it."""

import logging

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.compat import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from common.heartbeat import Pulse


class PulsingWorker(Worker):
    """The database worker, with a pulse."""

    def __init__(self, pulse: Pulse, *, interval: float = 1.0):
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=interval,
            batch=False,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.pulse = pulse

    def run_task(self, db_task_result) -> None:
        """One piece of work; how long it takes is what the pulse watches."""
        with self.pulse.at_work():
            super().run_task(db_task_result)


class Command(BaseCommand):
    help = "Run background tasks until told to stop (SIGTERM or Ctrl-C); the task at hand is finished first."

    def handle(self, *args, **options):
        # The library tells of every stop on the warning level; a stop that was asked for is no warning.
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        with Pulse("worker") as pulse:
            worker = PulsingWorker(pulse)
            worker.configure_signals()
            worker.run()
