"""submission.withdraw and /ideas/<number>/withdraw/."""

import pytest
from django.urls import reverse

from ideas import attachments
from ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(client):
    idea = IdeaFactory()
    client.force_login(idea.author)
    return idea


def address(idea):
    return reverse("ideas:withdraw", args=[idea.number])


def test_an_idea_is_taken_back_with_a_reason(idea, client):
    assert idea.title in client.get(address(idea)).text
    answer = client.post(address(idea), {"reason": " 다시\n쓸게요 "})
    assert answer.url == idea.get_absolute_url()
    idea = Idea.objects.get()
    assert (idea.is_withdrawn, idea.withdrawal_reason) == (True, "다시 쓸게요")


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "까닭을 한 줄만"), ("\u200b \u202e", "까닭을 한 줄만"), ("가" * 301, "300자까지"), ("900101-1234567", "주민등록번호")],
)
def test_without_a_good_reason_nothing_happens(idea, client, reason, said):
    page = client.post(address(idea), {"reason": reason})
    assert page.status_code == 422
    assert said in page.text
    assert not Idea.objects.get().is_withdrawn


def test_doing_it_twice_is_harmless(idea, client):
    for _ in range(2):
        assert client.post(address(idea), {"reason": "다시 쓸게요"}).status_code == 302


def test_strangers_cannot_and_visitors_log_in_first(idea, client):
    client.force_login(UserFactory())
    assert client.post(address(idea), {"reason": "x"}).status_code == 403
    client.logout()
    assert "/accounts/login/" in client.post(address(idea), {"reason": "x"}).url
    assert not Idea.objects.get().is_withdrawn


def test_the_documents_and_versions_of_what_was_taken_back_are_closed_to_readers(idea, client):
    paper = attachments.add_document(idea, idea.author, document())
    client.post(address(idea), {"reason": "다시 쓸게요"})
    pages = [reverse("ideas:download", args=[idea.number, paper.pk]), reverse("ideas:versions", args=[idea.number])]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    client.logout()
    assert [client.get(page).status_code for page in pages] == [403, 403]


def test_a_hidden_idea_is_not_there_for_taking_back_by_others(client):
    hidden = IdeaFactory(visibility="hidden")
    client.force_login(UserFactory())
    assert client.get(address(hidden)).status_code == client.post(address(hidden), {"reason": "x"}).status_code == 404
