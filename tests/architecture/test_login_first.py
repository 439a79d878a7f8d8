"""Whoever has to log in before a button works stands afterwards on a page that can be opened."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import URLPattern, reverse

import accounts.urls
import ideas.urls
import notifications.urls

pytestmark = pytest.mark.django_db

SOME = {"int": 1, "str": "x", "slug": "x", "uuid": uuid.UUID(int=1)}


def addresses(module) -> list[str]:
    """Every address of an app that is written with converters, with some value for each."""
    found = []
    for pattern in module.urlpatterns:
        if isinstance(pattern, URLPattern) and hasattr(pattern.pattern, "_route"):
            values = {
                name: SOME[kind.__class__.__name__.removesuffix("Converter").lower().replace("string", "str")]
                for name, kind in pattern.pattern.converters.items()
            }
            found.append(reverse(f"{module.app_name}:{pattern.name}", kwargs=values))
    return found


@pytest.mark.parametrize(
    "address", [each for module in (ideas.urls, notifications.urls, accounts.urls) for each in addresses(module)]
)
def test_logging_in_leads_to_a_page(client, address):
    sent = client.post(address)
    if sent.status_code == 302 and "/accounts/login/" in sent.url:
        onward = parse_qs(urlsplit(sent.url).query)["next"][0]
        assert client.get(onward).status_code != 405
