"""The ribbon of an idea: where it is, what comes next, who owes it."""

from datetime import date

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from accounts.models import Department
from ideas.models import Idea, Owner, Promise, PromiseKind
from ideas.promise_words import sentence_of, tell
from ideas.stage_names import RIVER
from ideas.stages import Outcome, Stage
from ideas.templatetags.ribbon import ENDINGS, in_charge, ribbon_of
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def drawn(idea, **more):
    given = "".join(f" {name}={name}" for name in more)
    page = Template("{% load ribbon %}{% stage_ribbon idea" + given + " %}")
    return page.render(Context({"idea": idea, **more}))


@pytest.mark.parametrize(
    ("stage", "outcome", "places"),
    [
        (Stage.PROPOSED, Outcome.NONE, "now ahead ahead ahead ahead"),
        (Stage.DEBATE, Outcome.NONE, "past now ahead ahead ahead"),
        (Stage.REALISATION, Outcome.NONE, "past past past now ahead"),
        (Stage.CLOSED, Outcome.ADOPTED, "past past past past now"),
        (Stage.CLOSED, Outcome.PARTLY_ADOPTED, "past past past past now"),
        (Stage.CLOSED, Outcome.NOT_ADOPTED, "past off off off off"),
        (Stage.CLOSED, Outcome.WITHDRAWN, "past off off off off"),
        (Stage.CLOSED, Outcome.NONE, "past off off off off"),
        (Stage.DRAFT, Outcome.NONE, "off off off off off"),
    ],
)
def test_every_state_has_its_place_on_the_river(stage, outcome, places):
    ribbon = ribbon_of(Idea(stage=stage, outcome=outcome))
    assert [reach.code for reach in ribbon.reaches] == list(RIVER)
    assert " ".join(reach.place for reach in ribbon.reaches) == places


def test_it_says_where_the_idea_is_and_what_comes_next():
    ribbon = ribbon_of(Idea(stage=Stage.WORKING))
    assert (ribbon.now, ribbon.next) == ("실무회의", "실현회의")
    assert ribbon.line == "담당 부서가 정말 할 수 있는지 살펴봐요."


def test_after_the_last_reach_nothing_comes():
    ribbon = ribbon_of(Idea(stage=Stage.CLOSED, outcome=Outcome.ADOPTED))
    assert (ribbon.now, ribbon.next) == ("실행", "")


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.ADOPTED, Outcome.PARTLY_ADOPTED}))
def test_an_idea_that_left_the_river_is_told_calmly(outcome):
    ribbon = ribbon_of(Idea(stage=Stage.CLOSED, outcome=outcome), owner="버스정책과", due=date(2026, 8, 2))
    assert ribbon.line == str(ENDINGS[outcome])
    assert not ribbon.now
    assert not ribbon.told, "nobody owes anything any more"


@pytest.mark.parametrize(
    ("closed_from", "outcome", "places"),
    [
        (Stage.PROPOSED, Outcome.CONCLUDED, "end off off off off"),
        (Stage.WORKING, Outcome.NOT_ADOPTED, "past past end off off"),
        (Stage.REALISATION, Outcome.HELD, "past past past end off"),
        (Stage.REALISATION, Outcome.ADOPTED, "past past past past now"),
        (Stage.PROPOSED, Outcome.ADOPTED, "past skipped skipped skipped now"),
        (Stage.WORKING, Outcome.PARTLY_ADOPTED, "past past past skipped now"),
    ],
)
def test_an_idea_that_ended_shows_where(closed_from, outcome, places):
    ribbon = ribbon_of(Idea(stage=Stage.CLOSED, outcome=outcome, closed_from=closed_from))
    assert " ".join(reach.place for reach in ribbon.reaches) == places


def test_the_place_where_it_ended_is_named():
    text = drawn(Idea(stage=Stage.CLOSED, outcome=Outcome.NOT_ADOPTED, closed_from=Stage.WORKING))
    assert text.count("여기까지 흘렀어요") == 2, "in the list, and in short for phones"
    assert 'aria-current="step"' not in text


@pytest.mark.parametrize(
    ("owner", "due", "words"),
    [
        ("버스정책과", None, "버스정책과가 맡고 있어요."),
        ("도시공원팀", None, "도시공원팀이 맡고 있어요."),
        ("버스정책과", date(2026, 8, 2), "버스정책과가 8월 2일까지 답하기로 했어요."),
        ("버스정책과", date(2026, 7, 30), "버스정책과가 7월 30일까지 답하기로 했어요."),
        ("버스정책과", date(2026, 7, 27), "버스정책과가 약속한 날이 3일 지났어요."),
    ],
)
@time_machine.travel("2026-07-30 09:00 +0900")
def test_a_promise_is_a_sentence(owner, due, words):
    assert [told.words for told in in_charge(owner, due)] == [words]


def test_where_nobody_is_in_charge_nothing_is_said():
    assert in_charge("", date(2026, 8, 2)) == ()


