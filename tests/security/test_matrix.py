"""Who gets what at every address of the site (TRUST.md A1), asked in every role and compared with a table that we signed.

76 % of Wagtail's advisories are missing checks at addresses that nobody looks at: copies, histories, previews, choosers. So
the addresses come from the resolver, not from a list, and one that rights.txt does not know fails. With SIGN_RIGHTS=1 in the
environment the table is written anew, for somebody to read the difference line by line.
"""

import os

import pytest

from accounts import roles
from accounts.models import User
from tests.security.addresses import Targets, patterns
from tests.security.city import GROUPS, ROLES, build
from tests.security.rights import ALIKE, Door, asked, sign, signed, written

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.timeout(900)]
# Changes nothing but the visitor's own language cookie.
WITHOUT_TOKEN = {"language/"}


def test_everybody_gets_what_the_table_says_and_nothing_else():
    city = build()
    door = Door(city)
    now = asked(city, door)
    if "SIGN_RIGHTS" in os.environ:
        sign(now)
    table = signed()
    ours = [fault for fault in door.faults if " /cms/" not in fault]
    assert not ours, "\n".join(ours)
    changed = {address: row for address, row in now.items() if table.get(address) != row}
    assert not changed, f"Read each line; sign it by putting it into rights.txt:\n{written(changed)}"
    assert not set(table) - set(now), "addresses that are gone stand in rights.txt"


def test_those_who_stand_for_each_other_have_the_same_part_in_cms():
    city = build()
    inside = {role for role in ROLES[1:-1] if User.objects.get(pk=city.who[role].pk).has_perm("wagtailadmin.access_admin")}
    assert not inside & set(ALIKE["/cms/"])
    assert inside == {role for role in GROUPS if GROUPS[role] in roles.STAFF}


def test_nothing_is_changed_by_a_form_from_elsewhere():
    city = build()
    door, targets = Door(city), Targets(city)
    open_doors = set()
    for pattern in patterns():
        address = next(iter(targets.of(pattern).values()))
        if door.ask("administrator", "POST", address, checks_token=True).status_code not in (403, 404, 405):
            open_doors.add(pattern)
    assert open_doors == WITHOUT_TOKEN


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "DELETE"])
def test_rare_methods_break_nothing(method):
    city = build()
    door, targets = Door(city), Targets(city)
    answers = {}
    for pattern in patterns():
        if not pattern.startswith("cms/"):
            answers[pattern] = door.ask("citizen", method, next(iter(targets.of(pattern).values()))).status_code
    # What it waits for is not there in tests.
    assert answers.pop("readyz") == 503
    assert not {pattern: status for pattern, status in answers.items() if status >= 500}
