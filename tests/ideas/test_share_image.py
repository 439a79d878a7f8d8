"""The picture beside a link to an idea, and what the page says about it."""

import io
import re

import pytest
from django.core.cache import caches
from django.urls import reverse
from PIL import Image

from common import poster
from common.jobs import all_jobs
from common.poster import CALM, shelf
from common.poster.words import MOODS, REACHES
from home.models import BrandSettings, HomePage, StandardPage
from ideas import participation, share_images
from ideas.models import Idea, StageNames
from ideas.stages import Outcome, Stage, Visibility
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def page(client, address):
    """A page as it is made anew."""
    caches["pages"].clear()
    return client.get(address)


def said(response) -> dict[str, str]:
    """What a page says to networks, by name; fails when it says something twice."""
    pairs = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', response.text)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def picture_of(client, idea):
    return client.get(reverse("ideas:share_image", args=[idea.number]), follow=True)


def test_the_picture_of_an_idea_is_found_at_the_address_its_page_names(client, settings):
    idea = IdeaFactory(title="청혼의 벽을 세워요")
    address = said(page(client, idea.get_absolute_url()))["og:image"]
    assert address.startswith(f"{settings.SITE_URL}/ideas/{idea.number}/share.png?v=")
    answer = client.get(address.removeprefix(settings.SITE_URL))
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_the_page_says_all_that_networks_ask_for(client, settings):
    idea = IdeaFactory(title='"벽" & 다리', recommendation_count=12)
    words = said(page(client, idea.get_absolute_url()))
    assert words | {"og:image": ""} == {
        "og:type": "article",
        "og:site_name": "천만상상 오아시스",
        "og:locale": "ko_KR",
        "og:title": "&quot;벽&quot; &amp; 다리",
        "og:description": idea.excerpt,
        "og:url": f"{settings.SITE_URL}/ideas/{idea.number}/",
        "og:image": "",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "&quot;벽&quot; &amp; 다리 · 상상제안 · 이웃 12명이 추천했어요 · 천만상상 오아시스",
        "twitter:card": "summary_large_image",
    }


def test_nothing_is_said_about_what_was_withdrawn_or_hidden(client):
    hidden, withdrawn = IdeaFactory(visibility=Visibility.HIDDEN), IdeaFactory(withdrawn=True)
    assert said(page(client, withdrawn.get_absolute_url())) == {}
    client.force_login(hidden.author)
    assert said(page(client, hidden.get_absolute_url())) == {}


@pytest.mark.parametrize("state", [{"visibility": Visibility.HIDDEN}, {"visibility": Visibility.WAITING}, {"withdrawn": True}])
def test_what_not_everybody_may_read_has_no_picture_even_for_its_author(client, state):
    idea = IdeaFactory(**state)
    client.force_login(idea.author)
    assert picture_of(client, idea).status_code == 404


def test_a_picture_is_gone_as_soon_as_its_idea_is_hidden(client):
    idea = IdeaFactory()
    address = share_images.share_path(idea)
    assert client.get(address).status_code == 200
    Idea.objects.filter(pk=idea.pk).update(visibility=Visibility.HIDDEN)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999", "9223372036854775808", "9" * 60])
def test_an_unknown_number_has_no_picture(client, number):
    assert client.get(f"/ideas/{number}/share.png").status_code == 404


def test_a_post_is_refused(client):
    assert client.post(reverse("ideas:share_image", args=[IdeaFactory().number])).status_code == 405


def test_a_recommendation_makes_another_picture(client):
    idea = IdeaFactory()
    before = share_images.share_path(idea)
    participation.recommend(idea, UserFactory())
    idea.refresh_from_db()
    assert said(page(client, idea.get_absolute_url()))["og:image"].endswith(share_images.share_path(idea))
    assert share_images.share_path(idea) != before
    assert client.get(before).url == share_images.share_path(idea)


def test_the_picture_says_what_the_page_says():
    shown = share_images.poster(IdeaFactory(title="벽", number=128, recommendation_count=1_234, stage=Stage.DEBATE))
    assert (shown.title, shown.brand, shown.label, shown.number) == ("벽", "천만상상 오아시스", "상상토론", "상상 128번")
    assert (shown.support, shown.crowd, shown.reach) == ("이웃 1,234명이 추천했어요", 1_234, "debate")
    assert share_images.poster(IdeaFactory()).support == ""


