"""Counting how many people read an idea, without a write per view and without knowing who they are.

A reader is a hash that changes every day; the address itself is kept nowhere. Views wait in the memory of the process for a few
seconds, go to the database in one statement, and a scheduled job adds each of them once to the count of its idea.
"""

import atexit
import hmac
import os
import re
import threading
import time
from collections import Counter
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import F
from django.utils import timezone

from common.client import client_ip
from ideas import crossings
from ideas.models import Idea, IdeaView

log = structlog.get_logger("oasis.views")

BOTS = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|preview|scan|monitor|fetch|archiv|feed|facebookexternalhit|kakaotalk-scrap|yeti|daum/"
    r"|lighthouse|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|node",
    re.IGNORECASE,
)
FLUSH_AT = 500
MOST_WAITING = 20_000
COUNT_AT_ONCE = 5_000


def is_reader(request) -> bool:
    """Whether a person seems to read: no robot, no page fetched ahead in case somebody might want it."""
    agent = request.headers.get("User-Agent", "")
    ahead = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return request.method == "GET" and len(agent) > 10 and not BOTS.search(agent[:500]) and "prefetch" not in ahead.lower()


def reader_of(request, day) -> str:
    """The hash under which a reader counts on one day; nobody without the site's secret can go back from it."""
    who = f"{day}\n{client_ip(request)}\n{request.headers.get('User-Agent', '')[:500]}"
    return hmac.digest(settings.SECRET_KEY.encode(), b"view\n" + who.encode("utf-8", "replace"), "sha256").hex()[:32]


def note_view(idea: Idea, request) -> None:
    """Remember that somebody read an idea. Nobody's own ideas count for them, and a day counts a reader once."""
    own = request.user.is_authenticated and idea.author_id == request.user.pk
    if own or not idea.is_public or not is_reader(request):
        return
    day = timezone.localdate()
    buffer.add((idea.pk, day, reader_of(request, day)))


class Buffer:
    """Views of this process that are not in the database yet.

    A thread of its own writes them every settings.VIEWS_FLUSH_SECONDS, so that no reader waits for it; with 0 seconds only
    flush() does. A forked worker starts with an empty buffer and a thread of its own.
    """

    def __init__(self):
        self.reset()
        os.register_at_fork(after_in_child=self.reset)

    def reset(self) -> None:
        """Forget everything, the thread too: it stayed behind in the parent process."""
        self.waiting: set[tuple] = set()
        self.lock = threading.Lock()
        self.full = threading.Event()
        self.thread: threading.Thread | None = None

    def add(self, view: tuple) -> None:
        """Keep a view (idea id, day, reader) until the next flush; when the database is away for long, the newest are dropped."""
        with self.lock:
            if len(self.waiting) < MOST_WAITING:
                self.waiting.add(view)
            start = self.thread is None and settings.VIEWS_FLUSH_SECONDS > 0
            if start:
                self.thread = threading.Thread(target=self.keep_flushing, name="views", daemon=True)
        if start:
            self.thread.start()
            atexit.register(self.flush)
        if len(self.waiting) >= FLUSH_AT:
            self.full.set()

    def keep_flushing(self) -> None:
        """What the thread does for as long as the process lives."""
        while True:
            self.full.wait(settings.VIEWS_FLUSH_SECONDS)
            self.full.clear()
            if not self.flush():
                time.sleep(settings.VIEWS_FLUSH_SECONDS)
            connection.close()

    def flush(self) -> bool:
        """Write what is waiting; returns False, and keeps it for the next time, when the database is away."""
        with self.lock:
            views, self.waiting = self.waiting, set()
        if not views:
            return True
        try:
            write(views)
        except Error:
            log.warning("views_wait", count=len(views), exc_info=True)
            with self.lock:
                self.waiting |= views
            return False
        return True


buffer = Buffer()


def write(views: set[tuple]) -> None:
    """Put views into the database; those that are there already, and those of ideas that are gone, are left out."""
    there = set(Idea.objects.filter(pk__in={idea for idea, _day, _reader in views}).values_list("pk", flat=True))
    rows = [IdeaView(idea_id=idea, day=day, reader=reader) for idea, day, reader in sorted(views) if idea in there]
    IdeaView.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)


def count_views() -> int:
    """Add views that were not counted yet to their ideas, each exactly once, and drop the rows of days that are over.

    Returns how many views were added. Two of these at the same time share the work.
    """
    added = 0
    while batch := count_batch():
        added += batch
    # Yesterday's rows stay, for views that were noted before midnight may still come. Deleted by the table itself: nothing hangs
    # on these rows, and there may be many.
    over = IdeaView.objects.filter(day__lt=timezone.localdate() - timedelta(days=1), counted=True)
    over._raw_delete(over.db)
    return added


def count_batch() -> int:
    """Count up to COUNT_AT_ONCE views in one transaction; returns how many there were."""
    with transaction.atomic():
        rows = IdeaView.objects.select_for_update(skip_locked=True).filter(counted=False).order_by("id")
        found = list(rows.values_list("pk", "idea_id")[:COUNT_AT_ONCE])
        by_count: dict[int, list[int]] = {}
        for idea, views in Counter(idea for _pk, idea in found).items():
            by_count.setdefault(views, []).append(idea)
        # Locked in one order, so that two counters never wait for each other.
        touched = {idea for _pk, idea in found}
        list(Idea.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk").values_list("pk"))
        for views, ideas in by_count.items():
            Idea.objects.filter(pk__in=ideas).update(view_count=F("view_count") + views)
        IdeaView.objects.filter(pk__in=[pk for pk, _idea in found]).update(counted=True)
    crossings.look_at_all(touched)
    return len(found)
