"""How often one person may do what. The pages and the API ask here, so that neither is a way around the other.

Rare acts are counted exactly, in the database (TokenBucket), whichever process takes them. Frequent ones are counted in the
cache named "limits": shared where there is Redis, else in the memory of each process, because a limit that writes to the
database on every read costs more than the read.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from math import ceil

import structlog
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.client import client_ip
from common.models import TokenBucket

log = structlog.get_logger("oasis.limits")

CACHE_AWAY: tuple[type[Exception], ...] = (ConnectionError, TimeoutError)
try:
    from redis.exceptions import RedisError
except ImportError:
    log.debug("limits_without_redis")
else:
    CACHE_AWAY += (RedisError,)


@dataclass(frozen=True)
class Limit:
    """So many acts in a period; `exact` limits are kept in the database."""

    acts: int
    period: timedelta
    exact: bool = False


LIMITS = {
    "write_idea": Limit(10, timedelta(hours=1), exact=True),
    "save_draft": Limit(60, timedelta(minutes=1)),
    "upload": Limit(100, timedelta(minutes=10)),
    "comment": Limit(30, timedelta(minutes=10), exact=True),
    "recommend": Limit(120, timedelta(minutes=1)),
    "similar": Limit(90, timedelta(minutes=1)),
    "share_picture": Limit(60, timedelta(minutes=1)),
    "plain_words": Limit(120, timedelta(minutes=1)),
    # A hall of 300 phones may stand behind one address: those limits hold a script, the one below them a single phone.
    "ask_question": Limit(400, timedelta(minutes=5)),
    "like_question": Limit(4_000, timedelta(minutes=1)),
    "like_question_phone": Limit(30, timedelta(minutes=1)),
    "api_read": Limit(300, timedelta(minutes=1)),
    "api_write": Limit(120, timedelta(minutes=1)),
}


class TooOften(Exception):
    """Somebody is quicker than a limit allows. `wait` is in whole seconds; `str()` says it in the reader's words."""

    def __init__(self, wait: float):
        self.wait = max(1, ceil(wait))
        super().__init__(self.wait)

    def __str__(self) -> str:
        if self.wait < 60:
            return ngettext(
                "조금만 천천히 해 주세요. %(count)d초 뒤에 다시 할 수 있어요.",
                "조금만 천천히 해 주세요. %(count)d초 뒤에 다시 할 수 있어요.",
                self.wait,
            ) % {"count": self.wait}
        return _("조금만 쉬었다가 해 주세요. %(minutes)d분 뒤에 다시 할 수 있어요.") % {"minutes": ceil(self.wait / 60)}


def check(name: str, request: HttpRequest, who: str = "") -> None:
    """Count one act of the limit `name` (a key of LIMITS) for whoever sent the request, or for `who`.

    A page catches TooOften and shows its words beside what was typed; where none does, the middleware answers 429 for it.
    Raises TooOften, with the seconds to wait, when the limit is reached.
    """
    if not settings.RATE_LIMITS:
        return
    limit, key = LIMITS[name], f"{name}:{who or person(request)}"
    wait = TokenBucket.take(key, limit.acts, limit.period) if limit.exact else _count(key, limit)
    if wait:
        raise TooOften(wait)


def person(request: HttpRequest) -> str:
    """Who is counted: a member wherever they come from, else the address (of IPv6 the network, for a home has 2^64 of them)."""
    if request.user.is_authenticated:
        return f"member:{request.user.pk}"
    address = client_ip(request)
    try:
        if ip_address(address).version == 6:
            return f"net:{ip_network(f'{address}/64', strict=False)}"
    except ValueError:
        return "unknown"
    return f"ip:{address}"


def _count(key: str, limit: Limit) -> float:
    """Count in a window that starts on the clock; returns the seconds until the next one once it is full."""
    seconds = int(limit.period.total_seconds())
    now = time.time()
    slot = f"limit:{key}:{int(now) // seconds}"
    store = caches["limits"]
    try:
        store.add(slot, 0, seconds)
        done = store.incr(slot)
    except ValueError:  # the window ended, or a full cache dropped it, between the two calls
        return 0.0
    except CACHE_AWAY:
        log.warning("limits_cache_away")
        return TokenBucket.take(key, limit.acts, limit.period)
    return seconds - now % seconds if done > limit.acts else 0.0
