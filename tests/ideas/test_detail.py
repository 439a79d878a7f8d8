"""The page of an idea."""

import json
import re

import pytest
from django.core.cache import caches
from django.urls import reverse

from ideas.models import IdeaVersion, Photo
from ideas.stages import Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import CategoryFactory, CommentFactory, DistrictFactory, IdeaFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


def read(client, idea, **query):
    """The page as the view makes it; pages kept for visitors are looked at in test_kept_pages.py."""
    caches["pages"].clear()
    return client.get(reverse("ideas:detail", args=[idea.number]), query)


def test_everybody_reads_a_public_idea(client):
    idea = IdeaFactory(category=CategoryFactory(name="교통"), district=DistrictFactory(name="마포구"))
    idea.tags.add("그늘")
    text = read(client, idea).text
    for words in (idea.title, "여름에 다리를", "교통", "마포구", "#그늘", idea.author.nickname):
        assert words in text


@pytest.mark.parametrize("number", ["0", "999999999", "9223372036854775807", "9223372036854775808", "9" * 60])
def test_an_unknown_number_is_a_page_not_found(client, number):
    assert client.get(f"/ideas/{number}/").status_code == 404


def test_a_hidden_idea_is_there_only_for_its_author_and_the_staff(client):
    idea = IdeaFactory(visibility="hidden")
    assert read(client, idea).status_code == 404
    client.force_login(UserFactory())
    assert read(client, idea).status_code == 404
    client.force_login(idea.author)
    response = read(client, idea)
    assert response.status_code == 200
    assert "noindex" in response.text
    client.force_login(UserFactory(role="운영지기"))
    assert read(client, idea).status_code == 200


def test_a_withdrawn_idea_shows_the_reason_in_place_of_the_text(client):
    idea = IdeaFactory(withdrawn=True, withdrawal_reason="더 좋은 생각이 났어요")
    response = read(client, idea)
    assert response.status_code == 200
    assert "더 좋은 생각이 났어요" in response.text
    assert "여름에 다리를" not in response.text
    assert "noindex" in response.text
    assert "application/ld+json" not in response.text


def test_imported_support_is_explained(client):
    idea = IdeaFactory(imported=True, imported_recommendation_count=1_200, recommendation_count=34)
    text = read(client, idea).text
    assert "이웃 1,234명 추천 · 이 가운데 1,200명은 옮겨 온 기록이에요" in text
    assert "익명의 시민" in text


def test_an_edited_idea_leads_to_its_versions(client):
    idea = IdeaFactory()
    IdeaVersion.objects.create(idea=idea, number=1, title="처음", body="처음")
    assert reverse("ideas:versions", args=[idea.number]) not in read(client, idea).text
    IdeaVersion.objects.create(idea=idea, number=2, title="다음", body="다음")
    assert reverse("ideas:versions", args=[idea.number]) in read(client, idea).text


def test_only_the_author_sees_tools_and_only_while_they_work(client):
    idea = IdeaFactory()
    edit, withdraw = reverse("ideas:edit", args=[idea.number]), reverse("ideas:withdraw", args=[idea.number])
    client.force_login(UserFactory(is_superuser=True))
    assert edit not in read(client, idea).text
    client.force_login(idea.author)
    assert edit in read(client, idea).text
    type(idea).objects.filter(pk=idea.pk).update(stage=Stage.DEBATE)
    text = read(client, idea).text
    assert edit not in text
    assert withdraw in text


def test_an_official_proposer_is_named_by_post(client):
    post = AppointmentFactory(department__name="버스정책과")
    assert "버스정책과" in read(client, IdeaFactory(author=post.user)).text


def test_data_for_search_engines_cannot_break_out_of_its_element(client):
    idea = IdeaFactory(title="</script><script>alert(1)</script> & <b>")
    text = read(client, idea).text
    assert "<script>alert" not in text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL).group(1))
    assert data["headline"] == idea.title
    assert data["url"].endswith(idea.get_absolute_url())


def test_head_knows_the_one_address_of_the_page(client, settings):
    idea = IdeaFactory(title='"따옴표" 제목')
    text = read(client, idea, comments=2).text
    assert f'<link rel="canonical" href="{settings.SITE_URL}{idea.get_absolute_url()}">' in text
    assert '<meta property="og:title" content="&quot;따옴표&quot; 제목">' in text


def test_a_visitor_gets_no_cookie(client):
    response = read(client, IdeaFactory())
    assert not response.cookies


def test_scripts_and_links_of_citizens_are_tamed(client):
    idea = IdeaFactory(body="<script>alert(1)</script>\n\nhttps://example.org/길?a=1&b=2\n\njavascript:alert(1)")
    text = read(client, idea).text
    assert "<script>alert" not in text
    assert 'href="https://example.org/" rel="nofollow ugc noopener"' in text
    assert 'href="javascript' not in text


def test_a_post_is_refused(client):
    assert client.post(reverse("ideas:detail", args=[IdeaFactory().number])).status_code == 405


def full_idea():
    idea = IdeaFactory(category=CategoryFactory(), district=DistrictFactory(), comment_count=40)
    idea.tags.add("하나", "둘")
    for n in range(3):
        Photo.objects.create(idea=idea, image=f"photos/{n}.webp", thumbnail=f"photos/{n}s.webp", width=10, height=10, position=n)
    for n in range(30):
        post = AppointmentFactory() if n % 5 == 0 else None
        top = CommentFactory(idea=idea, author=post.user if post else UserFactory(), appointment=post, reply_count=4)
        CommentFactory.create_batch(4, idea=idea, parent=top)
    IdeaFactory.create_batch(3)
    return idea


def test_a_visitor_costs_ten_queries_at_most(client, django_assert_max_num_queries):
    idea = full_idea()
    read(client, idea)
    with django_assert_max_num_queries(10):
        response = read(client, idea)
    assert len(response.context["discussion"].comments) == 20


def test_a_member_costs_fourteen_queries_at_most(client, django_assert_max_num_queries):
    idea, citizen = full_idea(), UserFactory()
    client.force_login(citizen)
    RecommendationFactory(idea=idea, member=citizen)
    read(client, idea)
    with django_assert_max_num_queries(14):
        response = read(client, idea)
    assert 'aria-pressed="true"' in response.text
