"""Similar ideas on pages: while writing, in the preview, below an idea; and the page on which two are merged."""

import uuid

import pytest
from django.contrib.auth.models import Group

from accounts import roles
from ideas import merging, participation, similarity
from ideas.lifecycle import advance
from ideas.models import Distinction, Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
TITLE = "한강 다리에 그늘 쉼터를 놓아요"
BODY = "여름에 한강 다리를 걸으면 쉴 곳이 없어요. 다리 가운데에 그늘과 의자를 두면 좋겠어요."
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    similarity.forget_counts()


@pytest.fixture
def idea(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return IdeaFactory(title=TITLE, body=BODY, excerpt=BODY)


@pytest.fixture
def office(client):
    member = UserFactory()
    member.groups.add(Group.objects.get(name=roles.IDEA_OFFICE))
    client.force_login(member)
    return member


def sent(button="preview", **more):
    return {"draft_key": str(uuid.uuid4()), "title": TITLE, "body": BODY, button: "1", **more}


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def test_the_write_page_is_given_what_is_like_the_words_typed_so_far(client, idea):
    said = client.post(
        "/ideas/similar/", {"title": "그늘 쉼터", f"different-{idea.number}": "자전거 <길>이에요"}
    ).content.decode()
    assert TITLE in said
    assert f"{idea.get_absolute_url()}?offer=recommend" in said
    assert "자전거 &lt;길&gt;이에요" in said
    assert client.get("/ideas/similar/").status_code == 405


def test_nothing_typed_is_answered_with_nothing(client, idea):
    assert client.post("/ideas/similar/", {"title": "그"}).content.strip() == b""


def test_the_preview_shows_similar_ideas_without_scripts_and_keeps_the_difference(client, idea):
    member = UserFactory()
    client.force_login(member)
    words = sent()
    page = client.post("/ideas/new/", words).content.decode()
    assert f'name="different-{idea.number}"' in page
    client.post("/ideas/new/", {**words, f"different-{idea.number}": "저는 자전거 길 이야기예요."})
    kept = Distinction.objects.get()
    assert (kept.idea.author, kept.other, kept.reason) == (member, idea, "저는 자전거 길 이야기예요.")
    page = client.post("/ideas/new/", words).content.decode()
    assert "저는 자전거 길 이야기예요." in page
    client.post("/ideas/new/", {**words, f"different-{idea.number}": " "})
    assert not Distinction.objects.exists()


def test_who_is_not_logged_in_sees_them_in_the_preview_too(client, idea):
    page = client.post("/ideas/new/", sent()).content.decode()
    assert TITLE in page
    assert "offer=recommend" in page
    assert "different-" not in page


def test_a_difference_with_a_resident_number_is_not_kept(client, idea):
    client.force_login(UserFactory())
    answer = client.post("/ideas/new/", sent(**{f"different-{idea.number}": "900101-1234568"}))
    assert answer.status_code == 422
    assert not Distinction.objects.exists()


def test_both_ideas_tell_what_makes_them_different(client, idea, django_capture_on_commit_callbacks):
    client.force_login(UserFactory())
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/ideas/new/", sent("publish", **{f"different-{idea.number}": "저는 자전거 길 이야기예요."}))
    mine = Idea.objects.exclude(pk=idea.pk).get()
    for one in (idea, mine):
        page = client.get(f"/ideas/{one.number}/similar/", **HTMX).content.decode()
        assert "저는 자전거 길 이야기예요." in page
        assert "<html" not in page
    assert "<html" in client.get(f"/ideas/{idea.number}/similar/").content.decode()


def test_nobody_learns_what_a_hidden_idea_is_like(client):
    hidden = IdeaFactory(visibility="hidden")
    assert client.get(f"/ideas/{hidden.number}/similar/").status_code == 404


@pytest.mark.parametrize("role", ["visitor", "citizen", "author"])
def test_only_the_idea_office_opens_the_page_for_merging(client, idea, role):
    if role != "visitor":
        client.force_login(idea.author if role == "author" else UserFactory())
    for method in (client.get, client.post):
        answer = method(f"/ideas/{idea.number}/merge/")
        assert answer.status_code == (302 if role == "visitor" else 403)


def test_the_office_chooses_looks_and_merges(client, idea, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        twin = IdeaFactory(title=TITLE + " 꼭", body=BODY)
    participation.recommend(twin, UserFactory())
    url = f"/ideas/{twin.number}/merge/"
    assert f"?into={idea.number}" in client.get(url).content.decode()
    page = client.get(url, {"into": idea.number}).content.decode()
    assert "1명의 추천이 함께 옮겨 가요" in page
    answer = client.post(url, {"into": idea.number, "reason": "같은 이야기예요", "known": fresh(twin).trail_length})
    assert answer["Location"] == idea.get_absolute_url()
    assert fresh(twin).merged_into == idea
    page = client.get(url).content.decode()
    assert "합치기 되돌리기" in page
    client.post(url, {"reason": "다른 이야기였어요", "known": fresh(twin).trail_length})
    assert fresh(twin).merged_into is None


@pytest.mark.parametrize("into", ["", "x", "0", "99999999999999999999", "987654321", "self"])
def test_a_number_that_leads_nowhere_is_said_so(client, idea, office, into):
    into = idea.number if into == "self" else into
    assert client.get(f"/ideas/{idea.number}/merge/", {"into": into}).status_code == 200
    answer = client.post(f"/ideas/{idea.number}/merge/", {"into": into, "reason": "까닭"})
    assert answer.status_code == 422


def test_without_a_reason_nothing_is_merged(client, idea, office):
    answer = client.post(f"/ideas/{idea.number}/merge/", {"into": IdeaFactory().number, "reason": " "})
    assert answer.status_code == 422
    assert fresh(idea).merged_into is None


def test_an_old_page_shows_what_happened_and_keeps_the_words(client, idea, office):
    into = IdeaFactory()
    advance(idea, "super_pass", office, "좋아서요")
    answer = client.post(f"/ideas/{idea.number}/merge/", {"into": into.number, "reason": "같은 이야기예요", "known": 0})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "같은 이야기예요" in page
    assert "좋아서요" in page
    assert fresh(idea).merged_into is None


def test_who_thought_of_it_together_is_named_with_one_query(office, django_assert_max_num_queries):
    first, into = IdeaFactory(), IdeaFactory()
    with django_assert_max_num_queries(1):
        assert merging.came_together(into) == []
    merging.merge(first, into, office, "같은 이야기예요")
    assert [idea.author for idea in merging.came_together(into)] == [first.author]
