"""What strangers and hostile senders may push into the house (ASVS 5, TRUST.md X4, X10, X11)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from ideas.forms.uploads import takes_files
from ideas.models import CardPhoto
from tests.factories.accounts import UserFactory
from tests.factories.cards import planned_card
from tests.factories.uploads import photo, photo_bytes

pytestmark = pytest.mark.django_db


def received(user, *files):
    """What a view that takes files gets from somebody."""
    request = RequestFactory().post("/", {"words": "글", "photos": list(files)})
    request.user, request._dont_enforce_csrf_checks = user, True
    takes_files(lambda request: None)(request)
    return request


def test_words_of_a_stranger_arrive_and_their_files_are_never_stored():
    request = received(AnonymousUser(), photo("a.jpg"), photo("b.jpg"))
    assert request.POST["words"] == "글"
    assert not request.FILES
    assert request.left_out == ["a.jpg", "b.jpg"]
    assert len(received(UserFactory(), photo("a.jpg")).FILES) == 1


REPORT = {"body": "기초를 놓았어요.", "alt_1": "공사 모습"}
HOSTILE = {
    "a page": ("a.jpg", b"<html><script>alert(1)</script>"),
    "a drawing with a script": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    "a drawing under another name": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "a picture of a billion points": (
        "a.png",
        photo_bytes("PNG")[:16] + b"\x00\x00\x80\x00\x00\x00\x80\x00" + photo_bytes("PNG")[24:],
    ),
    "a film": ("a.gif", b"GIF89a" + b"\x00" * 40),
    "nothing": ("a.jpg", b""),
    "half a picture": ("a.jpg", photo_bytes()[:120]),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_card_takes_pictures_only_and_says_so(client, what):
    card, held = planned_card()
    client.force_login(held.user)
    name, content = HOSTILE[what]
    sent = {**REPORT, "known": card.revision, "photo_1": SimpleUploadedFile(name, content, "image/jpeg")}
    response = client.post(f"/desk/cards/{card.pk}/report/", sent)
    assert response.status_code == 422
    assert "기초를 놓았어요." in response.content.decode()
    assert not CardPhoto.objects.exists()


def test_a_picture_is_drawn_anew_so_that_nothing_hangs_behind_it(client):
    card, held = planned_card()
    client.force_login(held.user)
    both = SimpleUploadedFile("../../<b>.jpg", photo_bytes() + b"PK\x03\x04<script>alert(1)</script>", "image/jpeg")
    response = client.post(f"/desk/cards/{card.pk}/report/", {**REPORT, "known": card.revision, "photo_1": both})
    assert response.status_code == 302
    row = CardPhoto.objects.get()
    assert row.image.read()[:4] == b"RIFF"
    assert b"script" not in row.image.open().read()
    assert row.image.name.endswith(".webp")
    assert ".." not in row.image.name
    assert "<" not in row.image.name