def test_the_words_of_editors_stand_on_the_picture():
    idea = IdeaFactory()
    share_images.poster(idea)
    StageNames.objects.create(proposed_name_ko="첫 물방울")
    BrandSettings.objects.create(site=HomePage.objects.get().get_site(), name="상상나라")
    shown = share_images.poster(idea)
    assert (shown.label, shown.brand) == ("첫 물방울", "상상나라")


def test_a_link_shows_one_picture_whatever_its_reader_speaks(client, settings):
    idea = IdeaFactory(recommendation_count=2)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = said(page(client, idea.get_absolute_url()))
    assert client.get(english["og:image"].removeprefix(settings.SITE_URL)).status_code == 200
    del client.cookies[settings.LANGUAGE_COOKIE_NAME]
    korean = said(page(client, idea.get_absolute_url()))
    assert korean["og:image"] == english["og:image"]
    assert (korean["og:locale"], english["og:locale"]) == ("ko_KR", "en_US")


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome not in (Outcome.NONE, Outcome.WITHDRAWN)])
def test_every_ending_has_a_picture(client, outcome):
    idea = IdeaFactory(ended=outcome)
    shown = share_images.poster(idea)
    assert (shown.label, shown.mood in MOODS) == (str(outcome.label), True)
    assert shown.reach == ("implementation" if outcome in (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED) else CALM)
    assert picture_of(client, idea).status_code == 200


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.DEBATE, Stage.WORKING, Stage.REALISATION])
def test_every_stage_has_a_picture(stage):
    shown = share_images.poster(IdeaFactory(stage=stage))
    assert shown.reach == stage
    assert shown.reach in REACHES
    assert shown.mood in MOODS


def test_bad_news_are_told_without_a_joke():
    moods = {share_images.poster(IdeaFactory(stage=Stage.CLOSED, outcome=outcome)).mood for outcome in ("not_adopted", "held")}
    assert not moods & {"glad", "wow", "proud", "asleep"}


def test_the_picture_costs_two_queries_and_no_session(client, django_assert_max_num_queries):
    address = share_images.share_path(IdeaFactory())
    client.get(address)
    with django_assert_max_num_queries(2):
        answer = client.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_page_does_not_wait_for_its_picture(client, monkeypatch):
    monkeypatch.setattr(shelf, "picture", None)
    assert page(client, IdeaFactory().get_absolute_url()).status_code == 200


def test_the_clock_clears_old_pictures_out(monkeypatch):
    cleared = []
    monkeypatch.setattr(poster, "clear_out", lambda: cleared.append(1))
    job = next(job for job in all_jobs() if job.name == "ideas.clear_share_pictures")
    job.work()
    assert (cleared, job.every.days) == ([1], 1)


# -- pages without a picture of their own --------------------------------------------------------
@pytest.fixture
def about():
    front = HomePage.objects.get()
    return front.add_child(instance=StandardPage(title="소개", slug="about", intro="여는 글"))


def test_every_other_page_shows_the_picture_of_the_site(client, about, settings):
    for address in ("/", "/ideas/", "/about/", "/accounts/login/", "/nothing-here/"):
        words = said(page(client, address))
        assert words["og:image"].startswith(f"{settings.SITE_URL}/share.png?v="), address
        assert (words["og:site_name"], words["twitter:card"]) == ("천만상상 오아시스", "summary_large_image")
        assert words["og:url"] == f"{settings.SITE_URL}{address}"
    assert client.get(words["og:image"].removeprefix(settings.SITE_URL)).status_code == 200


def test_a_page_of_editors_is_shown_by_its_own_words(client, about):
    words = said(page(client, "/about/"))
    assert (words["og:title"], words["og:description"]) == ("소개", "여는 글")
    assert said(page(client, "/"))["og:title"] == "천만상상 오아시스"


def test_the_picture_of_the_site_carries_its_name_of_today(client):
    before = said(page(client, "/"))["og:image"]
    BrandSettings.objects.create(site=HomePage.objects.get().get_site(), name="상상나라", tagline="")
    words = said(page(client, "/"))
    assert words["og:image"] != before
    assert words["og:image:alt"] == "상상나라"
    answer = client.get("/share.png", follow=True)
    assert answer.redirect_chain == [(words["og:image"][words["og:image"].index("/share.png") :], 302)]
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
