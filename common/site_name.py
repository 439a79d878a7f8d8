"""What the site is called, for code that must not know who keeps the name (the pages of `home`, which editors write)."""

from django.conf import settings
from django.utils.module_loading import import_string


def site_name() -> str:
    """The name of the site as its editors wrote it, for where no request says which site is meant."""
    return import_string(settings.SITE_NAME_FROM)()
