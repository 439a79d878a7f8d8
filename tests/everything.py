"""`python -m tests.everything`, which is what `make test` does: all tests on SQLite, then the database-bound ones on PostgreSQL.

What is missing on the machine (Chromium, a Korean font, PostgreSQL) is installed through apt when we are root; otherwise the run
says which tests are left out and why, and ends with status 3 even when the others pass. Other arguments go to pytest.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from xml.etree import ElementTree

from tests.cluster import Unavailable, reachable, server_programs, temporary_cluster

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("OASIS_VAR_DIR") or ROOT / "var")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INCOMPLETE = 3
NOTHING_COLLECTED = 5


def install(*packages: str) -> bool:
    """Install packages of the system when we may; whether that worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing {' '.join(packages)} through apt …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": env, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], **quiet, check=False)
    return subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet).returncode == 0


def have_chromium() -> bool:
    """Whether a Chromium is here, after trying to get one and a Korean font for it."""
    found = any(map(shutil.which, CHROMIUM))
    fonts = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=ko"], capture_output=True, text=True).stdout.strip()
    if not fonts and not install("fontconfig", "fonts-noto-cjk"):
        print("No Korean font is here (apt-get install fonts-noto-cjk): pictures of pages will show boxes.", flush=True)
    if not found and install("chromium"):
        found = any(map(shutil.which, CHROMIUM))
    return found


def run_tests(database: str, env: dict, marks: list[str], arguments: list[str]) -> tuple[int, Counter]:
    """One run of pytest, of the tests that `marks` lets through; its exit status and how many tests ended how."""
    report = VAR / f"test-report-{database}.xml"
    report.unlink(missing_ok=True)
    # Two processes pay once the whole suite runs; a chosen few are quicker in one.
    spread = [] if chosen(arguments) else ["-n", "2", "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *spread, *marks, *arguments]
    print(f"\n===== tests on {database} =====", flush=True)
    status = subprocess.run(command, cwd=ROOT, env=env).returncode
    counts = Counter()
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - pytest wrote it just now
            bad = {name: int(suite.get(name, 0)) for name in ("failures", "errors", "skipped")}
            passed = int(suite.get("tests", 0)) - sum(bad.values())
            counts += Counter(passed=passed, failed=bad["failures"], error=bad["errors"], skipped=bad["skipped"])
    return status, counts


def chosen(arguments: list[str]) -> bool:
    """Whether the caller asked for some tests only."""
    return any(argument in {"-k", "-m", "-n", "-x"} or not argument.startswith("-") for argument in arguments)


def postgres(stack: ExitStack) -> str:
    """The address of a PostgreSQL to test with, kept until `stack` closes. Raises Unavailable."""
    for name in ("TEST_DATABASE_URL", "DATABASE_URL"):
        url = os.environ.get(name, "")
        if url.startswith("postgres"):
            if reachable(url):
                return url
            print(f"No server answers at {name}; making a temporary one.", flush=True)
    if server_programs() is None:
        install("postgresql")
    return stack.enter_context(temporary_cluster())


def main(arguments: list[str]) -> int:
    """Run everything; 0 when all passed, 1 when something failed, 3 when something was left out."""
    signal.signal(signal.SIGTERM, lambda *received: sys.exit(143))
    began = time.monotonic()
    VAR.mkdir(parents=True, exist_ok=True)
    left_out = []
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    env["DJANGO_SETTINGS_MODULE"] = "oasis.settings.test"

    without_browser = []
    if not have_chromium():
        without_browser = ["-m", "not browser"]
        left_out.append("the browser tests (they need Chromium: apt-get install chromium)")
    status, total = run_tests("SQLite", env, without_browser, arguments)
    failed = status not in {0, NOTHING_COLLECTED}

    with ExitStack() as stack:
        try:
            url = postgres(stack)
        except Unavailable as reason:
            left_out.append(f"the tests on PostgreSQL ({reason})")
        else:
            status, counts = run_tests("PostgreSQL", {**env, "DATABASE_URL": url}, ["-m", "database or postgres"], arguments)
            failed = failed or status not in {0, NOTHING_COLLECTED}
            total += counts

    if not total and not failed and not left_out:
        print("No test matches.")
        return NOTHING_COLLECTED
    for reason in left_out:
        print(f"LEFT OUT: {reason}")
    parts = ", ".join(f"{total[name]} {name}" for name in ("failed", "passed", "error", "skipped") if total[name])
    summary = f"===== {parts or 'nothing ran'} on SQLite and PostgreSQL together in {time.monotonic() - began:.0f}s ====="
    (VAR / "test-summary").write_text(summary + "\n")
    print(summary, flush=True)
    return 1 if failed else INCOMPLETE if left_out else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
