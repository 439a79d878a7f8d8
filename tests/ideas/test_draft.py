"""submission.save_draft, discard, and the addresses that save what is being typed."""

import uuid

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from ideas import attachments, submission
from ideas.models import Idea
from ideas.submission import Stale, Wording
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CategoryFactory, IdeaFactory
from tests.factories.uploads import photo

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def citizen(client):
    user = UserFactory()
    client.force_login(user)
    return user


def save(client, key, **words):
    return client.post(reverse("ideas:draft", args=[key]), {"draft_key": key, **words}, headers=JSON)


def test_saving_again_changes_the_same_draft():
    author, key = UserFactory(), uuid.uuid4()
    submission.save_draft(author, key, Wording(title="다리"))
    submission.save_draft(author, key, Wording(title="다리에 그늘", body="덥고\u200b 눈부셔요", tags=["그늘"]))
    idea = Idea.objects.get()
    assert (idea.title, idea.body, idea.excerpt, list(idea.tags.names())) == (
        "다리에 그늘",
        "덥고 눈부셔요",
        "덥고 눈부셔요",
        ["그늘"],
    )


def test_two_members_may_have_the_same_key():
    key = uuid.uuid4()
    for _ in range(2):
        submission.save_draft(UserFactory(), key, Wording(title="다리"))
    assert Idea.objects.count() == 2


def test_a_page_that_is_behind_does_not_write_over_newer_words():
    author, key = UserFactory(), uuid.uuid4()
    known = submission.save_draft(author, key, Wording(title="처음")).edited_at
    submission.save_draft(author, key, Wording(title="다른 기기"), known=known)
    with pytest.raises(Stale) as stale:
        submission.save_draft(author, key, Wording(title="오래된 화면"), known=known)
    assert stale.value.idea.title == Idea.objects.get().title == "다른 기기"


def test_what_is_typed_is_saved_and_comes_back(client, citizen):
    key, category = uuid.uuid4(), CategoryFactory()
    answer = save(client, key, title="그늘", body="한 줄", category=category.pk, tags="그늘, 한강")
    assert set(answer.json()) == {"saved", "known"}
    page = client.get(reverse("ideas:new"), {"draft": key}).text
    assert 'value="그늘"' in page
    assert "한 줄" in page
    assert 'value="그늘, 한강"' in page
    assert f'<option value="{category.pk}" selected>' in page


def test_drafts_take_what_could_not_be_published(client, citizen):
    key = uuid.uuid4()
    answer = save(
        client, key, title="길" * 700, body="긴" * 30_000, category="999999999999999999999", district="x", tags="가" * 50
    )
    assert answer.status_code == 200
    idea = Idea.objects.get()
    assert (len(idea.title), len(idea.body), idea.category, idea.tags.count()) == (600, 30_000, None, 0)


def test_the_script_hears_of_a_newer_draft_with_its_words(client, citizen):
    key = uuid.uuid4()
    known = save(client, key, title="처음").json()["known"]
    save(client, key, title="다른 기기")
    answer = save(client, key, title="오래된 화면", known=known)
    assert (answer.status_code, answer.json()["title"]) == (409, "다른 기기")


def test_a_script_that_saves_too_often_is_told_to_wait(client, citizen, settings):
    settings.RATE_LIMITS = True
    key = uuid.uuid4()
    # The bucket fills by a drop a second, and a busy machine takes longer than that.
    with time_machine.travel(timezone.now(), tick=False):
        statuses = [save(client, key, title=f"상상 {n}").status_code for n in range(61)]
    assert statuses[-1] == 429
    assert set(statuses[:50]) == {200}


@pytest.mark.parametrize("known", ["gestern", "2026-13-45T00:00", "2026-11-22T10:00:00", "\x00"])
def test_a_broken_time_is_no_time(client, citizen, known):
    key = uuid.uuid4()
    save(client, key, title="처음")
    assert save(client, key, title="다음", known=known).status_code == 200


