"""What the page of an idea tells of its debate."""

import pytest
from django.template.loader import render_to_string

from accounts import roles
from ideas.debates.arguing import argue, find_helpful
from ideas.debates.reading import of_idea
from ideas.debates.running import Summary, close, summarise
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def test_an_idea_that_was_never_debated_costs_nothing(django_assert_num_queries):
    idea = IdeaFactory()
    with django_assert_num_queries(0):
        assert of_idea(idea) is None


def test_the_best_of_both_sides_in_two_queries(django_assert_num_queries):
    debate, post = DebateFactory(), AppointmentFactory()
    argue(debate, UserFactory(), "con", "바람이 세요.")
    argue(debate, UserFactory(), "pro", "덜 좋은 생각이에요.")
    best = argue(debate, post.user, "pro", "가장 좋은 생각이에요.")
    argue(debate, UserFactory(), "how", "천막이면 돼요.")
    argue(debate, UserFactory(), "pro", "새로 쓴 생각이에요.")
    find_helpful(best, UserFactory())
    with django_assert_num_queries(2):
        talk = of_idea(debate.idea)
        html = render_to_string("debates/_on_idea.html", {"talk": talk})
    assert [argument.body for argument in talk.best] == ["가장 좋은 생각이에요.", "바람이 세요."]
    assert post.department.name in html
    assert f"/debates/{debate.pk}/" in html


def test_after_the_summary_the_pinned_ones_stand_there():
    debate, office = DebateFactory(), UserFactory(role=roles.IDEA_OFFICE)
    chosen = argue(debate, UserFactory(), "pro", "고른 생각이에요.")
    find_helpful(argue(debate, UserFactory(), "pro", "도움이 많은 생각이에요."), UserFactory())
    close(debate, office)
    summarise(debate, office, Summary(agreed="모였어요", pins={"pro": chosen}))
    assert of_idea(debate.idea).best == [chosen]


def test_a_hidden_debate_is_not_told_of():
    assert of_idea(DebateFactory(visibility="hidden").idea) is None
