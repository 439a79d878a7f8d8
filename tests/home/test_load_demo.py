"""manage.py load_demo, and what the demo city is made of."""

import json
import shutil
import stat
from collections import Counter
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.utils import timezone

from accounts.models import Department, User
from accounts.nicknames import clean_nickname
from home.demo import clock, people, pictures, places
from home.demo.ideas import DRAFTS, SKETCHES
from home.demo.sketch import Remark, Sketch, key_of, spoken
from home.models import BrandSettings, StandardPage
from ideas import pulse, submission, trail
from ideas.answer_checks import personal
from ideas.models import (
    Answer,
    AnswerStatus,
    AnswerTemplate,
    Card,
    Category,
    Comment,
    Cooperation,
    Debate,
    District,
    Idea,
    Merge,
    Objection,
    Photo,
    Promise,
    Recommendation,
    TrailEntry,
)
from ideas.participation import trend
from ideas.personal_data import find
from ideas.stages import Outcome, Stage
from ideas.verifying import verify_all

NAMES = {resident.nickname for resident in people.RESIDENTS} | {nickname for nickname, _line in people.NEIGHBOURS}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo city in the database for all tests of this module: it is built once, and each test rolls back what it did."""
    var_dir = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(VAR_DIR=var_dir):
            call_command("load_demo", verbosity=0)
        yield var_dir
        transaction.set_rollback(True)


@pytest.fixture
def var_dir(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def city(built, db, var_dir):
    """The accounts of the city, as its file has them."""
    shutil.copy2(built / "demo-accounts.json", var_dir)
    return json.loads((var_dir / "demo-accounts.json").read_text())


def counts():
    models = (
        User,
        Department,
        Category,
        District,
        Idea,
        Comment,
        Recommendation,
        Photo,
        StandardPage,
        BrandSettings,
        EmailAddress,
        TrailEntry,
        Promise,
        Answer,
        AnswerTemplate,
    )
    return {model.__name__: model.objects.count() for model in models}


def all_said(sketch: Sketch) -> list[Remark]:
    """The comments under an idea with their replies, in the order of the script."""
    return [said for remark in sketch.remarks for said in (remark, *remark.replies)]


# What it is made of: no database.


def test_about_eighty_ideas_and_hundreds_of_comments_are_written():
    said = [len(all_said(sketch)) for sketch in SKETCHES]
    assert 80 <= len(SKETCHES) <= 100
    assert 250 <= sum(said) <= 500
    assert max(said) <= 12
    assert said.count(0) >= 3


def test_every_subject_and_every_part_of_the_city_has_an_idea():
    assert {sketch.category for sketch in SKETCHES} == {slug for _name, slug in places.CATEGORIES}
    assert {sketch.district for sketch in SKETCHES} - {""} == {slug for _name, slug in places.DISTRICTS}


def test_the_four_ideas_the_city_is_proud_of_are_there_with_a_picture():
    proud = {sketch.key: sketch for sketch in SKETCHES if sketch.key in {"bridge", "island", "proposal-wall", "subtitles"}}
    assert len(proud) == 4
    assert all(sketch.photos for sketch in proud.values())
    # What the island of old has cost stands beside the one wished for.
    assert any("50억 원" in said.text and "1,390억 원" in said.text for said in all_said(proud["island"]))


def test_no_two_ideas_share_a_key_or_a_title():
    keys = Counter(one.key for one in (*SKETCHES, *DRAFTS))
    titles = Counter(sketch.title for sketch in SKETCHES)
    assert [key for key, many in keys.items() if many > 1] == []
    assert [title for title, many in titles.items() if many > 1] == []


def test_titles_are_of_every_length_that_the_write_page_takes():
    lengths = [len(sketch.title) for sketch in SKETCHES]
    assert min(lengths) <= 6
    assert 70 <= max(lengths) <= Idea.TITLE_LENGTH


def test_comments_fit_and_are_said_by_people_of_the_demo():
    for sketch in SKETCHES:
        assert sketch.by in NAMES, sketch.key
        for said in all_said(sketch):
            assert said.by in NAMES, (sketch.key, said.by)
            assert len(said.text) <= Comment.BODY_LENGTH, (sketch.key, said.text)


def test_nobody_answers_before_the_question_or_tomorrow():
    now = datetime(2026, 5, 1, 12)
    for sketch in SKETCHES:
        born = now - timedelta(days=sketch.days)
        for remark in sketch.remarks:
            moments = [said.moment(born, now) for said in (remark, *remark.replies)]
            assert moments == sorted(set(moments)), (sketch.key, remark.text)
            assert born < moments[0], (sketch.key, remark.text)
            assert moments[-1] < now, (sketch.key, remark.text)


def test_officials_of_several_departments_answer():
    posts = {resident.nickname: resident.post[0] for resident in people.RESIDENTS if resident.post}
    answers = Counter(posts[said.by] for sketch in SKETCHES for said in all_said(sketch) if said.by in posts)
    assert len(answers) >= 5
    assert min(answers.values()) >= 4


def test_nothing_in_the_demo_tells_who_somebody_is():
    for sketch in SKETCHES:
        for text in (sketch.title, sketch.body, *(said.text for said in all_said(sketch))):
            assert find(text) == [], (sketch.key, text)
    assert [line for _nickname, line in people.NEIGHBOURS if find(line)] == []


def test_some_ideas_have_pictures_that_exist_and_say_what_they_show():
    shown = [photo for sketch in SKETCHES for photo in sketch.photos]
    assert {scene for scene, _shows in shown} <= set(pictures.PICTURES)
    assert all(len(shows) > 10 for _scene, shows in shown)
    assert 25 <= sum(bool(sketch.photos) for sketch in SKETCHES) <= 40
    assert max(len(sketch.photos) for sketch in SKETCHES) == 3


def test_nicknames_are_ones_a_citizen_could_choose_and_no_two_alike():
    assert len(NAMES) == len(people.NEIGHBOURS) + len(people.RESIDENTS)
    for nickname in NAMES:
        assert clean_nickname(nickname) == nickname


def test_a_script_is_read_line_by_line():
    assert spoken(
        """
