"""Debates in /cms/: opened on a question, reworded, never deleted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.permissions import policy_registry

from accounts import roles
from ideas.debate_viewsets import QuestionForm, WordsForm
from ideas.debates.running import reword
from ideas.models import Debate
from ideas.participation import Refused
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory

pytestmark = pytest.mark.django_db


def filled_in(**changes):
    now = timezone.localtime()
    return {
        "title": "차 없는 거리",
        "question": "일요일마다 열까요?",
        "lead": "",
        "opens_at": now.strftime("%Y-%m-%d %H:%M"),
        "closes_at": (now + timedelta(days=9)).strftime("%Y-%m-%d %H:%M"),
        "moderator_name": "",
        "page": "",
    } | changes


def test_a_window_that_makes_no_sense_is_said_on_the_form():
    assert QuestionForm(filled_in()).is_valid()
    form = QuestionForm(filled_in(closes_at="2001-01-01 10:00"))
    assert not form.is_valid()
    assert "닫는 때" in str(form.errors["closes_at"])


def test_a_moderator_is_named_by_nickname():
    moderator = UserFactory(nickname="느티나무길")
    form = QuestionForm(filled_in(moderator_name=" 느티나무길 "))
    assert form.is_valid(), form.errors
    assert form.save(commit=False).moderator == moderator
    assert not QuestionForm(filled_in(moderator_name="없는사람")).is_valid()


def test_rewording_keeps_what_citizens_did_meanwhile():
    debate, office = DebateFactory(), UserFactory(role=roles.IDEA_OFFICE)
    Debate.objects.update(pro=7)
    form = WordsForm(filled_in(title="새 제목"), instance=debate)
    assert form.is_valid(), form.errors
    reword(form.instance, office)
    debate.refresh_from_db()
    assert (debate.title, debate.pro, debate.revision) == ("새 제목", 7, 1)
    with pytest.raises(Refused):
        reword(debate, UserFactory())


def test_nobody_deletes_a_debate():
    """What citizens said is not deleted with a click (ideas/wagtail_hooks.py)."""
    policy = policy_registry.get_by_type(Debate)
    assert not policy.user_has_permission(UserFactory(is_superuser=True), "delete")
    assert policy.user_has_permission(UserFactory(is_superuser=True), "change")


def test_the_office_opens_and_rewords_in_cms(client):
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    DebateFactory(closed=True)
    assert client.get(reverse("debates:index")).status_code == 200
    assert client.post(reverse("debates:add"), filled_in()).status_code == 302
    made = Debate.objects.get(title="차 없는 거리")
    assert made.is_running
    assert registry.get_logs_for_instance(made).filter(action="wagtail.create").exists()
    assert client.post(reverse("debates:edit", args=[made.pk]), filled_in(title="걷는 거리")).status_code == 302
    assert Debate.objects.get(pk=made.pk).title == "걷는 거리"
    client.force_login(UserFactory())
    assert client.post(reverse("debates:add"), filled_in()).status_code in (302, 403)
    assert Debate.objects.count() == 2
