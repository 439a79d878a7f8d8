"""How the test database gets back to what the migrations made of it, and how we know that it still is."""

import functools
import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import transaction


class Snapshot:
    """All rows of a freshly migrated database, and the way back to them.

    Django's own flush leaves a database without the rows of the migrations (roles, categories, the root of the page tree) and
    tells every app to make its permissions again, which takes a second. This puts the same rows back in a few milliseconds.
    """

    def __init__(self, connection):
        self.connection = connection
        self.rows = {}
        self.whole = True
        models = [*apps.get_models(include_auto_created=True)]
        managed = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
        self.tables = [name for name in connection.introspection.django_table_names(only_existing=True) if name in managed]
        with connection.cursor() as cursor:
            for table in self.tables:
                columns = [field.column for field in managed[table]._meta.local_concrete_fields if not field.generated]
                names = ", ".join(connection.ops.quote_name(column) for column in columns)
                cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own models
                if found := cursor.fetchall():
                    self.rows[table] = (columns, found)

    def guards(self, cursor) -> list[tuple[str, str]]:
        """Triggers that refuse to empty a table, as SQLite does it; PostgreSQL truncates, past the triggers of rows."""
        if self.connection.vendor != "sqlite":
            return []
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE%'")
        return cursor.fetchall()

    def restore(self) -> None:
        """Empty every table and put the remembered rows back, in one transaction with the foreign keys checked at its end."""
        connection, self.whole = self.connection, False
        flush = connection.ops.sql_flush(no_style(), self.tables, reset_sequences=False, allow_cascade=False)
        with transaction.atomic(), connection.cursor() as cursor:
            guards = self.guards(cursor)
            for name, _sql in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            for statement in flush:
                cursor.execute(statement)
            for _name, sql in guards:
                cursor.execute(sql)
            for table, (columns, rows) in self.rows.items():
                names = ", ".join(connection.ops.quote_name(column) for column in columns)
                values = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({values})", rows)  # noqa: S608
        self.whole = True


class Mark:
    """A file beside the database that says of which migrations it is a clean image; gone while tests run."""

    def __init__(self, path: Path):
        self.path = path

    def read(self) -> str:
        """The fingerprint of the migrations, or nothing when the database is not known to be clean."""
        return self.path.read_text() if self.path.exists() else ""

    def write(self, fingerprint: str) -> None:
        """The database is clean."""
        self.path.write_text(fingerprint)

    def clear(self) -> None:
        """The database may hold the leftovers of a test from now on."""
        self.path.unlink(missing_ok=True)


def mark_of(connection) -> Mark:
    """The mark of the test database behind `connection`."""
    name = Path(str(connection.settings_dict["TEST"]["NAME"])).name
    return Mark(settings.VAR_DIR / f"clean-{connection.vendor}-{name}")


@functools.cache
def migrations_fingerprint() -> str:
    """A digest over every migration of every installed app: changes when one is added, edited or upgraded."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