def test_a_published_page_saves_nothing_and_says_where_the_idea_is(client, citizen):
    idea = IdeaFactory(author=citizen)
    answer = save(client, idea.draft_key, title="뒤늦은 글")
    assert answer.json()["published"] == idea.get_absolute_url()
    assert Idea.objects.get().title == idea.title


def test_words_of_somebody_logged_out_are_kept_in_the_session_and_come_back(client):
    key = uuid.uuid4()
    assert "saved" in save(client, key, title="손님의 상상", body="본문").json()
    page = client.get(reverse("ideas:new")).text
    assert "손님의 상상" in page
    assert str(key) in page
    client.force_login(user := UserFactory())
    there = client.get(reverse("ideas:new"))
    assert there.url == f"{reverse('ideas:new')}?draft={key}"
    assert Idea.objects.drafts_of(user).get().body == "본문"


def test_a_page_opened_by_another_member_saves_nothing_to_this_one(client, citizen):
    answer = save(client, uuid.uuid4(), title="남의 글", who=citizen.pk + 1)
    assert answer.status_code == 401
    assert not Idea.objects.exists()


def test_an_expired_session_keeps_the_words_until_the_log_in(client):
    citizen, key = UserFactory(), uuid.uuid4()
    answer = save(client, key, title="쓰던 글", who=citizen.pk)
    assert (answer.status_code, "login" in answer.json()) == (401, True)
    client.force_login(citizen)
    client.get(reverse("ideas:new"))
    assert Idea.objects.get().title == "쓰던 글"


def test_a_script_can_ask_what_became_of_a_page(client, citizen):
    def state(key):
        return client.get(reverse("ideas:draft", args=[key]), headers=JSON).json()["state"]

    draft, idea, foreign = IdeaFactory(author=citizen, draft=True), IdeaFactory(author=citizen), IdeaFactory(draft=True)
    assert [state(k) for k in (draft.draft_key, idea.draft_key, foreign.draft_key)] == ["draft", "published", "none"]


def test_a_link_to_a_draft_opens_it_for_its_writer_only(client, citizen):
    mine, foreign = IdeaFactory(author=citizen, draft=True), IdeaFactory(draft=True)
    assert client.get(reverse("ideas:draft", args=[mine.draft_key])).url.endswith(f"?draft={mine.draft_key}")
    assert client.get(reverse("ideas:draft", args=[foreign.draft_key])).status_code == 404
    assert client.get(reverse("ideas:new"), {"draft": foreign.draft_key}).status_code == 404
    assert client.get(reverse("ideas:new"), {"draft": "no-key"}).status_code == 404
    client.logout()
    assert "/accounts/login/" in client.get(reverse("ideas:draft", args=[mine.draft_key])).url


def test_discarding_asks_once_and_the_words_can_be_fetched_back(client, citizen, django_capture_on_commit_callbacks):
    idea = IdeaFactory(author=citizen, draft=True, title="버릴 상상", body="버릴 글")
    file = attachments.add_photo(idea, citizen, photo()).image.name
    address = reverse("ideas:discard", args=[idea.draft_key])
    assert "버릴 상상" in client.get(address).text
    assert Idea.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address, follow=True)
    assert "글 되살리기" in page.text
    assert not Idea.objects.exists()
    assert not default_storage.exists(file)
    assert "버릴 글" in client.get(reverse("ideas:new"), {"restore": 1}).text


def test_nobody_discards_what_is_published_or_another_writes(client, citizen):
    published, foreign = IdeaFactory(author=citizen), IdeaFactory(draft=True)
    assert client.post(reverse("ideas:discard", args=[published.draft_key])).status_code == 403
    assert client.post(reverse("ideas:discard", args=[foreign.draft_key])).status_code == 404
    client.logout()
    assert client.post(reverse("ideas:discard", args=[foreign.draft_key])).status_code == 404
    assert Idea.objects.count() == 2