1.5 노을자전거: 저도 타요. ¶ 날마다요.
  2 느린산책: 저는: 걸어요.
-3 강변나무: 방금요.
"""
    ) == (
        Remark("노을자전거", "저도 타요.\n\n날마다요.", 1.5, (Remark("느린산책", "저는: 걸어요.", 2),)),
        Remark("강변나무", "방금요.", -3),
    )


@pytest.mark.parametrize("line", ["노을자전거: 몇 시인지 몰라요.", "3 노을자전거", "  3 노을자전거: 위에 아무도 없어요."])
def test_a_line_that_says_nothing_is_an_error(line):
    with pytest.raises(ValueError, match="nobody says"):
        spoken(line)


# What it is in the database.


def test_there_is_an_account_for_each_role_that_can_log_in(city):
    assert [account["role"] for account in city] == [resident.role for resident in people.RESIDENTS]
    for account in city:
        assert set(account) == {"role", "email", "nickname", "password"}
        user = User.objects.get(email=account["email"])
        assert user.check_password(account["password"])
        assert EmailAddress.objects.filter(user=user, verified=True, primary=True).exists()


def test_only_their_owner_can_read_the_passwords(built):
    assert stat.S_IMODE((built / "demo-accounts.json").stat().st_mode) == 0o600


def test_nobody_can_log_in_as_a_neighbour(city):
    neighbours = User.objects.filter(email__startswith="neighbour")
    assert neighbours.count() == len(people.NEIGHBOURS)
    assert not any(user.has_usable_password() for user in neighbours)


def test_roles_have_their_rights(city):
    user = {account["role"]: User.objects.get(email=account["email"]) for account in city}
    assert user["official"].appointment.department.name == "보행자전거과"
    assert user["administrator"].is_superuser
    assert user["editor"].has_perm("wagtailadmin.access_admin")
    assert not user["citizen"].has_perm("wagtailadmin.access_admin")


def test_loading_twice_changes_nothing(city, var_dir):
    before, accounts = counts(), (var_dir / "demo-accounts.json").read_text()
    call_command("load_demo", verbosity=0)
    assert counts() == before
    assert (var_dir / "demo-accounts.json").read_text() == accounts


def test_a_lost_password_file_is_made_anew(city, var_dir):
    (var_dir / "demo-accounts.json").unlink()
    call_command("load_demo", verbosity=0)
    account = json.loads((var_dir / "demo-accounts.json").read_text())[0]
    assert User.objects.get(email=account["email"]).check_password(account["password"])


def test_the_city_lives(city):
    ideas = Idea.objects.public()
    assert ideas.count() == len(SKETCHES)
    assert ideas.filter(outcome=Outcome.WITHDRAWN).count() == sum(bool(sketch.withdrawn_because) for sketch in SKETCHES) == 3
    assert Idea.objects.filter(stage=Stage.DRAFT).count() == len(DRAFTS)
    assert Comment.objects.count() == sum(len(all_said(sketch)) for sketch in SKETCHES)
    assert Photo.objects.exclude(alt="").count() == sum(len(sketch.photos) for sketch in SKETCHES)
    assert ideas.dates("published_at", "day").count() > 50


def test_something_moves_today_and_last_week(city):
    week = timezone.now() - timedelta(days=7)
    assert Idea.objects.public().filter(published_at__gte=week).count() >= 15
    assert {move.kind for move in pulse.moves(6, [])} == {pulse.SUPPORT, pulse.ANSWER}


def test_counts_and_trend_are_what_the_rows_say(city):
    for idea in Idea.objects.public():
        assert idea.recommendation_count == idea.recommendation_rows.count()
        assert idea.comment_count == idea.comments.count()
        assert idea.trend == pytest.approx(trend(idea))


def test_nothing_happens_before_its_idea_or_after_now(city):
    now = timezone.now()
    for comment in Comment.objects.select_related("idea"):
        assert comment.idea.published_at <= comment.created_at <= now
    for reply in Comment.objects.filter(parent__isnull=False).select_related("parent"):
        assert reply.parent.created_at < reply.created_at
    for row in Recommendation.objects.select_related("idea"):
        assert row.idea.published_at <= row.created_at <= now
    for idea in Idea.objects.filter(outcome=Outcome.WITHDRAWN):
        assert idea.published_at < idea.withdrawn_at < now


def test_answers_stand_under_a_post_and_comments_of_citizens_do_not(city):
    officials = {resident.nickname for resident in people.RESIDENTS if resident.post} & {
        said.by for sketch in SKETCHES for said in all_said(sketch)
    }
    assert officials <= set(Comment.objects.filter(appointment__isnull=False).values_list("author__nickname", flat=True))
    assert not Comment.objects.filter(appointment__isnull=False).exclude(author__nickname__in=officials).exists()


def test_officials_answered_in_the_hours_of_their_desk(city):
    yesterday = timezone.now() - timedelta(days=1)
    answers = Comment.objects.filter(appointment__isnull=False, created_at__lt=yesterday).select_related("idea")
    hours = {timezone.localtime(answer.created_at).hour for answer in answers}
    assert len(answers) > 40
    assert hours <= set(range(9, 18))


def test_the_pages_can_be_read(city, client):
    for address in ("/", "/about/", "/how-it-works/", "/terms/", "/privacy/", "/accessibility/"):
        assert client.get(address).status_code == 200
    assert "시범 도시" in client.get("/").text


def test_what_an_editor_changed_stays(city):
    page = StandardPage.objects.get(slug="about")
    page.intro = "다르게 적었어요"
    page.save_revision().publish()
    Category.objects.filter(slug="parks").update(name="숲과 들")
    call_command("load_demo", verbosity=0)
    assert StandardPage.objects.get(slug="about").intro == "다르게 적었어요"
    assert Category.objects.get(slug="parks").name == "숲과 들"


def test_an_idea_that_its_author_took_back_is_left_as_it_is(city):
    idea = Idea.objects.get(draft_key=key_of("footprints"))
    submission.withdraw(idea, idea.author, "벌써 그려져 있었어요.")
    call_command("load_demo", verbosity=0)
    idea.refresh_from_db()
    assert (idea.outcome, idea.withdrawal_reason) == (Outcome.WITHDRAWN, "벌써 그려져 있었어요.")
    assert Idea.objects.public().count() == len(SKETCHES)


def test_an_idea_stays_the_same_one_when_its_author_has_left(city):
    Idea.objects.filter(draft_key=key_of("bridge")).update(author=None)
    call_command("load_demo", verbosity=0)
    assert Idea.objects.get(draft_key=key_of("bridge")).author is None


def test_a_draft_that_was_thrown_away_does_not_come_back(city):
    draft = Idea.objects.get(draft_key=key_of("draft"))
    submission.discard(draft, draft.author)
    call_command("load_demo", verbosity=0)
    assert not Idea.objects.filter(draft_key=key_of("draft")).exists()


# What the city did with the ideas.


def test_ideas_of_the_demo_stand_in_every_stage(city):
    stages = Counter(Idea.objects.public().values_list("stage", flat=True))
    outcomes = Counter(Idea.objects.public().exclude(outcome=Outcome.NONE).values_list("outcome", flat=True))
    assert (stages["debate"], stages["working"], stages["realisation"]) == (6, 3, 1)
    assert set(outcomes) == set(Outcome.values) - {Outcome.NONE}
    assert Idea.objects.filter(awaits_supplement=True).count() == 1
    assert Idea.objects.filter(awaits_re_review=True).count() == 1
    assert Idea.objects.filter(reopened_at__isnull=False, stage=Stage.PROPOSED).count() == 1
    assert Merge.objects.filter(idea__outcome=Outcome.MERGED).count() == 2


def test_the_four_ideas_the_city_is_proud_of_were_adopted_with_an_answer(city):
    for key in ("bridge", "island", "proposal-wall", "subtitles"):
        idea = Idea.objects.get(draft_key=key_of(key))
        assert idea.outcome == Outcome.ADOPTED
        answer = idea.answers.latest("published_at")
        assert answer.starts_on
        assert all(getattr(answer, name) for name in ("summary", "necessity", "effect", "feasibility", "plan"))
        assert not idea.recommendation_rows.filter(created_at__gt=idea.decided_at).exists()


def test_answers_come_from_many_departments_and_hold_nothing_that_blocks_them(city):
    published = Answer.objects.filter(status=AnswerStatus.PUBLISHED)
    assert published.filter(kind="final").count() >= 12
    assert published.values("department").distinct().count() >= 7
    for answer in published:
        assert list(personal(answer)) == []
    assert Answer.objects.filter(status=AnswerStatus.SCHEDULED, publish_at__gt=timezone.now()).count() == 1
    assert AnswerTemplate.objects.count() == 6


def test_two_answers_and_one_report_are_late_and_one_answer_was_put_off_before(city):
    late = Promise.objects.late().of_the_city()
    assert sorted(late.values_list("kind", flat=True)) == ["answer", "answer", "report"]
    assert Card.objects.stale().count() == 1
    assert late.filter(interim_at__isnull=False).count() == 1
    assert not Promise.objects.filter(opened_at__lt=F("idea__published_at")).exists()


def test_every_official_has_something_on_the_desk(city):
    assert Objection.objects.filter(settled_at__isnull=True).count() == 1
    assert Cooperation.objects.filter(replied_at__isnull=True, due_on__gte=timezone.localdate()).count() == 1
    owed = set(Promise.objects.open().filter(owner="department").values_list("department__slug", flat=True))
    assert {resident.post[0] for resident in people.RESIDENTS if resident.post} - {"idea-office"} <= owed
    assert Promise.objects.open().filter(owner="office").exists()


def test_every_trail_of_the_demo_is_whole_and_tells_days_that_have_been(city):
    assert not list(verify_all())
    entries = list(TrailEntry.objects.order_by("idea", "number").values_list("idea", "at"))
    assert entries == sorted(entries)
    assert entries == [(pk, at) for pk, at in entries if at <= timezone.now()]
    assert not TrailEntry.objects.filter(at__lt=F("idea__published_at")).exists()


def test_officials_acted_in_the_hours_of_their_desk(city):
    acted = TrailEntry.objects.filter(role__in=["office", "department"], at__lt=timezone.now() - timedelta(days=3))
    moments = [(timezone.localtime(entry.at), entry.kind) for entry in acted]
    assert len(moments) > 60
    odd = [f"{moment} {kind}" for moment, kind in moments if not 9 <= moment.hour < 19 or moment.weekday() > 4]
    assert odd == []


def test_people_came_to_a_debate_over_days_and_none_of_them_after_its_end(city):
    begun = timezone.now() - timedelta(days=4)
    debates = Debate.objects.filter(idea__isnull=False, opens_at__lt=begun)
    assert len(debates) > 8
    for debate in debates:
        came = list(debate.stances.order_by("taken_at").values_list("taken_at", flat=True))
        end = debate.closed_at or timezone.now()
        assert debate.opens_at <= came[0] < came[-1] - timedelta(days=1), debate.title
        assert came[-1] <= end, debate.title


def test_nobody_is_told_the_news_of_a_past_that_was_made_up(city):
    assert trail.waiting() == []


def test_the_clock_goes_right_again_after_the_story():
    now, long_ago = timezone.now, timezone.now() - timedelta(days=9)
    with clock.at(long_ago):
        assert timezone.localdate() == timezone.localdate(long_ago)
    assert timezone.now is now
