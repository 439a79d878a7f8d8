"""Which department an idea may be for."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from ideas import routing, routing_words
from ideas.models import RoutingWord
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory

pytestmark = pytest.mark.django_db


def answered(department, title, body):
    return IdeaFactory(department=department, title=title, body=body, answered_at=timezone.now())


@pytest.fixture
def departments():
    buses, parks = DepartmentFactory(name="교통과"), DepartmentFactory(name="녹지과")
    for number in range(6):
        answered(buses, f"정류장 의자 {number}", "버스 정류장에 의자를 놓고 버스 도착 시각을 알려 주세요")
        answered(parks, f"나무 심기 {number}", "공원에 나무를 심고 꽃밭과 잔디를 돌봐 주세요")
    return buses, parks


def test_nothing_is_suggested_before_anything_was_learned():
    assert routing.suggest(IdeaFactory()) == []


def test_the_words_of_an_idea_speak_for_a_department(departments):
    buses, parks = departments
    routing_words.learn()
    first = routing.suggest(IdeaFactory(title="버스 정류장에 그늘을", body="정류장 지붕이 작아요"))[0]
    assert first.department == buses
    assert 0.5 < first.share <= 1
    assert any("정류장" in word for word in first.because)
    assert routing.suggest(IdeaFactory(title="공원에 꽃을", body="잔디와 나무"))[0].department == parks


def test_a_department_that_answered_nothing_is_known_by_its_name(departments):
    water = DepartmentFactory(name="하천관리과")
    routing_words.learn()
    assert routing.suggest(IdeaFactory(title="하천 옆 길", body="하천 물이 맑았으면 해요"))[0].department == water


def test_a_department_that_is_gone_is_not_suggested(departments):
    buses, _parks = departments
    routing_words.learn()
    buses.is_active = False
    buses.save()
    idea = IdeaFactory(title="버스 정류장에 그늘을", body="정류장 지붕이 작아요")
    assert buses not in [suggestion.department for suggestion in routing.suggest(idea)]


def test_words_of_answers_count_too(departments):
    _buses, parks = departments
    AnswerFactory(idea=answered(parks, "쉼터", "쉼터를 늘려요"), summary="산책로를 새로 내요")
    routing_words.learn()
    assert RoutingWord.objects.filter(piece="산책", department=parks).exists()


def test_learning_again_forgets_what_is_no_longer_true(departments):
    assert routing_words.learn() == 12
    before = RoutingWord.objects.count()
    call_command("learn_routing", verbosity=0)
    assert RoutingWord.objects.count() == before


def test_what_is_learned_is_bounded(departments, monkeypatch):
    monkeypatch.setattr(routing_words, "MOST_PIECES", 5)
    monkeypatch.setattr(routing_words, "MOST_IDEAS", 4)
    assert routing_words.learn() == 4
    assert RoutingWord.objects.exclude(piece="").values("piece").distinct().count() == 5


def test_suggesting_never_assigns_and_costs_two_queries(departments, django_assert_num_queries):
    routing_words.learn()
    idea = IdeaFactory(title="버스 정류장에 그늘을", body="정류장 지붕이 작아요")
    with django_assert_num_queries(2):
        routing.suggest(idea)
    idea.refresh_from_db()
    assert idea.department is None
    assert not idea.trail.exists()


def test_an_idea_without_known_words_gets_no_suggestion(departments):
    routing_words.learn()
    assert routing.suggest(IdeaFactory(title="쫙쫘", body="뷁")) == []
