"""README and the files of the house say what the code does."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "site" / "oasis" / "settings"


def variables_read() -> set[str]:
    """The names that base.py reads from the environment."""
    calls = (node for node in ast.walk(ast.parse((SETTINGS / "base.py").read_text())) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def variables_documented() -> set[str]:
    """The names in the first column of README's table of settings."""
    section = (ROOT / "README.md").read_text().split("## Configuration")[1].split("\n## ")[0]
    return {
        name for line in section.splitlines() if line.startswith("| `") for name in re.findall(r"`([A-Z_]+)`", line.split("|")[1])
    }


def test_readme_lists_every_variable_and_no_other():
    assert variables_documented() == variables_read()


def test_the_environment_is_read_in_one_place():
    direct = re.compile(r"os\.environ(?!\.setdefault)|os\.getenv|import environ")
    folders = ("site", "home", "ideas", "notifications", "accounts", "common")
    readers = {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if direct.search(path.read_text())
    }
    # test.py: the suffix of the test database; develop.py: the mark Django's reloader leaves.
    assert readers == {"site/oasis/settings/base.py", "site/oasis/settings/test.py", "site/oasis/develop.py"}


def test_lock_files_name_no_server_and_pin_every_package_by_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")


def test_the_development_lock_holds_the_versions_of_the_site():
    def pins(name):
        return set(re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / name).read_text(), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_command_of_the_makefile_explains_itself():
    text = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", text, re.M))
    explained = set(re.findall(r"^([a-z]+):.*## ", text, re.M))
    assert targets == explained
    assert {"run", "test", "check", "bench", "help"} <= targets


def test_what_the_repository_tells_of_is_there():
    readme = (ROOT / "README.md").read_text()
    missing = [link for link in re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", readme) if not (ROOT / link).exists()]
    assert not missing
