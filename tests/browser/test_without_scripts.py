"""The whole journey of a citizen on a telephone with JavaScript switched off."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from ideas import participation
from ideas.models import Comment, Idea, Photo
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, IdeaFactory
from tests.factories.uploads import photo_bytes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def neighbours_idea(transactional_db, settings, tmp_path):
    """An idea of somebody else's with one comment, among others; photos lie on disk."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    idea = IdeaFactory(title="걷고 싶은 한강다리", category=CategoryFactory(name="한강과 물길", slug="river"), number=900)
    participation.comment(idea, UserFactory(), "저도 그 다리를 자주 걸어요.")
    IdeaFactory.create_batch(
        3, title="도서관을 밤에도 열어요", body="퇴근하고 읽을 수 있게요.", excerpt="퇴근하고 읽을 수 있게요."
    )
    return idea


@pytest.fixture
def plain(open_page):
    """A telephone that runs no scripts."""
    return open_page(width=390, height=844, touch=True, scripts=False)


def visit(page, address):
    """Open an address; what stands further down may still be on its way."""
    page.goto(address, wait_until="domcontentloaded")


def press(page, name, role="button"):
    page.get_by_role(role, name=name, exact=True).first.click()


def test_a_visitor_reads_searches_and_chooses(plain, neighbours_idea):
    visit(plain, "/")
    plain.locator(".site-menu > summary").click()
    plain.locator(".site-menu").get_by_role("link", name="상상 목록").click()
    plain.get_by_role("searchbox", name="찾을 말").fill("한강다리")
    plain.locator(".list-search button").click()
    expect(plain.locator(".idea-card")).to_have_count(1)
    visit(plain, "/ideas/")
    plain.locator("#filters > summary").click()
    plain.get_by_label("한강과 물길").check()
    press(plain, "이대로 보기")
    expect(plain.locator(".idea-card")).to_have_count(1)
    press(plain, "걷고 싶은 한강다리", "link")
    expect(plain.locator("h1")).to_have_text("걷고 싶은 한강다리")
    expect(plain.get_by_text("저도 그 다리를 자주 걸어요.")).to_be_visible()
    visit(plain, "/search/?q=한강다리")
    expect(plain.locator(".search__item")).to_have_count(1)


def test_a_citizen_joins_writes_and_takes_part(plain, neighbours_idea):
    join(plain)
    idea = publish_with_a_photo(plain)
    change_the_wording(plain, idea)
    recommend_and_take_back(plain, neighbours_idea)
    comment_and_reply(plain, neighbours_idea)
    withdraw(plain, idea)
    switch_the_language_and_leave(plain)


def join(page):
    visit(page, "/accounts/signup/")
    page.get_by_label("이메일").fill("drop@example.org")
    page.get_by_label("별명").fill("첫방울")
    page.get_by_label("비밀번호").fill("우물가의-달빛-7")
    for box in page.locator("fieldset.consents input[type=checkbox]").all()[:2]:
        box.check()
    press(page, "가입하고 시작하기")
    page.wait_for_url("**/")
    assert User.objects.get(nickname="첫방울").email == "drop@example.org"


def publish_with_a_photo(page) -> Idea:
    visit(page, "/ideas/new/")
    page.get_by_label("제목").fill("골목마다 작은 의자를")
    page.get_by_label("내용").fill("잠깐 앉을 곳이 있으면 좋겠어요.")
    page.locator("input[name=photos]").set_input_files([{"name": "alley.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}])
    press(page, "미리보기")
    expect(page.get_by_text("아직 올라가지 않았어요.")).to_be_visible()
    press(page, "올리기")
    expect(page.get_by_text("상상 한 방울이 떨어졌어요!")).to_be_visible()
    idea = Idea.objects.get(title="골목마다 작은 의자를")
    assert Photo.objects.filter(idea=idea).count() == 1
    visit(page, idea.get_absolute_url())
    expect(page.get_by_text("상상 한 방울이 떨어졌어요!")).to_have_count(0)
    return idea


def change_the_wording(page, idea):
    press(page, "글 고치기", "link")
    page.get_by_label("내용").fill("잠깐 앉을 곳과 그늘이 있으면 좋겠어요.")
    press(page, "고친 글 올리기")
    expect(page.locator(".idea__text")).to_contain_text("그늘이 있으면")
    page.get_by_role("link", name="고친 글이에요").click()
    expect(page.locator("ins").first).to_be_visible()


def recommend_and_take_back(page, idea):
    visit(page, idea.get_absolute_url())
    page.locator(".recommend button").click()
    expect(page.get_by_text("추천했어요. 고마워요!")).to_be_visible()
    page.locator(".recommend button").click()
    expect(page.get_by_text("추천을 거두었어요.")).to_be_visible()
    idea.refresh_from_db()
    assert idea.recommendation_count == 0


def comment_and_reply(page, idea):
    visit(page, idea.get_absolute_url())
    page.locator("#comment-form textarea").fill("의자가 있으면 더 좋겠어요.")
    press(page, "의견 남기기")
    expect(page.get_by_text("의견을 남겼어요. 고마워요!")).to_be_visible()
    visit(page, idea.get_absolute_url())
    page.get_by_role("link", name="답글 쓰기").last.click()
    page.locator("main textarea").fill("저도요.")
    press(page, "답글 남기기")
    expect(page.locator(".comment--reply").get_by_text("저도요.")).to_be_visible()
    assert list(Comment.objects.filter(idea=idea, author__nickname="첫방울").values_list("parent_id", flat=True)).count(None) == 1


def withdraw(page, idea):
    visit(page, idea.get_absolute_url())
    press(page, "거둬들이기", "link")
    page.get_by_label("거둬들이는 까닭").fill("다시 쓸게요")
    press(page, "거둬들이기")
    expect(page.get_by_text("까닭: 다시 쓸게요")).to_be_visible()


def switch_the_language_and_leave(page):
    press(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    press(page, "한국어")
    visit(page, "/me/")
    page.locator("main").get_by_role("button", name="나가기").click()
    visit(page, "/me/")
    page.wait_for_url("**/accounts/login/**")
