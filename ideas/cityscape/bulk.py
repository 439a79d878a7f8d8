"""Writes many rows into a table at once: COPY on PostgreSQL, executemany on SQLite; indexes are built afterwards."""

import time
from contextlib import contextmanager

from django.db import connection, models

# What COPY's text format would take for something else; the backslash first.
ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))


class Table:
    """One table that is filled. Fields that are not named get their default; primary keys are reserved beforehand."""

    def __init__(self, model: type[models.Model], *names: str):
        self.model, self.name = model, model._meta.db_table
        self.rows, self.seconds = 0, 0.0
        fields = [model._meta.get_field(name) for name in names]
        rest = [
            field
            for field in model._meta.concrete_fields
            if field not in fields and not field.generated and not field.primary_key
        ]
        self.columns = [field.column for field in [*fields, *rest]]
        self.defaults = tuple(field.get_default() for field in rest)

    def write(self, rows: list[tuple]) -> None:
        """Add rows, each with the values of the named fields in order (str, int, float, bool or None; moments as UTC text)."""
        if not rows:
            return
        started = time.perf_counter()
        columns = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        table = connection.ops.quote_name(self.name)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                end = "".join(f"\t{_copied(value)}" for value in self.defaults) + "\n"
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write("".join(["\t".join(map(_copied, row)) + end for row in rows]))
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of the model
                cursor.executemany(sql, [row + self.defaults for row in rows])
        self.rows += len(rows)
        self.seconds += time.perf_counter() - started

    def reserve(self, count: int) -> int:
        """Set aside `count` primary keys in a row and return the first; later inserts go on behind them."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{self.name}"', self.model._meta.pk.column])
                sequence = cursor.fetchone()[0]
                cursor.execute("SELECT nextval(%s)", [sequence])
                first = cursor.fetchone()[0]
                cursor.execute("SELECT setval(%s, %s)", [sequence, first + max(count, 1) - 1])
                return first
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.name])
            used = cursor.fetchone()
            return (used[0] if used else 0) + 1


def _copied(value) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        for char, escaped in ESCAPES:
            if char in value:
                value = value.replace(char, escaped)
        return value
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


@contextmanager
def indexes_later(table: str, new_rows: int):
    """Drop the indexes and foreign keys of a table that at least doubles, and build them again at the end: so much is faster.

    Inside one transaction: whatever fails, the table is as before. Unique constraints stay in force all along.
    """
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {quoted} LIMIT %s) AS found", [new_rows])  # noqa: S608
        statements = _drop_and_build(cursor, table) if cursor.fetchone()[0] < new_rows else []
        settle()
        for drop, _build in statements:
            cursor.execute(drop)
    yield
    settle()
    with connection.cursor() as cursor:
        for _drop, build in statements:
            cursor.execute(build)


def settle() -> None:
    """Let PostgreSQL check the foreign keys of what was written so far: a table with checks still to come cannot be altered."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _drop_and_build(cursor, table: str) -> list[tuple[str, str]]:
    """Statements that drop and build each index and foreign key of a table."""
    if connection.vendor != "postgresql":
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql LIKE 'CREATE INDEX%%'", [table]
        )
        return [(f'DROP INDEX "{name}"', build) for name, build in cursor.fetchall()]
    cursor.execute(
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
        [table],
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisunique",
        [table],
    )
    return [*cursor.fetchall(), *keys]
