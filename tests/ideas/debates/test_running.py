"""Opening, extending, closing and summarising debates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from ideas import promises
from ideas.debates.arguing import argue, find_helpful
from ideas.debates.running import Summary, close, close_due, extend, open_on_idea, open_question, summarise
from ideas.debates.standing import take_stance
from ideas.jobs import close_debates
from ideas.models import Argument, Debate, Promise, PromiseKind
from ideas.participation import Refused
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return UserFactory(role=roles.IDEA_OFFICE)


def kinds(debate):
    return list(debate.idea.trail.order_by("number").values_list("kind", flat=True))


def test_the_office_opens_another_debate_on_an_idea_in_its_stage(office):
    last = DebateFactory(closed=True)
    idea = last.idea
    with pytest.raises(Refused, match="정리한 글을 먼저"):
        open_on_idea(idea, office)
    summarise(last, office, Summary(agreed="그늘은 모두가 바라요."))
    made = open_on_idea(idea, office)
    assert made.is_running
    assert open_on_idea(idea, office) == made
    with pytest.raises(Refused):
        open_on_idea(IdeaFactory(), office)
    with pytest.raises(Refused):
        open_on_idea(idea, UserFactory())


def test_the_office_opens_a_debate_on_a_question_of_its_own(office):
    filled_in = {"title": " 차 없는  거리 ", "question": "일요일마다 열까요?", "closes_at": timezone.now() + timedelta(days=9)}
    made = open_question(Debate(**filled_in), office)
    assert (made.title, made.opened_by, made.is_running) == ("차 없는 거리", office, True)
    with pytest.raises(Refused):
        open_question(Debate(**filled_in), UserFactory())
    with pytest.raises(Refused, match="닫는 때"):
        open_question(Debate(**filled_in | {"closes_at": timezone.now()}), office)
    with pytest.raises(Refused, match="한 해"):
        open_question(Debate(**filled_in | {"closes_at": timezone.now() + timedelta(days=400)}), office)


def test_a_window_grows_with_public_words_and_never_shrinks(office):
    debate = DebateFactory()
    later = debate.closes_at + timedelta(days=7)
    extend(debate, office, later, "방학이라 더 기다려요")
    debate.refresh_from_db()
    entry = debate.idea.trail.get()
    assert (debate.closes_at, entry.kind, entry.reason) == (later, "debate_extended", "방학이라 더 기다려요")
    for day, reason in ((later - timedelta(days=1), "줄여요"), (later, "그대로"), (later + timedelta(days=1), " ")):
        with pytest.raises(Refused):
            extend(debate, office, day, reason)
    with pytest.raises(Refused):
        extend(debate, UserFactory(), later + timedelta(days=1), "저도요")


def test_a_debate_that_is_over_gets_no_more_time(office):
    with pytest.raises(Refused, match="끝난"):
        extend(DebateFactory(over=True), office, timezone.now() + timedelta(days=1), "아쉬워서요")


def test_the_moderator_of_a_debate_runs_it_and_no_other():
    moderator = UserFactory()
    mine, other = DebateFactory(moderator=moderator), DebateFactory()
    assert close(mine, moderator).is_closed
    with pytest.raises(Refused):
        close(other, moderator)


def test_closing_freezes_the_tally_and_promises_the_summary(office):
    debate, citizen = DebateFactory(), UserFactory()
    made = argue(debate, citizen, "pro", "그늘이 필요해요.")
    close(debate, office)
    entry = debate.idea.trail.get(kind="debate_closed")
    assert (entry.data["pro"], entry.data["con"]) == (1, 0)
    assert Promise.objects.open().get(idea=debate.idea).kind == PromiseKind.SUMMARY
    for act in (
        lambda: take_stance(debate, citizen, "con"),
        lambda: argue(debate, citizen, "con", "바람이 세요."),
        lambda: find_helpful(made, UserFactory()),
    ):
        with pytest.raises(Refused):
            act()
    close(debate, office)
    assert kinds(debate) == ["debate_closed", "promised"]


def test_the_clock_closes_what_is_over_once_and_nothing_else():
    over, running, coming = DebateFactory(over=True), DebateFactory(), DebateFactory(coming=True)
    question = DebateFactory(over=True, idea=None)
    close_debates()
    closed = {debate.pk for debate in Debate.objects.exclude(closed_at=None)}
    assert closed == {over.pk, question.pk}
    assert close_due() == 0
    assert kinds(over) == ["debate_closed", "promised"]
    assert not running.idea.trail.exists()
    assert not coming.idea.trail.exists()


def test_the_clock_leaves_alone_what_was_extended_meanwhile():
    debate = DebateFactory(over=True)
    stale = Debate.objects.get(pk=debate.pk)
    Debate.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert not close(stale, None).is_closed


def test_a_summary_keeps_the_promise_and_pins_the_best_of_each_side(office):
    debate = DebateFactory()
    good, better, con = (argue(debate, UserFactory(), side, f"생각 {side}") for side in ("pro", "pro", "con"))
    find_helpful(better, UserFactory())
    close(debate, office)
    summarise(debate, office, Summary(agreed="그늘은 모두가 바라요.", pins={"con": con}))
    assert set(Argument.objects.filter(is_pinned=True)) == {better, con}
    assert promises.open_of(debate.idea, PromiseKind.SUMMARY) is None
    assert kinds(debate)[-1] == "debate_summarised"
    summarise(debate, office, Summary(taken_along="봄에 두 곳부터 해 볼게요.", pins={"pro": good}))
    assert set(Argument.objects.filter(is_pinned=True)) == {good}
    debate.refresh_from_db()
    assert (debate.agreed, debate.taken_along, debate.summarised_by) == ("", "봄에 두 곳부터 해 볼게요.", office)


def test_a_summary_says_something_about_a_debate_that_has_ended(office):
    debate = DebateFactory()
    with pytest.raises(Refused):
        summarise(debate, office, Summary(agreed="아직 열려 있어요."))
    close(debate, office)
    with pytest.raises(Refused, match="하나는"):
        summarise(debate, office, Summary())
    with pytest.raises(Refused, match="2000자"):
        summarise(debate, office, Summary(agreed="가" * 2_001))
    with pytest.raises(Refused):
        summarise(debate, UserFactory(), Summary(agreed="제가 쓸래요."))
    with pytest.raises(Refused, match="그쪽에"):
        summarise(debate, office, Summary(agreed="좋아요", pins={"pro": argue_elsewhere()}))


def argue_elsewhere():
    return argue(DebateFactory(), UserFactory(), "pro", "다른 토론이에요.")
