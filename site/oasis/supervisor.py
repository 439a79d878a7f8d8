"""Keeps the processes of one installation running: starts them, brings back the one that dies, stops all together."""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
WATCHED = (*STOPS, signal.SIGCHLD)
PR_SET_PDEATHSIG = 1

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 20.0
GRACE = 8.0


@dataclass
class Program:
    """One process: its name, what it does until it is told to stop, and how its life went so far."""

    name: str
    work: Callable[[], object]
    pid: int = 0
    started: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE

    def died(self, now: float) -> None:
        """Plan the next start: at once after a long life, later and later when it keeps dying young."""
        self.pid = 0
        if now - self.started >= HEALTHY_AFTER:
            self.pause = FIRST_PAUSE
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)


class Supervisor:
    """Forks each program from this process, which has loaded the site already, so that a start costs no second loading.

    The caller must have closed every database connection and hold no thread. Each program leads a process group of its own:
    Ctrl-C reaches only the supervisor, which then stops the others in order. When the supervisor itself is killed, the kernel
    tells the programs (PR_SET_PDEATHSIG), so that nothing stays behind.
    """

    def __init__(self, programs: list[Program], say: Callable[[str], None]):
        self.programs = programs
        self.say = say

    def run(self, until_ready: Callable[[], bool]) -> int:
        """Run until told to stop and return the exit status.

        until_ready: asked several times a second until it says True, e.g. to greet once the site answers.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
        ready = False
        while True:
            self.start_due()
            received = signal.sigtimedwait(WATCHED, self.nap(ready))
            self.reap()
            if received is not None and received.si_signo in STOPS:
                self.stop()
                return 0
            ready = ready or until_ready()

    def nap(self, ready: bool) -> float:
        """Seconds until something may have to be done without a signal."""
        waits = [program.due - time.monotonic() for program in self.programs if not program.pid]
        return max(0.0, min([*waits, 60.0 if ready else 0.1]))

    def start_due(self) -> None:
        """Start every program that is not running and whose pause is over."""
        for program in self.programs:
            if not program.pid and program.due <= time.monotonic():
                self.start(program)

    def start(self, program: Program) -> None:
        """Fork one program."""
        sys.stdout.flush()
        sys.stderr.flush()
        program.started = time.monotonic()
        parent = os.getpid()
        program.pid = os.fork()
        if program.pid == 0:
            self._become(program, parent)

    def _become(self, program: Program, parent: int) -> None:
        """The life of a forked program; never returns."""
        status = 1
        try:
            os.setpgid(0, 0)
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)
            for number in WATCHED:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)
            program.work()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            # The end of this process, Ctrl-C included: nothing may climb from here into the supervisor's own code.
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def reap(self) -> None:
        """Note which programs have ended."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for program in self.programs:
                if program.pid == pid:
                    program.died(time.monotonic())
                    pause = program.due - time.monotonic()
                    self.say(f"{program.name} ended ({describe(status)}), starts again in {pause:.1f} s")

    def stop(self) -> None:
        """Ask every program to finish what it is doing; after GRACE seconds, or a second Ctrl-C, end what is left."""
        self.say("Stopping")
        running = [program for program in self.programs if program.pid]
        for program in running:
            signal_group(program.pid, signal.SIGTERM, whole=False)
        deadline = time.monotonic() + GRACE
        waiting = {program.pid for program in running}
        while waiting and time.monotonic() < deadline:
            waiting -= ended(waiting)
            received = signal.sigtimedwait(WATCHED, 0.1) if waiting else None
            if received is not None and received.si_signo in STOPS:
                break
        for program in running:
            signal_group(program.pid, signal.SIGKILL, whole=True)
        for pid in waiting:
            os.waitpid(pid, 0)


def ended(pids: set[int]) -> set[int]:
    """Those of our children that have ended."""
    return {pid for pid in pids if os.waitpid(pid, os.WNOHANG)[0] == pid}


def signal_group(pid: int, number: int, *, whole: bool) -> None:
    """Send a signal to a program, or to it and everything it started; gone is gone."""
    try:
        (os.killpg if whole else os.kill)(pid, number)
    except ProcessLookupError:
        return


def describe(status: int) -> str:
    """How a process ended, in words."""
    code = os.waitstatus_to_exitcode(status)
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"
