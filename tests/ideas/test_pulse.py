"""What moved in the city, and how many ideas stand where."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from ideas import pulse
from ideas.lists import midnight
from ideas.models import Idea
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import CategoryFactory, CommentFactory, IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


def answered(idea, **more):
    post = AppointmentFactory()
    return CommentFactory(idea=idea, author=post.user, appointment=post, **more)


def moved(count=6):
    """The moves as (kind, idea), the newest ideas being those of the database."""
    newest = Idea.objects.on_the_river().order_by("-public_since").values_list("pk", "public_since")
    return [(move.kind, move.idea) for move in pulse.moves(count, list(newest))]


def test_a_new_idea_a_word_of_the_city_and_the_support_of_today_are_told_newest_first():
    idea = IdeaFactory(published_at=timezone.now() - timedelta(hours=3))
    answered(idea, created_at=timezone.now() - timedelta(hours=1))
    RecommendationFactory(idea=idea)
    assert moved() == [("support", idea.pk), ("answer", idea.pk), ("drop", idea.pk)]


def test_support_counts_people_of_today_alone():
    idea = IdeaFactory()
    RecommendationFactory.create_batch(3, idea=idea)
    RecommendationFactory(idea=idea, created_at=midnight(timezone.localdate()) - timedelta(seconds=1))
    [support] = pulse.support()
    assert (support.many, support.at_least) == (3, False)


def test_a_crowd_too_large_to_look_through_is_told_as_at_least_so_many(monkeypatch):
    monkeypatch.setattr(pulse, "LOOKED_AT", 2)
    idea = IdeaFactory()
    RecommendationFactory.create_batch(3, idea=idea)
    [support] = pulse.support()
    assert (support.many, support.at_least) == (2, True)


def test_a_department_that_answers_an_idea_twice_is_told_once():
    idea, post = IdeaFactory(), AppointmentFactory(department__name="버스정책과")
    CommentFactory.create_batch(2, idea=idea, author=post.user, appointment=post)
    assert [(move.idea, move.who) for move in pulse.answers()] == [(idea.pk, "버스정책과")]


@pytest.mark.parametrize(
    "more",
    [{"visibility": "hidden"}, {"visibility": "waiting"}, {"deleted_at": timezone.now()}, {"idea__visibility": "hidden"}],
)
def test_a_word_that_is_not_public_is_not_told(more):
    post = AppointmentFactory()
    CommentFactory(author=post.user, appointment=post, **more)
    assert pulse.answers() == []


def test_a_citizens_comment_is_no_word_of_the_city():
    CommentFactory()
    assert pulse.answers() == []


def test_what_happened_long_ago_is_not_told():
    then = timezone.now() - pulse.LATELY - timedelta(minutes=1)
    idea = IdeaFactory(published_at=then)
    answered(idea, created_at=then)
    assert moved() == []


def test_many_new_ideas_do_not_push_the_citys_words_out():
    old = IdeaFactory(published_at=timezone.now() - timedelta(days=2))
    answered(old, created_at=timezone.now() - timedelta(days=1))
    IdeaFactory.create_batch(9)
    assert ("answer", old.pk) in moved(6)
    assert len(moved(6)) == 6


def test_only_what_may_be_shown_is_called_by_name():
    shown, hidden, gone = IdeaFactory(title="보이는 상상"), IdeaFactory(visibility="hidden"), IdeaFactory(withdrawn=True)
    named = pulse.called(pulse.standing({shown.pk, hidden.pk, gone.pk}))
    assert {pk: idea.title for pk, idea in named.items()} == {shown.pk: "보이는 상상"}


def test_an_official_is_called_by_department_and_a_citizen_by_nickname():
    post = AppointmentFactory(department__name="공원조성과")
    of_official, of_citizen = IdeaFactory(author=post.user), IdeaFactory(author=UserFactory(nickname="느린산책"))
    named = pulse.called(pulse.standing({of_official.pk, of_citizen.pk}))
    assert (named[of_official.pk].author, named[of_citizen.pk].author) == ("공원조성과", "느린산책")


def test_an_answer_of_the_city_moves_the_river():
    department = DepartmentFactory(name="버스정책과")
    now = timezone.now()
    by_department = IdeaFactory(department=department, answered_at=now)
    by_office = IdeaFactory(answered_at=now - timedelta(hours=1))
    IdeaFactory(answered_at=now - timedelta(days=30))
    IdeaFactory(answered_at=now, visibility="hidden")
    IdeaFactory(answered_at=now, withdrawn=True)
    assert [(move.idea, move.who) for move in pulse.replies()] == [(by_department.pk, "버스정책과"), (by_office.pk, "창의담당관")]
    assert [move.kind for move in pulse.moves(9, [])] == [pulse.REPLY, pulse.REPLY]


@pytest.mark.parametrize("many", [1, 20])
def test_what_moved_costs_three_queries_and_none_for_some_seconds(many, django_assert_num_queries):
    for idea in IdeaFactory.create_batch(many):
        RecommendationFactory(idea=idea)
        answered(idea)
    with django_assert_num_queries(3):
        pulse.moves(6, [])
    with django_assert_num_queries(0):
        pulse.moves(6, [])


def test_every_figure_is_the_number_of_ideas_on_the_page_it_leads_to(client):
    category = CategoryFactory()
    IdeaFactory.create_batch(2, category=category)
    IdeaFactory(stage=Stage.DEBATE)
    IdeaFactory(stage=Stage.CLOSED, outcome=Outcome.ADOPTED)
    IdeaFactory(stage=Stage.CLOSED, outcome=Outcome.PARTLY_ADOPTED)
    IdeaFactory(stage=Stage.CLOSED, outcome=Outcome.NOT_ADOPTED, published_at=timezone.now() - timedelta(days=8))
    IdeaFactory(withdrawn=True, category=category)
    counted = pulse.figures()
    assert {figure.code: figure.count for figure in pulse.river(counted)} == {
        "proposed": 2,
        "debate": 1,
        "working": 0,
        "realisation": 0,
        "implementation": 2,
    }
    week = pulse.this_week(counted)
    assert week.count == 5
    for figure in [*pulse.river(counted), *pulse.subjects(counted), week]:
        assert client.get(figure.href).context["pager"].total == figure.count, figure


def test_a_subject_nobody_can_choose_any_more_is_no_way_in():
    CategoryFactory(name="지난 분야", is_active=False)
    CategoryFactory(name="공원과 숲")
    caches["local"].clear()
    assert [subject.name for subject in pulse.subjects(pulse.figures())] == ["공원과 숲"]
