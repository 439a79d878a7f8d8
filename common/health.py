"""What must be in place before the site may take visitors."""

from datetime import timedelta
from pathlib import Path

import structlog
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from common.models import Heartbeat

log = structlog.get_logger("oasis.health")

BACKGROUND = ("worker", "ticker")
SILENT_AFTER = timedelta(seconds=90)


def problems() -> list[str]:
    """Names of what is missing: database, migrations, cache, worker, ticker; empty when all is well."""
    try:
        if not migrated():
            return ["migrations"]
        alive = set(Heartbeat.objects.filter(seen_at__gt=timezone.now() - SILENT_AFTER).values_list("name", flat=True))
    except DatabaseError as error:
        log.warning("not ready", problem="database", error=str(error))
        return ["database"]
    return [*([] if cache_keeps() else ["cache"]), *(name for name in BACKGROUND if name not in alive)]


def unapplied_migrations() -> set[tuple[str, str]]:
    """Migrations that lie in the installed apps but not in the database, as (app, name).

    Compares names only: Django's own executor loads every migration module first, which takes a second.
    """
    written = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in Path(config.path, "migrations").glob("[0-9a-zA-Z]*.py")
    }
    return written - set(MigrationRecorder(connection).applied_migrations())


class _Known:
    """What this process has seen once and need not ask again: code and migrations only change with a new process."""

    migrated = False


def migrated() -> bool:
    """Whether the database has every migration of this code."""
    _Known.migrated = _Known.migrated or not unapplied_migrations()
    return _Known.migrated


def cache_keeps() -> bool:
    """Whether the shared cache gives back what it was given."""
    try:
        cache.set("readyz", "1", 10)
        return bool(cache.get("readyz") == "1")
    except Exception as error:  # every cache backend has exceptions of its own
        log.warning("not ready", problem="cache", error=str(error))
        return False
