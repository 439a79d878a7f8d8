"""Compiles the translations (.po → .mo) without GNU gettext, which a bare machine does not have."""

from collections.abc import Iterable
from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed


def compile_translations(folders: Iterable[Path]) -> list[Path]:
    """Write each .mo that is missing or older than its .po, and return the files written; this process reads them from then on.

    folders: locale folders as in LOCALE_PATHS. Raises ValueError naming file and line when a .po cannot be read.
    """
    written = []
    for source in sorted(path for folder in folders for path in Path(folder).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        try:
            catalogue = polib.pofile(str(source), encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{source} cannot be read: {error}") from error
        # Written aside and moved, so that a server that starts now never reads half a file.
        unfinished = target.with_suffix(".mo.new")
        catalogue.save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written.append(target)
    if written:
        # A language may have been read already while Django started: a fresh site would say the old words until its next start.
        translation_file_changed(sender=None, file_path=written[-1])
    return written
