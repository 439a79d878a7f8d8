"""The supervisor: programs start, come back when they die, and stop together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from oasis.supervisor import FIRST_PAUSE, HEALTHY_AFTER, LONGEST_PAUSE, Program

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import os, sys, time
from pathlib import Path
from oasis.supervisor import Program, Supervisor

folder = Path(sys.argv[1])

def life(name):
    (folder / f"{name}-{os.getpid()}").touch()
    if name == "stubborn":
        import signal
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if name == "sickly":
        raise RuntimeError("it hurts")
    while True:
        time.sleep(0.05)

programs = [Program(name, lambda name=name: life(name)) for name in sys.argv[2:]]
sys.exit(Supervisor(programs, lambda text: print(text, flush=True)).run(lambda: True))
"""


@pytest.fixture
def supervised(tmp_path):
    """supervised("a", "b"): a supervisor with these programs, in a process of its own."""
    started = []

    def start(*names):
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, tmp_path, *names],
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def pids(folder, name):
    return sorted(int(path.name.split("-")[1]) for path in folder.glob(f"{name}-*"))


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)
    return found


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_stops_everything_within_seconds(supervised, tmp_path, number):
    process = supervised("web", "worker")
    children = wait_for(
        lambda: (pids(tmp_path, "web") + pids(tmp_path, "worker"))[:2] if len(list(tmp_path.iterdir())) == 2 else None
    )
    process.send_signal(number)
    assert process.wait(timeout=5) == 0
    assert not any(map(alive, children))


def test_a_program_that_dies_comes_back(supervised, tmp_path):
    supervised("web")
    (first,) = wait_for(lambda: pids(tmp_path, "web"))
    os.kill(first, signal.SIGKILL)
    assert len(wait_for(lambda: len(pids(tmp_path, "web")) == 2 and pids(tmp_path, "web"))) == 2


def test_a_program_that_fails_says_why_and_is_tried_again_more_slowly(supervised, tmp_path):
    process = supervised("sickly")
    wait_for(lambda: len(pids(tmp_path, "sickly")) >= 3)
    process.terminate()
    said = process.communicate(timeout=10)[0]
    assert "it hurts" in said
    assert "sickly ended (status 1), starts again in 0.5 s" in said
    assert "starts again in 1.0 s" in said


def test_a_program_that_will_not_stop_is_ended_at_the_second_request(supervised, tmp_path):
    process = supervised("stubborn")
    (child,) = wait_for(lambda: pids(tmp_path, "stubborn"))
    time.sleep(0.2)
    process.terminate()
    time.sleep(0.5)
    assert alive(child)
    process.terminate()
    assert process.wait(timeout=5) == 0
    assert not alive(child)


def test_nothing_stays_behind_when_the_supervisor_itself_is_killed(supervised, tmp_path):
    process = supervised("web", "worker")
    children = wait_for(lambda: len(list(tmp_path.iterdir())) == 2 and pids(tmp_path, "web") + pids(tmp_path, "worker"))
    time.sleep(0.2)
    process.kill()
    process.wait()
    wait_for(lambda: not any(map(alive, children)))


def test_pauses_grow_for_a_program_that_dies_young_and_shrink_after_a_long_life():
    program = Program("web", lambda: None)
    pauses = []
    for _ in range(10):
        program.died(now=1.0)
        pauses.append(program.due - 1.0)
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
    program.died(now=HEALTHY_AFTER + 1)
    assert program.due == HEALTHY_AFTER + 1 + FIRST_PAUSE
