"""Addresses of log-in services that this city does not use break nothing."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("service", ["kakao", "naver", "oidc/oidc"])
@pytest.mark.parametrize("page", ["login/", "login/callback/"])
def test_a_service_that_is_not_set_up_is_not_there(client, service, page):
    client.raise_request_exception = False
    assert client.get(f"/accounts/{service}/{page}").status_code == 404
    assert client.post(f"/accounts/{service}/{page}").status_code == 404
