"""`python -m oasis <command>` is the same as `python site/manage.py <command>`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oasis.settings.production")
execute_from_command_line(["oasis", *sys.argv[1:]])
