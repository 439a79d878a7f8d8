"""What was hidden after it was told of is named in no inbox any more."""

import pytest

from ideas import following, telling
from ideas.models import Idea
from ideas.panel import lifts
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.panel import MembershipFactory
from tests.factories.trails import tell

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "아무도 몰라야 할 제목"


@pytest.fixture
def idea():
    return IdeaFactory(title=SECRET)


@pytest.fixture
def follower(idea):
    member = UserFactory()
    following.follow(idea, member)
    tell(idea, "answered")
    telling.spread()
    return member


def texts(client, member) -> list[str]:
    client.force_login(member)
    return [client.get(url).content.decode() for url in ("/me/notifications/?tab=all", "/api/v1/me/notifications/")]


def hide():
    Idea.objects.filter(title=SECRET).update(visibility="hidden")


def test_a_line_names_an_idea_only_as_long_as_it_is_shown(client, idea, follower):
    assert all(SECRET in text for text in texts(client, follower))
    hide()
    page, api = texts(client, follower)
    assert SECRET not in page + api
    assert f"/ideas/{idea.number}/" not in page + api
    assert "지금은 볼 수 없는 글" in page
    Idea.objects.filter(pk=idea.pk).update(visibility="public")
    assert all(SECRET in text for text in texts(client, follower))


def test_a_line_about_what_is_hidden_leads_back_to_the_inbox(client, follower):
    hide()
    client.force_login(follower)
    notice = Notice.objects.get(member=follower)
    assert client.post(f"/me/notifications/{notice.pk}/").url == "/me/notifications/"
    notice.refresh_from_db()
    assert notice.read_at


def test_the_proposer_still_reads_what_became_of_their_own(client, idea, follower):
    hide()
    assert all(SECRET in text for text in texts(client, idea.author))


def test_votes_of_the_panel_name_no_hidden_idea_either(client, idea):
    opener, voter = MembershipFactory(), None
    voter = MembershipFactory(panel=opener.panel)
    lifts.open_lift(opener.panel, idea, opener.member, "한 번 더 보면 좋겠어요.")
    assert all(SECRET in text for text in texts(client, voter.member))
    hide()
    assert not any(SECRET in text for text in texts(client, voter.member))


def test_a_full_inbox_pays_two_queries_for_it(django_assert_num_queries, idea):
    keys = [f"trail-{number}" for number in range(20)] + [f"lift-{number}" for number in range(20)] + ["seat-1-2", "trail-x"]
    with django_assert_num_queries(2):
        assert telling.out_of_sight(idea.author, keys) == set()
    with django_assert_num_queries(0):
        assert telling.out_of_sight(idea.author, ["seat-1-2", "round-3-asked"]) == set()
