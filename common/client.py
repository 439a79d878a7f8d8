"""Who is at the other end of a request."""

from ipaddress import ip_address

from django.conf import settings
from django.http.request import split_domain_port


def client_ip(request) -> str:
    """The address the request came from, as our own proxies saw it.

    Only the entries of X-Forwarded-For that settings.TRUSTED_PROXIES proxies of ours wrote are believed; what stands to their
    left was sent by the client and may be made up. An entry that is no address falls back to the address of the connection,
    which is empty behind a Unix socket.
    """
    if settings.TRUSTED_PROXIES:
        seen = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if entry.strip()]
        if len(seen) >= settings.TRUSTED_PROXIES and (address := _address(seen[-settings.TRUSTED_PROXIES])):
            return address
    return request.META.get("REMOTE_ADDR", "")


def _address(entry: str) -> str:
    """An address in its one written form, without a port; empty when it is none."""
    for candidate in (entry, split_domain_port(entry)[0].strip("[]")):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return ""
