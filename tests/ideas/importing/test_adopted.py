"""import_ideas --source seoul-adopted: ideas that come with the city's answer, the panel's opinion and their outcome."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Department
from ideas.importing import outcomes, seoul_adopted
from ideas.importing.loader import load
from ideas.models import Answer, AnswerStatus, Card, Idea, IdeaVersion, Role, TrailEntry
from ideas.stages import AnswerState, Outcome, Stage
from ideas.trail import blot_out
from ideas.verifying import verify
from tests.factories.accounts import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db

WITH_HEADINGS = """좋은 제안 주신 kim2020님께 감사드립니다.

○ 놀이터 그네는 유아가 타기에 높습니다.
【제안 실행 필요성】
 ○ 유아도 함께 놀 자리가 필요합니다.
[제안 실행 효과성]
 ○ 놀이 공간이 늘어납니다.
【 실현가능성(문제점 및 기타) 】
 ○ 새로 짓는 단지에 넣을 수 있습니다.
【부분 채택 사유】
 ○ 옛 놀이터는 자리가 좁습니다.
【추진 계획】
 ○ 내년 봄까지 다섯 단지의 설계에 넣겠습니다.
"""
PLAIN = """안녕하십니까? 시정에 관심을 가져 주셔서 감사합니다.

버스 정류소 스무 곳에 의자를 더 놓겠습니다. 겨울이 오기 전에 마치겠습니다.

