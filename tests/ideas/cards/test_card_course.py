"""Cards at work: reports, stale cards, stopping, finishing, the hall of fame, joining."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import promises, standings
from ideas.cards import doing, ending, joining, planning, reading
from ideas.lifecycle import StepRefused, advance
from ideas.models import Card, CardPhoto, CardStatus, HallEntry, Idea, ProgressReport, Promise, PromiseKind
from ideas.pictures import Unusable
from ideas.stages import Outcome
from tests.factories.cards import adopted_card, day, fresh, idea_office, planned_card
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import photo

pytestmark = pytest.mark.django_db


def late_report(card):
    Promise.objects.filter(idea=card.idea_id, kind=PromiseKind.REPORT).update(due_on=day(-5), first_due_on=day(-5))


def kinds(card):
    return list(Idea.objects.get(pk=card.idea_id).trail.values_list("kind", flat=True))


def test_a_report_keeps_its_promise_and_promises_the_next():
    card, held = planned_card()
    before = promises.open_of(card.idea, PromiseKind.REPORT)
    made = doing.report(card, held.user, "터를 골랐어요.", spent=100, photos=[(photo(), "다져진 터")])
    before.refresh_from_db()
    assert before.kept_at
    assert promises.open_of(card.idea, PromiseKind.REPORT).pk != before.pk
    card = fresh(card)
    assert (card.spent, made.post, made.department) == (100, "주무관", held.department.name)
    assert made.photos.get().alt == "다져진 터"
    assert card.last_report_at


def test_sending_a_report_twice_makes_one():
    card, held = planned_card()
    key = uuid.uuid4()
    first = doing.report(card, held.user, "터를 골랐어요.", form_key=key)
    assert doing.report(card, held.user, "터를 골랐어요.", form_key=key) == first
    assert ProgressReport.objects.count() == 1


def test_a_photo_needs_words_and_must_be_one():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="무엇이 보이는지"):
        doing.report(card, held.user, "터를 골랐어요.", photos=[(photo(), " ")])
    broken = photo()
    broken.name = "a.exe"
    with pytest.raises(Unusable):
        doing.report(card, held.user, "터를 골랐어요.", photos=[(broken, "터")])
    assert not ProgressReport.objects.exists()


def test_photos_beyond_the_most_are_refused_whole(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    card, held = planned_card()
    CardPhoto.objects.bulk_create(CardPhoto(card=card, alt="사진", width=4, height=3) for _ in range(12))
    with pytest.raises(StepRefused, match="12장까지"):
        doing.report(card, held.user, "터를 골랐어요.", photos=[(photo(), "터")])
    assert not ProgressReport.objects.exists()


def test_there_is_no_report_before_a_plan():
    card, held = adopted_card()
    with pytest.raises(StepRefused):
        doing.report(card, held.user, "터를 골랐어요.")


def test_a_card_without_a_report_in_time_turns_stale_once():
    card, _held = planned_card()
    assert doing.look_for_stale() == 0
    late_report(card)
    assert doing.look_for_stale() == 1
    assert doing.look_for_stale(day(30)) == 0
    assert fresh(card).stale_since == day(-4)
    assert kinds(card).count("card_stale") == 1


def test_a_report_ends_staleness():
    card, held = planned_card()
    late_report(card)
    doing.look_for_stale()
    doing.report(fresh(card), held.user, "늦어서 미안해요.")
    assert fresh(card).stale_since is None


def test_stopping_needs_a_reason_and_takes_promises_away():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="왜 멈추는지"):
        ending.stop(card, held.user, " ")
    ending.stop(card, held.user, "땅이 없어요.")
    assert fresh(card).status == CardStatus.STOPPED
    assert not Promise.objects.open().filter(idea=card.idea_id).exists()


@pytest.mark.parametrize(("begun", "back"), [(False, CardStatus.PLANNING), (True, CardStatus.DOING)])
def test_a_stopped_card_goes_on_where_it_stood(begun, back):
    card, held = planned_card()
    if begun:
        doing.start(card, held.user)
    ending.stop(fresh(card), held.user, "땅이 없어요.")
    ending.go_on(fresh(card), held.user)
    assert (fresh(card).status, fresh(card).stop_reason) == (back, "")
    assert promises.open_of(card.idea, PromiseKind.REPORT)


def test_a_card_whose_decision_is_looked_at_again_cannot_go_on():
    card, held = planned_card()
    office = idea_office()
    Idea.objects.filter(pk=card.idea_id).update(outcome=Outcome.PARTLY_ADOPTED)
    idea = advance(Idea.objects.get(pk=card.idea_id), "ask_re_review", card.idea.author, "모두 해 주세요.")
    advance(idea, "reconsider", office, "다시 살펴볼게요.")
    assert fresh(card).status == CardStatus.STOPPED
    with pytest.raises(StepRefused, match="채택한 상상"):
        ending.go_on(fresh(card), held.user)


def finished(card, held, **more):
    return ending.finish(card, held.user, day(0), "다 놓았어요.", **more)


def test_finishing_puts_the_proposer_into_the_hall():
    card, held = planned_card()
    finished(card, held, spent=5)
    card = fresh(card)
    assert (card.status, card.finished_on, planning.progress_of(card)) == (CardStatus.DONE, day(0), 100)
    assert card.outcome_until > day(360)
    assert HallEntry.objects.get().member == card.idea.author
    assert "entered_hall" in kinds(card)
    assert not Promise.objects.open().filter(idea=card.idea_id).exists()
    finished(card, held)
    assert HallEntry.objects.count() == 1


def test_nothing_is_finished_tomorrow():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="아직 오지 않은"):
        ending.finish(card, held.user, day(1), "다 놓았어요.")


def test_the_scoreboard_counts_what_was_finished():
    card, held = planned_card()
    finished(card, held)
    figures = standings.count(timezone.localdate())[held.department_id]
    assert (figures.adopted, figures.finished) == (1, 1)


def test_the_outcome_is_told_afterwards():
    card, held = planned_card()
    with pytest.raises(StepRefused):
        ending.measure(card, held.user, "모두 앉아요.")
    finished(card, held)
    ending.measure(fresh(card), held.user, "하루에 이백 명이 쉬어 가요.")
    assert fresh(card).outcome_at - timezone.now() < timedelta(seconds=5)
    assert "card_measured" in kinds(card)


def test_a_joined_idea_loses_its_empty_card_and_its_proposer_is_honoured_too():
    card, held = planned_card()
    other, _held = adopted_card()
    office = idea_office()
    joining.join(card, other.idea, office)
    joining.join(fresh(card), other.idea, office)
    assert not Card.objects.filter(pk=other.pk).exists()
    assert promises.open_of(other.idea, PromiseKind.PLAN) is None
    finished(fresh(card), held)
    assert set(HallEntry.objects.values_list("idea", flat=True)) == {card.idea_id, other.idea_id}


def test_what_cannot_join_is_said():
    card, _held = planned_card()
    office = idea_office()
    planned, _other = planned_card()
    for idea in (IdeaFactory(), IdeaFactory(ended=Outcome.HELD), card.idea, planned.idea):
        with pytest.raises(StepRefused):
            joining.join(fresh(card), idea, office)
    imported = IdeaFactory(imported=True, ended=Outcome.ADOPTED)
    joining.join(fresh(card), imported, office)
    assert card.also.get().idea == imported


def test_nobody_keeps_the_card_of_a_hidden_idea():
    card, held = planned_card()
    Idea.objects.filter(pk=card.idea_id).update(visibility="hidden")
    with pytest.raises(StepRefused):
        doing.report(fresh(card), held.user, "터를 골랐어요.")


def test_a_card_is_not_finished_before_its_idea_was_adopted():
    card, held = planned_card()
    with pytest.raises(StepRefused, match="채택하기 전"):
        ending.finish(card, held.user, day(-1), "다 놓았어요.")


@pytest.mark.parametrize("end", ["finish", "stop"])
def test_what_was_never_done_gets_no_later_once_a_card_has_ended(end):
    card, held = planned_card()
    if end == "finish":
        ending.finish(card, held.user, day(0), "다 놓았어요.")
    else:
        ending.stop(card, held.user, "땅이 없어요.")
    shown = reading.shown_of(fresh(card), day(500))
    assert [step.drift for step in shown.steps] == ["", ""]
