"""The awkward panel of the gallery can be made, and each of its pages opens."""

import pytest

from accounts import roles
from tests.factories.accounts import UserFactory
from tests.gallery.panel import SCENES, awkward_panel

pytestmark = pytest.mark.django_db


def test_every_scene_of_the_panel_opens(client):
    who = {name: UserFactory() for name in ("writer", "newcomer", "neighbour")} | {"office": UserFactory(role=roles.IDEA_OFFICE)}
    numbers = awkward_panel(who)
    for scene in SCENES:
        client.logout()
        if scene.who:
            client.force_login(who[scene.who], backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(scene.path.format(**numbers)).status_code == 200, scene.name
