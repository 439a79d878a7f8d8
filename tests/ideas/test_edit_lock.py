"""edit_locks: one official writes, the others see who, and may take over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import answers, edit_locks
from ideas.answers import AnswerWords, Stale
from ideas.edit_locks import GONE_AFTER, HeldByAnother
from ideas.models import Answer, EditLock
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two officials of one department."""
    first = AppointmentFactory()
    return first.user, AppointmentFactory(department=first.department).user


@pytest.fixture
def idea(pair):
    return IdeaFactory(department=pair[0].appointment.department)


def leave(idea, ago=GONE_AFTER):
    EditLock.objects.filter(idea=idea).update(beat_at=timezone.now() - ago - timedelta(seconds=1))


def test_whoever_writes_first_holds_it_and_others_hear_who_and_since_when(idea, pair):
    first, second = pair
    since = edit_locks.take(idea, first).since
    assert edit_locks.take(idea, first).since == since
    with pytest.raises(HeldByAnother) as held:
        edit_locks.take(idea, second)
    assert (held.value.lock.holder, held.value.lock.since) == (first, since)


def test_a_holder_who_has_gone_is_followed_without_asking(idea, pair):
    first, second = pair
    edit_locks.take(idea, first)
    leave(idea)
    assert edit_locks.holder(idea) is None
    assert edit_locks.take(idea, second).holder == second
    assert edit_locks.beat(idea, first) is False


def test_a_beat_keeps_it(idea, pair):
    edit_locks.take(idea, pair[0])
    leave(idea)
    assert edit_locks.beat(idea, pair[0]) is True
    assert edit_locks.holder(idea).holder == pair[0]


def test_taking_over_refuses_the_next_saving_of_whoever_wrote_and_keeps_both_texts(idea, pair):
    first, second = pair
    known = answers.save(idea, first, AnswerWords(summary="첫째의 글")).saved_at
    edit_locks.take_over(idea, second)
    with pytest.raises(HeldByAnother):
        answers.save(idea, first, AnswerWords(summary="첫째의 새 글"), known=known)
    assert Answer.objects.get().summary == "첫째의 글"
    with pytest.raises(Stale) as stale:
        answers.save(idea, second, AnswerWords(summary="둘째의 글"), known=known - timedelta(hours=1))
    assert stale.value.answer.summary == "첫째의 글"
    assert answers.save(idea, second, AnswerWords(summary="둘째의 글"), known=known).author == second


def test_only_the_holder_lets_go(idea, pair):
    first, second = pair
    edit_locks.take(idea, first)
    edit_locks.release(idea, second)
    assert edit_locks.holder(idea).holder == first
    edit_locks.release(idea, first)
    assert edit_locks.holder(idea) is None


def test_publishing_lets_go_and_is_refused_while_another_writes(idea, pair):
    first, second = pair
    draft = answers.save(idea, first, AnswerWords(summary="해 볼게요."))
    edit_locks.take_over(idea, second)
    with pytest.raises(HeldByAnother):
        answers.publish(draft, first)
    answers.publish(draft, second)
    assert edit_locks.holder(idea) is None


def test_a_lock_of_another_idea_is_nobodys_business(idea, pair):
    edit_locks.take(IdeaFactory(), UserFactory())
    assert edit_locks.take(idea, pair[0]).holder == pair[0]
