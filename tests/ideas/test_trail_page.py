"""The pages of the trail and of the seals, and what can be downloaded there."""

import gzip
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts import roles
from ideas import seals
from ideas.models import Idea, Seal
from ideas.trail import blot_out
from ideas.trail_reading import timeline
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.trails import long_story, tell

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def page(client, idea):
    return client.get(reverse("ideas:trail", args=[idea.number]))


def test_the_timeline_is_newest_first_and_one_query(django_assert_num_queries):
    idea = long_story()
    with django_assert_num_queries(1):
        lines = timeline(idea)
    assert [line.number for line in lines] == list(range(idea.trail_length, 0, -1))
    first = lines[-1]
    assert (first.kind, first.role, first.reason, first.is_step) == ("publish", "proposer", "", True)
    assert first.words == f"{first.day}, {first.told}"
    assert [line.number for line in timeline(idea, limit=3)] == [line.number for line in lines[:3]]


def test_the_page_tells_everything_with_its_reasons(client):
    idea = long_story()
    shown = page(client, idea).text
    for words in ("쓴 사람이 상상을 올렸어요", "어느 다리인지 알려 주세요.", "“그늘”은 여름마다 모자라요.", "다시 살펴볼게요."):
        assert words in shown
    assert reverse("api:trail", args=[idea.number]) in shown
    assert "python3 verify_trail.py trail.json" in shown


def test_blotted_words_are_gone_from_the_page_and_the_page_says_so(client):
    idea = tell(IdeaFactory(), "answered", reason="전화 010-1234-5678")
    page(client, idea)
    blot_out(idea.trail.get(), UserFactory(role=roles.IDEA_OFFICE), "전화번호가 있었어요.")
    shown = page(client, idea).text
    assert "010-1234-5678" not in shown
    assert "적혀 있던 까닭은 법에 따라 지웠어요." in shown


def test_reasons_are_words_and_never_markup(client):
    assert "<script>alert" not in page(client, tell(IdeaFactory(), "answered", reason="<script>alert(1)</script>")).text


def test_a_trail_is_read_by_those_who_may_read_the_idea(client):
    hidden, withdrawn = tell(IdeaFactory(visibility="hidden"), "answered"), tell(IdeaFactory(withdrawn=True), "withdraw")
    draft = IdeaFactory(draft=True)
    assert page(client, hidden).status_code == 404
    assert page(client, withdrawn).status_code == 200
    assert client.get(f"/ideas/{10**20}/trail/").status_code == 404
    assert client.get(f"/ideas/{draft.pk + 10**6}/trail/").status_code == 404
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    assert page(client, hidden).status_code == 200


def test_a_visitor_sees_what_is_new_at_once_and_a_kept_page_costs_one_query(client, django_assert_max_num_queries):
    idea = tell(IdeaFactory(), "answered")
    first = page(client, idea).text
    with django_assert_max_num_queries(1):
        assert page(client, idea).text == first
    tell(Idea.objects.get(pk=idea.pk), "answer_changed")
    assert "답변을 고쳤어요" in page(client, idea).text


def test_the_longest_trail_costs_as_little_as_any(client, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("ideas.trail_reading.MOST_LINES", 4)
    monkeypatch.setattr("ideas.views.trail.MOST_LINES", 4)
    idea = long_story()
    page(client, IdeaFactory())
    with django_assert_max_num_queries(5):
        shown = page(client, idea).text
    assert shown.count('class="timeline__entry') == 4
    assert f"{idea.trail_length - 4}개" in shown


def test_an_idea_without_a_trail_has_a_page_too(client):
    assert "아직 남은 발자취가 없어요." in page(client, IdeaFactory()).text


def test_seals_are_listed_with_how_to_check_them(client):
    assert "아직 봉인이 없어요" in client.get(reverse("ideas:seals")).text
    IdeaFactory()
    made = seals.seal(DAY)
    shown = client.get(reverse("ideas:seals")).text
    assert made.root in shown
    assert "2026-11-22.jsonl.gz" in shown
    assert "공공누리 제1유형" in shown
    page_of_idea = page(client, tell(IdeaFactory(), "answered")).text
    assert "--seal 2026-11-22.json" in page_of_idea


def test_many_seals_come_in_pages(client, django_assert_max_num_queries):
    Seal.objects.bulk_create(Seal(day=DAY - timedelta(days=n), root="0" * 64, leaves=1) for n in range(45))
    client.get(reverse("ideas:seals"))
    with django_assert_max_num_queries(5):
        assert client.get(reverse("ideas:seals"), {"page": 3}).text.count('class="seals__one"') == 5
    for wrong in ("4", "0", "x"):
        assert client.get(reverse("ideas:seals"), {"page": wrong}).status_code == 404


def test_a_seal_and_its_leaves_are_downloaded_and_kept_for_good(client):
    IdeaFactory()
    made = seals.seal(DAY)
    seal = client.get("/open-data/seals/2026-11-22.json")
    assert json.loads(seal.content) == seals.as_json(made)
    leaves = client.get("/open-data/seals/2026-11-22.jsonl.gz")
    text = b"".join(leaves.streaming_content)
    assert len(gzip.decompress(text).splitlines()) == made.leaves
    assert leaves["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in leaves
    for response in (seal, leaves):
        assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["2026-11-21.json", "2026-02-30.json", "20261122.json", "２０２６-11-22.json", "../../x.json", "2026-11-21.jsonl.gz"]
)
def test_there_is_nothing_else(client, name):
    Seal.objects.create(day=DAY, root="0" * 64, leaves=1)
    assert client.get(f"/open-data/seals/{name}").status_code == 404


def test_leaves_that_are_lost_are_not_offered(client):
    Seal.objects.create(day=DAY, root="0" * 64, leaves=1)
    assert client.get("/open-data/seals/2026-11-22.jsonl.gz").status_code == 404
    assert "/open-data/seals/2026-11-22.jsonl.gz" not in client.get(reverse("ideas:seals")).text


def test_the_program_is_downloaded_as_it_is(client):
    response = client.get("/open-data/verify_trail.py")
    assert response.content.startswith(b"#!/usr/bin/env python3")
    assert "attachment" in response["Content-Disposition"]
