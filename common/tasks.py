"""The one door to background work: import `task` and `after_commit` from here."""

from functools import partial

from django.db import transaction
from django_tasks import task
from django_tasks.base import Task

__all__ = ["after_commit", "task"]


def after_commit(job: Task, *args: object) -> None:
    """Enqueue a task once the current transaction has committed; nothing is enqueued when it rolls back.

    job: a function decorated with @task. args: JSON values only.
    """
    transaction.on_commit(partial(job.enqueue, *args))
