"""알림: telling members something, and what they have read of it. Apps above call `tell`; nothing here knows what happened."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from django.core.cache import caches
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.words import clean_line
from notifications.models import Notice

# Rows written in one statement; a crowd is told in as many as it takes, and never held in memory as a whole.
BATCH = 1_000
# The badge says "99+" beyond this, and stays as it is for so many seconds in a process.
MOST_COUNTED, COUNT_KEPT_SECONDS = 100, 20
# Asked before lines are shown: of these keys, which tell a member of something that they may no longer see?
VEILS: list[Callable[[User, list[str]], set[str]]] = []


def tell(member_ids: Iterable[int], key: str, kind: str, title: str, words: str, url: str, *, at: datetime | None = None) -> int:
    """Put one line into the inbox of each of these members; returns how many there are that could be told.

    key: names what happened ("trail-12"); whoever was told of it before is not told again. kind: what sort of news it is (see
    notifications.kinds). title: what it is about; words: what happened, in the city's language; both are cut where they are
    too long. url: a path of this site. at: when it happened, by default now. Members who have left are passed over.
    """
    line = {
        "key": key,
        "kind": kind,
        "title": cut(title, "title"),
        "words": cut(words, "words"),
        "url": url,
        "created_at": at or timezone.now(),
    }
    waiting, told = iter(member_ids), 0
    while batch := list(islice(waiting, BATCH)):
        told += tell_batch(batch, line)
    return told


def tell_batch(member_ids: list[int], line: dict) -> int:
    """One statement's worth of members; in the order of their numbers, so that two who tell at once never wait for each other."""
    there = sorted(User.objects.filter(pk__in=set(member_ids), is_active=True).values_list("pk", flat=True))
    Notice.objects.bulk_create((Notice(member_id=pk, **line) for pk in there), ignore_conflicts=True)
    transaction.on_commit(lambda: caches["local"].delete_many([count_key(pk) for pk in there]))
    return len(there)


def cut(text: str, column: str) -> str:
    """A text on one line, as long as its column is at most."""
    line, most = clean_line(text), Notice._meta.get_field(column).max_length
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def count_key(pk: int) -> str:
    """Where a process keeps how many lines a member has not read."""
    return f"unread:{pk}"


def notices_of(user: User):
    """Everything a member was told, newest first."""
    return Notice.objects.filter(member=user).order_by("-created_at", "-id")


def unread_of(user: User):
    """What a member has not read yet, newest first."""
    return notices_of(user).filter(read_at__isnull=True)


def veil(asked: Callable[[User, list[str]], set[str]]):
    """Register what knows which lines may no longer be shown as they were written: apps above know, this one does not."""
    VEILS.append(asked)
    return asked


def shown(user: User, notices: Iterable[Notice]) -> list[Notice]:
    """Lines as a member may see them now: of what went out of sight since, only that there was something."""
    found = list(notices)
    veiled = set().union(*(asked(user, [notice.key for notice in found]) for asked in VEILS)) if found else set()
    for notice in found:
        if notice.key in veiled:
            notice.title, notice.words = _("지금은 볼 수 없는 글"), _("소식을 보낸 뒤에 가려진 글이에요.")
            notice.url = reverse("notifications:inbox")
    return found


def unread_count(user: User) -> int:
    """How many lines a member has not read, up to MOST_COUNTED; a few seconds old at most. It stands on every page."""
    key = count_key(user.pk)
    found = caches["local"].get(key)
    if found is None:
        found = unread_of(user).order_by().values("pk")[:MOST_COUNTED].count()
        caches["local"].set(key, found, COUNT_KEPT_SECONDS)
    return found


def mark_read(user: User, pks: Iterable[int] | None = None, until: int | None = None) -> int:
    """Note that a member has read these lines, or with None all of them; returns how many were unread.

    until: with None, only lines up to this one: what came after the page was opened nobody has seen yet.
    """
    rows = Notice.objects.filter(member=user, read_at__isnull=True)
    if pks is not None:
        rows = rows.filter(pk__in=list(pks))
    elif until is not None:
        rows = rows.filter(pk__lte=until)
    read = rows.update(read_at=timezone.now())
    transaction.on_commit(lambda: caches["local"].delete(count_key(user.pk)))
    return read
