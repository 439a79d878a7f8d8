"""Writing in a real browser: what is typed is saved by itself, comes back, and goes out."""

import pytest
from playwright.sync_api import expect

from ideas.models import Idea, Photo
from tests.factories.accounts import UserFactory
from tests.factories.uploads import photo_bytes

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _photos_in_memory(complaints):
    """Tests keep files in memory, where the server of /media/ does not look."""
    yield
    complaints.forgive("/media/photos/")


def picture(name="photo.jpg", content=None):
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo_bytes() if content is None else content}


def test_what_is_typed_is_saved_by_itself_comes_back_and_goes_out(phone, log_in):
    citizen = UserFactory()
    log_in(phone, citizen)
    phone.goto("/ideas/new/")
    phone.get_by_label("제목").fill("한강 다리에 그늘을")
    phone.get_by_role("button", name="개선방안").click()
    phone.keyboard.type("그늘막을 놓아요.")
    expect(phone.locator("[data-whisper]")).to_contain_text("저장됨", timeout=9_000)
    key = Idea.objects.get().draft_key
    phone.goto(f"/ideas/new/?draft={key}")
    expect(phone.get_by_label("내용")).to_have_value("■ 개선방안\n그늘막을 놓아요.")
    phone.get_by_role("button", name="올리기").click()
    phone.wait_for_url("**/ideas/1/")
    assert Idea.objects.get().body == "■ 개선방안\n그늘막을 놓아요."


def test_leaving_the_page_saves_at_once(page, log_in):
    log_in(page, UserFactory())
    page.goto("/ideas/new/")
    page.get_by_label("제목").fill("서둘러 쓴 상상")
    page.goto("/ideas/")
    page.goto("/ideas/new/")
    page.locator(".write__drafts summary").click()
    expect(page.get_by_role("link", name="서둘러 쓴 상상")).to_be_visible()


def test_photos_go_up_while_writing_and_a_bad_one_is_named(page, log_in):
    log_in(page, UserFactory())
    page.goto("/ideas/new/")
    page.get_by_label("제목").fill("사진 있는 상상")
    page.locator("input[name=photos]").set_input_files([picture(), picture("broken.jpg", b"<svg/>"), picture("second.jpg")])
    expect(page.get_by_label("사진 2에 무엇이 보이나요?")).to_be_visible()
    page.get_by_label("사진 2에 무엇이 보이나요?").fill("두 번째")
    page.get_by_role("button", name="앞으로").click()
    expect(page.get_by_label("사진 1에 무엇이 보이나요?")).to_have_value("두 번째")
    assert list(Photo.objects.order_by("position").values_list("alt", flat=True)) == ["두 번째", ""]
    page.get_by_role("button", name="빼기 (사진 2)").click()
    expect(page.get_by_label("사진 2에 무엇이 보이나요?")).to_have_count(0)
    expect(page.get_by_label("제목")).to_have_value("사진 있는 상상")


def test_without_a_connection_one_goes_on_writing(page, complaints, log_in):
    log_in(page, UserFactory())
    page.goto("/ideas/new/")
    page.context.set_offline(True)
    page.get_by_label("제목").fill("끊긴 곳에서 쓴 상상")
    expect(page.locator("[data-whisper]")).to_contain_text("이 기기에만 저장했어요", timeout=9_000)
    page.context.set_offline(False)
    page.get_by_label("내용").fill("다시 이어졌어요.")
    expect(page.locator("[data-whisper]")).to_contain_text("저장됨", timeout=9_000)
    assert Idea.objects.get().title == "끊긴 곳에서 쓴 상상"
    complaints.forgive("ERR_INTERNET_DISCONNECTED")


@pytest.mark.parametrize(("whose", "offered"), [("mine", 1), ("", 1), ("other", 0)])
def test_words_only_this_device_has_are_offered_to_their_writer(page, log_in, whose, offered):
    citizen = UserFactory()
    member = {"mine": str(citizen.pk), "other": str(citizen.pk + 1)}.get(whose, whose)
    log_in(page, citizen)
    page.goto("/ideas/new/")
    page.evaluate(
        """(member) => localStorage.setItem("oasis-words:7c9e6679-7425-40de-944b-e07fc1f90ae7",
            JSON.stringify({ title: "남은 상상", body: "남은 글", member, at: Date.now() }))""",
        member,
    )
    page.goto("/ideas/new/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="되살리기")).to_have_count(offered)
    if offered:
        page.get_by_role("button", name="되살리기").click()
        expect(page.get_by_label("내용")).to_have_value("남은 글")


def test_a_visitor_types_first_and_logs_in_later(page, log_in):
    page.goto("/ideas/new/")
    page.get_by_label("제목").fill("손님의 상상")
    page.get_by_label("내용").fill("먼저 쓰고 나중에 로그인해요.")
    page.get_by_role("button", name="올리기").click()
    page.wait_for_url("**/accounts/login/**")
    log_in(page, UserFactory())
    page.goto("/ideas/new/")
    page.get_by_role("button", name="되살리기").click()  # the helper begins a new session: the copy on the device is left
    expect(page.get_by_label("내용")).to_have_value("먼저 쓰고 나중에 로그인해요.")


def test_the_page_works_without_scripts(open_page, log_in):
    page = open_page(width=390, scripts=False)
    log_in(page, UserFactory())
    page.goto("/ideas/new/")
    page.get_by_label("제목").fill("스크립트 없이")
    page.get_by_label("제목").press("Enter")
    expect(page.get_by_text("여기까지 저장했어요.")).to_be_visible()
    page.get_by_label("내용").fill("그래도 올라가요.")
    page.locator("input[name=photos]").set_input_files([picture()])
    page.get_by_role("button", name="미리보기").click()
    page.get_by_role("button", name="올리기").click()
    page.wait_for_url("**/ideas/1/")
    assert Photo.objects.count() == 1


def test_the_page_is_for_everybody(open_page, log_in, axe, no_sideways_scroll):
    citizen = UserFactory()
    for shape in ({"width": 320}, {"width": 1280}, {"width": 390, "dark": True}):
        page = open_page(**shape)
        log_in(page, citizen)
        page.goto("/ideas/new/")
        page.get_by_role("button", name="올리기").click()
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_label("제목").fill("전화 010-1234-5678")
        page.get_by_label("내용").fill("저는 우울증이 있어요")
        page.locator(".write__more summary").click()
        page.locator("input[name=photos]").set_input_files([picture()])
        expect(page.get_by_label("사진 1에 무엇이 보이나요?")).to_be_visible()
        axe(page)
        no_sideways_scroll(page)
        page.get_by_role("button", name="올리기").click()
        expect(page.get_by_role("button", name="이대로 올릴게요")).to_be_visible()
        axe(page)
        no_sideways_scroll(page)
