"""Bars, grounds, templates, plain words and days off in /cms/."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse

from accounts import roles
from ideas import gates, pipeline_viewsets
from ideas.gate_sets import PRESETS
from ideas.models import AnswerTemplate, GateMode, GateSet, Ground, Holiday, Passage, PlainWord
from ideas.plain import check
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db
LISTS = ("gate_sets", "grounds", "answer_templates", "plain_words", "holidays")
MODELS = ("gateset", "ground", "answertemplate", "plainword", "holiday")


@pytest.fixture
def browser(client):
    client.force_login(UserFactory(is_superuser=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def bars(**changed):
    """What the form of a new set is sent with: the presets of 2012, with changes."""
    sent = {"name": "봄 문턱", "note": "더 많은 상상이 토론에 가게요"}
    for passage, bar in PRESETS["2012"].bars.items():
        sent |= {f"{passage}-{name}": getattr(bar, name) for name in ("mode", "min_recommendations", "min_comments", "min_views")}
        sent |= {f"{passage}-window_days": bar.window_days or ""}
        sent |= {f"{passage}-needs_all": "on"} if bar.needs_all else {}
    return sent | changed


def seen(browser, sent):
    """The same, after the outcome was looked at."""
    return sent | {"seen": browser.post(NEW, sent).context["seen"]}


NEW = "/cms/gate_sets/new/"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_is_searched(browser, name):
    assert browser.get(f"/cms/{name}/").status_code == 200
    assert browser.get(f"/cms/{name}/?q=문턱").status_code == 200
    assert browser.get(f"/cms/{name}/new/").status_code == 200


def test_a_group_works_with_the_permissions_it_has_and_no_others(client):
    office = UserFactory(role=roles.IDEA_OFFICE)
    group = office.groups.get()
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    group.permissions.remove(*Permission.objects.filter(content_type__app_label="ideas", content_type__model__in=MODELS))
    assert {client.get(f"/cms/{name}/").status_code for name in LISTS} == {302}
    wanted = [f"{action}_{model}" for model in MODELS for action in ("add", "view")]
    group.permissions.add(*Permission.objects.filter(content_type__app_label="ideas", codename__in=wanted))
    assert {client.get(f"/cms/{name}/").status_code for name in LISTS} == {200}


@pytest.mark.parametrize("role", [roles.OFFICIALS, roles.PANEL, ""])
def test_others_have_no_business_in_there(client, role):
    client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert {client.get(f"/cms/{name}/").status_code for name in LISTS} <= {302, 403}


# -- bars ---------------------------------------------------------------------------------------------
def test_a_new_set_is_shown_with_its_outcome_first_and_then_put_in_force(browser):
    idea = IdeaFactory()
    RecommendationFactory.create_batch(10, idea=idea)
    IdeaFactory()
    before = GateSet.objects.count()
    answer = browser.post(NEW, bars())
    assert GateSet.objects.count() == before
    assert "50.0%" in answer.text
    assert browser.post(NEW, seen(browser, bars())).status_code == 302
    made = gates.in_force()
    assert (made.name, made.preset, made.made_by.is_superuser) == ("봄 문턱", "2012", True)
    assert made.gates.get(passage=Passage.DEBATE).min_recommendations == 10


def test_bars_changed_after_looking_are_shown_again(browser):
    before = GateSet.objects.count()
    stale = seen(browser, bars()) | {"debate-min_recommendations": "3"}
    assert browser.post(NEW, stale).context["seen"] != stale["seen"]
    assert GateSet.objects.count() == before
    browser.post(NEW, seen(browser, stale))
    assert gates.in_force().preset == ""


def test_ideas_that_are_out_keep_the_bars_they_had(browser):
    idea = IdeaFactory(gated=True)
    browser.post(NEW, seen(browser, bars()))
    idea.refresh_from_db()
    assert idea.gate_set != gates.in_force()


def test_a_preset_fills_the_form(browser):
    form = browser.get(f"{NEW}?preset=2023").context["form"]
    assert form["debate-min_recommendations"].value() == 50
    assert form["debate-window_days"].value() == 30
    assert form["name"].value() == "2023 상상대로 서울"
    assert browser.get(f"{NEW}?preset=nonsense").status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"debate-min_views": "-1"},
        {"debate-window_days": "0"},
        {"debate-mode": "never"},
        {"debate-min_recommendations": "-1"},
        {"debate-min_views": "99999999999"},
        {"debate-min_recommendations": "0", "debate-mode": GateMode.AUTOMATIC},
    ],
)
def test_bars_that_make_no_sense_are_refused(browser, changed):
    before = GateSet.objects.count()
    answer = browser.post(NEW, bars(**changed))
    assert answer.context["form"].errors
    assert "seen" not in answer.context
    assert GateSet.objects.count() == before


def test_too_many_ideas_are_not_counted_on_a_page(browser, monkeypatch):
    IdeaFactory()
    monkeypatch.setattr(pipeline_viewsets, "MOST_READ", 0)
    assert browser.post(NEW, bars()).context["is_too_many"]


def test_the_list_tells_each_bar_in_words(browser):
    browser.post(NEW, seen(browser, bars()))
    text = browser.get("/cms/gate_sets/").text
    assert "추천 10, 14일 안 · 창의담당관 목록에 올라요" in text
    assert "더 많은 상상이" in browser.get(f"/cms/gate_sets/inspect/{gates.in_force().pk}/").text


def test_the_list_of_sets_costs_the_same_for_any_number(browser, django_assert_max_num_queries):
    for number in range(2, 12):
        GateSet.objects.create(number=number, name=f"문턱 {number}")
    browser.get("/cms/gate_sets/")
    with django_assert_max_num_queries(20):
        browser.get("/cms/gate_sets/")


@pytest.mark.parametrize("view", ["edit", "delete", "copy", "history"])
def test_a_set_has_no_way_to_be_changed(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"gate_sets:{view}", args=[1])


# -- the other lists --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("grounds", lambda: Ground.objects.create(code="test", name="시험")),
        ("plain_words", lambda: PlainWord.objects.create(term="제고", everyday="높이기")),
        ("answer_templates", lambda: AnswerTemplate.objects.create(name="틀")),
    ],
)
def test_what_answers_stand_on_is_switched_off_and_never_deleted(browser, name, make):
    entry = make()
    browser.post(f"/cms/{name}/delete/{entry.pk}/")
    assert type(entry).objects.filter(pk=entry.pk).exists()


def test_an_editor_changes_the_glossary_and_officials_hear_at_once(browser):
    browser.post("/cms/plain_words/new/", {"term": " 제고 ", "everyday": "높이기, 높이다", "note": "", "is_active": "on"})
    assert [hint.replacement for hint in check("제고합니다")] == ["높입니다"]
    word = PlainWord.objects.get(term="제고")
    browser.post(f"/cms/plain_words/edit/{word.pk}/", {"term": "제고", "everyday": "높이기", "note": ""})
    assert check("제고합니다") == []
    assert "제고" not in browser.get("/cms/plain_words/?is_active=true").context["object_list"]


@pytest.mark.parametrize("term", ["~", " ~ "])
def test_a_word_of_nothing_is_refused(browser, term):
    browser.post("/cms/plain_words/new/", {"term": term, "everyday": "말", "is_active": "on"})
    assert not PlainWord.objects.filter(everyday="말").exists()


@pytest.mark.parametrize(("summary", "is_kept"), [("{별명} 님, 고마워요", 1), ("{이름} 님", 0), ("문의는 010-1234-5678", 0)])
def test_a_template_has_only_places_that_are_filled_and_nobodys_data(browser, summary, is_kept):
    browser.post("/cms/answer_templates/new/", {"name": "틀", "summary": summary, "verdict": "", "is_active": "on"})
    assert AnswerTemplate.objects.filter(name="틀").count() == is_kept


def test_a_day_off_entered_by_mistake_may_go(browser):
    browser.post("/cms/holidays/new/", {"day": "2030-05-06", "name": "개청일"})
    day = Holiday.objects.get(name="개청일")
    browser.post(f"/cms/holidays/delete/{day.pk}/")
    assert not Holiday.objects.exists()
