"""One door for everybody: how people come to /cms/, or do not."""

from urllib.parse import unquote

import pytest

from accounts import roles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_visitor_logs_in_where_everybody_does_and_comes_back(client):
    answer = client.get("/cms/", follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == "/accounts/login/?next=/cms/"
    assert answer.status_code == 200


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/cms/login/?next=/cms/"])
def test_a_member_without_a_part_in_it_is_told_so_once(client, address):
    client.force_login(UserFactory())
    answer = client.get(address, follow=True)
    assert len(answer.redirect_chain) <= 1
    assert answer.status_code == 403


def test_an_editor_walks_in(client):
    client.force_login(UserFactory(role=roles.EDITORS))
    assert client.get("/cms/").status_code == 200
