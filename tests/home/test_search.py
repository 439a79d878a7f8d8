"""The search page."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from ideas import search as ideas_search
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def look(client):
    def look(query, **more):
        return client.get(reverse("home:search"), {"q": query, **more})

    return look


@pytest.fixture
def page():
    def page(title, intro="", parent=None, **more):
        parent = parent or Page.objects.filter(depth=2).first()
        return parent.add_child(instance=StandardPage(title=title, intro=intro, **more))

    return page


def test_without_a_query_there_is_only_the_box(client):
    response = client.get("/search/")
    assert response.status_code == 200
    assert 'name="q"' in text(response)
    assert response.context["found"] is None


def test_ideas_and_pages_are_found_with_their_words_marked(look, page):
    idea = IdeaFactory(title="자전거도로를 이어요", body="집 앞 자전거 도로가 끊겨요")
    about = page("자전거 도로 안내", "도시의 자전거길")
    response = look("자전거도로")
    assert "<mark>자전거도로</mark>를 이어요" in text(response)
    assert "집 앞 <mark>자전거 도로</mark>가 끊겨요" in text(response)
    assert "<mark>자전거 도로</mark> 안내" in text(response)
    assert idea.get_absolute_url() in text(response)
    assert about.url in text(response)
    assert [tab.count for tab in response.context["found"].tabs] == ["2", "1", "1"]


def test_tabs_show_only_their_kind(look, page):
    IdeaFactory(title="공원에 그늘을")
    page("공원 안내")
    assert "공원</mark> 안내" not in text(look("공원", tab="ideas"))
    assert "그늘을" not in text(look("공원", tab="pages"))
    assert look("공원", tab="<script>").context["found"].tab == "all"


@pytest.mark.parametrize("hide", ["draft", "private", "below private"])
def test_pages_that_are_not_for_everybody_are_not_found(look, page, hide):
    above = page("위쪽")
    hidden = page("공원 비밀", parent=above, live=hide != "draft")
    if hide != "draft":
        PageViewRestriction.objects.create(page=above if hide == "below private" else hidden, restriction_type="login")
    assert "비밀" not in text(look("공원"))


def test_hidden_withdrawn_and_unfinished_ideas_are_not_found(look):
    IdeaFactory(title="공원 가려진", visibility="hidden")
    IdeaFactory(title="공원 거둔", withdrawn=True)
    IdeaFactory(title="공원 쓰는 중인", draft=True)
    assert look("공원").context["found"].is_empty


def test_what_citizens_wrote_and_asked_stays_text(look):
    IdeaFactory(title="<b>공원</b> <script>alert(1)</script>", body='"><img src=x onerror=alert(1)> 공원')
    response = look('공원 "><script>')
    assert "<script>alert" not in text(response)
    assert "<img src=x" not in text(response)
    response = look("공원")
    assert "&lt;b&gt;<mark>공원</mark>&lt;/b&gt;" in text(response)
    assert "<img src=x" not in text(response)


def test_nothing_found_invites_to_write_it_and_offers_other_words(look):
    IdeaFactory(title="공원에 그늘을")
    response = look("공원 우주선")
    assert "“공원 우주선”은 아직" in text(response)
    assert "?title=%EA%B3%B5%EC%9B%90" in text(response)
    assert response.context["found"].other_words == ["공원"]
    assert look("공원을").context["found"].other_words == ["공원"]


def test_a_query_without_letters_says_so(look):
    assert "찾을 글자가 없어요" in text(look("!!!"))


def test_one_syllable_says_where_it_was_looked_for(look):
    IdeaFactory(title="숲을 가꿔요")
    response = look("숲")
    assert "<mark>숲</mark>을 가꿔요" in text(response)
    assert "3,000개" in text(response)


def test_a_query_that_is_too_long_is_kept_and_explained(look):
    query = "가나다라마바사아자차" * 50
    response = look(query)
    assert response.status_code == 200
    assert "100자까지" in text(response)
    assert query in text(response)


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "1.5", "２"])
def test_a_page_number_that_does_not_exist_shows_one_that_does(look, number):
    IdeaFactory(title="공원")
    assert "<mark>공원</mark>" in text(look("공원", page=number))


def test_results_come_twenty_a_page(look):
    for _ in range(23):
        IdeaFactory(title="공원")
    assert len(look("공원").context["found"].results) == 20
    response = look("공원", page=2)
    assert len(response.context["found"].results) == 3
    assert 'start="21"' in text(response)


def test_a_very_common_word_is_counted_up_to_a_limit(look, monkeypatch):
    monkeypatch.setattr("home.search.MOST", 2)
    monkeypatch.setattr(ideas_search, "MOST", 2)
    for _ in range(4):
        IdeaFactory(title="공원")
    response = look("공원")
    assert [tab.count for tab in response.context["found"].tabs] == ["2+", "2+", "0"]
    assert "아주 많아서" in text(response)


@pytest.mark.parametrize(
    "query", ['"', "'", "%", "a:b", "NOT", "(", "\x01", "😀", "' OR 1=1", "가" * 100, "\u202e공원", "ﷺ" * 90]
)
def test_nothing_that_is_typed_is_an_error(look, query):
    assert look(query).status_code == 200


def test_broken_letters_in_the_address_are_no_error(client):
    assert client.get("/search/?q=%ff%fe%80").status_code == 200
    assert client.get("/search/?q=%00").status_code == 400


def test_the_number_of_statements_does_not_grow(look, page, django_assert_max_num_queries):
    page("공원 안내")
    for _ in range(12):
        IdeaFactory(title="공원")
    look("공원")
    with django_assert_max_num_queries(6):
        look("공원")
