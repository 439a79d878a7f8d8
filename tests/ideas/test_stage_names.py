"""The city's own words for the stages: said everywhere at once, asked of the database once."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import override

from accounts import roles
from ideas.models import Idea, StageNames
from ideas.stage_names import RIVER, stage_line, stage_word
from ideas.stages import Outcome, Stage
from ideas.templatetags.ideas import stage_name
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def test_without_words_of_its_own_a_city_uses_ours():
    assert [stage_word(stage) for stage in RIVER] == ["상상제안", "상상토론", "실무회의", "실현회의", "실행"]
    assert all(stage_line(stage) for stage in RIVER)


def test_a_stage_that_is_no_reach_of_the_river_has_a_name_too():
    assert (stage_word(Stage.CLOSED), stage_word("draft")) == ("마무리", "쓰는 중")


def test_each_language_has_its_own_words():
    StageNames.objects.create(debate_name_ko="시민토론", debate_line_en="Everybody talks.")
    assert stage_word("debate") == "시민토론"
    with override("en"):
        assert stage_line("debate") == "Everybody talks."
        assert stage_word("debate") != "시민토론"


def test_names_cost_no_query_once_they_are_known(django_assert_num_queries):
    stage_word("debate")
    with django_assert_num_queries(0):
        assert [stage_word(stage) + stage_line(stage) for stage in RIVER]


def test_new_words_are_forgotten_with_the_row():
    names = StageNames.objects.create(proposed_name_ko="씨앗")
    assert stage_word("proposed") == "씨앗"
    names.delete()
    assert stage_word("proposed") == "상상제안"


def test_another_process_learns_the_new_name_within_seconds(monkeypatch):
    stage_word("proposed")
    asked = []
    monkeypatch.setattr(caches["local"], "set", lambda *args, **kwargs: asked.append(args))
    caches["local"].clear()
    stage_word("proposed")
    assert asked[0][2] <= 10


@pytest.mark.parametrize("address", ["/", "/ideas/", "idea"])
def test_a_visitor_sees_the_new_name_at_once(client, address):
    idea = IdeaFactory()
    page = idea.get_absolute_url() if address == "idea" else address
    before = client.get(page).text
    assert "씨앗심기" not in before
    StageNames.objects.create(proposed_name_ko="씨앗심기")
    assert "씨앗심기" in client.get(page).text


def test_a_filter_and_its_chip_carry_the_name(client):
    IdeaFactory()
    StageNames.objects.create(proposed_name_ko="씨앗심기")
    text = client.get("/ideas/", {"stage": "proposed"}).text
    assert text.count("씨앗심기") >= 3, "the chip, the option and the card"
    assert "상상제안" not in text


def test_outcomes_keep_their_words():
    StageNames.objects.create(implementation_name_ko="이룸")
    assert stage_name(Idea(stage=Stage.CLOSED, outcome=Outcome.ADOPTED)) == "채택"


def test_the_api_keeps_its_codes(client):
    idea = IdeaFactory()
    StageNames.objects.create(proposed_name_ko="씨앗심기")
    assert client.get(f"/api/v1/ideas/{idea.number}/").json()["stage"] == "proposed"


@pytest.fixture
def desk(client):
    """desk(role): a browser logged in as a member of that group."""

    def logged_in(role):
        client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return logged_in


def test_staff_see_the_name_in_the_list_the_filter_and_the_idea(desk):
    idea = IdeaFactory()
    StageNames.objects.create(proposed_name_ko="씨앗심기")
    browser = desk(roles.IDEA_OFFICE)
    text = browser.get("/cms/ideas/", {"stage": "proposed"}).text
    assert text.count("씨앗심기") >= 2
    assert idea.title in text
    assert "씨앗심기" in browser.get(f"/cms/ideas/inspect/{idea.pk}/").text


def form_of_names() -> tuple[str, dict]:
    """The address of the form and what it holds while nothing is written."""
    names = StageNames.load()
    fields = [field.name for field in StageNames._meta.fields if field.name != "id"]
    return reverse("wagtailsettings:edit", args=["ideas", "stagenames", names.pk]), dict.fromkeys(fields, "")


@pytest.mark.parametrize("role", [roles.EDITORS, roles.ADMINISTRATORS])
def test_editors_name_the_stages(desk, role):
    address, form = form_of_names()
    browser = desk(role)
    assert "상상토론" in browser.get(address).text
    assert browser.post(address, form | {"debate_name_ko": " 시민토론 "}).status_code == 302
    assert stage_word("debate") == "시민토론"


@pytest.mark.parametrize("role", ["", roles.IDEA_OFFICE, roles.MODERATORS, roles.OFFICIALS, roles.PANEL])
def test_nobody_else_does(desk, role):
    address, form = form_of_names()
    assert desk(role).post(address, form | {"debate_name_ko": "내맘대로"}).status_code in (302, 403)
    assert stage_word("debate") == "상상토론"
