"""A PostgreSQL for the tests: the server of the environment, or one of our own that lives as long as the run."""

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

START_WITHIN = 60.0
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


class Unavailable(Exception):
    """There is no PostgreSQL to test with; the text says what to do."""


def reachable(url: str) -> bool:
    """Whether a server answers at a postgres:// address and lets us in."""
    try:
        with psycopg.connect(url, connect_timeout=5):
            return True
    except psycopg.Error:
        return False


def server_programs() -> Path | None:
    """The newest folder with initdb and postgres, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(re.sub(r"\D", "", path.parts[-2]) or 0))
    on_path = shutil.which("initdb")
    candidates = [*([Path(on_path).resolve().parent] if on_path else []), *reversed(folders)]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def unprivileged() -> dict:
    """Arguments for subprocess that shed root, because PostgreSQL refuses it; nothing when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise Unavailable("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as.")


def die_with_parent() -> None:
    """Ask the kernel for a fast shutdown of the server should this run be killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """Make, start and in the end remove a cluster; gives its postgres:// address. Raises Unavailable."""
    programs = server_programs()
    if programs is None:
        raise Unavailable("PostgreSQL is not installed: apt-get install postgresql, or set TEST_DATABASE_URL to a server.")
    home = Path(tempfile.mkdtemp(prefix="oasis-postgres-"))
    account = unprivileged()
    try:
        if account:
            os.chown(home, account["user"], account["group"])
        yield from run_cluster(programs, home, account)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run_cluster(programs: Path, home: Path, account: dict) -> Iterator[str]:
    """Start a server on fresh files in `home`, give its address, and stop it again whatever happens."""
    password = secrets.token_hex(16)
    secret, data = home / "password", home / "data"
    secret.write_text(password)
    secret.chmod(0o644)  # in a folder that only this account can enter
    common = {"cwd": home, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}, **account}
    command = [programs / "initdb", "-D", data, "-U", "oasis", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"]
    made = subprocess.run([*command, "--encoding=UTF8", "--locale=C.UTF-8"], capture_output=True, text=True, **common)
    if made.returncode:
        raise Unavailable(f"initdb failed: {made.stderr.strip()}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [part for name, value in QUICK.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as output:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *options],
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **common,
        )
    try:
        url = f"postgres://oasis:{password}@127.0.0.1:{port}/postgres"
        deadline = time.monotonic() + START_WITHIN
        while not reachable(url):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')[-1000:]}")
            time.sleep(0.2)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
