"""Reports of the idea office in /cms/: who sees them, what they say, how they leave the site."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from ideas.models import GateCrossing, Passage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.debates import DebateFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory, PromiseFactory
from tests.factories.meetings import AgendaItemFactory, GuestFactory, MeetingFactory, QuestionFactory, SeatFactory

pytestmark = pytest.mark.django_db

NAMES = ("late", "cards", "answers", "gates", "debates", "meetings")


def address(name):
    return reverse(f"idea_reports:{name}")


@pytest.fixture
def office(client):
    client.force_login(UserFactory(role=roles.IDEA_OFFICE))
    return client


def late_promise(title="늦은 상상", days=3, **more):
    day = timezone.localdate() - timedelta(days=days)
    return PromiseFactory(idea=IdeaFactory(title=title), due_on=day, **more)


def rows_of(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", [roles.EDITORS, roles.MODERATORS])
def test_only_the_idea_office_sees_reports(client, name, role):
    client.force_login(UserFactory(role=role))
    assert client.get(address(name)).status_code in {302, 403}
    assert "ideas-late" not in client.get(reverse("wagtailadmin_home")).text


def test_an_official_without_a_part_in_cms_is_sent_away(client):
    client.force_login(AppointmentFactory().user)
    assert client.get(address("late")).status_code in {302, 403}


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_report_is_a_page_and_a_file(office, name):
    assert office.get(address(name)).status_code == 200
    assert rows_of(office.get(address(name), {"export": "csv"})) == []
    assert office.get(address(name), {"export": "xlsx"}).status_code == 200


def test_late_promises_come_with_the_longest_late_first(office):
    late_promise("사흘", 3)
    late_promise("열흘", 10, department=DepartmentFactory(name="버스정책과"))
    PromiseFactory()
    rows = rows_of(office.get(address("late"), {"export": "csv"}))
    assert [(row["상상"], row["누가"], row["늦은 날수"]) for row in rows] == [
        ("열흘", "버스정책과", "10"),
        ("사흘", "창의담당관", "3"),
    ]
    page = office.get(address("late")).text
    assert page.index("열흘") < page.index("사흘")


def test_a_title_that_is_a_formula_stays_a_title(office):
    late_promise('=HYPERLINK("http://evil.example")')
    [row] = rows_of(office.get(address("late"), {"export": "csv"}))
    assert row["상상"].startswith("'=")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(office.get(address("late"), {"export": "xlsx"}).streaming_content))).active
    assert sheet.cell(2, 2).data_type == "s"


def test_answers_are_counted_by_department_and_month(office):
    bus = DepartmentFactory(name="버스정책과")
    for _ in range(2):
        AnswerFactory(idea=IdeaFactory(department=bus))
    AnswerFactory(idea=IdeaFactory(department=bus), is_imported=True)
    PromiseFactory(department=bus, kept_at=timezone.now(), days_to_keep=4)
    PromiseFactory(department=bus, kept_at=timezone.now(), days_to_keep=7, was_late=True)
    [row] = rows_of(office.get(address("answers"), {"export": "csv"}))
    assert (row["부서"], row["답변"], row["지킨 약속"], row["제때 지킨 약속"], row["걸린 날수(평균)"]) == (
        "버스정책과",
        "2",
        "2",
        "1",
        "5.5",
    )
    assert row["달"] == timezone.localtime().strftime("%Y-%m")
    assert "버스정책과" in office.get(address("answers")).text


def test_bars_say_how_many_ideas_passed(office):
    for _ in range(3):
        GateCrossing.objects.create(idea=IdeaFactory(), passage=Passage.DEBATE)
    [row] = rows_of(office.get(address("gates"), {"export": "csv"}))
    assert (row["문턱"], row["지금 문턱"], row["넘은 상상"]) == ("상상토론", "추천 10, 30일 안", "3")


def test_the_first_page_of_cms_says_what_waits(office, client):
    late_promise()
    page = office.get(reverse("wagtailadmin_home")).text
    assert "상상이 기다려요" in page
    assert f"{reverse('ideas:desk')}?queue=late" in page
    client.force_login(UserFactory(role=roles.EDITORS))
    assert "상상이 기다려요" not in client.get(reverse("wagtailadmin_home")).text


def test_a_report_of_many_rows_asks_few_questions(office, django_assert_max_num_queries):
    for _ in range(60):
        late_promise(department=DepartmentFactory())
    office.get(address("late"))
    with django_assert_max_num_queries(20):
        assert office.get(address("late")).status_code == 200


def test_debates_say_who_took_part_and_whether_they_were_summed_up(office):
    debate = DebateFactory(title="=그늘 토론", pro=3, con=2, how=1, pro_arguments=4, how_arguments=1, changes=2)
    DebateFactory(title="숨긴 토론", visibility="hidden")
    (row,) = rows_of(office.get(address("debates"), {"export": "csv"}))
    assert row["토론"] == "'=그늘 토론"
    assert [row[name] for name in ("함께한 사람", "찬성", "반대", "실현방안", "나온 생각", "생각을 바꾼 횟수")] == list("632152")
    assert row["정리한 날"] == ""
    assert debate.get_absolute_url() in office.get(address("debates")).text


def test_meetings_say_who_came_and_what_was_decided(office, django_assert_max_num_queries):
    told, coming = MeetingFactory(title="지난 회의", recorded=True), MeetingFactory(title="오는 회의", today=True)
    MeetingFactory(title="아무도 모르는 회의", draft=True)
    for meeting in (told, coming):
        SeatFactory(meeting=meeting, checked_in=True)
        SeatFactory(meeting=meeting)
        GuestFactory(meeting=meeting)
        QuestionFactory(meeting=meeting)
        QuestionFactory(meeting=meeting, state="hidden")
        AgendaItemFactory(meeting=meeting, decision="adopt", reason="좋아요.")
        AgendaItemFactory(meeting=meeting, decision="hold", reason="더 봐요.")
    rows = {row["회의"]: row for row in rows_of(office.get(address("meetings"), {"export": "csv"}))}
    assert set(rows) == {"지난 회의", "오는 회의"}
    for row in rows.values():
        assert [row[name] for name in ("신청한 사람", "온 사람", "질문", "안건")] == ["2", "2", "1", "2"]
    assert [rows["지난 회의"][name] for name in ("채택", "보류", "불채택")] == ["1", "1", "0"]
    assert rows["오는 회의"]["채택"] == "0"
    office.get(address("meetings"))
    with django_assert_max_num_queries(20):
        assert told.get_absolute_url() in office.get(address("meetings")).text
