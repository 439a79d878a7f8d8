"""`python -m tests.check`, which is what `make check` does: everything that can be said about the code without running it.

All checks run, two at a time; those that fail show what they said.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "site/manage.py"]
TEST = {"DJANGO_SETTINGS_MODULE": "oasis.settings.test"}
# A city's installation as README describes it.
CITY = {
    "DJANGO_SETTINGS_MODULE": "oasis.settings.production",
    "SITE_URL": "https://ideas.example.org",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKL",
    "BEHIND_PROXY": "yes",
}


def templates() -> list[str]:
    """Every template of ours."""
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))


def checks() -> dict[str, tuple[list, dict]]:
    """What is checked: a name, the command, and what it needs in its environment."""
    return {
        "types (mypy)": ([BIN / "mypy"], TEST),
        "lint (ruff check)": ([BIN / "ruff", "check", "."], {}),
        "format (ruff format)": ([BIN / "ruff", "format", "--check", "."], {}),
        "import contracts (lint-imports)": ([BIN / "lint-imports"], {}),
        "models have their migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], TEST),
        "system checks, linear migrations": ([*MANAGE, "check", "--fail-level", "WARNING"], TEST),
        "settings of a city (check --deploy)": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], CITY),
        "template format (djade)": ([BIN / "djade", "--check", "--target-version", "5.2", *templates()], {}),
        "template lint (djlint)": ([BIN / "djlint", "--lint", "--quiet", "templates"], {}),
    }


def run(name: str, command: list, needs: dict, var: str) -> bool:
    """Run one check and tell how it went."""
    began = time.monotonic()
    env = {**os.environ, "OASIS_VAR_DIR": var, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", **needs}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(list(map(str, command)), cwd=ROOT, env=env, capture_output=True, text=True)
    good = done.returncode == 0
    shown = "" if good else f"\n{done.stdout}{done.stderr}"
    print(f"{'ok    ' if good else 'FAILED'} {name} ({time.monotonic() - began:.1f} s){shown}", flush=True)
    return good


def main() -> int:
    """Run all checks; 1 when one fails."""
    with tempfile.TemporaryDirectory(prefix="oasis-check-") as var, ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda item: run(item[0], *item[1], var), checks().items()))
    print(f"===== {sum(results)} of {len(results)} checks passed =====")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
