"""The database itself refuses to change or remove what stands in the trail, whoever asks."""

from django.db import migrations

TABLE = "ideas_trailentry"
# What may change: processed_at, and words that are blotted out. Everything else is covered by the hash.
FIXED = (
    *("id", "idea_id", "number", "kind", "at", "actor_id", "role", "department"),
    *("reason_mark", "data", "state", "previous_hash", "hash"),
)
REFUSAL = "the trail is only ever added to"


def changed(distinct: str) -> str:
    """The condition under which a row would become another one."""
    fixed = " OR ".join(f"OLD.{column} {distinct} NEW.{column}" for column in FIXED)
    words = f"(OLD.reason {distinct} NEW.reason OR OLD.salt {distinct} NEW.salt) AND NOT (NEW.reason = '' AND NEW.salt = '')"
    return f"{fixed} OR ({words})"


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, event, condition in (
            ("trail_no_update", "UPDATE", f"WHEN {changed('IS NOT')}"),
            ("trail_no_delete", "DELETE", ""),
        ):
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH ROW {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514'; END $$"
    )
    condition = changed("IS DISTINCT FROM")
    schema_editor.execute(
        f"CREATE TRIGGER trail_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION trail_refuse()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER trail_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION trail_refuse()"
    )


def drop_triggers(apps, schema_editor):
    where = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    for name in ("trail_no_update", "trail_no_delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
    if where:
        schema_editor.execute("DROP FUNCTION IF EXISTS trail_refuse()")


class Migration(migrations.Migration):
    dependencies = [("ideas", "0004_pipeline")]

    operations = [migrations.RunPython(add_triggers, drop_triggers)]
