"""For working on the code: debug pages, plain static files, readable logs, N+1 alarms."""

from oasis.settings.base import *  # noqa: F403
from oasis.settings.base import INSTALLED_APPS, MIDDLEWARE, STORAGES, logging_config

DEBUG = True
# `make dev` has no worker beside it: tasks are done at once.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
LOG_FORMAT = "text"
logging_config(LOG_FORMAT, "INFO")
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# allauth looks up sessions, their members and addresses one by one; there are a handful.
# An alarm in the log, not a broken page: libraries ask row by row too, and that is not ours to mend.
ZEAL_RAISE = False
ZEAL_ALLOWLIST = [{"model": model, "field": "get()"} for model in ("account.EmailAddress", "accounts.User", "sessions.Session")]
