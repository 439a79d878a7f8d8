"""Pages kept for visitors: cheap while nothing changed, true at once when something did."""

import gzip

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from ideas import attachments, participation, submission
from ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CommentFactory, IdeaFactory
from tests.factories.uploads import photo

pytestmark = pytest.mark.django_db


def page_of(idea, client=None):
    return (client or Client()).get(reverse("ideas:detail", args=[idea.number])).text


def the_list(client=None, **query):
    return (client or Client()).get(reverse("ideas:list"), query).text


def test_a_page_that_nobody_changed_costs_two_queries_at_most(django_assert_max_num_queries):
    idea = IdeaFactory()
    CommentFactory.create_batch(3, idea=idea)
    for page in (lambda: page_of(idea), the_list):
        first = page()
        with django_assert_max_num_queries(2):
            assert page() == first


CHANGES = {
    "a recommendation": lambda idea: participation.recommend(idea, UserFactory()),
    "a comment": lambda idea: participation.comment(idea, UserFactory(), "새 의견이에요"),
    "other words": lambda idea: submission.edit(idea, idea.author, submission.Wording("새 제목", "새 글")),
    "a withdrawal": lambda idea: submission.withdraw(idea, idea.author, "까닭"),
    "a photo": lambda idea: attachments.add_photo(idea, idea.author, photo()),
    "an edited comment": lambda idea: participation.edit_comment(idea.comments.get(), idea.comments.get().author, "고친 말"),
    "a deleted comment": lambda idea: participation.delete_comment(idea.comments.get(), idea.comments.get().author),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_visitor_sees_the_change_at_once(change):
    idea = IdeaFactory()
    participation.comment(idea, UserFactory(), "첫 의견이에요")
    before = page_of(idea)
    CHANGES[change](Idea.objects.get(pk=idea.pk))
    assert page_of(idea) != before


def test_a_new_idea_and_a_recommendation_are_in_the_list_at_once():
    idea = IdeaFactory()
    before = the_list()
    participation.recommend(idea, UserFactory())
    recommended = the_list()
    assert recommended != before
    draft = IdeaFactory(draft=True, title="방금 떨어진 한 방울")
    submission.publish(draft, draft.author)
    assert "방금 떨어진 한 방울" in the_list()


def test_a_taken_back_idea_leaves_the_list_at_once():
    idea = IdeaFactory(title="거둬들일 생각")
    assert "거둬들일 생각" in the_list()
    submission.withdraw(idea, idea.author, "까닭")
    assert "거둬들일 생각" not in the_list()


def test_nobody_gets_the_page_of_somebody_else():
    idea, citizen = IdeaFactory(), UserFactory(nickname="나혼자")
    member = Client()
    member.force_login(citizen)
    assert "나혼자" in page_of(idea, member)
    visitor = page_of(idea)
    assert "나혼자" not in visitor
    assert "csrfmiddlewaretoken" not in visitor
    assert "나혼자" in page_of(idea, member)


def test_each_language_has_its_own_page():
    idea = IdeaFactory()
    korean, english = Client(), Client()
    english.cookies["django_language"] = "en"
    assert '<html lang="ko">' in page_of(idea, korean)
    assert '<html lang="en">' in page_of(idea, english)


def test_a_part_of_a_page_is_never_taken_for_the_page():
    idea = IdeaFactory()
    page_of(idea)
    assert len(caches["pages"]._cache) == 1
    Client().get(reverse("ideas:detail", args=[idea.number]), headers={"HX-Request": "true"})
    assert len(caches["pages"]._cache) == 1


def test_a_kept_page_reaches_browsers_compressed_and_says_the_same():
    idea = IdeaFactory()
    address, asked = reverse("ideas:detail", args=[idea.number]), {"Accept-Encoding": "gzip, br"}
    first, kept, again = (Client().get(address, headers=asked) for _time in range(3))
    for answer in (first, kept, again):
        assert answer["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer["Vary"]
        assert gzip.decompress(answer.content).decode() == page_of(idea)
    assert kept.content == again.content
