"""Who gets what at each address: asked of the site, and read from the table that we signed (rights.txt)."""

from http.cookies import SimpleCookie
from pathlib import Path
from unittest import mock

from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.utils.safestring import SafeString

from accounts.models import User
from tests.security.addresses import Targets, patterns
from tests.security.city import ROLES

TABLE = Path(__file__).with_name("rights.txt")
METHODS = ("GET", "POST")
# Programs use more of them.
API_METHODS = (*METHODS, "PUT", "PATCH", "DELETE")
LETTERS = {
    200: "o",
    201: "o",
    204: "o",
    401: "A",
    503: "w",
    403: "F",
    404: "-",
    405: "M",
    **dict.fromkeys((400, 406, 409, 415, 422), "u"),
}
LOGIN = ("/accounts/login/", "/cms/login/", "/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/")
# Who has no part in /cms/ is one like the other there, and allauth knows no roles: one is asked for all of them.
OUTSIDE_CMS = dict.fromkeys(("proposer", "panel member", "expert", "official", "other official"), "citizen")
ALIKE = {
    "/cms/": {**OUTSIDE_CMS, "closed account": "visitor"},
    "/accounts/": dict.fromkeys(ROLES[2:-1], "citizen"),
}
# A closed account is a visitor; it is enough to see that it may not read what visitors may not.
CLOSED = {"closed account": "visitor"}


class Door:
    """Asks the site in every role and leaves no trace of having asked."""

    def __init__(self, city):
        self.cookies = {"visitor": SimpleCookie()}
        for role in ROLES[1:]:
            client = Client()
            client.force_login(city.who[role])
            self.cookies[role] = client.cookies
        # The account is closed while somebody is logged in with it.
        User.objects.filter(pk=city.who["closed account"].pk).update(is_active=False)
        # Each client loads the whole middleware when it first asks, so two serve for all.
        self.clients = [Client(raise_request_exception=False, enforce_csrf_checks=checks) for checks in (False, True)]
        self.faults: list[str] = []

    def ask(self, role: str, method: str, address: str, checks_token: bool = False):
        """The answer to one request. What it changed is undone."""
        client = self.clients[checks_token]
        client.cookies = SimpleCookie({name: morsel.value for name, morsel in self.cookies[role].items()})
        data = {} if method == "GET" or not address.startswith("/api/") else {"content_type": "application/json"}
        with transaction.atomic():
            response = getattr(client, method.lower())(address, **data)
            transaction.set_rollback(True)
        return response

    def letter(self, role: str, method: str, address: str) -> str:
        """The answer in one letter, as the head of rights.txt explains."""
        response = self.ask(role, method, address)
        status, place = response.status_code, response.headers.get("Location", "")
        if status >= 500 and status != 503:
            self.faults.append(f"{method} {address} as {role}: {status} {response.exc_info and response.exc_info[1]!r}")
            return "!"
        if status in (301, 302, 303, 307, 308):
            # /cms/ sends back to its front page whoever may not do something there.
            return "L" if place.startswith(LOGIN) else "F" if place == "/cms/" and address != "/cms/" else "r"
        return LETTERS.get(status, "?")

    def row(self, address: str) -> dict[str, str]:
        """Each method at an address → the letters of all roles, in their order."""
        methods = API_METHODS if address.startswith("/api/") else METHODS
        return {method: self.letters(method, address) for method in methods}

    def letters(self, method: str, address: str) -> str:
        """The letters of all roles, in their order. What is refused to a visitor for the method alone is so for everybody."""
        if self.letter("visitor", method, address) == "M":
            return "M" * len(ROLES)
        alike = next((roles for start, roles in ALIKE.items() if address.startswith(start)), {} if method == "GET" else CLOSED)
        found = {role: self.letter(role, method, address) for role in ROLES if role not in alike}
        return "".join(found[alike.get(role, role)] for role in ROLES)


def asked(city, door: Door) -> dict[str, dict[str, str]]:
    """What the site does now: an address with the state of the thing there → its row.

    Pages stay empty, for rights are decided before anything is drawn.
    """
    targets, found = Targets(city), {}
    with mock.patch.object(Template, "render", return_value=SafeString("")):
        for pattern in dict.fromkeys(patterns()):
            for state, address in targets.of(pattern).items():
                found[f"{pattern} [{state}]" if state else pattern] = door.row(address)
    return found


def signed() -> dict[str, dict[str, str]]:
    """What it should do, from rights.txt."""
    found = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            address, *cells = line.split("  ")
            found[address] = dict(cell.strip().split("=") for cell in cells if cell.strip())
    return found


def written(rows: dict[str, dict[str, str]], width: int = 0) -> str:
    """Rows as they stand in rights.txt."""
    return "\n".join(
        f"{address:<{width}}  {'  '.join(f'{method}={letters}' for method, letters in row.items())}"
        for address, row in rows.items()
    )


def sign(now: dict[str, dict[str, str]]) -> None:
    """Write what the site does now into rights.txt: changed lines in their places, new ones at the end. Read the difference."""
    width, kept, known = max(map(len, now)), [], signed()
    for line in TABLE.read_text().splitlines():
        address = line.split("  ")[0]
        if address not in known:
            kept.append(line)
        elif address in now:
            kept.append(line if now[address] == known[address] else written({address: now[address]}, width))
    kept += [written({address: row}, width) for address, row in now.items() if address not in known]
    TABLE.write_text("\n".join(kept) + "\n")
