"""Starts and stops the servers that are measured, always with the same command."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory_of(pid: int) -> int:
    """Largest resident memory of the worker processes below a gunicorn master, in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = []
    for child in children:
        for line in Path(f"/proc/{child}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                sizes.append(int(line.split()[1]) // 1024)
    return max(sizes, default=0)


@contextmanager
def serving(application: str, environment: dict):
    """Run gunicorn (2 workers of 4 threads, as `make run` does) and yield (port, pid) once it answers."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", application,
        "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "4",
        "--keep-alive", "75", "--log-level", "error",
    ]  # fmt: skip
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment, "PYTHONPATH": path, "PORT": str(port)})
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > deadline or server.poll() is not None:
                    raise
                time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)
