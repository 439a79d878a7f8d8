"""Name, logo, colours and the ways through the site: what editors set is what everybody sees."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Site

from accounts import roles
from home.models import BrandSettings, CustomImage, StandardPage
from home.navigation import Frame, Link, frame_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand():
    """brand(name="…", …): the settings of the site."""

    def made(**fields):
        return BrandSettings.objects.update_or_create(site=Site.objects.get(), defaults=fields)[0]

    return made


@pytest.fixture
def picture(settings, tmp_path):
    """picture(size): an image of the editors' library."""
    settings.MEDIA_ROOT = tmp_path

    def made(size=(400, 100), title="로고"):
        out = io.BytesIO()
        Image.new("RGBA", size, (20, 60, 120, 255)).save(out, "PNG")
        return CustomImage.objects.create(title=title, file=ContentFile(out.getvalue(), name="logo.png"))

    return made


@pytest.fixture
def staff(client):
    """staff(role): a browser logged in as a member of that group."""

    def logged_in(role):
        client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return logged_in


# -- colours ------------------------------------------------------------------------------------


def test_a_site_without_colours_of_its_own_needs_no_second_style_sheet(client):
    text = client.get("/").text
    assert "brand.css" not in text
    assert '<meta name="theme-color" content="#fbf6ec" media="(prefers-color-scheme: light)">' in text


def test_chosen_colours_reach_every_page_after_the_style_sheet(client, brand):
    client.get("/ideas/")
    brand(main_colour="#7A1FA2", ground_colour="#FDEEF4")
    text = client.get("/ideas/").text
    assert text.index("css/oasis.css") < text.index("/brand.css?main=7a1fa2&amp;ground=fdeef4&amp;v=")
    assert '<meta name="theme-color" content="#fdeef4" media="(prefers-color-scheme: light)">' in text


# -- logo ---------------------------------------------------------------------------------------


def test_a_logo_stands_beside_the_name_and_says_nothing_twice(client, brand, picture):
    brand(logo=picture(), name="상상마을")
    text = client.get("/").text
    assert 'alt=""' in text
    assert '<span class="brand__name">상상마을</span>' in text


def test_a_logo_that_holds_the_name_says_it(client, brand, picture):
    brand(logo=picture(), name="상상마을", shows_name=False)
    text = client.get("/").text
    assert 'alt="상상마을"' in text
    assert "brand__name" not in text


def test_the_logo_says_its_size_so_that_nothing_jumps(brand, picture, rf):
    brand(logo=picture((1600, 200)))
    logo = frame_for(rf.get("/")).logo
    assert (logo.width, logo.height) == (720, 90)


def test_a_logo_for_the_dark_is_shown_in_the_dark(client, brand, picture):
    brand(logo=picture(), logo_at_night=picture(title="밤"))
    text = client.get("/").text
    assert 'media="(prefers-color-scheme: dark)"' in text
    assert "logo--plate" not in text


def test_without_one_the_logo_keeps_a_light_plate(client, brand, picture):
    brand(logo=picture())
    assert "logo--plate" in client.get("/").text


def test_a_lost_file_costs_the_logo_and_not_the_page(client, brand, picture):
    logo = picture()
    brand(logo=logo, shows_name=False, name="상상마을")
    logo.file.storage.delete(logo.file.name)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "상상마을" in answer.text


def test_the_frame_costs_no_query_once_it_is_known_even_with_everything_on(brand, picture, rf, django_assert_num_queries):
    brand(logo=picture(), logo_at_night=picture(), main_colour="#7A1FA2")
    frame_for(rf.get("/"))
    with django_assert_num_queries(0):
        frame_for(rf.get("/ideas/"))


# -- menu, breadcrumbs, footer ------------------------------------------------------------------


@pytest.fixture
def guide(front):
    """A page of the menu with a page of the menu, a page of the footer and a quiet page under it."""
    above = front.add_child(instance=StandardPage(title="이용 방법", slug="guide", show_in_menus=True))
    above.add_child(instance=StandardPage(title="상상 쓰는 법", slug="write", show_in_menus=True))
    above.add_child(instance=StandardPage(title="운영 원칙", slug="rules", show_in_footer=True))
    above.add_child(instance=StandardPage(title="조용한 쪽", slug="quiet"))
    return above


def test_pages_under_a_menu_entry_stand_under_it(guide, rf):
    frame = frame_for(rf.get("/"))
    assert frame.menu == (Link("이용 방법", "/guide/", (Link("상상 쓰는 법", "/guide/write/"),)),)
    assert [link.url for link in frame.footer] == ["/guide/rules/"]


def test_a_page_under_one_that_left_the_menu_left_it_too(guide, rf):
    guide.show_in_menus = False
    guide.save_revision().publish()
    assert frame_for(rf.get("/")).menu == ()


def test_the_entry_above_the_open_page_is_marked(guide, client):
    text = client.get("/guide/quiet/").text
    assert '<a href="/guide/" aria-current="true">이용 방법</a>' in text
    assert '<a href="/guide/" aria-current="page">이용 방법</a>' in client.get("/guide/").text


