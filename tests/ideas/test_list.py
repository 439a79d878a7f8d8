"""The list of ideas: orders, filters, their counts, pages."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from common import paging
from ideas import lists, submission, tallies
from ideas.models import Idea
from ideas.stages import Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory
from tests.factories.ideas import CategoryFactory, DistrictFactory, IdeaFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def titles(response) -> list[str]:
    return [idea.title for idea in response.context["ideas"]]


def counts(response, name: str) -> dict[str, str]:
    facet = next((facet for facet in response.context["facets"] if facet.name == name), None)
    return {option.value: option.count for option in facet.options} if facet else {}


def browse(client, **query):
    """The list as the view makes it; pages kept for visitors are looked at in test_kept_pages.py."""
    caches["pages"].clear()
    return client.get(reverse("ideas:list"), query)


def test_new_ideas_come_first_and_drafts_and_hidden_ones_never(client):
    IdeaFactory(title="어제", published_at=NOW - timedelta(days=1))
    IdeaFactory(title="오늘", published_at=NOW)
    IdeaFactory(draft=True)
    IdeaFactory(title="가림", visibility="hidden")
    assert titles(browse(client)) == ["오늘", "어제"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [("recommended", "추천"), ("discussed", "의견"), ("trending", "흐름"), ("waiting", "오래"), ("new", "새것")],
)
def test_each_order_puts_its_own_idea_first(client, sort, first):
    IdeaFactory(title="오래", published_at=NOW - timedelta(days=30), trend=0)
    IdeaFactory(title="추천", published_at=NOW - timedelta(days=3), imported_recommendation_count=9, trend=1)
    IdeaFactory(title="의견", published_at=NOW - timedelta(days=2), comment_count=5, trend=2)
    IdeaFactory(title="흐름", published_at=NOW - timedelta(days=1), trend=9_999)
    IdeaFactory(title="새것", published_at=NOW, trend=3)
    assert titles(browse(client, sort=sort))[0] == first


def test_waiting_longest_shows_only_proposals_until_a_stage_is_chosen(client):
    IdeaFactory(title="제안")
    IdeaFactory(title="토론", stage=Stage.DEBATE)
    response = browse(client, sort="waiting")
    assert titles(response) == ["제안"]
    assert counts(response, "stage") == {"proposed": "1", "debate": "1"}
    assert titles(browse(client, sort="waiting", stage="debate")) == ["토론"]


def test_withdrawn_and_merged_ideas_are_shown_only_when_asked_for(client):
    IdeaFactory(title="흐름")
    IdeaFactory(title="거둠", withdrawn=True)
    response = browse(client)
    assert titles(response) == ["흐름"]
    assert counts(response, "outcome") == {"none": "1", "withdrawn": "1"}
    assert titles(browse(client, outcome="withdrawn")) == ["거둠"]


def test_filters_of_one_kind_add_up_and_filters_of_different_kinds_narrow(client):
    road, park, mapo = CategoryFactory(), CategoryFactory(), DistrictFactory()
    IdeaFactory(title="길", category=road)
    IdeaFactory(title="길 마포", category=road, district=mapo)
    IdeaFactory(title="숲 마포", category=park, district=mapo)
    IdeaFactory(title="그밖")
    assert set(titles(browse(client, category=[road.slug, park.slug]))) == {"길", "길 마포", "숲 마포"}
    assert titles(browse(client, category=road.slug, district=mapo.slug)) == ["길 마포"]


def make_mixed_city() -> None:
    categories, districts = CategoryFactory.create_batch(3), DistrictFactory.create_batch(2)
    department = DepartmentFactory()
    for n in range(24):
        idea = IdeaFactory(
            title=f"상상 {n} {'자전거' if n % 3 == 0 else '버스'}",
            category=categories[n % 3],
            district=districts[n % 2] if n % 5 else None,
            department=department if n % 4 == 0 else None,
            stage=[Stage.PROPOSED, Stage.DEBATE, Stage.CLOSED][n % 3],
            outcome=Outcome.ADOPTED if n % 3 == 2 else Outcome.NONE,
            answer_state=["none", "awaiting", "answered"][n % 3],
            published_at=NOW - timedelta(days=n * 9),
        )
        idea.tags.add(*(["그늘", "걷기"] if n % 2 else ["걷기"]))
    IdeaFactory(withdrawn=True, category=categories[0], district=districts[0])


@pytest.mark.parametrize(
    "base",
    [
        {},
        {"stage": ["proposed"]},
        {"stage": ["proposed", "debate"], "tag": ["걷기"]},
        {"outcome": ["adopted"]},
        {"outcome": ["withdrawn"]},
        {"answer": ["answered"], "stage": ["closed"]},
        {"tag": ["그늘"], "period": ["month"]},
        {"sort": ["waiting"]},
        {"from": ["2020-01-01"], "to": ["2090-01-01"]},
    ],
)
def test_every_count_equals_the_list_its_option_would_give(client, base):
    make_mixed_city()
    response = browse(client, **base)
    checked = 0
    for facet in response.context["facets"]:
        for option in facet.options:
            asked = {key: value for key, value in base.items() if facet.name != "period" or key not in ("from", "to")}
            asked[facet.name] = [option.value]
            assert browse(client, **asked).context["pager"].total == int(option.count), (facet.name, option)
            checked += 1
    assert checked
    assert response.context["pager"].total == len(
        Idea.objects.filter(pk__in=lists.read_selection(response.wsgi_request.GET).ideas())
    )


def test_what_the_city_has_answered_is_a_filter_and_a_word_on_the_card(client):
    IdeaFactory(title="답을 들은 상상", answer_state="answered")
    IdeaFactory(title="기다리는 상상", answer_state="awaiting")
    shown = browse(client)
    assert counts(shown, "answer") == {"answered": "1", "awaiting": "1"}
    assert shown.text.count("답변 있어요") == 1
    narrowed = browse(client, answer="answered")
    assert titles(narrowed) == ["답을 들은 상상"]
    assert counts(narrowed, "answer") == {"answered": "1", "awaiting": "1"}
    assert [chip.name for chip in narrowed.context["chips"]] == ["답변 완료"]


def test_the_words_searched_for_narrow_the_list_and_its_counts(client):
    make_mixed_city()
    for idea in Idea.objects.all():
        idea.save()
    response = browse(client, q="자전거")
    assert response.context["pager"].total == 8
    assert all("자전거" in title for title in titles(response))
    assert counts(response, "stage") == {"proposed": "8"}


def test_unknown_values_are_left_out_with_a_word_about_it(client):
    IdeaFactory()
    response = browse(
        client,
        category="없음",
        stage=["draft", "🙂"],
        sort="'; DROP TABLE",
        page="abc",
        period="soon",
        tag="없음",
        **{"from": "2026-99-99"},
    )
    assert response.status_code == 200
    assert len(response.context["ideas"]) == 1
    assert len(response.context["notes"]) == 4


@pytest.mark.parametrize("page", ["0", "-1", "²", "9" * 400, "1e3", "\u0661"])
def test_a_strange_page_number_shows_the_first_page(client, page):
    IdeaFactory()
    assert len(browse(client, page=page).context["ideas"]) == 1


def test_a_page_beyond_the_last_says_so_and_leads_back(client):
    IdeaFactory.create_batch(21)
    assert len(browse(client, page=2).context["ideas"]) == 1
    response = browse(client, page=3)
    assert response.status_code == 404
    assert "2쪽까지 있어요" in response.text


def test_a_city_too_large_to_count_is_shown_as_10_000_and_ends_at_page_500(client, monkeypatch):
    IdeaFactory()
    monkeypatch.setattr("ideas.views.lists.tallies", lambda selection: tallies.Tallies(12_345, {}, {}, False))
    assert "10,000+" in browse(client).text
    response = browse(client, page=501)
    assert response.status_code == 404
    assert "이렇게 깊은 곳까지는" in response.text
    assert browse(client, page=500).status_code == 200
    assert paging.Pager(1, 12_345).last == 500


def test_small_counts_are_true_at_once_and_large_ones_within_a_minute(client, monkeypatch):
    def come_to_the_city():
        draft = IdeaFactory(draft=True)
        submission.publish(draft, draft.author)

    come_to_the_city()
    assert browse(client).context["pager"].total == 1
    come_to_the_city()
    assert browse(client).context["pager"].total == 2
    monkeypatch.setattr(tallies, "LIVE", 1)
    come_to_the_city()
    assert browse(client).context["pager"].total == 2


def test_a_period_counts_days_in_seoul(client):
    start = lists.midnight(timezone.localdate())
    IdeaFactory(title="오늘", published_at=start)
    IdeaFactory(title="어제", published_at=start - timedelta(seconds=1))
    assert titles(browse(client, period="today")) == ["오늘"]
    yesterday = str(timezone.localdate() - timedelta(days=1))
    assert titles(browse(client, **{"from": yesterday, "to": yesterday})) == ["어제"]


def test_chips_take_one_filter_off_and_keep_the_rest(client):
    category = CategoryFactory(name="숲")
    response = browse(client, category=category.slug, stage=["proposed", "debate"], sort="trending", page=1)
    chips = {chip.name: chip.href for chip in response.context["chips"]}
    assert chips["숲"] == "?stage=proposed&stage=debate&sort=trending"
    assert "stage=debate" in chips["상상제안"]
    assert "stage=proposed" not in chips["상상제안"]


def test_an_empty_list_offers_to_write(client):
    assert reverse("ideas:new") in browse(client, q="없는말").text


def test_an_official_is_named_by_post_on_the_card(client):
    post = AppointmentFactory(department__name="버스정책과", post="팀장")
    IdeaFactory(author=post.user)
    assert "버스정책과" in browse(client).text


def test_search_words_of_any_kind_are_no_error(client):
    IdeaFactory()
    for q in ["%", "'", '"', "\\", "가", " ", "​", "a" * 5_000, "<script>", "OR 1=1 --", "😀", "\ud800"]:
        assert browse(client, q=q.encode("utf-8", "replace").decode()).status_code == 200


@pytest.mark.parametrize("many", [3, 40])
def test_the_list_takes_the_same_few_queries_for_any_number_of_ideas(client, many, django_assert_max_num_queries):
    IdeaFactory.create_batch(many, category=CategoryFactory(), district=DistrictFactory())
    browse(client)  # the frame of the page is kept by the process
    with django_assert_max_num_queries(6):
        browse(client, stage="proposed")


def test_a_title_from_a_citizen_is_never_markup(client):
    IdeaFactory(title="<script>alert(1)</script>", excerpt="<img src=x onerror=alert(1)>")
    text = browse(client).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_the_counting_statement_stops_at_a_bound(monkeypatch):
    monkeypatch.setattr(tallies, "COUNTED", 2)
    IdeaFactory.create_batch(3)
    with connection.cursor():
        found = tallies.tallies(lists.Selection())
    assert (found.total, found.is_cut) == (2, True)
    assert paging.count_words(found.total, found.is_cut) == "2+"
