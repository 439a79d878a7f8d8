"""The Atom feed and the sitemaps."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.ideas import CategoryFactory, IdeaFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client, **query) -> list[str]:
    response = client.get(reverse("ideas:feed"), query)
    assert response.status_code == 200
    return [entry.find(f"{ATOM}title").text for entry in ElementTree.fromstring(response.content).findall(f"{ATOM}entry")]  # noqa: S314


def addresses(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return [place.text for place in ElementTree.fromstring(response.content).iter(f"{MAP}loc")]  # noqa: S314


def test_the_feed_holds_the_newest_fifty_public_ideas(client, django_assert_max_num_queries):
    now = timezone.now()
    for n in range(55):
        IdeaFactory(title=f"상상 {n}", published_at=now - timedelta(minutes=n))
    IdeaFactory(draft=True)
    IdeaFactory(visibility="hidden")
    IdeaFactory(withdrawn=True)
    with django_assert_max_num_queries(4):
        found = entries(client)
    assert found == [f"상상 {n}" for n in range(50)]


def test_the_feed_takes_the_filters_of_the_list(client):
    category = CategoryFactory()
    IdeaFactory(title="숲", category=category)
    IdeaFactory(title="길").tags.add("걷기")
    assert entries(client, category=category.slug) == ["숲"]
    assert entries(client, tag="걷기") == ["길"]
    assert len(entries(client, category="없음", sort="x", page="y")) == 2


def test_the_feed_survives_any_title(client):
    IdeaFactory(title="<b>&amp; ]]> '\"", excerpt="</summary>")
    assert entries(client) == ["<b>&amp; ]]> '\""]


def test_the_sitemap_lists_public_ideas_by_ranges_of_numbers(client):
    IdeaFactory(number=1)
    IdeaFactory(number=10_000)
    IdeaFactory(number=10_001)
    IdeaFactory(number=25_000, visibility="hidden")
    assert [place.rsplit("/", 1)[1] for place in addresses(client, "/sitemap.xml")] == [
        "sitemap-pages.xml",
        "sitemap-ideas-0.xml",
        "sitemap-ideas-1.xml",
        "sitemap-ideas-2.xml",
    ]
    assert [place.split("/ideas/")[1] for place in addresses(client, "/sitemap-ideas-0.xml")] == ["1/", "10000/"]
    assert [place.split("/ideas/")[1] for place in addresses(client, "/sitemap-ideas-1.xml")] == ["10001/"]
    assert addresses(client, "/sitemap-ideas-2.xml") == []


def test_the_pages_of_the_site_are_in_the_sitemap(client):
    assert addresses(client, "/sitemap-pages.xml")


@pytest.mark.parametrize("section", ["ideas-9", "ideas-", "ideas--1", "ideas-" + "9" * 30, "other", "ideas-1e3"])
def test_an_unknown_part_of_the_sitemap_is_not_there(client, section):
    IdeaFactory(number=5)
    assert client.get(f"/sitemap-{section}.xml").status_code == 404


def test_a_sitemap_takes_few_queries(client, django_assert_max_num_queries):
    IdeaFactory.create_batch(30)
    with django_assert_max_num_queries(2):
        client.get("/sitemap.xml")
    with django_assert_max_num_queries(3):
        client.get("/sitemap-ideas-0.xml")
