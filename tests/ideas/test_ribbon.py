"""The ribbon of an idea: where it is, what comes next, who owes it."""

from datetime import date

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from accounts.models import Department
from ideas.models import Idea
from ideas.stage_names import RIVER
from ideas.stages import Outcome, Stage
from ideas.templatetags.ribbon import ENDINGS, promise_words, ribbon_of
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def drawn(idea, **more):
    given = "".join(f" {name}={name}" for name in more)
    page = Template("{% load ribbon %}{% stage_ribbon idea" + given + " %}")
    return page.render(Context({"idea": idea, **more}))


@pytest.mark.parametrize(
    ("stage", "outcome", "places"),
    [
        (Stage.PROPOSED, Outcome.NONE, "now ahead ahead ahead ahead"),
        (Stage.DEBATE, Outcome.NONE, "past now ahead ahead ahead"),
        (Stage.REALISATION, Outcome.NONE, "past past past now ahead"),
        (Stage.CLOSED, Outcome.ADOPTED, "past past past past now"),
        (Stage.CLOSED, Outcome.PARTLY_ADOPTED, "past past past past now"),
        (Stage.CLOSED, Outcome.NOT_ADOPTED, "past off off off off"),
        (Stage.CLOSED, Outcome.WITHDRAWN, "past off off off off"),
        (Stage.CLOSED, Outcome.NONE, "past off off off off"),
        (Stage.DRAFT, Outcome.NONE, "off off off off off"),
    ],
)
def test_every_state_has_its_place_on_the_river(stage, outcome, places):
    ribbon = ribbon_of(Idea(stage=stage, outcome=outcome))
    assert [reach.code for reach in ribbon.reaches] == list(RIVER)
    assert " ".join(reach.place for reach in ribbon.reaches) == places


def test_it_says_where_the_idea_is_and_what_comes_next():
    ribbon = ribbon_of(Idea(stage=Stage.WORKING))
    assert (ribbon.now, ribbon.next) == ("실무회의", "실현회의")
    assert ribbon.line == "담당 부서가 정말 할 수 있는지 살펴봐요."


def test_after_the_last_reach_nothing_comes():
    ribbon = ribbon_of(Idea(stage=Stage.CLOSED, outcome=Outcome.ADOPTED))
    assert (ribbon.now, ribbon.next) == ("실행", "")


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.ADOPTED, Outcome.PARTLY_ADOPTED}))
def test_an_idea_that_left_the_river_is_told_calmly(outcome):
    ribbon = ribbon_of(Idea(stage=Stage.CLOSED, outcome=outcome), owner="버스정책과", due=date(2026, 8, 2))
    assert ribbon.line == str(ENDINGS[outcome])
    assert not ribbon.now
    assert not ribbon.promise, "nobody owes anything any more"


@pytest.mark.parametrize(
    ("owner", "due", "words"),
    [
        ("", None, ""),
        ("", date(2026, 8, 2), ""),
        ("버스정책과", None, "버스정책과가 맡고 있어요."),
        ("도시공원팀", None, "도시공원팀이 맡고 있어요."),
        ("버스정책과", date(2026, 8, 2), "버스정책과가 8월 2일까지 답하기로 했어요."),
        ("버스정책과", date(2026, 7, 30), "버스정책과가 7월 30일까지 답하기로 했어요."),
        ("버스정책과", date(2026, 7, 27), "버스정책과가 약속한 날이 3일 지났어요."),
    ],
)
@time_machine.travel("2026-07-30 09:00 +0900")
def test_a_promise_is_a_sentence(owner, due, words):
    assert promise_words(owner, due) == words


@time_machine.travel("2026-07-30 09:00 +0900")
def test_a_broken_promise_is_marked():
    idea = Idea(stage=Stage.WORKING)
    assert ribbon_of(idea, "버스정책과", date(2026, 7, 29)).is_late
    assert not ribbon_of(idea, "버스정책과", date(2026, 7, 30)).is_late


def test_the_department_in_charge_is_named_by_itself():
    department = Department.objects.create(name="버스정책과", slug="bus")
    assert "버스정책과가 맡고 있어요." in drawn(IdeaFactory(department=department))
    assert "공원녹지과가 맡고 있어요." in drawn(IdeaFactory(department=department), owner="공원녹지과")


def test_the_list_says_which_step_is_the_present_one():
    text = drawn(Idea(stage=Stage.DEBATE))
    assert text.count('aria-current="step"') == 1
    assert text.index("지나왔어요") < text.index('aria-current="step"') < text.index("실무회의")
    assert 'aria-current="step"' not in drawn(Idea(stage=Stage.CLOSED, outcome=Outcome.HELD))


def test_the_short_form_is_asked_for():
    idea = Idea(stage=Stage.DEBATE)
    assert "ribbon--compact" in drawn(idea, is_compact=True)
    assert "ribbon--compact" not in drawn(idea)


def test_no_particle_is_put_on_a_word_of_another_language():
    with translation.override("en"):
        assert "버스정책과가" not in promise_words("버스정책과", None)


def test_it_costs_no_query(django_assert_num_queries):
    idea = IdeaFactory()
    drawn(idea)
    with django_assert_num_queries(0):
        drawn(idea)
