"""trail_words: everything that can happen has a sentence of its own."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.utils import translation

from ideas import trail
from ideas.lifecycle import STEPS
from ideas.models import Role, TrailEntry
from ideas.trail_words import ANYTHING, WORDS, sentence, told

EVENTS = {
    "promised": {"promise": "answer", "owner": "버스정책과", "due_on": "2026-08-02"},
    "clock_stopped": {"promise": "answer", "owner": "창의담당관", "due_on": "2026-08-02"},
    "clock_resumed": {"promise": "answer", "owner": "창의담당관", "due_on": "2026-08-02"},
    "promise_moved": {"promise": "answer", "owner": "버스정책과", "due_on": "2026-08-02", "before": "창의담당관"},
    "gate_reached": {"passage": "debate", "recommendations": 50},
    "blotted_out": {"number": 3},
    "routed": {"department": "버스정책과", "before": "", "post": ""},
    "objected": {"department": "버스정책과", "suggested": "보행정책과"},
    "objection_settled": {"accepted": False, "department": "버스정책과"},
    "opinion_asked": {"department": "서울연구원", "due_on": "2026-08-02"},
    "opinion_given": {"department": "서울연구원"},
    "interim_answered": {"answer": 1, "due_on": "2026-08-02", "before": "2026-07-20"},
    "answered": {"answer": 1, "verdict": ""},
    "answer_changed": {"answer": 1, "version": 2},
    "answer_withdrawn": {"answer": 1},
    "imported": {"source": "seoul"},
    "merged_here": {"number": 12, "moved": 3},
    "merge_undone": {"number": 12, "moved": 3},
    "debate_opened": {"debate": 1, "closes_on": "2026-08-02"},
    "debate_closed": {"debate": 1, "closes_on": "2026-08-02", "pro": 3, "con": 2, "how": 0},
    "debate_extended": {"debate": 1, "closes_on": "2026-08-12"},
    "debate_summarised": {"debate": 1, "closes_on": "2026-08-02"},
    "rated": {"round": 1, "reviews": 5, "median": 72.5},
    "lift_opened": {"lift": 1},
    "lift_passed": {"lift": 1, "votes": 10},
    "on_meeting": {"meeting": "14차 실현회의", "meeting_id": 1},
    "off_meeting": {"meeting": "14차 실현회의", "meeting_id": 1},
    "not_picked": {"meeting": "27차 실무회의", "meeting_id": 2},
    "not_discussed": {"meeting": "14차 실현회의", "meeting_id": 1},
    "card_opened": {"card": 1},
    "card_planned": {"card": 1},
    "card_moved": {"card": 1, "status": "실행 중"},
    "card_delayed": {"before": "2026-10-01", "after": "2026-12-01"},
    "card_cost_moved": {"before": "12,000,000", "after": "15,000,000"},
    "card_joined": {"number": 12},
    "card_transferred": {"department": "보행정책과"},
    "card_reported": {"report": 1},
    "card_stale": {},
    "card_left": {"due_on": "2026-08-02"},
    "card_handed_over": {"department": "보행정책과"},
    "card_measured": {},
    "entered_hall": {},
}


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel(datetime(2026, 7, 10, tzinfo=UTC)), translation.override("ko"):
        yield


def entry(kind: str, role=Role.OFFICE, name="", at=datetime(2026, 7, 2, 20, tzinfo=UTC), data=None) -> TrailEntry:
    return TrailEntry(number=1, kind=kind, role=role, department=name, at=at, data=data or EVENTS.get(kind, {}))


def test_the_sentence_of_the_issue():
    promised = entry("promised")
    assert sentence(promised) == "7월 3일, 버스정책과가 답변을 약속했어요. 8월 2일까지"


@pytest.mark.parametrize("kind", [*STEPS, *EVENTS])
@pytest.mark.parametrize("role", Role)
def test_every_step_and_event_has_words_for_every_role(kind, role):
    assert kind in WORDS
    said = told(entry(kind, role))
    assert said
    assert "…" not in said
    assert "%" not in said
    assert said == said.strip()


def test_whatever_the_code_records_has_words():
    kinds = set()
    for path in Path(trail.__file__).parent.rglob("*.py"):
        kinds |= set(re.findall(r"""\b_?record\(\s*\w+,\s*["'](\w+)["']""", path.read_text()))
    assert kinds >= {"promised", "blotted_out", "answered"}
    assert kinds <= set(WORDS)


def test_there_are_no_words_for_what_cannot_happen():
    assert set(WORDS) == {*STEPS, *EVENTS}


SAID = {
    "쓴 사람이 더 들려줄 수 있는 날은 7월 17일까지예요": ("promised", {"promise": "supplement", "due_on": "2026-07-17"}),
    "창의담당관이 다시 살펴보기로 약속했어요. 2027년 1월 2일까지": (
        "promised",
        {"promise": "re_review", "owner": "창의담당관", "due_on": "2027-01-02"},
    ),
    "답변 약속을 버스정책과가 이어받았어요. 8월 2일까지": ("promise_moved", None),
    "창의담당관이 담당을 보행과에서 서울연구원으로 바꿨어요": ("routed", {"department": "서울연구원", "before": "보행과"}),
    "창의담당관이 보행과에 맡겼어요. 맡은 자리는 팀장": ("routed", {"department": "보행과", "before": "", "post": "팀장"}),
    "창의담당관이 부서의 말을 받아들였어요": ("objection_settled", {"accepted": True, "department": "보행과"}),
    "창의담당관이 버스정책과에 그대로 맡아 달라고 했어요": ("objection_settled", None),
    "창의담당관이 우리 부서 일이 아니라고 했어요. 보행정책과에 맡기자고 해요": ("objected", None),
    "이웃 10명이 추천해서 시가 답할 차례예요": ("gate_reached", {"passage": "answer", "recommendations": 10}),
    "실무회의 문턱을 넘었어요": ("gate_reached", {"passage": "working"}),
    "창의담당관이 중간 답변을 했어요. 새로 약속한 날은 8월 2일": ("interim_answered", None),
    "창의담당관이 한국철도공사로 보냈어요": ("transfer", {"transfer_to": "한국철도공사"}),
    "창의담당관이 여기에서 맺었어요. 근거: 나라의 일": ("conclude", {"ground": "나라의 일"}),
    "창의담당관이 상상 12번과 합쳤어요": ("merge", {"into": 12}),
}


@pytest.mark.parametrize("said", SAID)
def test_the_data_of_an_entry_chooses_its_words(said):
    kind, data = SAID[said]
    assert told(entry(kind, data=data)) == said


def test_a_department_speaks_by_the_name_it_had_and_the_clock_by_itself():
    assert told(entry("answered", Role.DEPARTMENT, "물순환과")) == "물순환과가 답변했어요"
    assert told(entry("answered", Role.DEPARTMENT)) == "담당 부서가 답변했어요"
    assert told(entry("promote", Role.SYSTEM)) == "저절로 상상토론으로 올라갔어요"
    assert told(entry("publish", Role.IMPORT)) == "상상을 올렸어요"


def test_other_years_are_named():
    assert (
        sentence(entry("publish", Role.PROPOSER, at=datetime(2019, 3, 1, tzinfo=UTC)))
        == "2019년 3월 1일, 쓴 사람이 상상을 올렸어요"
    )


@pytest.mark.parametrize("data", [{}, {"promise": None, "owner": "", "due_on": "soon"}, {"owner": ["x"], "department": {"a": 1}}])
@pytest.mark.parametrize("kind", [*WORDS, "danced", ""])
def test_nothing_breaks_over_what_nobody_expected(kind, data):
    assert sentence(entry(kind, "unknown", data=data))


def test_a_kind_without_words_is_told_in_general_ones():
    assert told(entry("danced")) == str(ANYTHING) % {"who": "창의담당관이"}


def test_english_has_no_particles():
    with translation.override("en"):
        said = told(entry("answered", Role.DEPARTMENT, "Bus Policy Division"))
    assert said.startswith("Bus Policy Division ")
