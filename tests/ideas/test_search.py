"""Which ideas a query finds, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from common.search.hits import hits
from ideas import search
from ideas.models import Idea
from ideas.stages import Visibility
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def idea(title="제목", body="내용", **more):
    return IdeaFactory(title=title, body=body, **more)


def found(query, queryset=None):
    return set(search.matching(Idea.objects.public() if queryset is None else queryset, query))


def best(query):
    return search.in_order(Idea.objects.all(), search.ranked(Idea.objects.public(), query).ids)


def test_a_word_is_found_with_particles_inside_compounds_and_across_spaces():
    with_particle = idea(body="공원에 그늘이 없어요")
    in_compound = idea(title="어린이공원을 넓혀요")
    idea(body="주차장이 모자라요")
    assert found("공원") == {with_particle, in_compound}


@pytest.mark.parametrize("query", ["자전거도로", "자전거 도로", "자전거도로!", "‘자전거’ 도로"])
def test_compounds_are_found_however_they_are_spaced(query):
    together, apart = idea(body="자전거도로가 끊겨요"), idea(body="자전거 도로가 끊겨요")
    idea(body="자전거만 있어요")
    assert found(query) == {together, apart}


def test_all_words_must_be_there_in_any_order_in_title_or_text():
    both = idea(title="놀이터를 고쳐요", body="어린이가 많은 동네예요")
    idea(title="놀이터를 고쳐요")
    assert found("어린이 놀이터") == {both}


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("KTX역", "ktx역 앞"),
        ("5호선", "지하철 5호선이"),
        ("e-mail", "E-MAIL로"),
        ("1인가구", "1인 가구"),
        ("ＣＣＴＶ", "cctv를"),
        ("it", "IT 교육"),
    ],
)
def test_foreign_words_and_numbers_are_found(query, body):
    wanted = idea(body=body)
    idea()
    assert found(query) == {wanted}


def test_one_syllable_is_read_in_the_newest_ideas(monkeypatch):
    monkeypatch.setattr(search, "READ_THROUGH", 2)
    old = idea(body="숲길", published_at=now() - timedelta(days=9))
    newer, newest = idea(body="도시숲을"), idea(title="빵")
    assert found("숲") == {newer}
    assert found("빵") == {newest}
    assert search.find(Idea.objects.public(), "숲").read_through
    assert old in found("숲길")


@pytest.mark.parametrize(
    "query",
    [
        "!!!", "😀", '"', "'", "%", "_", "\\", "*", "()", "-", "a", "가", "AND", "NOT 공원", "NEAR(공원 버스)", '"공원" OR',
        "body:공원", "{body}:x", "공원 & !버스", "공원:*", "<->", "공원' OR 1=1 --", "\x00", "a\x00b", "\ud800", "가" * 500,
        "가 나 다 라 마 바 사 아 자 차 카", "ㅋㅋ", "ㅡ", "ㅡ1", "é", "道",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(query):
    idea(body="공원 버스")
    list(search.matching(Idea.objects.public(), query))
    search.ranked(Idea.objects.public(), query)


@pytest.mark.parametrize("query", ["!!!", "😀", "%", "_"])
def test_signs_alone_find_nothing(query):
    idea(body="100% 좋아요_")
    assert found(query) == set()


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_a_blank_query_asks_for_nothing(query):
    only = idea()
    assert found(query) == {only}


def test_only_ideas_of_the_queryset_are_found():
    public = idea(body="공원")
    idea(body="공원", visibility=Visibility.HIDDEN)
    IdeaFactory(body="공원", withdrawn=True)
    IdeaFactory(body="공원", draft=True)
    assert found("공원") == {public}
    assert found("공원", Idea.objects.on_the_river()) == {public}


def test_new_words_are_found_after_an_edit_and_old_ones_are_not():
    changed = idea(body="버스")
    changed.body = "지하철"
    changed.save()
    assert found("지하철") == {changed}
    assert found("버스") == set()


def test_the_order_of_the_queryset_stays():
    first, second = idea(body="공원", published_at=now() - timedelta(days=1)), idea(body="공원")
    newest_first = Idea.objects.public().order_by("-public_since", "-id")
    assert list(search.matching(newest_first, "공원")) == [second, first]


def test_titles_come_before_texts_and_whole_phrases_before_scattered_words():
    scattered = idea(body="한강이 좋아요. 작은 공원도요")
    phrase = idea(body="한강공원에 가요")
    title_words = idea(title="공원과 한강")
    title = idea(title="한강 공원에 그늘을")
    assert best("한강 공원") == [title, title_words, phrase, scattered]


def test_pieces_that_only_meet_across_a_space_come_last():
    seam = idea(body="위한 강의", imported_recommendation_count=5_000)
    real = idea(body="한강에서", published_at=now() - timedelta(days=3_000))
    assert best("한강") == [real, seam]


def test_among_equals_supported_and_fresh_ideas_come_first():
    old = idea(title="공원", published_at=now() - timedelta(days=700))
    fresh = idea(title="공원")
    loved = idea(title="공원", imported_recommendation_count=200)
    assert best("공원") == [loved, fresh, old]


def test_relevance_weighs_place_support_and_age():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    weigh = lambda place, support=0, weeks=0: search.relevance(place, support, 0, at - timedelta(weeks=weeks), at)  # noqa: E731
    assert weigh(4) > weigh(3) > weigh(2) > weigh(1) > weigh(0, 1_000_000)
    assert weigh(2, 999) > weigh(3, 0, weeks=26)
    assert weigh(2, weeks=26) == weigh(2) - 0.5
    assert weigh(2, weeks=-5) == weigh(2)


@pytest.fixture
def few(monkeypatch):
    """Limits so small that five ideas are many."""
    monkeypatch.setattr(search, "MOST", 3)
    monkeypatch.setattr(search, "NEWEST", 1)
    monkeypatch.setattr(search, "BEST_SUPPORTED", 1)


def test_of_a_very_common_word_the_newest_and_the_best_supported_are_there(few):
    loved = idea(title="공원 하나", imported_recommendation_count=9_000)
    others = [idea(title="공원") for _ in range(3)]
    backdated = idea(title="공원", published_at=now() + timedelta(seconds=9))
    result = search.find(Idea.objects.public(), "공원")
    assert result.capped
    assert {loved.pk, backdated.pk, others[-1].pk} <= set(result.ids)
    assert len(search.ranked(Idea.objects.public(), "공원").ids) == 3
    assert best("공원")[0] == loved


def test_a_very_common_word_respects_what_the_list_is_narrowed_to(few):
    lone = idea(title="공원", number=1)
    for _ in range(4):
        idea(title="공원")
    assert found("공원", Idea.objects.public().filter(number=1)) == {lone}


def test_hits_come_newest_first_and_say_when_there_are_more():
    keys = [idea(body="공원").pk for _ in range(5)]
    pieces = search.query_pieces(["공원"])
    assert hits(pieces, {Idea: 5})[Idea].ids == keys[::-1]
    assert not hits(pieces, {Idea: 5})[Idea].capped
    assert hits(pieces, {Idea: 4})[Idea].ids == keys[:2:-1]
    assert hits(pieces, {Idea: 4})[Idea].capped
    assert hits([], {Idea: 3})[Idea].ids == []


def test_a_search_takes_few_statements(django_assert_max_num_queries, few):
    for _ in range(6):
        idea(title="공원")
    ideas = Idea.objects.public()
    search.ranked(ideas, "공원")
    with django_assert_max_num_queries(3):
        search.ranked(ideas, "공원")
    with django_assert_max_num_queries(2):
        search.ranked(ideas, "제목 없는")


def test_the_stop_words_of_english_are_words_too():
    wanted = idea(body="IT 교육")
    assert found("it") == {wanted}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT body::text FROM wagtailsearch_indexentry WHERE object_id = %s", [str(wanted.pk)])
            assert "'it'" in cursor.fetchone()[0]
