"""Where the city asks for a confirmed address, members without one can write drafts but not take part."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from ideas import participation, submission
from ideas.lifecycle import StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _strict(settings):
    settings.OASIS_CONFIRMED_EMAIL = True


def test_each_verb_says_what_to_do():
    idea, newcomer = IdeaFactory(), UserFactory()
    with pytest.raises(participation.Refused, match="이메일 주소를 확인하면"):
        participation.recommend(idea, newcomer)
    with pytest.raises(participation.Refused, match="이메일 주소를 확인하면"):
        participation.comment(idea, newcomer, "저도요")
    draft = IdeaFactory(draft=True, author=newcomer)
    with pytest.raises(StepRefused, match="이메일 주소를 확인하면"):
        submission.publish(draft, newcomer)


def test_the_page_leads_to_the_confirmation(client):
    idea, newcomer = IdeaFactory(), UserFactory()
    client.force_login(newcomer)
    assert reverse("account_email") in client.get(idea.get_absolute_url()).text


def test_a_confirmed_member_takes_part():
    idea, member = IdeaFactory(), UserFactory()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    assert participation.recommend(idea, member)
