"""A member's own page and the page others see."""

import pytest
from django.urls import reverse

from ideas.models import Stance
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.ideas import IdeaFactory, RecommendationFactory
from tests.factories.meetings import SeatFactory
from tests.factories.panel import MembershipFactory, ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(client):
    citizen = UserFactory()
    client.force_login(citizen)
    return citizen


@pytest.mark.parametrize("name", ["me", "my_ideas"])
def test_who_is_not_logged_in_is_sent_to_log_in(client, name):
    assert client.get(reverse(f"ideas:{name}")).url.startswith(reverse("account_login"))


def test_the_overview_shows_drafts_ideas_and_recommendations_of_ones_own(client, citizen):
    IdeaFactory(draft=True, author=citizen, title="쓰던 것")
    IdeaFactory(author=citizen, title="올린 것")
    RecommendationFactory(member=citizen, idea=IdeaFactory(title="추천한 것"))
    IdeaFactory(title="남의 것")
    IdeaFactory(draft=True, title="남이 쓰던 것")
    response = client.get(reverse("ideas:me"))
    for words in ("쓰던 것", "올린 것", "추천한 것"):
        assert words in response.text
    assert "남의 것" not in response.text
    assert "남이 쓰던 것" not in response.text
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize(("tab", "many"), [("drafts", 1), ("published", 2), ("recommended", 1), ("nonsense", 1)])
def test_each_tab_shows_its_shelf(client, citizen, tab, many):
    IdeaFactory(draft=True, author=citizen)
    IdeaFactory(author=citizen)
    IdeaFactory(author=citizen, visibility="hidden")
    RecommendationFactory(member=citizen)
    RecommendationFactory(member=citizen, idea=IdeaFactory(visibility="hidden"))
    assert len(client.get(reverse("ideas:my_ideas"), {"tab": tab}).context["ideas"]) == many


def test_shelves_have_pages_of_twenty(client, citizen):
    IdeaFactory.create_batch(25, author=citizen)
    response = client.get(reverse("ideas:my_ideas"), {"tab": "published", "page": 2})
    assert len(response.context["ideas"]) == 5
    assert "tab=published" in response.context["pager"].href(1)
    assert len(client.get(reverse("ideas:my_ideas"), {"tab": "published", "page": 99}).context["ideas"]) == 5


def test_the_profile_shows_only_what_is_public(client):
    person = UserFactory(introduction="걷기를 좋아해요", first_name="비밀", email="hidden@example.org")
    IdeaFactory(author=person, title="보이는 것")
    IdeaFactory(author=person, title="가린 것", visibility="hidden")
    IdeaFactory(author=person, title="쓰던 것", draft=True)
    text = client.get(reverse("ideas:member", args=[person.pk])).text
    assert "보이는 것" in text
    assert "걷기를 좋아해요" in text
    for words in ("가린 것", "쓰던 것", "비밀", "hidden@example.org"):
        assert words not in text


def test_the_profile_of_an_official_names_the_post(client):
    post = AppointmentFactory(department__name="버스정책과", post="팀장")
    assert "버스정책과 팀장" in client.get(reverse("ideas:member", args=[post.user.pk])).text


@pytest.mark.parametrize("pk", [0, 10**9, 2**63, 10**30])
def test_nobody_by_that_number_is_a_page_not_found(client, pk):
    assert client.get(reverse("ideas:member", args=[pk])).status_code == 404


def test_who_has_left_has_no_profile(client):
    assert client.get(reverse("ideas:member", args=[UserFactory(is_active=False).pk])).status_code == 404


@pytest.mark.parametrize("many", [2, 15])
def test_the_overview_costs_the_same_for_any_number_of_ideas(client, citizen, many, django_assert_max_num_queries):
    IdeaFactory.create_batch(many, author=citizen)
    for idea in IdeaFactory.create_batch(many):
        RecommendationFactory(member=citizen, idea=idea)
    client.get(reverse("ideas:me"))
    with django_assert_max_num_queries(16):
        client.get(reverse("ideas:me"))


def test_the_overview_leads_to_the_seat_the_ratings_and_the_debates_of_now(client, citizen):
    place = MembershipFactory(member=citizen)
    round = RoundFactory(panel=place.panel)
    for _each in range(2):
        ReviewFactory(membership=place, round_idea__round=round)
    seat = SeatFactory(member=citizen, meeting__title="7차 실현회의")
    waiting = SeatFactory(member=citizen, meeting__title="8차 실현회의", waiting=True)
    debate = DebateFactory()
    Stance.objects.create(debate=debate, member=citizen, side="how")
    response = client.get(reverse("ideas:me"))
    for words in ("상상 2개가 내 평가를 기다려요", "7차 실현회의", "8차 실현회의", "기다려요", "내 생각은 실현방안"):
        assert words in response.text
    ways = [reverse("ideas:meeting_seat", args=[each.meeting_id]) for each in (seat, waiting)]
    for address in (*ways, debate.get_absolute_url(), reverse("ideas:panel_reviews")):
        assert f'href="{address}"' in response.text


def test_the_overview_says_nothing_of_what_is_over_or_given_back(client, citizen):
    SeatFactory(member=citizen, meeting__past=True)
    SeatFactory(member=citizen, meeting__cancelled=True)
    SeatFactory(member=citizen, state="cancelled")
    for debate in (DebateFactory(over=True), DebateFactory(closed=True), DebateFactory(idea__visibility="hidden")):
        Stance.objects.create(debate=debate, member=citizen, side="pro")
    SeatFactory()
    Stance.objects.create(debate=DebateFactory(), member=UserFactory(), side="pro")
    assert "지금 함께하는 일" not in client.get(reverse("ideas:me")).text
