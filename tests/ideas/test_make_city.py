"""manage.py make_city: a made-up city that keeps every rule of the real one."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from django.utils import timezone
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from accounts.models import User
from common.models import Sequence
from ideas import participation, search, trail
from ideas import promises as ideas_promises
from ideas.cityscape.chance import distinct, power_law
from ideas.importing.indexing import index
from ideas.models import (
    Answer,
    AnswerVersion,
    Card,
    Comment,
    Debate,
    GateCrossing,
    Idea,
    IdeaVersion,
    Promise,
    Recommendation,
    Side,
    TrailEntry,
)
from ideas.stages import Outcome
from ideas.submission import Wording, publish, save_draft
from ideas.verifying import verify_all
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

SMALL = {"ideas": 120, "members": 40, "comments": 200, "recommendations": 600, "seed": 3, "yes": True}


def make_city(**options) -> str:
    out = StringIO()
    call_command("make_city", **{**SMALL, **options}, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_it_needs_a_yes_outside_development():
    with pytest.raises(CommandError, match="--yes"):
        make_city(yes=False)
    assert not Idea.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{"ideas": 0}, {"members": 0}, {"comments": -1}, {"recommendations": 4_801}, {"years": 0}])
def test_it_refuses_cities_that_cannot_be(options):
    with pytest.raises(CommandError):
        make_city(**options)


@pytest.mark.django_db
def test_the_city_has_as_many_of_everything_as_asked_for():
    out = make_city()
    assert (Idea.objects.public().count(), IdeaVersion.objects.count()) == (120, 120)
    assert (Comment.objects.count(), Recommendation.objects.count()) == (200, 600)
    assert User.objects.filter(email__startswith="city-").count() == 40
    assert "ideas_idea" in out
    assert "rows/s" in out


@pytest.mark.django_db
def test_every_counter_is_what_the_rows_say():
    make_city()
    ideas = Idea.objects.annotate(given=Count("recommendation_rows", distinct=True), said=Count("comments", distinct=True))
    assert not ideas.exclude(recommendation_count=F("given"), comment_count=F("said")).exists()
    assert not Comment.objects.annotate(answered=Count("replies")).exclude(reply_count=F("answered")).exists()
    assert all(idea.trend == pytest.approx(participation.trend(idea), rel=1e-12) for idea in Idea.objects.all())


@pytest.mark.django_db
def test_it_is_skewed_varied_and_in_order():
    make_city(ideas=400, recommendations=4_000, members=100)
    support = sorted(Idea.objects.values_list("recommendations", flat=True))
    assert support[200] == 0
    assert support[-1] > 50
    assert Idea.objects.filter(outcome=Outcome.WITHDRAWN, withdrawn_at__gte=F("published_at"), excerpt="").exists()
    for name in ("category", "district", "department", "tags"):
        assert Idea.objects.filter(**{f"{name}__isnull": False}).exists()
    lengths = sorted(len(body) for body in Idea.objects.values_list("body", flat=True))
    assert 250 < lengths[200] < 600
    assert not Recommendation.objects.filter(created_at__lt=F("idea__published_at")).exists()
    assert not Comment.objects.filter(
        Q(created_at__lt=F("idea__published_at")) | Q(created_at__lt=F("parent__created_at"))
    ).exists()
    assert not Comment.objects.filter(parent__parent__isnull=False).exists()
    assert not Comment.objects.exclude(parent=None).exclude(idea=F("parent__idea")).exists()


@pytest.mark.django_db
def test_generated_ideas_are_found_and_indexed_like_any_other():
    make_city()
    idea = Idea.objects.exclude(outcome=Outcome.WITHDRAWN).latest("number")
    assert idea.pk in search.find(Idea.objects.public(), idea.title.split()[0]).ids
    entries = IndexEntry.objects.filter(content_type_id=get_content_type_pk(Idea)).order_by("object_id")
    ours = list(entries.values_list("object_id", "body"))
    index(list(Idea.objects.all()))
    assert ours == list(entries.values_list("object_id", "body"))
    assert len(ours) == 120


@pytest.mark.django_db
def test_the_index_can_be_left_alone():
    make_city(no_index=True)
    assert not IndexEntry.objects.filter(content_type_id=get_content_type_pk(Idea)).exists()


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_texts():
    make_city()
    make_city()
    columns = ("title", "body", "recommendation_count", "stage", "outcome", "answer_state", "trail_length", "answered_at")
    ideas = list(Idea.objects.order_by("number").values_list(*columns))
    assert ideas[:120] == ideas[120:]


@pytest.mark.django_db
def test_every_trail_is_whole_and_in_order():
    make_city(ideas=400, recommendations=6_000, members=100)
    assert not list(verify_all())
    entries = list(TrailEntry.objects.order_by("idea", "number").values_list("idea", "at"))
    assert entries == sorted(entries)
    assert entries[-1][1] <= timezone.now()
    assert not trail.waiting()


@pytest.mark.django_db
def test_ideas_stand_in_every_stage_and_ended_in_every_way():
    make_city(ideas=1_500, recommendations=30_000, members=300)
    stages = set(Idea.objects.values_list("stage", flat=True))
    outcomes = set(Idea.objects.values_list("outcome", flat=True))
    assert stages == {"proposed", "debate", "working", "realisation", "closed"}
    assert outcomes == set(Outcome.values) - {Outcome.MERGED}
    assert not Idea.objects.filter(answer_state="answered", answers__isnull=True).exists()
    assert not Idea.objects.filter(stage="closed", closed_from="").exists()
    promises = Promise.objects.all()
    assert promises.late().exists()
    assert promises.filter(was_late=True).exists()
    assert not promises.open().filter(kind="answer").exclude(idea__answer_state="awaiting").exists()
    assert not promises.filter(kept_at__lt=F("opened_at")).exists()
    assert not promises.filter(owner="department", department=None).exists()
    assert AnswerVersion.objects.filter(number=2).exists()
    assert not Answer.objects.annotate(wordings=Count("versions")).exclude(wordings=F("version")).exists()
    assert GateCrossing.objects.filter(passage="answer").count() == promises.filter(kind="answer").count()


@pytest.mark.django_db
def test_debates_and_cards_are_what_their_rows_say():
    make_city(ideas=1_500, recommendations=30_000, members=300)
    for side in Side.values:
        stood = Count("stances", filter=Q(stances__side=side), distinct=True)
        argued = Count("arguments", filter=Q(arguments__side=side), distinct=True)
        wrong = Debate.objects.annotate(stood=stood, argued=argued).exclude(
            **{side: F("stood"), f"{side}_arguments": F("argued")}
        )
        assert not wrong.exists()
    assert Debate.objects.filter(idea__stage="debate", closed_at__isnull=True).exists()
    assert not Debate.objects.filter(closed_at__isnull=True).exclude(idea__stage="debate").exists()
    adopted = Idea.objects.filter(outcome__in=("adopted", "partly_adopted"))
    assert adopted.count() == Card.objects.count() == adopted.filter(card__isnull=False).count()
    assert set(Card.objects.values_list("status", flat=True)) >= {"review", "planning", "doing", "done"}
    assert not Promise.objects.open().filter(kind="report", idea__card__status__in=("review", "done", "stopped")).exists()


@pytest.mark.django_db
def test_the_verbs_go_on_where_the_city_was_left():
    make_city()
    open_one = Promise.objects.open().earliest("pk")
    with trail.changing(open_one.idea) as idea:
        ideas_promises.keep(idea, "answer")
        trail.record(idea, "objected", None, "우리 일이 아니에요")
    assert not list(verify_all())


@pytest.mark.django_db
def test_life_goes_on_after_it_and_a_second_city_fits_beside():
    IdeaFactory(number=1)
    Sequence.objects.create(name="idea", value=1)
    make_city()
    make_city(ideas=10, members=5, comments=5, recommendations=5, seed=4)
    citizen = UserFactory()
    idea = publish(save_draft(citizen, "5a0ec7d2-31a7-4d5b-9f0c-6a6f4a1e3c11", Wording(title="새 상상", body="글")), citizen)
    assert idea.number == 132
    old = Idea.objects.exclude(outcome=Outcome.WITHDRAWN).filter(recommendation_count__gt=0).earliest("number")
    assert participation.recommend(old, citizen)
    assert participation.comment(old, citizen, "좋아요").pk > 0


@pytest.mark.django_db
def test_members_log_in_only_with_a_password_that_was_given():
    make_city()
    assert not User.objects.get(email__startswith="city-", pk=User.objects.earliest("pk").pk).has_usable_password()
    make_city(ideas=5, members=5, comments=0, recommendations=0, password="모래바람-99")
    assert User.objects.latest("pk").check_password("모래바람-99")


@pytest.mark.django_db(transaction=True)
def test_indexes_and_foreign_keys_are_there_again_afterwards():
    from django.db import connection

    def constraints() -> dict:
        with connection.cursor() as cursor:
            return {
                table: connection.introspection.get_constraints(cursor, table)
                for table in ("ideas_idea", "ideas_recommendation", "ideas_comment", IndexEntry._meta.db_table)
            }

    before = constraints()
    make_city()
    assert constraints() == before


@pytest.mark.parametrize(("count", "total", "most"), [(1, 0, 1), (1, 5, 5), (10, 100, 10), (1_000, 10_000, 300), (50, 1, 9)])
def test_a_power_law_gives_exactly_what_there_is(count, total, most):
    spread = power_law(random.Random(1), count, total, most)
    assert (len(spread), sum(spread)) == (count, total)
    assert max(spread) <= most


def test_nobody_recommends_twice():
    rng = random.Random(2)
    for among in (1, 2, 3, 10, 97, 100):
        for count in range(1, among + 1):
            found = distinct(rng, count, among)
            assert len(set(found)) == count
            assert all(0 <= number < among for number in found)
