"""GET /api/v1/ideas/."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import participation, submission
from ideas.models import Idea
from tests.factories.accounts import DepartmentFactory, UserFactory
from tests.factories.ideas import CategoryFactory, CommentFactory, DistrictFactory, IdeaFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/ideas/"


def numbers(response) -> list[int]:
    assert response.status_code == 200, response.content.decode()
    return [idea["number"] for idea in response.json()["results"]]


def walk(api, url: str) -> list[int]:
    found = []
    while url:
        response = api.get(url)
        found += numbers(response)
        url = response.json()["next"]
    return found


def test_an_idea_has_the_fields_of_the_contract(api, settings):
    idea = IdeaFactory(
        category=CategoryFactory(slug="park", name="공원"), recommendation_count=2, imported_recommendation_count=5, view_count=9
    )
    idea.tags.set(["한강", "그늘"])
    (shown,) = api.get(URL).json()["results"]
    assert list(shown) == [
        *("number", "title", "excerpt", "stage", "outcome", "answer_state"),
        *("closed_from", "answered_at", "decided_at", "promise", "gate", "merged_into"),
        *("category", "district", "department", "tags"),
        *("author", "recommendations", "recommendations_live", "recommendations_imported", "comments", "views"),
        *("created_at", "edited_at", "url"),
    ]
    assert shown["category"] == {"slug": "park", "name": "공원"}
    assert (shown["district"], shown["department"]) == (None, None)
    assert shown["tags"] == ["그늘", "한강"]
    plain = {"department": None, "post": None, "expert": False, "field": None}
    assert shown["author"] == {"id": idea.author_id, "nickname": idea.author.nickname, **plain}
    assert [shown[name] for name in ("recommendations", "recommendations_live", "recommendations_imported", "views")] == [
        7,
        2,
        5,
        9,
    ]
    assert shown["created_at"].endswith("+09:00")
    assert shown["url"] == f"{settings.SITE_URL}/ideas/{idea.number}/"


def test_drafts_and_hidden_ideas_do_not_show(api):
    public = IdeaFactory()
    IdeaFactory(draft=True)
    IdeaFactory(visibility="hidden")
    IdeaFactory(visibility="waiting")
    assert numbers(api.get(URL)) == [public.number]


def test_withdrawn_ideas_show_only_when_asked_for_and_without_their_text(api):
    idea = IdeaFactory(withdrawn=True)
    assert numbers(api.get(URL)) == []
    (shown,) = api.get(URL, {"outcome": "withdrawn"}).json()["results"]
    assert (shown["number"], shown["excerpt"], shown["tags"]) == (idea.number, "", [])


def test_an_imported_idea_has_no_author(api):
    IdeaFactory(imported=True)
    assert api.get(URL).json()["results"][0]["author"] is None


def test_filters_combine_and_take_several_values(api):
    park, bus, road = (CategoryFactory(slug=slug) for slug in ("park", "bus", "road"))
    mapo, office = DistrictFactory(slug="mapo"), DepartmentFactory(slug="green")
    one = IdeaFactory(category=park, district=mapo, department=office)
    two = IdeaFactory(category=bus)
    three = IdeaFactory(category=road, stage="debate")
    one.tags.add("한강")
    assert numbers(api.get(URL, {"category": "park,bus"})) == [two.number, one.number]
    assert numbers(api.get(f"{URL}?category=park&category=road")) == [three.number, one.number]
    assert numbers(api.get(URL, {"category": "park,bus", "district": "mapo"})) == [one.number]
    assert numbers(api.get(URL, {"department": "green"})) == [one.number]
    assert numbers(api.get(URL, {"stage": "debate"})) == [three.number]
    assert numbers(api.get(URL, {"tag": "한강"})) == [one.number]
    assert numbers(api.get(URL, {"tag": "없는말"})) == []
    assert numbers(api.get(URL, {"stage": "", "category": ""})) == [three.number, two.number, one.number]


def test_words_are_searched(api):
    found = IdeaFactory(title="어린이공원에 그늘막을")
    IdeaFactory(title="버스를 늘려요", body="출근길이 힘들어요.")
    assert numbers(api.get(URL, {"q": "공원"})) == [found.number]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("stage=draft", "stage"),
        ("outcome=won", "outcome"),
        ("category=nowhere", "category"),
        ("district=%F0%9F%98%80", "district"),
        ("department=a,b", "department"),
        ("ordering=-password", "ordering"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=%D9%A3", "page_size"),
        ("page_size=1e2", "page_size"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%FF%FE", "cursor"),
        ("catgory=park", "catgory"),
        ("format=xml", "format"),
        ("q=" + "a" * 101, "q"),
        ("tag=" + ",".join(map(str, range(31))), "tag"),
    ],
)
def test_what_we_do_not_know_is_named(api, query, name):
    response = api.get(f"{URL}?{query}")
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert problem["errors"][0]["parameter"] == name
    assert problem["detail"]


@pytest.mark.parametrize("ordering", ["-created_at", "-recommendations", "-comments", "-views", "trending"])
def test_every_order_is_walked_to_the_end_without_gaps_or_repeats(api, ordering):
    now = timezone.now()
    for n in range(13):
        IdeaFactory(
            published_at=now - timedelta(hours=n // 3), recommendation_count=n % 3, comment_count=n % 4, view_count=n // 5
        )  # fmt: skip
    column = {
        "-created_at": "-public_since",
        "-comments": "-comment_count",
        "-views": "-view_count",
        "trending": "-trend",
    }.get(ordering, ordering)
    wanted = list(Idea.objects.public().order_by(column, "-id").values_list("number", flat=True))
    assert walk(api, f"{URL}?ordering={ordering}&page_size=4") == wanted


def test_pages_stay_put_while_ideas_are_added(api):
    old = [IdeaFactory(published_at=timezone.now() - timedelta(days=n)).number for n in range(1, 7)]
    first = api.get(URL, {"page_size": 3})
    IdeaFactory.create_batch(4)
    assert numbers(first) + walk(api, first.json()["next"]) == old


def test_a_cursor_belongs_to_its_order(api):
    IdeaFactory.create_batch(3)
    cursor = api.get(URL, {"page_size": 1}).json()["next"].split("cursor=")[1].split("&")[0]
    assert api.get(f"{URL}?ordering=-views&cursor={cursor}").status_code == 400


def test_a_list_costs_the_same_for_any_number_of_ideas(api, statements):
    park = CategoryFactory(slug="park")
    api.get(URL, {"category": "park"})
    for idea in IdeaFactory.create_batch(20, category=park, district=DistrictFactory(), department=DepartmentFactory()):
        idea.tags.add("한강")
        CommentFactory(idea=idea)
    with statements(4):
        assert len(numbers(api.get(URL, {"category": "park", "ordering": "-comments"}))) == 20
    with statements(1):
        assert len(numbers(api.get(URL, {"category": "park", "ordering": "-comments"}))) == 20
    with statements(5):
        api.get(URL, {"tag": "한강", "page_size": 100})


CHANGES = {
    "a recommendation": (lambda idea: participation.recommend(idea, UserFactory()), "recommendations", 1),
    "a comment": (lambda idea: participation.comment(idea, UserFactory(), "좋아요"), "comments", 1),
    "other words": (lambda idea: submission.edit(idea, idea.author, submission.Wording("새 제목", "새 글")), "title", "새 제목"),
    "a view": (lambda idea: Idea.objects.filter(pk=idea.pk).update(view_count=7), "views", 7),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_was_kept_is_true_again_at_once(api, change):
    idea, (do, field, value) = IdeaFactory(), CHANGES[change]
    assert api.get(URL).json()["results"][0][field] != value
    do(Idea.objects.get(pk=idea.pk))
    assert api.get(URL).json()["results"][0][field] == value


def test_a_hidden_idea_leaves_the_list_at_once(api):
    idea = IdeaFactory()
    assert len(numbers(api.get(URL))) == 1
    Idea.objects.filter(pk=idea.pk).update(visibility="hidden", public_since=None)
    assert numbers(api.get(URL)) == []
