"""For the tests: the database of DATABASE_URL, everything else in the process and quick."""

import os

from oasis.settings.base import *  # noqa: F403
from oasis.settings.base import DATABASE, INSTALLED_APPS, VAR_DIR, logging_config

SECRET_KEY = "only-for-tests"  # noqa: S105 - never used outside the test process
LOG_LEVEL = "CRITICAL"
logging_config("text", LOG_LEVEL)
INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]

# A name of its own lets several test runs share a machine.
suffix = os.environ.get("TEST_DB_SUFFIX", "")
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / f"test{suffix}.sqlite3")}
    # Nobody needs the rows of a test after the power went out.
    DATABASE["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASE["TEST"] = {"NAME": f"test_oasis{suffix}"}
    DATABASE["OPTIONS"].pop("pool", None)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
VIEWS_FLUSH_SECONDS = 0
RATE_LIMITS = False
