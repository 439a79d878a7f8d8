"""Passkeys with a real browser and a virtual device: made, used alone, used as a second step."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(phone):
    """A telephone whose owner always puts the finger on it."""
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, made["authenticatorId"]


def press(page, selector):
    with page.expect_navigation():
        page.click(selector)


def leave(page):
    page.goto("/accounts/logout/")
    press(page, "main form.card button[type=submit]")


def test_a_passkey_is_made_opens_the_door_alone_and_confirms_a_password(phone, device, log_in, axe):
    UserFactory(email="whale@example.org")
    phone.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    phone.fill("[name=login]", "whale@example.org")
    phone.fill("[name=password]", "oasis-pass-1")
    press(phone, "main form.card button[type=submit]")
    phone.fill("[name=password]", "oasis-pass-1")
    press(phone, "main form.card button[type=submit]")
    axe(phone)
    phone.fill("[name=name]", "내 전화")
    press(phone, "form[data-passkey] button")
    assert phone.url.endswith("/accounts/2fa/recovery-codes/")
    axe(phone)
    leave(phone)

    phone.goto("/accounts/login/?next=/me/settings/")
    axe(phone)
    press(phone, "form[data-passkey] button")
    assert phone.url.endswith("/me/settings/")
    leave(phone)

    phone.goto("/accounts/login/?next=/me/settings/")
    phone.fill("[name=login]", "whale@example.org")
    phone.fill("[name=password]", "oasis-pass-1")
    press(phone, "main form.card button[type=submit]")
    assert phone.url.endswith("/accounts/2fa/authenticate/")
    axe(phone)
    press(phone, "form[data-passkey] button")
    assert phone.url.endswith("/me/settings/")


def test_a_finger_that_does_not_fit_is_told_in_words(phone, device):
    session, authenticator = device
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    phone.goto("/accounts/login/")
    phone.click("form[data-passkey] button")
    problem = phone.locator("[data-passkey-problem]")
    problem.wait_for(state="visible")
    assert "다시 눌러 주세요" in problem.inner_text()
    assert phone.is_enabled("form[data-passkey] button")


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_the_doors_fit_a_phone_and_a_screen_reader(open_page, axe, no_sideways_scroll, address):
    for shape in ({"width": 320, "height": 700, "touch": True}, {"width": 1280, "dark": True}):
        page = open_page(**shape)
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize(
    "address",
    ["/me/settings/", "/me/tokens/", "/accounts/2fa/", "/accounts/email/", "/accounts/sessions/", "/accounts/password/change/"],
)
def test_the_settings_fit_a_phone_and_a_screen_reader(open_page, log_in, axe, no_sideways_scroll, address):
    member = UserFactory(email="a-member-with-a-very-long-address-indeed@long.example.org", nickname="가나다라마바사아자차카타")
    for shape in ({"width": 320, "height": 700, "touch": True}, {"width": 1280, "dark": True}):
        page = open_page(**shape)
        log_in(page, member)
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)
