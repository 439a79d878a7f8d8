"""POST /desk/plain/: what an official sees under the field while writing."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import roles
from common import limits
from ideas.models import PlainWord
from ideas.views.desk_plain import MOST_LETTERS
from tests.factories.accounts import AppointmentFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = reverse("ideas:desk_plain")


@pytest.fixture
def official(client):
    member = AppointmentFactory().user
    client.force_login(member)
    return member


def ask(client, text, **more):
    return client.post(ADDRESS, json.dumps({"text": text}), content_type="application/json", **more)


def test_it_says_what_is_hard_and_what_is_personal(client, official):
    PlainWord.objects.create(term="제고", everyday="높이기, 높이다", note="높다는 말이에요.")
    said = ask(client, "만족도를 제고하겠습니다. 문의는 010-1234-5678").json()
    assert [(hint["text"], hint["replacement"], hint["note"]) for hint in said["hints"]] == [
        ("제고하겠습니다", "높이겠습니다", "높다는 말이에요.")
    ]
    assert [(one["kind"], one["text"]) for one in said["personal"]] == [("phone", "010-1234-5678")]
    assert said["html"].index("010-1234-5678") < said["html"].index("제고하겠습니다")


def test_places_are_counted_as_browsers_count_them(client, official):
    PlainWord.objects.create(term="금회", everyday="이번")
    (hint,) = ask(client, "😀😀 금회").json()["hints"]
    assert (hint["start"], hint["end"]) == (5, 7)


def test_what_was_typed_is_shown_as_text_never_as_markup(client, official):
    PlainWord.objects.create(term="금회", everyday="<b>이번</b>")
    html = ask(client, "金<script>alert(1)</script>金 금회").json()["html"]
    assert "<script" not in html
    assert "<b>" not in html


def test_the_list_ends_and_says_how_many_more_there_are(client, official):
    PlainWord.objects.create(term="금회", everyday="이번")
    said = ask(client, "금회 " * 100).json()
    assert len(said["hints"]) == 30
    assert f"{said['total'] - 30}곳" in said["html"]


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"text": 3}', "nonsense", json.dumps({"text": "가" * (MOST_LETTERS + 1)})])
def test_anything_else_is_refused(client, official, body):
    assert client.post(ADDRESS, body, content_type="application/json").status_code == 400


def test_a_huge_body_is_refused_unread(client, official):
    assert ask(client, "a" * 200_000).status_code == 400


def test_only_the_desk_may_ask(client):
    assert ask(client, "글").status_code == 403
    client.force_login(UserFactory())
    assert ask(client, "글").status_code == 403
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    assert ask(client, "글").status_code == 200
    assert client.get(ADDRESS).status_code == 405


def test_it_asks_for_the_token_of_the_page(django_user_model):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory(role=roles.IDEA_OFFICE))
    assert ask(strict, "글").status_code == 403


def test_who_asks_too_often_waits(client, official, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setitem(limits.LIMITS, "plain_words", limits.Limit(2, timedelta(days=365)))
    assert [ask(client, "글").status_code for _time in range(3)] == [200, 200, 429]
