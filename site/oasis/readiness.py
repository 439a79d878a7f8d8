"""What has to be done before the site can start; each step is skipped when nothing changed since the last start."""

import hashlib
import io
import logging
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.core.management import call_command
from django.db import connection

from common.health import unapplied_migrations
from common.translations import compile_translations
from common.webfont import build_fonts, fonts_are_built

Say = Callable[[str], None]


def make_ready(say: Say) -> None:
    """Bring translations, database, static files and the demo city up to date.

    say: is told about each step that takes time. Raises what the step raises; running it again goes on where it stopped.
    """
    # Wagtail tells of every page that the demo makes.
    logging.getLogger("wagtail").setLevel(logging.WARNING)
    compile_translations(settings.LOCALE_PATHS)
    make_database_ready(say)
    make_fonts_ready(say)
    make_static_files_ready(say)
    make_demo_ready(say)
    logging.getLogger("wagtail").setLevel(logging.NOTSET)


def make_database_ready(say: Say) -> None:
    """Apply missing migrations and make the table of the cache."""
    if unapplied_migrations():
        say("Preparing the database")
        if connection.vendor == "sqlite" and not connection.introspection.table_names():
            # A file without a table has nothing to lose to a power cut; hundreds of waits for the disk are saved.
            connection.cursor().execute("PRAGMA synchronous = OFF")
        call_command("migrate", interactive=False, verbosity=0)
        connection.close()
    table = settings.CACHES["default"].get("LOCATION")
    if isinstance(caches["default"], BaseDatabaseCache) and table not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def make_fonts_ready(say: Say) -> None:
    """Build the web font when it is not there yet or something about it changed."""
    if not fonts_are_built():
        say("Building the web font")
        build_fonts()


def make_static_files_ready(say: Say) -> None:
    """Collect, name by content and compress the static files when one of them changed."""
    stamp = Path(settings.VAR_DIR) / "static-files.sha256"
    now = static_fingerprint()
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        return
    say("Collecting and compressing static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def static_fingerprint() -> str:
    """A digest over name, size and time of every static file of the site and its packages."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def make_demo_ready(say: Say) -> None:
    """Fill a database that has no member yet with the demo city, or only with categories and districts when LOAD_DEMO says no."""
    unfinished = Path(settings.VAR_DIR) / "demo-unfinished"
    if get_user_model().objects.exists() and not unfinished.exists():
        return
    say("Building the demo city" if settings.LOAD_DEMO else "Preparing categories and districts")
    unfinished.touch()
    call_command("load_demo", defaults_only=not settings.LOAD_DEMO, stdout=io.StringIO())
    unfinished.unlink()
