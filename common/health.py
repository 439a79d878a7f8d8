"""What must be in place before the site may take visitors."""

from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from common.models import Heartbeat

BACKGROUND = ("worker", "ticker")
SILENT_AFTER = timedelta(seconds=90)


def problems() -> list[str]:
    """Names of what is missing: database, migrations, cache, worker, ticker; empty when all is well."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["migrations"]
    except DatabaseError:
        return ["database"]
    found = []
    cache.set("readyz", "1", 10)
    if cache.get("readyz") != "1":
        found.append("cache")
    alive = set(Heartbeat.objects.filter(seen_at__gt=timezone.now() - SILENT_AFTER).values_list("name", flat=True))
    return found + [name for name in BACKGROUND if name not in alive]
