"""The words a new site starts with are there in both languages; an editor's own stay as they are."""

import pytest
from django.utils import translation

from common.templatetags.shipped import shipped
from home.demo.words import HOME
from home.models import HomePage

pytestmark = pytest.mark.django_db


def test_a_reader_of_english_is_greeted_in_english(client):
    client.cookies["django_language"] = "en"
    assert "Drop by drop, ideas become an oasis" in client.get("/").text


def test_what_an_editor_wrote_is_left_alone(client):
    HomePage.objects.update(hero_title="우리 동네 <작은> 상상")
    client.cookies["django_language"] = "en"
    assert "우리 동네 &lt;작은&gt; 상상</h1>" in client.get("/").text


@pytest.mark.parametrize("field", ["hero_title", "hero_text", "hero_button", "search_description"])
def test_everything_that_comes_along_has_its_english(field):
    with translation.override("en"):
        assert shipped(HOME[field]) != HOME[field]


def test_nothing_stays_nothing():
    assert shipped("") == shipped(None) == ""
