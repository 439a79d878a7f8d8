"""`python -m oasis.serve`, which is what `make run` does: one command from a checkout to a running site.

Brings the database, static files and demo city up to date, then runs and watches three programs: the web server (gunicorn), the
background worker and the ticker. HOST, PORT, WEB_WORKERS and WEB_THREADS shape it; DATABASE_URL and REDIS_URL choose the tier.
"""

import fcntl
import http.client
import json
import os
import socket
import sys
import time
from functools import partial
from pathlib import Path
from typing import IO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oasis.settings.production")
if sys.stderr.isatty():
    os.environ.setdefault("LOG_FORMAT", "text")


def say(text: str) -> None:
    """A line for the person at the terminal."""
    print(text, flush=True)


class Refused(Exception):
    """The site cannot start here and now; the text says why."""


def hold_lock(path: Path) -> IO[str]:
    """Make sure that this installation runs once; returns the open file that holds the lock. Raises Refused."""
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise Refused(f"Oasis is running already: {file.read().strip() or 'it is just starting'}") from None
    return file


def listen(host: str, port: int) -> socket.socket:
    """Take the address for us, before anything slow is done. Raises Refused when somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(2048)
    except OSError as error:
        taken.close()
        raise Refused(
            f"Port {port} on {host} cannot be used ({error.strerror}). Choose another one: make run PORT={port + 1}"
        ) from error
    return taken


def web(listener: socket.socket, workers: int, threads: int) -> None:
    """The web server on an open socket; workers: processes, threads: requests that each answers at a time."""
    from django.core.handlers.wsgi import WSGIHandler
    from gunicorn.app.base import BaseApplication

    from oasis.wsgi import application

    class Server(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": f"fd://{os.dup(listener.fileno())}",
                "worker_class": "gthread",
                "workers": workers,
                "threads": threads,
                "keepalive": 5,
                "timeout": 60,
                "graceful_timeout": 5,
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "preload_app": True,
                "control_socket_disable": True,
                "loglevel": "warning",
            }
            for name, value in options.items():
                self.cfg.set(name, value)
            if os.path.isdir("/dev/shm"):  # noqa: S108 - only the workers' heartbeat files, which hold nothing
                self.cfg.set("worker_tmp_dir", "/dev/shm")  # noqa: S108

        def load(self) -> WSGIHandler:
            return application

    Server().run()


def answers(host: str, port: int) -> bool:
    """Whether the site answers a visitor."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port, timeout=2)  # noqa: S104
    try:
        connection.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def greet(address: str, accounts: Path, began: float) -> None:
    """Where the site is, and who can log in to its demo."""
    say(f"\n  Oasis is open: {address}   ({time.monotonic() - began:.1f} s)\n")
    if accounts.exists():
        rows = json.loads(accounts.read_text())
        say(f"  Demo accounts (kept in {accounts}):")
        for row in rows:
            say(f"    {row['role']:<19} {row['email']:<40} {row['password']}")
        say("")
    say("  Ctrl-C stops it.\n")


def main() -> int:
    """Start, watch, stop; the exit status."""
    began = time.monotonic()
    import django
    from django.conf import settings

    try:
        lock = hold_lock(Path(settings.VAR_DIR) / "serve.lock")
        listener = listen(settings.HOST, settings.PORT)
    except Refused as refusal:
        say(str(refusal))
        return 1
    lock.truncate(0)
    lock.write(f"{settings.SITE_URL} (process {os.getpid()})")
    lock.flush()

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from oasis.readiness import make_ready
    from oasis.supervisor import Program, Supervisor

    make_ready(lambda step: say(f"{step} …"))
    import oasis.wsgi  # noqa: F401 - loaded once here, shared by every process forked from this one

    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if hasattr(connection, "close_pool"):
            connection.close_pool()

    def greeted() -> bool:
        if answers(settings.HOST, settings.PORT):
            greet(settings.SITE_URL, Path(settings.VAR_DIR) / "demo-accounts.json", began)
            return True
        return False

    programs = [
        Program("web server", partial(web, listener, settings.WEB_WORKERS, settings.WEB_THREADS)),
        Program("worker", partial(call_command, "worker")),
        Program("ticker", partial(call_command, "tick", loop=True)),
    ]
    return Supervisor(programs, say).run(greeted)


if __name__ == "__main__":
    sys.exit(main())
