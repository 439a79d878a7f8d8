"""The list of the moderator: what is put on the screen, answered or hidden, and what is taken away from there."""

import pytest
from django.urls import reverse

from ideas.meetings import questions
from ideas.models import Question, QuestionState
from ideas.participation import Refused
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.meetings import MeetingFactory, QuestionFactory, office_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(today=True, takes_questions=True)


def address(name, meeting, *more):
    return reverse(f"ideas:{name}", args=[meeting.pk, *more])


def test_one_question_is_on_the_screen_at_a_time(meeting):
    office, first, second = office_member(), QuestionFactory(meeting=meeting), QuestionFactory(meeting=meeting)
    questions.moderate(first, office, "live")
    questions.moderate(second, office, "live")
    first.refresh_from_db()
    assert (first.state, questions.board(meeting).live) == (QuestionState.ANSWERED, second)
    assert first.answered_at is not None
    assert questions.moderate(first, office, "new").answered_at is None


@pytest.mark.parametrize("make", [UserFactory, lambda: AppointmentFactory().user])
def test_only_the_office_moderates(client, meeting, make):
    question, someone = QuestionFactory(meeting=meeting), make()
    with pytest.raises(Refused):
        questions.moderate(question, someone, "hidden")
    with pytest.raises(Refused):
        questions.switch(meeting, someone, on=False)
    client.force_login(someone)
    for path in (address("meeting_questions", meeting), address("meeting_export", meeting, "csv")):
        assert client.get(path).status_code == 403
    assert client.post(address("meeting_questions", meeting), {"question": question.pk, "state": "hidden"}).status_code == 403
    question.refresh_from_db()
    assert question.state == QuestionState.NEW


def test_the_moderator_hides_stops_and_counts(client, meeting):
    client.force_login(office_member())
    question = QuestionFactory(meeting=meeting, likes=3)
    page = address("meeting_questions", meeting)
    assert client.post(page, {"question": question.pk, "state": "hidden"}).status_code == 302
    assert question.body not in client.get(page).content.decode()
    assert question.body in client.get(page, {"state": "hidden"}).content.decode()
    client.post(page, {"switch": "off"})
    meeting.refresh_from_db()
    assert meeting.takes_questions is False
    assert questions.figures(meeting) == questions.Figures(1, 1, 3, {"hidden": 1})
    for sent in ({"question": question.pk, "state": "nonsense"}, {"question": "x", "state": "new"}):
        assert client.post(page, sent).status_code == 404


def test_once_the_record_is_public_questions_are_only_hidden(client):
    question, office = QuestionFactory(meeting=MeetingFactory(recorded=True), state="answered"), office_member()
    for state in ("new", "shortlisted", "live", "answered"):
        with pytest.raises(Refused, match="숨기는 것만"):
            questions.moderate(question, office, state)
    client.force_login(office)
    page = client.get(address("meeting_questions", question.meeting)).content.decode()
    assert 'value="live"' not in page
    assert 'value="hidden"' in page
    assert questions.moderate(question, office, "hidden").state == "hidden"


def test_a_press_with_scripts_changes_the_question_where_it_stands(client, meeting):
    client.force_login(office_member())
    before, pressed = QuestionFactory(meeting=meeting, state="live"), QuestionFactory(meeting=meeting)
    page = address("meeting_questions", meeting)
    response = client.post(page, {"question": pressed.pk, "state": "live"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<li") == 2
    assert html.index(f'id="question-{pressed.pk}"') < html.index(f'id="question-{before.pk}" hx-swap-oob="true"')
    assert "moderate__question--answered" in html
    without = client.post(page + "?state=new", {"question": pressed.pk, "state": "hidden"})
    assert without["Location"] == f"{page}?state=new#question-{pressed.pk}"


def test_the_list_says_when_it_would_stand_in_another_order_and_then_is_quiet(client, meeting):
    client.force_login(office_member())
    first, second = (QuestionFactory(meeting=meeting) for _ in range(2))
    html = client.get(address("meeting_questions", meeting)).content.decode()
    again = html.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    news = client.get(address("meeting_questions", meeting) + again)
    assert news.status_code == 200
    assert "새 순서로 보기" not in news.content.decode()
    Question.objects.filter(pk=second.pk).update(likes=1)
    news = client.get(address("meeting_questions", meeting) + again)
    assert news.status_code == 286
    assert "새 순서로 보기" in news.content.decode()
    assert first.body not in news.content.decode()


def test_no_question_is_out_of_the_moderators_reach(client, meeting, django_assert_max_num_queries):
    client.force_login(office_member())
    for number in range(120):
        QuestionFactory(meeting=meeting, body=f"물음 {number}.", likes=number % 5)
    page = address("meeting_questions", meeting)
    client.get(page)
    with django_assert_max_num_queries(12):
        seen = [client.get(page, {"page": number}).content.decode() for number in (1,)]
    seen += [client.get(page, {"page": number}).content.decode() for number in (2, 3)]
    assert all(any(f"물음 {number}." in html for html in seen) for number in range(120))
    latest = client.get(page, {"order": "latest"}).content.decode()
    assert latest.index("물음 119.") < latest.index("물음 118.") < latest.index("물음 80.")
    assert "order=latest&amp;page=2" in latest


def test_questions_are_not_opened_for_a_meeting_that_is_over(client):
    meeting = MeetingFactory(recorded=True)
    with pytest.raises(Refused):
        questions.switch(meeting, office_member(), on=True)


def test_answered_questions_go_into_the_minutes_and_all_into_a_safe_table(client, meeting):
    client.force_login(office_member())
    QuestionFactory(meeting=meeting, body="언제\n시작하나요?", likes=2, state=QuestionState.ANSWERED)
    QuestionFactory(meeting=meeting, body="=1+1")
    text = client.get(address("meeting_export", meeting, "txt")).content.decode()
    assert text == "- 언제 시작하나요? (공감 2)"
    table = b"".join(client.get(address("meeting_export", meeting, "csv")).streaming_content).decode()
    assert table.startswith("\ufeff순서")
    assert "'=1+1" in table
    assert QuestionFactory(meeting=meeting).asker not in table
    assert client.get(address("meeting_export", meeting, "pdf")).status_code == 404