OWED = {
    PromiseKind.ANSWER: "창의담당관이 8월 2일까지 답하기로 했어요.",
    PromiseKind.RE_REVIEW: "창의담당관이 8월 2일까지 다시 살펴보기로 했어요.",
    PromiseKind.OPINION: "창의담당관이 8월 2일까지 의견을 주기로 했어요.",
    PromiseKind.SUPPLEMENT: "쓴 사람의 보완을 8월 2일까지 기다려요.",
    PromiseKind.SUMMARY: "창의담당관이 8월 2일까지 토론을 정리해서 올리기로 했어요.",
    PromiseKind.PLAN: "창의담당관이 8월 2일까지 추진계획을 세우기로 했어요.",
    PromiseKind.REPORT: "창의담당관이 8월 2일까지 어떻게 되어 가는지 알리기로 했어요.",
    PromiseKind.HAND_OVER: "창의담당관이 8월 2일까지 다음 사람에게 넘기기로 했어요.",
}


def made(kind=PromiseKind.ANSWER, **more) -> Promise:
    owner = Owner.PROPOSER if kind == PromiseKind.SUPPLEMENT else Owner.OFFICE
    return Promise(**{"kind": kind, "owner": owner, "due_on": date(2026, 8, 2), "first_due_on": date(2026, 8, 2), **more})


@pytest.mark.parametrize("kind", PromiseKind)
@time_machine.travel("2026-07-30 09:00 +0900")
def test_every_kind_of_promise_says_what_is_owed(kind):
    told = tell(made(kind))
    assert (told.words, told.is_late, told.why) == (OWED[kind], False, ())


@time_machine.travel("2026-08-05 09:00 +0900")
def test_a_late_promise_says_that_nobody_has_said_why():
    told = tell(made())
    assert (told.words, told.is_late, told.question) == ("창의담당관이 약속한 날이 3일 지났어요.", True, "왜 늦어지나요?")
    assert told.why == ("아직 까닭을 듣지 못했어요. 담당자는 중간 답변으로 사정과 새 날을 알려야 해요.",)


@time_machine.travel("2026-08-05 09:00 +0900")
def test_a_late_proposer_is_not_scolded():
    told = tell(made(PromiseKind.SUPPLEMENT))
    assert told.words == "쓴 사람의 보완을 기다리던 날이 지났어요."
    assert told.why == ()


@time_machine.travel("2026-08-05 09:00 +0900")
def test_a_stopped_clock_says_since_when_and_why():
    told = tell(made(stopped_on=date(2026, 7, 30), stop_reason="전문가에게 물었어요."))
    assert (told.words, told.is_late) == ("창의담당관이 약속한 날짜가 잠시 멈춰 있어요.", False)
    assert (told.question, told.why) == ("왜 멈췄나요?", ("7월 30일부터 멈춰 있어요. 까닭: 전문가에게 물었어요.",))


@time_machine.travel("2026-08-05 09:00 +0900")
def test_a_new_day_says_what_was_promised_first():
    told = tell(made(due_on=date(2026, 8, 20), interim_at=timezone.now(), stopped_days=4))
    assert told.question == "왜 날이 바뀌었나요?"
    assert told.why == (
        "8월 5일에 중간 답변으로 사정을 알렸어요.",
        "기다리는 일이 있어 4일 멈췄어요.",
        "처음 약속한 날은 8월 2일이에요.",
    )


@time_machine.travel("2026-07-30 09:00 +0900")
def test_a_broken_promise_is_marked():
    idea = Idea(stage=Stage.WORKING)
    assert ribbon_of(idea, "버스정책과", date(2026, 7, 29)).told[0].is_late
    assert not ribbon_of(idea, "버스정책과", date(2026, 7, 30)).told[0].is_late


def test_the_department_in_charge_is_named_by_itself():
    department = Department.objects.create(name="버스정책과", slug="bus")
    assert "버스정책과가 맡고 있어요." in drawn(IdeaFactory(department=department))
    assert "공원녹지과가 맡고 있어요." in drawn(IdeaFactory(department=department), owner="공원녹지과")


def test_the_list_says_which_step_is_the_present_one():
    text = drawn(Idea(stage=Stage.DEBATE))
    assert text.count('aria-current="step"') == 1
    assert text.index("지나왔어요") < text.index('aria-current="step"') < text.index("실무회의")
    assert 'aria-current="step"' not in drawn(Idea(stage=Stage.CLOSED, outcome=Outcome.HELD))


def test_the_short_form_is_asked_for():
    idea = Idea(stage=Stage.DEBATE)
    assert "ribbon--compact" in drawn(idea, is_compact=True)
    assert "ribbon--compact" not in drawn(idea)


def test_no_particle_is_put_on_a_word_of_another_language():
    with translation.override("en"):
        assert "버스정책과가" not in sentence_of("버스정책과", date(2026, 8, 2))


def test_what_is_promised_stands_before_who_is_in_charge():
    department = Department.objects.create(name="버스정책과", slug="bus")
    text = drawn(IdeaFactory(department=department, post="버스정책팀장"), promises=[made()])
    assert "창의담당관이 8월 2일까지" in text or "지났어요" in text
    assert "버스정책과가 맡고 있어요" not in text
    assert "맡은 곳: 버스정책과 버스정책팀장" in text


def test_it_costs_no_query(django_assert_num_queries):
    idea = IdeaFactory()
    drawn(idea)
    with django_assert_num_queries(0):
        drawn(idea)
