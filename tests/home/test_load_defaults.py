"""manage.py load_demo --defaults-only: what a real city starts with."""

import pytest
from django.core.management import call_command

from accounts.models import User
from ideas.models import Category, District, Idea


@pytest.fixture
def var_dir(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_a_real_city_starts_with_the_lists_alone(db, var_dir):
    call_command("load_demo", "--defaults-only", verbosity=0)
    assert (Category.objects.count(), District.objects.count()) == (12, 25)
    assert not User.objects.exists()
    assert not Idea.objects.exists()
    assert not (var_dir / "demo-accounts.json").exists()


def test_starting_again_keeps_what_an_editor_renamed(db, var_dir):
    call_command("load_demo", "--defaults-only", verbosity=0)
    Category.objects.filter(slug="parks").update(name="숲과 들")
    call_command("load_demo", "--defaults-only", verbosity=0)
    assert Category.objects.get(slug="parks").name == "숲과 들"
    assert Category.objects.count() == 12
