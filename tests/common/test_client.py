"""The true address of whoever sent a request."""

import pytest
from django.test import RequestFactory

from common.client import client_ip


def asked(forwarded=None, address="10.0.0.9"):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, **extra)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, None, "10.0.0.9"),
        (0, "203.0.113.1", "10.0.0.9"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "198.51.100.7, 203.0.113.1", "203.0.113.1"),
        (2, "198.51.100.7, 203.0.113.1, 10.1.1.1", "203.0.113.1"),
        (2, "203.0.113.1", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, "unknown", "10.0.0.9"),
        (1, "<script>", "10.0.0.9"),
        (1, "203.0.113.1:4711", "203.0.113.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:0db8:0000::0001", "2001:db8::1"),
        (1, "\x00", "10.0.0.9"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, proxies, forwarded, found):
    settings.TRUSTED_PROXIES = proxies
    assert client_ip(asked(forwarded)) == found


def test_limits_see_a_home_with_ipv6_as_one(settings):
    from allauth.core.internal.ratelimit import get_ip

    settings.TRUSTED_PROXIES = 1
    assert get_ip(asked("2001:db8:1:2::1")) == get_ip(asked("2001:db8:1:2:ffff::9"))
    assert get_ip(asked("2001:db8:1:2::1")) != get_ip(asked("2001:db8:1:3::1"))
