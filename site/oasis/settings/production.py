"""What `make run` and a deployment use."""

from oasis.settings.base import *  # noqa: F403