궁금한 점은 버스정책과 홍길동([전화번호 삭제])에게 문의해 주십시오."""


def line(number=7, **changes) -> dict:
    return {
        "number": number,
        "title": "정류소에 의자를",
        "body_html": "<p>기다리는 동안 앉고 싶어요.</p>",
        "submitted_at": "2014-05-01 09:30:00",
        "department_answer": PLAIN,
        "department": "버스정책과",
        "panel_opinion": "이순신님, 좋은 생각이에요. 어르신이 많은 곳부터 하면 좋겠습니다.",
        **changes,
    }


@pytest.fixture
def brought(tmp_path):
    """Loads such a file and returns the report."""

    def bring(*lines, **options):
        path = tmp_path / "adopted.jsonl"
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
        return load(seoul_adopted.read(path), "seoul-adopted", **options)

    return bring


def kinds(idea: Idea) -> list[str]:
    return list(idea.trail.order_by("number").values_list("kind", flat=True))


def test_an_adopted_idea_arrives_closed_with_answer_outcome_and_trail(brought):
    buses = DepartmentFactory(name="버스정책과")
    report = brought(line())
    idea = Idea.objects.get()
    assert (idea.stage, idea.outcome, idea.closed_from) == (Stage.CLOSED, Outcome.ADOPTED, Stage.PROPOSED)
    assert (idea.answer_state, idea.department) == (AnswerState.ANSWERED, buses)
    assert idea.decided_at == idea.answered_at == idea.published_at
    answer = idea.answers.get()
    assert (answer.status, answer.verdict, answer.department) == (AnswerStatus.PUBLISHED, "adopt", buses)
    assert (answer.is_imported, answer.version, answer.versions.get().plan) == (True, 1, answer.plan)
    assert answer.summary == "버스 정류소 스무 곳에 의자를 더 놓겠습니다."
    assert kinds(idea) == ["imported", "opinion_given", "answered", "adopt", "card_opened"]
    assert set(idea.trail.values_list("role", "at")) == {(Role.IMPORT, idea.published_at)}
    assert verify(idea) is None
    assert (report.imported, report.adopted, report.partly_adopted) == (1, 1, 0)


def test_the_opinion_of_the_panel_stands_in_the_trail_in_words_that_can_be_blotted_out(brought):
    brought(line())
    idea = Idea.objects.get()
    said = idea.trail.get(kind="opinion_given")
    assert said.data == {"department": "상상누리단"}
    assert "어르신이 많은 곳부터" in said.reason
    blot_out(said, UserFactory(), "법이 그렇게 정해요")
    brought(line(department_answer="이제 의자를 모두 놓았습니다. 고맙습니다."))
    assert kinds(idea).count("opinion_given") == 1
    assert verify(Idea.objects.get()) is None


def test_the_official_headings_become_sections_and_say_what_was_adopted_in_part(brought):
    report = brought(line(department_answer=WITH_HEADINGS))
    idea, answer = Idea.objects.get(), Answer.objects.get()
    assert (idea.outcome, answer.verdict, report.partly_adopted) == (Outcome.PARTLY_ADOPTED, "adopt_in_part", 1)
    assert answer.summary == "내년 봄까지 다섯 단지의 설계에 넣겠습니다."
    assert answer.necessity.endswith("유아도 함께 놀 자리가 필요합니다.")
    assert "그네는 유아가 타기에 높습니다" in answer.necessity
    assert "늘어납니다" in answer.effect
    assert "단지에 넣을 수" in answer.feasibility
    assert "자리가 좁습니다" in answer.refusal


@pytest.mark.parametrize(
    ("answer", "is_partial"),
    [
        ("【부분채택 사유】 자리가 좁음", True),
        ("부분 채택\n자리가 좁음", True),
        ("이번에 부분채택하여 알려드립니다", True),
        ("부분채택도 아닌 기각이 옳은지 물으셨습니다", False),
        ("채택합니다", False),
    ],
)
def test_only_what_the_answer_says_of_itself_makes_it_a_partial_adoption(answer, is_partial):
    assert outcomes.is_partial(answer) == is_partial


def test_people_are_blotted_out_of_answers_and_opinions(brought):
    report = brought(
        line(department_answer=f"{PLAIN}\nhong@city.kr 02-123-4567", panel_opinion="이순신님과 kim2020님, 선생님과 팀장님")
    )
    texts = f"{Answer.objects.get().plan} {TrailEntry.objects.get(kind='opinion_given').reason}"
    for gone in ("홍길동", "hong@city.kr", "02-123-4567", "이순신", "kim2020"):
        assert gone not in texts
    assert "[전화번호 삭제]" in texts
    assert "선생님과 팀장님" in texts
    assert report.blotted == 5


def test_an_idea_without_answer_is_adopted_without_one(brought):
    brought(line(department_answer="", panel_opinion="", department=""))
    idea = Idea.objects.get()
    assert (idea.outcome, idea.answer_state, idea.answered_at, idea.department) == (Outcome.ADOPTED, AnswerState.NONE, None, None)
    assert not Answer.objects.exists()
    assert kinds(idea) == ["imported", "adopt", "card_opened"]


def test_a_department_of_the_past_is_made_once_and_takes_nothing_on(brought):
    brought(line(1, department="도시철도·메트로"), line(2, department="도시철도·메트로"))
    gone = Department.objects.get(name="도시철도·메트로")
    assert not gone.is_active
    assert gone.ideas.count() == 2


def test_a_second_run_changes_nothing(brought):
    lines = [line(1), line(2, department_answer=WITH_HEADINGS), line(3, department_answer="")]
    brought(*lines)
    before = [list(model.objects.order_by("pk").values()) for model in (Idea, Answer, Card, TrailEntry, Department)]
    report = brought(*lines)
    assert (report.imported, report.updated, report.unchanged) == (0, 0, 3)
    assert [list(model.objects.order_by("pk").values()) for model in (Idea, Answer, Card, TrailEntry, Department)] == before


def test_a_changed_row_is_followed_with_versions_and_trail(brought):
    brought(line(department_answer="", panel_opinion=""))
    brought(line(panel_opinion=""))
    brought(line(department_answer=WITH_HEADINGS, department="공원과"))
    idea, answer = Idea.objects.get(), Answer.objects.get()
    assert (idea.outcome, idea.department.name, idea.answer_state) == (Outcome.PARTLY_ADOPTED, "공원과", AnswerState.ANSWERED)
    assert (answer.version, answer.verdict, answer.department.name) == (2, "adopt_in_part", "공원과")
    assert list(answer.versions.order_by("number").values_list("summary", flat=True)) == [
        "버스 정류소 스무 곳에 의자를 더 놓겠습니다.",
        "내년 봄까지 다섯 단지의 설계에 넣겠습니다.",
    ]
    assert kinds(idea) == [
        *("imported", "adopt", "card_opened", "answered"),
        *("routed", "opinion_given", "answer_changed", "adopt_in_part"),
    ]
    assert verify(idea) is None
    assert IdeaVersion.objects.count() == 1


def test_what_the_city_did_since_is_left_alone(brought):
    brought(line())
    Idea.objects.update(outcome=Outcome.HELD)
    brought(line(department_answer=WITH_HEADINGS))
    assert (Idea.objects.get().outcome, Answer.objects.get().version) == (Outcome.HELD, 1)


def test_a_dry_run_writes_nothing_and_reports_the_same(brought):
    report = brought(line(1), line(2, department_answer=WITH_HEADINGS), dry_run=True)
    assert (report.imported, report.adopted, report.partly_adopted) == (2, 1, 1)
    assert not Idea.objects.exists()
    assert not Department.objects.filter(name="버스정책과").exists()


def test_statements_do_not_grow_with_the_number_of_rows(brought, django_assert_max_num_queries):
    brought(line(1))
    with django_assert_max_num_queries(40):
        brought(*(line(number) for number in range(2, 60)))


def test_the_command_tells_what_was_adopted_in_part_and_why(tmp_path):
    path = tmp_path / "adopted.jsonl"
    path.write_text(json.dumps(line(department_answer=WITH_HEADINGS), ensure_ascii=False), encoding="utf-8")
    out = StringIO()
    call_command("import_ideas", str(path), source="seoul-adopted", stdout=out, stderr=StringIO())
    assert "채택 0 · 부분채택 1 (답변에 ‘부분 채택’이라고 적힌 것)" in out.getvalue()
