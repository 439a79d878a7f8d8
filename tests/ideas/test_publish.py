"""submission.publish, and the step that warns before personal or sensitive data goes out."""

import uuid

import pytest

from ideas import submission
from ideas.lifecycle import StepRefused
from ideas.models import Idea, IdeaVersion
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
NEW = "/ideas/new/"


@pytest.fixture
def citizen(client):
    user = UserFactory()
    client.force_login(user)
    return user


def words(body, **more):
    return {"draft_key": uuid.uuid4(), "title": "다리에 그늘을", "body": body, **more}


def test_publishing_gives_a_number_a_version_and_a_place_among_the_trending():
    draft = IdeaFactory(draft=True)
    idea = submission.publish(draft, draft.author)
    assert (idea.number, idea.stage) == (1, "proposed")
    assert idea.trend > 0
    version = IdeaVersion.objects.get()
    assert (version.number, version.title, version.created_at) == (1, idea.title, idea.published_at)


def test_publishing_again_changes_nothing():
    draft = IdeaFactory(draft=True)
    first = submission.publish(draft, draft.author)
    assert submission.publish(draft, draft.author).number == first.number
    assert IdeaVersion.objects.count() == 1


@pytest.mark.parametrize(
    "wording", [{"title": ""}, {"body": ""}, {"title": "길" * 81}, {"body": "가" * 20_001}, {"body": "번호는 900101-1234567"}]
)
def test_what_may_not_stand_in_public_stays_a_draft(wording):
    draft = IdeaFactory(draft=True, **wording)
    with pytest.raises(StepRefused):
        submission.publish(draft, draft.author)
    assert Idea.objects.get().is_draft


def test_nobody_publishes_what_another_wrote():
    draft = IdeaFactory(draft=True)
    with pytest.raises(StepRefused):
        submission.publish(draft, UserFactory())


def test_personal_data_is_shown_in_place_before_it_goes_out(client, citizen):
    sent = words("문의는 홍길동 010-1234-5678 로 주세요")
    page = client.post(NEW, sent)
    assert "<mark>010-1234-5678" in page.text
    assert "전화번호" in page.text
    assert Idea.objects.get().is_draft
    client.post(NEW, {**sent, "seen": page.context["check"].digest})
    assert not Idea.objects.get().is_draft


def test_who_has_agreed_is_asked_again_when_more_was_added(client, citizen):
    sent = words("제 번호는 010-1234-5678")
    seen = client.post(NEW, sent).context["check"].digest
    page = client.post(NEW, {**sent, "body": "제 번호는 010-1234-5678, 메일은 a@example.org", "seen": seen})
    assert "이메일 주소" in page.text
    assert Idea.objects.get().is_draft


def test_sensitive_stories_get_a_gentle_notice(client, citizen):
    page = client.post(NEW, words("저는 공황장애가 있어서 지하철이 무서워요"))
    assert "민감한 이야기" in page.text
    assert "이대로 올릴게요" in page.text


def test_a_resident_number_cannot_go_out_at_all(client, citizen):
    sent = words("제 번호는 900101-1234567 이에요")
    page = client.post(NEW, sent)
    assert "이대로 올릴게요" not in page.text
    client.post(NEW, {**sent, "seen": page.context["check"].digest})
    assert Idea.objects.get().is_draft


def test_an_ordinary_text_is_not_held_up(client, citizen):
    assert client.post(NEW, words("120 다산콜에 물어도 2018-05-20부터 그대로예요")).status_code == 302


def test_markup_in_what_was_found_stays_text(client, citizen):
    page = client.post(NEW, words("<script>alert(1)</script> 010-1234-5678"))
    assert "<script>alert" not in page.text
