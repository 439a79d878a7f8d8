"""Each right of debates × each role × each state of a debate."""

import pytest
from django.contrib.auth.models import AnonymousUser
from rules import has_perm

from accounts import roles
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import ArgumentFactory, DebateFactory

pytestmark = pytest.mark.django_db

PEOPLE = (
    *("anonymous", "proposer", "writer", "citizen", "former member", "official", "expert", "panel"),
    *("debate's moderator", "moderator", "editor", "idea office", "superuser"),
)
ALL = set(PEOPLE)
MEMBERS = ALL - {"anonymous", "former member"}
OFFICE = {"idea office", "superuser"}
BEHIND = OFFICE | {"moderator"}
RUNS = OFFICE | {"debate's moderator"}
RESPONDS = OFFICE | {"proposer", "official", "expert"}
STATES = {
    "running": {},
    "coming": {"coming": True},
    "over": {"over": True},
    "closed": {"closed": True},
    "hidden": {"visibility": "hidden"},
    "of a hidden idea": {"idea__visibility": "hidden"},
}
# right → state → who. A state that is missing is closed to everybody.
TABLE = {
    "read_debate": {**dict.fromkeys(("running", "coming", "over", "closed"), ALL), "hidden": BEHIND, "of a hidden idea": BEHIND},
    "open_debate": dict.fromkeys(STATES, OFFICE),
    "run_debate": dict.fromkeys(STATES, RUNS),
    "summarise_debate": {"closed": RUNS},
    "take_stance": {"running": MEMBERS},
    "argue": {"running": MEMBERS},
    "delete_argument": {"running": {"writer"}},
    "find_helpful": {"running": MEMBERS - {"writer"}},
    "respond_to_argument": {"running": RESPONDS},
}
OF_ARGUMENT = {"delete_argument", "find_helpful", "respond_to_argument"}


@pytest.fixture
def people():
    return {
        "anonymous": AnonymousUser(),
        "proposer": UserFactory(),
        "writer": UserFactory(),
        "citizen": UserFactory(),
        "former member": UserFactory(is_active=False),
        "official": AppointmentFactory().user,
        "expert": UserFactory(role=roles.EXPERTS),
        "panel": UserFactory(role=roles.PANEL),
        "debate's moderator": UserFactory(),
        "moderator": UserFactory(role=roles.MODERATORS),
        "editor": UserFactory(role=roles.EDITORS),
        "idea office": UserFactory(role=roles.IDEA_OFFICE),
        "superuser": UserFactory(is_superuser=True),
    }


@pytest.mark.parametrize("state", STATES)
def test_everybody_has_exactly_the_rights_of_the_table(people, state):
    debate = DebateFactory(idea__author=people["proposer"], moderator=people["debate's moderator"], **STATES[state])
    argument = ArgumentFactory(debate=debate, author=people["writer"])
    for right, states in TABLE.items():
        thing = argument if right in OF_ARGUMENT else debate
        allowed = {name for name, person in people.items() if has_perm(f"ideas.{right}", person, thing)}
        assert allowed == states.get(state, set()), right


def test_the_city_may_not_be_asked_before_an_address_is_confirmed(settings):
    settings.OASIS_CONFIRMED_EMAIL = True
    argument, citizen = ArgumentFactory(), UserFactory()
    assert not has_perm("ideas.take_stance", citizen, argument.debate)
    assert not has_perm("ideas.argue", citizen, argument.debate)
    assert not has_perm("ideas.find_helpful", citizen, argument)
