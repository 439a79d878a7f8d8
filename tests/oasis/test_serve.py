"""What `make run` refuses, and that it starts a whole site."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from oasis.serve import Refused, hold_lock, listen

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_that_somebody_has_is_refused_with_another_one_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=f"make run PORT={port + 1}"):
            listen("127.0.0.1", port)


def test_a_second_start_says_where_the_first_one_runs(tmp_path):
    with hold_lock(tmp_path / "lock") as first:
        first.write("http://127.0.0.1:8000 (process 7)")
        first.flush()
        with pytest.raises(Refused, match=r"running already: http://127\.0\.0\.1:8000"):
            hold_lock(tmp_path / "lock")


@pytest.mark.timeout(400)
def test_one_command_makes_a_site_from_nothing_and_stops_it_again(tmp_path):
    port = free_port()
    env = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    }
    env |= {"OASIS_VAR_DIR": str(tmp_path), "PORT": str(port), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    site = subprocess.Popen(
        [sys.executable, "-m", "oasis.serve"], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        ready = wait_until_ready(f"http://127.0.0.1:{port}", site, seconds=360)
        home = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30)
        accounts = json.loads((tmp_path / "demo-accounts.json").read_text())
        site.send_signal(signal.SIGINT)
        said = site.communicate(timeout=15)[0].decode()
    finally:
        site.kill()
    assert ready == {"status": "ok", "problems": []}
    assert home.status == 200
    assert {"role", "email", "nickname", "password"} <= set(accounts[0])
    assert all(account["email"] in said and account["password"] in said for account in accounts)
    assert site.returncode == 0


def wait_until_ready(address, site, seconds):
    deadline = time.monotonic() + seconds
    while True:
        assert site.poll() is None, site.communicate()[0].decode()
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=seconds) as answer:
                return json.load(answer)
        except OSError:
            assert time.monotonic() < deadline, "it never got ready"
            time.sleep(0.3)
