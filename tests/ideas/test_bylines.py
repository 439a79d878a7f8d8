"""Officials and experts are labelled on every surface that shows a name, with department or field (DESIGN.md §4.5)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from accounts import roles
from accounts.models import Appointment
from ideas import bylines
from ideas.bylines import byline
from ideas.debates.arguing import argue, find_helpful, respond
from ideas.models import Comment, Idea
from ideas.participation import comment
from ideas.stages import Stage
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.ideas import CommentFactory, IdeaFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# What prints the name of a member, by itself or handed on to a sentence.
NAMES = re.compile(
    r"{{[^}]*\b(?:author_name|nickname|get_full_name|get_short_name)\b"
    r"|{{\s*[\w.]*\b(?:author|member|moderator|user)\s*(?:\|[^}]*)?}}"
    r"|=[\w.]*\b(?:author_name|nickname|get_full_name|get_short_name)\b"
    r"|=[\w.]*\b(?:author|member|moderator|user)\s(?!only)[^%]*%}(?=[^{]*{{)"
)
# template → why a name stands there without the component. The administration (…/cms/) is for those who know whom they look at.
WITHOUT_LABEL = {
    "account/email/email_confirmation_message.txt": "a letter to the person themselves",
    "account/email_confirm.html": "the person's own address, on their own page",
    "account/messages/logged_in.txt": "a greeting to the person themselves",
    "accounts/settings.html": "the person's own form",
    "components/_own_list.html": "the reader's own menu",
    "components/_own_menu.html": "the reader's own menu",
    "desk/_answer_notices.html": "a colleague at the desk, named to colleagues alone",
    "desk/hand_over.html": "real names of colleagues, with their posts, shown to colleagues alone",
    "desk/people.html": "real names of colleagues, with their posts, shown to colleagues alone",
    "errors/403.html": "the reader's own name",
    "home/_pulse.html": "a sentence; ideas.pulse.Called holds the byline in words",
    "ideas/me.html": "the reader's own page",
    "ideas/member.html": "the head of the member's page; the label stands beneath the name",
    "meetings/check_in_staff.html": "the clerk at the door, who sees the role beneath",
}


def test_every_template_that_shows_a_name_shows_it_in_the_component_or_says_why_not():
    showing = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*")
        if path.suffix in (".html", ".txt") and "cms" not in path.parts and NAMES.search(path.read_text())
    }
    assert showing == set(WITHOUT_LABEL)


@pytest.fixture
def expert(db):
    return UserFactory(role=roles.EXPERTS, nickname="느티나무길", expertise="도시 교통")


@pytest.fixture
def official(db):
    return AppointmentFactory(department__name="보행정책과", post="팀장", user__nickname="한강바람").user


def seen(client, url):
    for name in ("pages", "local"):
        caches[name].clear()
    return re.sub(r"\s+", " ", client.get(url).content.decode())


def labelled(page, post="보행정책과", field="도시 교통"):
    return f'badge--official">{post}' in page and 'badge--official">전문가</span> <span class="author__field">' + field in page


def test_an_expert_writes_as_one_and_an_official_under_the_post(expert, official):
    idea = IdeaFactory()
    assert comment(idea, expert, "보도가 좁아요.").is_expert
    assert not comment(idea, official, "살펴볼게요.").is_expert
    assert not comment(idea, UserFactory(), "좋아요.").is_expert
    Appointment.objects.create(user=expert, department=official.appointment.department, post="자문관")
    both = type(expert).objects.get(pk=expert.pk)
    assert not comment(idea, both, "부서에서 왔어요.").is_expert


def test_comments_replies_and_arguments_are_labelled(client, expert, official):
    debate = DebateFactory()
    said = comment(debate.idea, expert, "보도가 좁아요.")
    comment(debate.idea, official, "살펴볼게요.", parent=said)
    assert labelled(seen(client, debate.idea.get_absolute_url()))
    assert labelled(seen(client, f"/ideas/{debate.idea.number}/comments/?of={said.pk}"))
    for_it, against = argue(debate, expert, "pro", "넓히면 돼요."), argue(debate, official, "con", "돈이 많이 들어요.")
    find_helpful(for_it, official)
    assert labelled(seen(client, debate.get_absolute_url()))
    Comment.objects.all().delete()
    assert labelled(seen(client, debate.idea.get_absolute_url()))
    respond(against, expert, "나눠서 하면 돼요.")
    respond(for_it, official, "살펴볼게요.")
    assert seen(client, debate.get_absolute_url()).count('<span class="author__field">도시 교통') == 2


def test_a_proposer_who_is_an_official_or_an_expert_responds_under_the_label(client, expert, official):
    for writer in (expert, official):
        debate = DebateFactory(idea__author=writer)
        respond(argue(debate, UserFactory(), "con", "위험해요."), writer, "난간을 세워요.")
        page = seen(client, debate.get_absolute_url())
        label = "보행정책과" if writer == official else "도시 교통"
        assert re.search(rf'argument__reply.*{label}.*class="badge">쓴 사람', page)


def test_ideas_are_labelled_in_lists_searches_feeds_and_on_their_pages(client, expert, official):
    ideas = [IdeaFactory(author=writer, title="그늘막 놓기") for writer in (expert, official)]
    assert labelled(seen(client, "/ideas/"))
    assert labelled(seen(client, "/search/?q=그늘막"))
    feed = client.get("/feeds/ideas.atom").content.decode()
    assert "<name>느티나무길(전문가, 도시 교통)</name>" in feed
    assert "<name>보행정책과 팀장</name>" in feed
    pages = [seen(client, idea.get_absolute_url()) for idea in ideas]
    assert 'class="author__field">도시 교통' in pages[0]
    assert '"jobTitle": "전문가", "knowsAbout": "도시 교통"' in pages[0]
    assert '"worksFor": {"@type": "GovernmentOrganization", "name": "보행정책과"}' in pages[1]
    assert "한강바람" not in pages[1]


def test_a_members_page_tells_the_label(client, expert, official):
    assert '전문가</span> <span class="author__field">도시 교통' in seen(client, f"/members/{expert.pk}/")
    assert "보행정책과 팀장" in seen(client, f"/members/{official.pk}/")


def test_a_kept_comment_changes_with_its_label(client, expert):
    idea = IdeaFactory()
    comment(idea, expert, "보도가 좁아요.")
    assert "도시 교통" in seen(client, idea.get_absolute_url())
    expert.expertise = "보행 환경"
    expert.save()
    page = seen(client, idea.get_absolute_url())
    assert "보행 환경" in page
    assert "도시 교통" not in page


def test_programs_read_the_label(client, expert, official):
    ideas = [IdeaFactory(author=writer) for writer in (expert, official, UserFactory(), None)]
    found = {row["number"]: row["author"] for row in client.get("/api/v1/ideas/").json()["results"]}
    one, two, three, nobody = (found[idea.number] for idea in ideas)
    assert (one["expert"], one["field"], one["department"]) == (True, "도시 교통", None)
    assert (two["expert"], two["field"], two["department"]["name"], two["post"]) == (False, None, "보행정책과", "팀장")
    assert (three["expert"], three["field"], three["post"]) == (False, None, None)
    assert nobody is None
    assert client.get(f"/api/v1/ideas/{ideas[0].number}/").json()["author"] == one
    comment(ideas[0], expert, "보도가 좁아요.")
    comment(ideas[0], official, "살펴볼게요.")
    said, asked = (row["author"] for row in client.get(f"/api/v1/ideas/{ideas[0].number}/comments/").json()["results"])
    assert (said["expert"], said["field"], said["label"], said["nickname"]) == (False, None, "보행정책과 팀장", None)
    assert (asked["expert"], asked["field"], asked["nickname"]) == (True, "도시 교통", "느티나무길")


def test_who_left_and_whose_account_is_closed_have_no_page(client, expert):
    idea = IdeaFactory(stage=Stage.PROPOSED)
    CommentFactory(idea=idea, author=None)
    comment(idea, expert, "보도가 좁아요.")
    assert f'href="/members/{expert.pk}/"' in seen(client, idea.get_absolute_url())
    expert.is_active = False
    expert.save()
    page = seen(client, idea.get_absolute_url())
    assert f'href="/members/{expert.pk}/"' not in page
    assert '<span class="author__name">느티나무길</span>' in page
    assert "떠난 시민" in page


def test_labels_of_any_number_of_authors_are_read_at_once(expert, official, django_assert_num_queries):
    for writer in (expert, official, None, UserFactory()):
        IdeaFactory.create_batch(3, author=writer)
    ideas = list(Idea.objects.select_related("author"))
    with django_assert_num_queries(1):
        bylines.label(ideas)
    with django_assert_num_queries(0):
        words = {byline(idea).words for idea in ideas}
    assert {"느티나무길(전문가, 도시 교통)", "보행정책과 팀장", "떠난 시민"} < words


def test_a_post_that_ended_is_no_label_any_more(official):
    post = official.appointment
    post.starts_on = post.ends_on = timezone.localdate() - timedelta(days=1)
    post.save()
    assert byline(official).words == "한강바람"
