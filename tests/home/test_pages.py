"""Front page and ordinary pages: who may stand where, and whether they can be read, edited and previewed."""

from unittest import mock

import pytest
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from common.blocks import LinkBlock, is_safe_address
from home.models import HomePage, StandardPage
from tests.factories.ideas import IdeaFactory


def standard_page(parent, **fields):
    page = StandardPage(**{"title": "소개", "slug": "about", "intro": "여는 글", **fields})
    return parent.add_child(instance=page)


class PageTypesTest(WagtailPageTestCase):
    def setUp(self):
        self.front = HomePage.objects.get()
        # Wagtail's assertions log in by the first backend of the settings, which here only knows rights.
        backend = mock.patch("wagtail.test.utils.page_tests.AUTH_BACKEND", "allauth.account.auth_backends.AuthenticationBackend")
        backend.start()
        self.addCleanup(backend.stop)

    def test_the_migration_put_a_front_page_in_place_of_the_welcome_page(self):
        site = Site.objects.get()
        assert (site.is_default_site, site.root_page.specific, Page.objects.filter(depth=2).count()) == (True, self.front, 1)
        assert [block.block_type for block in self.front.sections] == ["trending", "newest"]

    def test_pages_stand_only_where_they_belong(self):
        self.assertAllowedSubpageTypes(HomePage, [StandardPage])
        self.assertAllowedParentPageTypes(StandardPage, [HomePage, StandardPage])
        self.assertAllowedParentPageTypes(HomePage, [Page])
        assert not HomePage.can_create_at(Page.objects.get(depth=1))

    def test_the_front_page_can_be_read_edited_and_previewed(self):
        IdeaFactory()
        self.assertPageIsRoutable(self.front)
        self.assertPageIsRenderable(self.front)
        data = nested_form_data(
            {
                "title": "첫 화면",
                "slug": "home",
                "hero_title": "상상해요",
                "hero_text": "",
                "hero_button": "쓰기",
                "sections": streamfield([("newest", {"title": "새 상상", "count": 3}), ("heading", "함께해요")]),
            }
        )
        self.assertPageIsEditable(self.front, post_data=data)
        self.assertPageIsPreviewable(self.front, post_data=data)

    def test_an_ordinary_page_can_be_read_edited_and_previewed(self):
        page = standard_page(self.front, body=[("heading", "하나"), ("paragraph", "<p>둘</p>"), ("quote", {"text": "셋"})])
        self.assertPageIsRoutable(page)
        self.assertPageIsRenderable(page)
        data = nested_form_data(
            {"title": "소개", "slug": "about", "intro": "", "body": streamfield([("paragraph", rich_text("<p>글</p>"))])}
        )
        self.assertPageIsEditable(page, post_data=data)
        self.assertPageIsPreviewable(page, post_data=data)


def test_the_words_of_a_page_are_cut_for_korean_search(front):
    page = standard_page(front, title="공원 안내", intro="", body=[("heading", "자전거도로"), ("paragraph", "<p>한강에서</p>")])
    assert "공원" in page.title_pieces()
    assert {"자전", "전거", "도로", "한강"} <= set(page.korean_pieces().split())


def test_a_page_without_words_is_still_shown(front, client):
    page = standard_page(front, intro="")
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("/ideas/", True),
        ("https://example.org", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("data:text/html,x", False),
    ],
)
def test_editors_link_only_to_pages(address, safe):
    assert is_safe_address(address) is safe


@pytest.mark.django_db
def test_a_link_leads_to_exactly_one_place(front):
    block = LinkBlock()
    assert block.clean(block.to_python({"text": "보기", "page": None, "url": "/ideas/"}))["url"] == "/ideas/"
    for value in (
        {"text": "보기", "page": None, "url": ""},
        {"text": "보기", "page": front.pk, "url": "/ideas/"},
        {"text": "보기", "page": None, "url": "javascript:alert(1)"},
    ):
        with pytest.raises(StructBlockValidationError):
            block.clean(block.to_python(value))
