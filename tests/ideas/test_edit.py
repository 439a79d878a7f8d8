"""submission.edit and /ideas/<number>/edit/."""

import pytest
from django.urls import reverse

from ideas import submission
from ideas.lifecycle import StepRefused
from ideas.models import Idea, IdeaVersion
from ideas.stages import AnswerState, Stage
from ideas.submission import Stale, Wording
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, IdeaFactory
from tests.factories.uploads import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(client):
    draft = IdeaFactory(draft=True, title="처음 제목", body="처음 글")
    client.force_login(draft.author)
    return submission.publish(draft, draft.author)


def address(idea):
    return reverse("ideas:edit", args=[idea.number])


def test_a_new_wording_keeps_the_old_one(idea):
    submission.edit(idea, idea.author, Wording(title="새 제목", body="새 글"), base=1)
    assert list(IdeaVersion.objects.order_by("number").values_list("number", "title")) == [(1, "처음 제목"), (2, "새 제목")]
    assert Idea.objects.get().excerpt == "새 글"


def test_without_a_change_no_version_is_written(idea):
    category = CategoryFactory()
    submission.edit(idea, idea.author, Wording(title="처음 제목", body="처음 글", category=category))
    assert (IdeaVersion.objects.count(), Idea.objects.get().category) == (1, category)


def test_an_idea_without_history_keeps_its_first_wording():
    idea = IdeaFactory(title="들여온 제목")
    submission.edit(idea, idea.author, Wording(title="새 제목", body="글"), base=0)
    assert [v.title for v in IdeaVersion.objects.order_by("number")] == ["들여온 제목", "새 제목"]


@pytest.mark.parametrize("state", [{"stage": Stage.DEBATE}, {"answer_state": AnswerState.ANSWERED}])
def test_after_the_gate_or_the_answer_the_wording_stands(idea, client, state):
    Idea.objects.filter(pk=idea.pk).update(**state)
    with pytest.raises(StepRefused):
        submission.edit(idea, idea.author, Wording(title="새", body="새"))
    page = client.post(address(idea), {"title": "늦은 제목", "body": "늦은 글", "base": 1})
    assert page.status_code == 403
    assert "늦은 글" in page.text


def test_only_the_author_edits(idea, client):
    with pytest.raises(StepRefused):
        submission.edit(idea, UserFactory(), Wording(title="새", body="새"))
    client.force_login(UserFactory())
    assert client.get(address(idea)).status_code == 403
    assert client.post(address(idea), {"title": "x", "body": "y"}).status_code == 403


def test_a_draft_has_no_edit_address(client):
    assert client.get(reverse("ideas:edit", args=[999])).status_code == 404


def test_the_page_shows_the_words_and_takes_new_ones(idea, client):
    page = client.get(address(idea))
    assert 'value="처음 제목"' in page.text
    answer = client.post(address(idea), {"title": "새 제목", "body": "새 글", "base": page.context["base"]})
    assert answer.url == idea.get_absolute_url()
    assert Idea.objects.get().title == "새 제목"


def test_a_stale_page_shows_what_changed_and_keeps_the_text(idea, client):
    submission.edit(idea, idea.author, Wording(title="먼저 고친 제목", body="먼저 고친 글"))
    page = client.post(address(idea), {"title": "내 제목", "body": "내 글", "base": 1})
    assert page.status_code == 409
    assert "먼저 고친" in page.text
    assert "내 글" in page.text
    assert Idea.objects.get().title == "먼저 고친 제목"
    client.post(address(idea), {"title": "내 제목", "body": "내 글", "base": page.context["base"]})
    assert Idea.objects.get().title == "내 제목"


def test_a_page_that_does_not_say_where_it_began_is_stale(idea):
    with pytest.raises(Stale):
        submission.edit(idea, idea.author, Wording(title="새", body="새"), base=-1)


@pytest.mark.parametrize("base", ["", "x", "-1", "99999999999", "²"])
def test_a_broken_base_is_no_server_error(idea, client, base):
    assert client.post(address(idea), {"title": "새", "body": "새", "base": base}).status_code == 409


def test_bad_words_stay_on_the_page(idea, client):
    page = client.post(address(idea), {"title": "", "body": "새 글", "base": 1})
    assert page.status_code == 422
    assert "새 글" in page.text
    assert page.context["base"] == 1


def test_an_edit_is_warned_of_personal_data_like_the_first_text(idea, client):
    sent = {"title": "새 제목", "body": "번호 010-1234-5678", "base": 1}
    page = client.post(address(idea), sent)
    assert "<mark>" in page.text
    assert Idea.objects.get().body == "처음 글"
    client.post(address(idea), {**sent, "seen": page.context["check"].digest})
    assert Idea.objects.get().body == "번호 010-1234-5678"


def test_words_of_an_expired_session_come_back_after_the_log_in(idea, client):
    client.logout()
    answer = client.post(address(idea), {"title": "고치던 제목", "body": "고치던 글", "base": 1})
    assert address(idea) in answer.url.replace("%2F", "/")
    client.force_login(idea.author)
    page = client.get(address(idea))
    assert "고치던 글" in page.text
    assert page.context["base"] == 1


def test_photos_can_be_added_while_the_wording_is_free(idea, client):
    client.post(address(idea), {"title": "처음 제목", "body": "처음 글", "base": 1, "photos": photo()})
    assert idea.photos.count() == 1
