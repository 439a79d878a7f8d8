"""The announcement bar: on every public page while it is due, for everybody, and nowhere else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from accounts import roles
from home.models import Announcement, StandardPage
from home.models.announcement import Tone
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db

WORDS = "토요일 밤에 서버를 옮겨요."


@pytest.fixture
def announce():
    """announce(text="…", …): puts it up."""

    def made(text=WORDS, **fields):
        return Announcement.objects.update_or_create(site=Site.objects.get(), defaults={"text": text, **fields})[0]

    return made


def bar(client, address="/"):
    """The announcement of a page, empty without one."""
    _before, found, after = client.get(address).text.partition('<div class="announcement')
    return after.partition("</button>")[0] if found else ""


@pytest.mark.parametrize("address", ["/", "/ideas/", "idea", "/search/", "/accounts/login/", "/nothing-here/"])
def test_it_stands_on_every_public_page_at_once(client, announce, address):
    idea = IdeaFactory()
    address = idea.get_absolute_url() if address == "idea" else address
    assert not bar(client, address)
    announce()
    assert WORDS in bar(client, address)


def test_it_is_a_region_with_a_name_and_says_its_tone(client, announce):
    announce(tone=Tone.CARE)
    text = bar(client)
    assert 'role="region" aria-label="알림"' in text
    assert "<strong" in text
    assert "주의" in text


def test_it_is_not_shown_to_those_at_work_in_cms(client, announce):
    announce()
    client.force_login(UserFactory(role=roles.EDITORS), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert WORDS not in client.get("/cms/").text


@pytest.mark.parametrize(
    ("begins", "ends", "due"),
    [(None, None, True), (-1, None, True), (1, None, False), (None, 1, True), (None, -1, False), (-2, -1, False), (-1, 1, True)],
)
def test_it_comes_and_goes_on_time(client, announce, begins, ends, due):
    now = timezone.now()
    times = {
        name: now + timedelta(hours=hours) for name, hours in (("starts_at", begins), ("ends_at", ends)) if hours is not None
    }
    announce(**times)
    assert bool(bar(client)) is due


def test_the_last_moment_is_over():
    now = timezone.now()
    assert not Announcement(text=WORDS, ends_at=now).is_due(now)
    assert Announcement(text=WORDS, starts_at=now).is_due(now)


def test_without_words_there_is_none(client, announce):
    announce(text="")
    text = client.get("/").text
    assert "announcement" not in text


def test_it_leads_to_a_page_or_an_address(client, announce, front):
    page = front.add_child(instance=StandardPage(title="새 소식", slug="news"))
    announce(page=page)
    assert f'<a href="/news/">{WORDS}</a>' in bar(client)
    announce(page=None, url="https://example.org/")
    assert f'<a href="https://example.org/">{WORDS}</a>' in bar(client)


def test_it_leads_nowhere_once_its_page_is_gone(client, announce, front):
    page = front.add_child(instance=StandardPage(title="새 소식", slug="news"))
    announce(page=page)
    page.unpublish()
    assert "<a " not in bar(client)
    assert WORDS in bar(client)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "example.org"])
def test_an_address_stays_on_the_web(url):
    with pytest.raises(ValidationError, match="주소는"):
        Announcement(text=WORDS, url=url).clean()


def test_it_leads_to_one_place_only(front):
    with pytest.raises(ValidationError, match="하나만"):
        Announcement(text=WORDS, url="/ideas/", page=front).clean()


def test_it_ends_after_it_began():
    now = timezone.now()
    with pytest.raises(ValidationError, match="뒤여야"):
        Announcement(text=WORDS, starts_at=now, ends_at=now).clean()


def test_words_are_shown_as_words(client, announce):
    announce(text="<b>굵게</b>")
    assert "&lt;b&gt;굵게" in bar(client)


def test_english_pages_say_it_in_english_when_they_can(client, announce):
    client.cookies["django_language"] = "en"
    announce()
    assert f'<span lang="ko">{WORDS}</span>' in bar(client)
    announce(text_en="We move house on Saturday night.")
    assert "We move house on Saturday night." in bar(client)


def test_new_words_are_not_taken_for_those_that_were_put_away(client, announce):
    announce()
    first = client.get("/").text.partition('data-announcement="')[2][:12]
    announce(text="새로운 소식")
    assert client.get("/").text.partition('data-announcement="')[2][:12] != first


def form_of_the_announcement() -> tuple[str, dict]:
    """The address of the form and its contents."""
    form = {"text": WORDS, "text_en": "", "tone": "notice", "page": "", "url": "", "starts_at": "", "ends_at": ""}
    return reverse("wagtailsettings:edit", args=["home", "announcement", Site.objects.get().pk]), form


@pytest.mark.parametrize("role", [roles.EDITORS, roles.ADMINISTRATORS])
def test_editors_put_it_up_and_see_it_before(client, role):
    client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    address, form = form_of_the_announcement()
    preview = reverse("wagtailsettings:preview_on_edit", args=address.split("/")[3:6])
    later = timezone.localtime() + timedelta(days=1)
    assert client.post(preview, form | {"starts_at": f"{later:%Y-%m-%d %H:%M}"}).json()["is_valid"]
    assert WORDS in client.get(preview).text, "an announcement for tomorrow is previewed today"
    assert not bar(client)
    assert client.post(address, form).status_code == 302
    assert WORDS in bar(client)


@pytest.mark.parametrize("role", ["", roles.IDEA_OFFICE, roles.MODERATORS, roles.OFFICIALS, roles.EXPERTS, roles.PANEL])
def test_nobody_else_does(client, role):
    client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    address, form = form_of_the_announcement()
    assert client.post(address, form).status_code in (302, 403)
    assert not Announcement.objects.filter(text=WORDS).exists()


def test_times_are_times_in_seoul(client):
    client.force_login(UserFactory(role=roles.EDITORS), backend="allauth.account.auth_backends.AuthenticationBackend")
    address, form = form_of_the_announcement()
    client.post(address, form | {"starts_at": "2030-01-01 09:00"})
    assert Announcement.objects.get().starts_at.isoformat() == "2030-01-01T00:00:00+00:00"
