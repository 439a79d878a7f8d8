"""The browser, the live server and the database play together."""

import pytest

from tests.factories.accounts import UserFactory


def test_the_site_answers_a_browser(page, phone):
    for window in (page, phone):
        answer = window.goto("/healthz")
        assert answer.json() == {"status": "ok"}


def test_a_member_is_logged_in_by_the_helper(page, log_in):
    log_in(page, UserFactory())
    page.goto("/healthz")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"sessionid"}


def test_the_check_for_barriers_finds_one(page, axe):
    page.goto("/healthz")
    page.set_content('<main><h1>Bild</h1><img src="data:,"></main>')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
