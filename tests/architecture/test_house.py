"""The rules of the house that a machine can keep."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
OURS = ("site/oasis", "home", "ideas", "notifications", "accounts", "common")
LONGEST_FILE = 450
# Templates that print markup which our own code made and escaped, each with its reason.
SAFE_ALLOWED = {
    "templates/components/_field_notes.html": "help texts of forms, which only our code and Django's write",
}


def source_files():
    """Every Python file of ours, the tests included, without migrations."""
    for folder in (*OURS, "tests"):
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def our_templates():
    """Every template of ours."""
    return sorted((ROOT / "templates").rglob("*.html"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_folder_site_is_never_a_package():
    """It would hide the standard library's module `site`."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_imports_go_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"})
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_grows_beyond_what_a_reader_keeps_in_mind():
    long = {named(path): lines for path in source_files() if (lines := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert not long


def test_no_module_is_named_for_nothing():
    vague = {"services.py", "utils.py", "helpers.py"}
    assert not [named(path) for path in source_files() if path.name in vague]


@pytest.mark.parametrize("app", ["accounts", "common", "home", "ideas", "notifications"])
def test_every_model_says_what_it_is(app):
    silent = [model.__name__ for model in apps.get_app_config(app).get_models() if model.__str__ is models.Model.__str__]
    assert not silent


def test_every_public_function_has_a_docstring():
    """What for, in the reader's terms; tests, migrations and Django's own hooks speak for themselves."""
    missing = []
    for path in source_files():
        if "tests" in path.parts or "commands" in path.parts or path.name == "apps.py":
            continue
        for node in ast.parse(path.read_text()).body:
            plain = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if plain and ast.get_docstring(node) is None and not small(node):
                missing.append(f"{named(path)}:{node.lineno} {node.name}")
    assert not missing, "\n".join(missing)


def small(node) -> bool:
    """Declarations a reader takes in at a glance: exceptions, enumerations, configurations, one-line functions."""
    plain = isinstance(node, ast.ClassDef) and not any(isinstance(part, ast.FunctionDef) for part in node.body)
    return plain or len(node.body) <= 2


def test_nothing_is_left_for_later():
    markers = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
    places = [path for path in [*source_files(), *our_templates()] if markers.search(path.read_text())]
    assert not [named(path) for path in places]


def test_no_error_is_swallowed_without_a_word():
    swallowed = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler) and len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
    ]
    assert not swallowed


def test_rights_are_asked_of_the_rules_and_not_of_the_user():
    """`user.has_perm` says yes to every superuser; what is forbidden in rules.py is forbidden for them too."""
    direct = re.compile(r"(?<!rules)\.has_perm\(")
    assert not [named(path) for path in source_files() if "tests" not in path.parts and direct.search(path.read_text())]


def test_templates_print_nothing_unescaped():
    unescaped = re.compile(r"\|\s*safe\b|\{%\s*autoescape off")
    places = {named(path) for path in our_templates() if unescaped.search(path.read_text())}
    assert places == set(SAFE_ALLOWED)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline styles", re.compile(r"<[^>]*\sstyle\s*=", re.I)),
        ("style elements", re.compile(r"<style[\s>]", re.I)),
        ("inline scripts", re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", re.I)),
        ("event attributes", re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I)),
        ("things from other servers", re.compile(r"<(script|link|img|iframe)[^>]*(src|href)=\"(https?:)?//", re.I)),
    ],
)
def test_templates_keep_to_the_security_policy(what, pattern):
    pages = [path for path in our_templates() if "email" not in path.parts and "emails" not in path.parts]
    assert not [named(path) for path in pages if pattern.search(path.read_text())], what


def test_every_address_of_ours_has_a_name_of_its_own():
    names = [name for name in walk(get_resolver().url_patterns) if name]
    doubled = {name for name in names if names.count(name) > 1}
    assert not doubled


def walk(patterns, namespace=""):
    """The full names of our own addresses; those of the libraries are theirs to keep."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.split(".")[0] in {"oasis", *OURS}:
            # The API answers every unknown address in its own way; that one needs no name.
            assert pattern.name or str(pattern.pattern) == "^", f"the address {pattern.pattern} has no name"
            yield f"{namespace}{pattern.name}"


def test_every_address_named_in_a_template_exists():
    known = set(every_name(get_resolver()))
    tag = re.compile(r"\{%\s*url\s+['\"]([\w:.-]+)['\"]")
    # Joining with a passkey needs a mail server, and the tests have none.
    known |= {"account_signup_by_passkey", "mfa_signup_webauthn"}
    missing = {(named(path), name) for path in our_templates() for name in tag.findall(path.read_text()) if name not in known}
    assert not missing


def every_name(resolver, namespace=""):
    """Every name that `{% url %}` may be given."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from every_name(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def test_every_included_template_and_static_file_exists():
    from django.contrib.staticfiles import finders
    from django.template.loader import get_template

    for path in our_templates():
        get_template(str(path.relative_to(ROOT / "templates")))
        for name in re.findall(r"\{%\s*static\s+['\"]([^'\"]+)['\"]", path.read_text()):
            assert finders.find(name), f"{named(path)} asks for static/{name}"
        for name in re.findall(r"\{%\s*include\s+['\"]([^'\"]+)['\"]", path.read_text()):
            get_template(name)
