"""lifecycle.advance: the only way an idea changes its stage."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from wagtail.models import ModelLogEntry

from ideas.lifecycle import STEPS, StepRefused, advance, steps_open_to
from ideas.models import Idea
from ideas.search import matching
from ideas.signals import idea_advanced
from ideas.stages import Outcome, Stage
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory


@pytest.mark.django_db
def test_publishing_gives_a_number_a_time_and_a_line_in_the_audit_log():
    draft = IdeaFactory(draft=True)
    idea = advance(draft, "publish", draft.author)
    assert (idea.stage, idea.outcome) == (Stage.PROPOSED, Outcome.NONE)
    assert idea.number is not None
    assert idea.published_at is not None
    assert ModelLogEntry.objects.filter(action="ideas.publish", object_id=str(idea.pk), user=draft.author).count() == 1


@pytest.mark.django_db
def test_numbers_follow_each_other():
    first, second = (advance(IdeaFactory(draft=True), "publish", by=Idea.objects.latest("pk").author) for _ in range(2))
    assert second.number == first.number + 1


@pytest.mark.django_db
def test_withdrawing_needs_a_reason_and_takes_the_text_out_of_lists():
    idea = IdeaFactory()
    with pytest.raises(StepRefused, match="까닭"):
        advance(idea, "withdraw", idea.author)
    idea = advance(idea, "withdraw", idea.author, "더 좋은 생각이 났어요")
    assert (idea.stage, idea.outcome, idea.excerpt) == (Stage.CLOSED, Outcome.WITHDRAWN, "")
    assert idea.withdrawal_reason == "더 좋은 생각이 났어요"


@pytest.mark.django_db
def test_search_forgets_what_was_withdrawn(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        idea = IdeaFactory(title="물총새 둥지를 지켜요")
    assert matching(Idea.objects.public(), "물총새").exists()
    advance(idea, "withdraw", idea.author, "까닭")
    assert not matching(Idea.objects.public(), "물총새").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_a_stranger_is_refused_and_nothing_changes(step):
    idea = IdeaFactory(draft=Stage.DRAFT in STEPS[step].from_stages)
    with pytest.raises(StepRefused):
        advance(idea, step, UserFactory(), "까닭")
    assert Idea.objects.get(pk=idea.pk).stage == idea.stage


@pytest.mark.django_db
def test_a_step_from_another_stage_is_refused():
    idea = IdeaFactory()
    with pytest.raises(StepRefused, match="바뀌었어요"):
        advance(idea, "publish", idea.author)


@pytest.mark.django_db
def test_buttons_show_the_steps_that_would_be_taken():
    idea, draft = IdeaFactory(), IdeaFactory(draft=True)
    assert [step.name for step in steps_open_to(idea.author, idea)] == ["withdraw"]
    assert [step.name for step in steps_open_to(draft.author, draft)] == ["publish"]
    assert steps_open_to(UserFactory(), idea) == []
    assert steps_open_to(AnonymousUser(), idea) == []


@pytest.mark.django_db
def test_the_news_is_told_after_commit(django_capture_on_commit_callbacks):
    heard = []
    draft = IdeaFactory(draft=True)
    idea_advanced.connect(lambda **news: heard.append(news["step"].name), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            advance(draft, "publish", draft.author)
            assert heard == []
        assert heard == ["publish"]
    finally:
        idea_advanced.disconnect(dispatch_uid="test")


@pytest.mark.django_db(transaction=True)
def test_of_eight_people_pressing_at_once_one_wins_and_seven_are_refused():
    idea = IdeaFactory()
    start, outcomes = threading.Barrier(8), []

    def press():
        start.wait()
        try:
            advance(idea, "withdraw", idea.author, "까닭")
            outcomes.append("won")
        except StepRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 7 + ["won"]
    assert ModelLogEntry.objects.filter(action="ideas.withdraw").count() == 1
