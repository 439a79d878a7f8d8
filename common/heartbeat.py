"""The pulse of a background process: rows that say it is alive, for /readyz."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, connections

from common.models import Heartbeat

log = structlog.get_logger("oasis.heartbeat")

BEAT_EVERY = 20.0
STUCK_AFTER = 3_600.0


class Pulse:
    """Beats in a thread of its own, so that a long piece of work does not look like death.

    A process that has been at one piece of work for longer than STUCK_AFTER seconds is taken for stuck and beats no more.
    """

    def __init__(self, name: str):
        self.name = name
        self.busy_since: float | None = None
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._beat, name=f"pulse-{name}", daemon=True)

    def __enter__(self) -> "Pulse":
        self.thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stopped.set()
        self.thread.join(timeout=2)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Mark one piece of work, whose length decides whether the process is stuck."""
        self.busy_since = time.monotonic()
        try:
            yield
        finally:
            self.busy_since = None

    @property
    def stuck(self) -> bool:
        """Whether the current piece of work has taken too long."""
        since = self.busy_since
        return since is not None and time.monotonic() - since > STUCK_AFTER

    def _beat(self) -> None:
        while True:
            if not self.stuck:
                self.beat_once()
            if self.stopped.wait(BEAT_EVERY):
                return

    def beat_once(self) -> None:
        """Write the heartbeat; a database that is away is not the end of the process."""
        try:
            Heartbeat.beat(self.name)
        except DatabaseError as error:
            log.warning("heartbeat not written", process=self.name, error=str(error))
        finally:
            connections.close_all()
