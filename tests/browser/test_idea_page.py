"""What scripts add to the page of an idea: photos in full, and a comment sent from a page of its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from ideas import attachments
from ideas.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.gallery.photos import photograph

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def idea(transactional_db, settings, tmp_path):
    """An idea with a tall photo and a wide one."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    idea = IdeaFactory()
    for words, size in (("높은 나무", (600, 1100)), ("넓은 강", (1600, 420))):
        photo = attachments.add_photo(idea, idea.author, SimpleUploadedFile("photo.jpg", photograph(*size)))
        attachments.describe(photo, idea.author, words)
    return idea


def test_a_photo_opens_in_full_and_gives_the_focus_back(idea, page, axe):
    page.goto(idea.get_absolute_url())
    link = page.locator(".photos__one").first
    link.focus()
    page.keyboard.press("Enter")
    view = page.get_by_role("dialog", name="사진 크게 보기")
    expect(view.locator("img")).to_have_attribute("alt", "높은 나무")
    box = view.locator("img").bounding_box()
    assert box["height"] > 0
    assert box["y"] + box["height"] <= 900
    axe(page)
    page.keyboard.press("ArrowRight")
    expect(view.locator("img")).to_have_attribute("alt", "넓은 강")
    expect(view).to_contain_text("2/2")
    page.keyboard.press("Escape")
    expect(view).to_be_hidden()
    expect(page.locator(".photos__one").nth(1)).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_tall_photo_leaves_room_for_the_words(idea, open_page, width):
    idea.photos.order_by("position").last().delete()
    page = open_page(width=width)
    page.goto(idea.get_absolute_url())
    box = page.locator(".photos__one img").bounding_box()
    assert box["height"] <= 900 * 0.7 + 1
    assert abs(box["height"] / box["width"] - 1100 / 600) < 0.05


def test_a_comment_is_sent_from_the_page_of_its_own(idea, page, log_in):
    log_in(page, UserFactory())
    page.goto(f"{idea.get_absolute_url()}comments/")
    page.locator("main textarea").fill("돌아와서 마저 써요.")
    page.get_by_role("button", name="의견 남기기").click()
    expect(page.get_by_text("의견을 남겼어요. 고마워요!")).to_be_visible()
    assert Comment.objects.get().body == "돌아와서 마저 써요."
