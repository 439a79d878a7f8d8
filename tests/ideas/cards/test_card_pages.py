"""/cards/, one card, its tables and feed, and the hall of fame."""

import pytest
from django.utils import timezone

from ideas.cards import board, doing, ending, planning, reading
from ideas.models import CardStatus, Idea
from ideas.stages import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.cards import CardFactory, HallEntryFactory, MilestoneFactory, adopted_card, day, fresh, planned_card
from tests.factories.ideas import DistrictFactory, IdeaFactory
from tests.factories.uploads import photo

pytestmark = pytest.mark.django_db


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def test_the_board_says_the_sentence_of_the_city(client):
    for status in ("done", "doing", "doing", "planning", "review"):
        CardFactory(done=True) if status == "done" else CardFactory(status=status)
    assert "채택 5건: 완료·실행 3, 계획수립 1, 검토 1" in page(client, "/cards/")


def test_a_column_shows_twenty_and_leads_to_the_rest(client):
    CardFactory.create_batch(21, status=CardStatus.DOING)
    text = page(client, "/cards/")
    assert text.count('class="work card') == 20
    assert "status=doing" in text
    assert page(client, "/cards/?status=doing").count('class="work card') == 20
    assert page(client, "/cards/?status=doing&page=2").count('class="work card') == 1
    assert client.get("/cards/?status=doing&page=3").status_code == 404


def test_filters_narrow_the_board(client):
    here = CardFactory(idea__district=DistrictFactory(), title="우리 구 카드", stale_since=day(-3), status="doing")
    CardFactory(title="다른 카드")
    for query in (f"district={here.idea.district.slug}", "stale=1", "status=doing"):
        text = page(client, f"/cards/?{query}")
        assert "우리 구 카드" in text, query
        assert "다른 카드" not in text, query
    assert "모르는 값이 있어서" in page(client, "/cards/?department=없는부서&status=없는상태")


@pytest.mark.parametrize("gone", [Visibility.HIDDEN, Visibility.WAITING])
def test_cards_of_hidden_ideas_leak_nothing(client, gone):
    card = CardFactory(title="감춘 카드", idea__visibility=gone)
    HallEntryFactory(idea=card.idea, card=card, member=card.idea.author)
    assert client.get(card.get_absolute_url()).status_code == 404
    for url in ("/cards/", "/cards/?status=review", "/hall-of-fame/", "/feeds/cards.atom"):
        assert "감춘 카드" not in client.get(url).content.decode()
    assert "감춘 카드" not in b"".join(client.get("/cards/cards.csv").streaming_content).decode()


def test_the_chart_has_its_table(client):
    CardFactory.create_batch(3, status="doing")
    text = page(client, "/cards/")
    assert f'<th scope="row">{timezone.localdate().year}</th>' in text
    assert "works-chart__part--doing" in text


def test_a_card_shows_drift_in_words(client):
    card, held = planned_card()
    planning.plan(card, held.user, card.plan, day(0), day(143), 1_200_000, reason="자재가 늦게 와요.")
    doing.report(fresh(card), held.user, "터를 골랐어요.", spent=300_000)
    text = page(client, card.get_absolute_url())
    for words in ("예정보다 43일 늦어요", "처음 계획보다 20% 늘었어요", "자재가 늦게 와요.", "터를 골랐어요."):
        assert words in text
    assert f"{held.department.name} 주무관" in text
    assert held.user.nickname not in text


def test_a_stopped_and_a_stale_card_say_so(client):
    card, held = planned_card()
    type(card).objects.filter(pk=card.pk).update(stale_since=day(-2))
    assert "추진현황이 없어요" in page(client, card.get_absolute_url())
    ending.stop(fresh(card), held.user, "땅을 구하지 못했어요.")
    assert "땅을 구하지 못했어요." in page(client, card.get_absolute_url())


def test_a_kept_page_of_a_card_changes_with_it(client):
    card, held = planned_card()
    assert "터를 골랐어요." not in page(client, card.get_absolute_url())
    doing.report(card, held.user, "터를 골랐어요.")
    assert "터를 골랐어요." in page(client, card.get_absolute_url())


def test_what_is_written_is_not_taken_for_markup(client):
    card, held = planned_card()
    doing.report(card, held.user, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(client, card.get_absolute_url())


def full_card(many: int):
    card, held = planned_card()
    for number in range(many):
        doing.report(fresh(card), held.user, f"{number}번째 소식", photos=[(photo(), "다져진 터")])
        MilestoneFactory(card=card)
    return card


def test_the_page_of_a_card_costs_the_same_however_much_is_on_it(client, django_assert_max_num_queries):
    card = full_card(8)
    client.get(card.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(card.get_absolute_url() + "?again")


@pytest.mark.parametrize("url", ["/cards/?x", "/cards/?status=doing&x", "/cards/?stale=1&x", "/hall-of-fame/?x"])
def test_the_board_costs_no_more_for_more_cards(client, django_assert_max_num_queries, url):
    CardFactory.create_batch(30, status=CardStatus.DOING)
    CardFactory.create_batch(5, done=True)
    client.get(url)
    with django_assert_max_num_queries(10):
        client.get(url + "y")


def test_the_table_is_safe_to_open(client):
    CardFactory(title="=HYPERLINK(1)", status="doing")
    text = b"".join(client.get("/cards/cards.csv?status=doing").streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert "실행 중" in text
    assert client.get("/cards/cards.xlsx").status_code == 200


def test_the_feed_tells_what_moved(client):
    CardFactory(title="움직인 카드", status="doing")
    assert "움직인 카드 · 실행 중" in client.get("/feeds/cards.atom").content.decode()


def test_the_hall_honours_those_whose_idea_was_completed(client):
    entry = HallEntryFactory(card__idea__title="다리 위 그늘")
    text = page(client, "/hall-of-fame/")
    for words in ("다리 위 그늘", entry.member.nickname, "천상인"):
        assert words in text
    assert "천상인" in page(client, f"/members/{entry.member.pk}/")
    assert "천상인" not in page(client, f"/members/{UserFactory().pk}/")


def test_empty_pages_are_friendly(client):
    assert "아직 채택한 상상이 없어요" in page(client, "/cards/")
    assert "첫 천상인을 기다리고" in page(client, "/hall-of-fame/")


def test_the_card_of_an_idea_is_found_with_two_queries(django_assert_num_queries):
    card, _held = adopted_card()
    idea, other = Idea.objects.get(pk=card.idea_id), IdeaFactory()
    with django_assert_num_queries(2):
        assert reading.of_idea(idea) == card
    with django_assert_num_queries(0):
        assert reading.of_idea(other) is None


def test_totals_are_counted_once_while_nothing_changes(django_assert_max_num_queries):
    CardFactory(status="doing")
    board.totals()
    with django_assert_max_num_queries(1):
        assert board.totals().whole == 1