def test_writing_is_not_marked_as_reading_the_list(client, staff):
    text = staff("").get("/ideas/new/").text
    assert '<a href="/ideas/">상상 목록</a>' in text
    assert 'href="/ideas/new/" aria-current="page"' in text


def test_a_page_below_another_says_where_it_is(guide, client):
    text = client.get("/guide/quiet/").text
    assert '<a href="/guide/">이용 방법</a></li>' in text.split('class="breadcrumb"')[1]
    assert '<span aria-current="page">조용한 쪽</span>' in text


def test_a_page_of_the_first_level_needs_no_breadcrumb_and_shows_what_is_below(guide, client):
    text = client.get("/guide/").text
    assert "breadcrumb" not in text
    assert "조용한 쪽" in text.split('class="pages-below"')[1]


def test_the_privacy_policy_stands_out_at_the_foot(front, client):
    front.add_child(instance=StandardPage(title="개인정보 처리방침", slug="privacy", show_in_footer=True))
    front.add_child(instance=StandardPage(title="약관", slug="terms", show_in_footer=True))
    text = client.get("/").text
    assert '<a href="/privacy/" class="site-footer__important">개인정보 처리방침</a>' in text
    assert '<a href="/terms/">약관</a>' in text


def test_the_foot_says_who_runs_the_site_and_where_its_source_is(client, brand, settings):
    assert "열린 소프트웨어" not in client.get("/").text
    settings.SOURCE_URL = "https://code.example/oasis"
    brand(operator="상상시 창의담당관")
    text = client.get("/").text
    assert "이 누리집은 상상시 창의담당관에서 운영해요." in text
    assert 'href="https://code.example/oasis"' in text


def test_a_menu_that_is_long_for_its_name_gets_a_row_of_its_own(client, brand, front):
    assert "site-header--long" not in client.get("/").text
    for number in range(8):
        front.add_child(instance=StandardPage(title=f"긴 이름의 쪽 {number}", slug=f"p{number}", show_in_menus=True))
    brand(name="천만상상 오아시스")
    text = client.get("/").text
    assert "site-header--long" in text
    assert text.count('aria-label="큰 차림표"') == 1


def test_a_logo_without_a_name_leaves_more_room_for_the_menu(rf, brand):
    frame = frame_for(rf.get("/"))
    links = tuple(Link("여섯 글자쪽", "/x/") for _ in range(2))
    plain = {name: getattr(frame, name) for name in Frame.__dataclass_fields__}
    assert Frame(**plain | {"menu": links, "name": "아주 긴 누리집 이름", "shows_name": True}).has_long_menu
    assert not Frame(**plain | {"menu": links, "name": "아주 긴 누리집 이름", "shows_name": False}).has_long_menu


# -- the form in /cms/ --------------------------------------------------------------------------


def form_of_the_brand(**changed) -> tuple[str, dict]:
    """The address of the form and its contents."""
    fields = ("tagline", "contact_email", "contact_phone", "address", "footer_text", "operator", "logo", "logo_at_night")
    colours = ("main_colour", "joy_colour", "growth_colour", "light_colour", "ground_colour")
    plain = dict.fromkeys((*fields, *colours), "") | {"name": "상상마을", "shows_name": "on"}
    return reverse("wagtailsettings:edit", args=["home", "brandsettings", Site.objects.get().pk]), plain | changed


@pytest.mark.parametrize("role", [roles.EDITORS, roles.ADMINISTRATORS])
def test_editors_change_name_and_colours(staff, role):
    address, form = form_of_the_brand(main_colour="#7A1FA2")
    browser = staff(role)
    assert 'type="color"' in browser.get(address).text
    assert browser.post(address, form).status_code == 302
    text = browser.get("/").text
    assert "상상마을" in text
    assert "/brand.css?main=7a1fa2" in text


@pytest.mark.parametrize("role", ["", roles.IDEA_OFFICE, roles.MODERATORS, roles.OFFICIALS, roles.EXPERTS, roles.PANEL])
def test_nobody_else_does(staff, role):
    address, form = form_of_the_brand()
    assert staff(role).post(address, form).status_code in (302, 403)
    assert not BrandSettings.objects.filter(name="상상마을").exists()


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#12345g", "#fff}body{x"])
def test_what_is_no_colour_is_not_saved(staff, colour):
    address, form = form_of_the_brand(main_colour=colour)
    assert staff(roles.EDITORS).post(address, form).status_code == 200, "the form is shown again"
    assert not BrandSettings.objects.exclude(main_colour="").exists()


def test_an_editor_sees_it_before_saving(staff):
    address, form = form_of_the_brand(main_colour="#FFD600")
    browser, preview = staff(roles.EDITORS), reverse("wagtailsettings:preview_on_edit", args=address.split("/")[3:6])
    assert browser.post(preview, form).json() == {"is_valid": True, "is_available": True}
    page = browser.get(preview, {"mode": "front"}).text
    assert "상상마을" in page
    assert "/brand.css?main=ffd600" in page
    swatches = browser.get(preview, {"mode": "swatches"}).text
    assert "짙은 물빛 · 옅은 물빛" in swatches
    assert "고른 #ffd600" in swatches
    assert "상상마을" not in client_without_login().get("/").text


def client_without_login():
    """Somebody else's browser."""
    from django.test import Client

    return Client()
