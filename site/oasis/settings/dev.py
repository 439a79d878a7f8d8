"""For working on the code: debug pages, plain static files, readable logs, N+1 alarms."""

from oasis.settings.base import *  # noqa: F403
from oasis.settings.base import INSTALLED_APPS, MIDDLEWARE, STORAGES, logging_config

DEBUG = True
LOG_FORMAT = "text"
logging_config(LOG_FORMAT, "INFO")
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
