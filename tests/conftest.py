"""What every test may ask for, and how the test databases stay clean and fresh."""

from pathlib import Path

import pytest
from django.core.cache import caches

from common.translations import compile_translations
from tests.database import Snapshot, mark_of, migrations_fingerprint

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_user", "admin_client"}


def pytest_configure(config):
    """The words that tests compare are those of today's catalogue; once, before other processes start."""
    if not hasattr(config, "workerinput"):
        compile_translations([Path(__file__).resolve().parents[1] / "locale"])


def touches_database(item) -> bool:
    """Whether a collected test reads or writes the database."""
    return bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that run a second time, on PostgreSQL; those of the browser only when they say so themselves."""
    for item in items:
        if touches_database(item) and item.path.parent.name != "browser" and not item.get_closest_marker("once"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_createdb(request, django_db_modify_db_settings):
    """Make the database anew when asked to, when a migration changed, or when a run was killed half-way."""
    from django.db import connection

    wanted = request.config.getvalue("create_db") or mark_of(connection).read() != migrations_fingerprint()
    mark_of(connection).clear()
    return wanted


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remember what the migrations put into the database, so that tests with real commits can put it back."""
    from django.db import connection
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        snapshot = Snapshot(connection)
    # TestCase has its own way back, a rollback; only the tests that commit come here.
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: snapshot.restore()
    yield
    TransactionTestCase._fixture_teardown = flush
    if snapshot.whole:
        mark_of(connection).write(migrations_fingerprint())


@pytest.fixture(autouse=True)
def _clean_caches(request):
    """No test sees what another one cached."""
    caches["local"].clear()
    caches["pages"].clear()
    if touches_database(request.node):
        request.getfixturevalue("db")
        caches["default"].clear()
