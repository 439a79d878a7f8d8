"""manage.py load_demo."""

import json
import stat

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from accounts.models import Department, User
from accounts.nicknames import clean_nickname
from home.demo import people
from home.models import BrandSettings, StandardPage
from ideas.models import Category, Comment, District, Idea, Photo, Recommendation
from ideas.participation import trend
from ideas.stages import Outcome, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def var_dir(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def city(var_dir, settings):
    call_command("load_demo", verbosity=0)
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
    )
    return {model.__name__: model.objects.count() for model in models}


def test_there_is_an_account_for_each_role_that_can_log_in(city, client):
    assert [account["role"] for account in city] == [resident.role for resident in people.RESIDENTS]
    for account in city:
        assert set(account) == {"role", "email", "nickname", "password"}
        user = User.objects.get(email=account["email"])
        assert user.check_password(account["password"])
        assert EmailAddress.objects.filter(user=user, verified=True, primary=True).exists()


def test_only_their_owner_can_read_the_passwords(city, var_dir):
    assert stat.S_IMODE((var_dir / "demo-accounts.json").stat().st_mode) == 0o600


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
    assert ideas.count() >= 20
    assert ideas.filter(outcome=Outcome.WITHDRAWN).count() == 1
    assert Idea.objects.filter(stage=Stage.DRAFT).count() == 1
    assert Comment.objects.filter(appointment__isnull=False).exists()
    assert Comment.objects.filter(parent__isnull=False).exists()
    assert Photo.objects.exclude(alt="").count() == 4
    assert ideas.dates("published_at", "day").count() > 10


def test_counts_and_trend_are_what_the_rows_say(city):
    for idea in Idea.objects.public():
        assert idea.recommendation_count == idea.recommendation_rows.count()
        assert idea.comment_count == idea.comments.count()
        assert idea.trend == pytest.approx(trend(idea))


def test_nothing_happens_before_its_idea_or_after_today(city):
    from django.utils import timezone

    for comment in Comment.objects.select_related("idea"):
        assert comment.idea.published_at <= comment.created_at <= timezone.now()


def test_the_pages_can_be_read(city, client):
    for address in ("/", "/about/", "/how-it-works/", "/terms/", "/privacy/", "/accessibility/"):
        assert client.get(address).status_code == 200
    assert "시범 도시" in client.get("/").text


def test_nicknames_are_ones_a_citizen_could_choose():
    for nickname in (*people.NEIGHBOURS, *(resident.nickname for resident in people.RESIDENTS)):
        assert clean_nickname(nickname) == nickname


def test_what_an_editor_changed_stays(city):
    page = StandardPage.objects.get(slug="about")
    page.intro = "다르게 적었어요"
    page.save_revision().publish()
    Category.objects.filter(slug="parks").update(name="숲과 들")
    call_command("load_demo", verbosity=0)
    assert StandardPage.objects.get(slug="about").intro == "다르게 적었어요"
    assert Category.objects.get(slug="parks").name == "숲과 들"


def test_a_real_city_starts_with_the_lists_alone(var_dir):
    call_command("load_demo", "--defaults-only", verbosity=0)
    assert (Category.objects.count(), District.objects.count()) == (12, 25)
    assert not User.objects.exists()
    assert not (var_dir / "demo-accounts.json").exists()
