"""Live questions: asked and liked from phones without a name, chosen by a moderator, seen by all but the hidden ones."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from common.models import TokenBucket
from ideas.meetings import questions
from ideas.models import Question, QuestionState
from ideas.participation import Refused
from ideas.views import meeting_questions
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, QuestionFactory, office_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(today=True, takes_questions=True)


def address(name, meeting, *more):
    return reverse(f"ideas:{name}", args=[meeting.pk, *more])


def ask(client, meeting, body="밤에도 그늘막을 걷나요?", **more):
    return client.post(address("meeting_live", meeting), {"body": body, "form_key": uuid.uuid4(), **more})


# -- asking ---------------------------------------------------------------------------------------------------
def test_anybody_asks_without_an_account_and_leaves_no_name(client, meeting):
    response = ask(client, meeting)
    assert response.status_code == 302
    question = meeting.questions.get()
    assert question.body == "밤에도 그늘막을 걷나요?"
    assert len(question.asker) == 64
    assert client.session.session_key not in question.asker
    assert "밤에도 그늘막을 걷나요?" in client.get(response.url).content.decode()


def test_a_member_s_question_holds_nothing_of_the_member(client, meeting):
    client.force_login(UserFactory())
    ask(client, meeting)
    fields = {field.name for field in Question._meta.get_fields()}
    assert not fields & {"author", "member", "user"}


def test_one_phone_is_another_mark_in_another_meeting(meeting):
    assert questions.phone_mark(meeting, "a") != questions.phone_mark(MeetingFactory(), "a")
    assert questions.phone_mark(meeting, "a") == questions.phone_mark(meeting, "a")


def test_reading_makes_no_session(client, meeting):
    QuestionFactory(meeting=meeting)
    client.get(address("meeting_live", meeting))
    client.get(address("meeting_board", meeting))
    assert not Session.objects.exists()


def test_the_same_form_or_the_same_words_ask_once(meeting):
    key = uuid.uuid4()
    first = questions.ask(meeting, "phone", "왜 봄인가요?", form_key=key)
    assert questions.ask(meeting, "phone", "왜 봄인가요?", form_key=key) == first
    assert questions.ask(meeting, "phone", " 왜 봄인가요? ") == first
    assert questions.ask(meeting, "other", "왜 봄인가요?") != first


@pytest.mark.parametrize(("body", "words"), [("  \u200b ", "한 줄만"), ("가" * 1_001, "1001자")])
def test_a_question_needs_words_and_not_too_many(client, meeting, body, words):
    with pytest.raises(Refused, match=words):
        questions.ask(meeting, "phone", body)
    response = ask(client, meeting, body)
    assert response.status_code == 422
    assert not meeting.questions.exists()


def test_a_thousand_letters_are_taken(meeting):
    assert questions.ask(meeting, "phone", "가" * 1_000).pk


def test_a_fourth_question_in_two_minutes_waits_but_other_phones_do_not(meeting):
    for number in range(3):
        questions.ask(meeting, "phone", f"물음 {number}")
    with pytest.raises(Refused, match="2분"):
        questions.ask(meeting, "phone", "또 하나")
    questions.ask(meeting, "other", "또 하나")
    meeting.questions.filter(asker="phone").update(asked_at=timezone.now() - timedelta(minutes=3))
    assert questions.ask(meeting, "phone", "또 하나").pk


def test_nobody_asks_more_than_twenty_in_a_meeting(meeting):
    old = timezone.now() - timedelta(hours=1)
    for number in range(20):
        QuestionFactory(meeting=meeting, asker="phone", body=f"물음 {number}", asked_at=old)
    with pytest.raises(Refused, match="20개"):
        questions.ask(meeting, "phone", "하나 더")


def test_one_address_brings_so_many_phones_and_no_more(client, meeting, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(meeting_questions, "PHONES", 2)
    for _number in range(2):
        client.cookies.clear()
        assert ask(client, meeting).status_code == 302
    client.cookies.clear()
    response = ask(client, meeting)
    assert response.status_code == 422
    assert "다시 할 수 있어요" in response.content.decode()
    assert TokenBucket.objects.filter(key__startswith="phone:").exists()


@pytest.mark.parametrize("more", [{"takes_questions": False}, {"recorded": True}, {"cancelled": True}])
def test_questions_are_taken_only_while_the_moderator_takes_them(client, more):
    meeting = MeetingFactory(**{"takes_questions": True, **more})
    with pytest.raises(Refused, match="받지 않아요"):
        questions.ask(meeting, "phone", "들리나요?")
    assert ask(client, meeting).status_code == 422
    assert "질문 보내기" not in client.get(address("meeting_live", meeting)).content.decode()


def test_a_question_may_be_about_an_item_of_the_announced_agenda_only(client, meeting):
    item = AgendaItemFactory(meeting=meeting)
    assert ask(client, meeting, item=item.pk).status_code == 422
    assert item.idea.title not in client.get(address("meeting_live", meeting)).content.decode()
    type(meeting).objects.filter(pk=meeting.pk).update(agenda_announced_at=timezone.now())
    other = AgendaItemFactory(meeting=MeetingFactory(listed=True))
    assert ask(client, meeting, item=other.pk).status_code == 422
    assert ask(client, meeting, item=item.pk).status_code == 302
    assert meeting.questions.get().item == item


def test_a_draft_meeting_has_no_page_for_phones(client):
    meeting = MeetingFactory(draft=True, takes_questions=True)
    for name in ("meeting_live", "meeting_board"):
        assert client.get(address(name, meeting)).status_code == 404
    assert ask(client, meeting).status_code == 404
    client.force_login(office_member())
    for name in ("meeting_live", "meeting_board"):
        assert client.get(address(name, meeting)).status_code == 200


# -- liking ---------------------------------------------------------------------------------------------------
def test_a_phone_likes_a_question_once_and_takes_it_back(client, meeting):
    question = QuestionFactory(meeting=meeting)
    for _again in range(2):
        response = client.post(address("meeting_like", meeting), {"like": question.pk})
        assert response.status_code == 302
    question.refresh_from_db()
    assert question.likes == 1
    page = client.get(address("meeting_live", meeting)).content.decode()
    assert 'name="take_back"' in page
    assert f'data-liked="{question.pk}"' in page
    for _again in range(2):
        client.post(address("meeting_like", meeting), {"take_back": question.pk})
    question.refresh_from_db()
    assert question.likes == 0


def test_likes_of_many_phones_add_up_and_one_s_own_question_is_not_liked(meeting):
    question = QuestionFactory(meeting=meeting, asker="me")
    assert all(questions.like(question, f"phone{number}") for number in range(5))
    assert not questions.like(question, "phone0")
    with pytest.raises(Refused, match="내가"):
        questions.like(question, "me")
    question.refresh_from_db()
    assert question.likes == 5


@pytest.mark.parametrize("state", [QuestionState.LIVE, QuestionState.ANSWERED, QuestionState.HIDDEN])
def test_what_is_answered_or_hidden_is_not_liked(meeting, state):
    question = QuestionFactory(meeting=meeting, state=state)
    with pytest.raises(Refused):
        questions.like(question, "phone")
    question.refresh_from_db()
    assert question.likes == 0
    assert not questions.liked_by(meeting, "phone")


def test_a_button_sent_by_htmx_answers_with_itself(client, meeting):
    question = QuestionFactory(meeting=meeting)
    response = client.post(address("meeting_like", meeting), {"like": question.pk}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert 'aria-pressed="true"' in html
    assert '<span class="number">1</span>' in html


@pytest.mark.parametrize("raw", ["", "0", "x", "9" * 30, "-1"])
def test_a_question_that_is_not_there_is_not_found(client, meeting, raw):
    assert client.post(address("meeting_like", meeting), {"like": raw}).status_code == 404


def test_a_hidden_question_or_one_of_another_meeting_is_not_found(client, meeting):
    hidden = QuestionFactory(meeting=meeting, state=QuestionState.HIDDEN)
    other = QuestionFactory()
    for question in (hidden, other):
        assert client.post(address("meeting_like", meeting), {"like": question.pk}).status_code == 404


# -- reading ----------------------------------------------------------------------------------------------------
def test_the_most_liked_comes_first_and_equals_keep_their_order(meeting):
    made = [QuestionFactory(meeting=meeting, likes=likes) for likes in (1, 5, 1, 5)]
    assert questions.board(meeting).open == [made[1], made[3], made[0], made[2]]


def test_hidden_questions_are_never_shown_to_citizens(client, meeting):
    QuestionFactory(meeting=meeting, body="나쁜 말", state=QuestionState.HIDDEN)
    QuestionFactory(meeting=meeting, body="좋은 말")
    for name in ("meeting_live", "meeting_board"):
        html = client.get(address(name, meeting)).content.decode()
        assert "좋은 말" in html
        assert "나쁜 말" not in html
    assert "나쁜 말" not in questions.for_minutes(meeting)


def test_the_words_of_a_question_are_never_markup(client, meeting):
    QuestionFactory(meeting=meeting, body="<script>alert(1)</script>")
    html = client.get(address("meeting_live", meeting)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_hidden_idea_is_not_named_on_the_page_for_phones(client):
    meeting = MeetingFactory(today=True, listed=True, takes_questions=True)
    item = AgendaItemFactory(meeting=meeting, idea__title="숨긴 상상", idea__stage="realisation", idea__visibility="hidden")
    type(meeting).objects.filter(pk=meeting.pk).update(current_item=item)
    QuestionFactory(meeting=meeting, item=item)
    assert "숨긴 상상" not in client.get(address("meeting_live", meeting)).content.decode()


def test_asking_again_costs_no_query_and_says_when_nothing_is_new(client, meeting, django_assert_num_queries):
    QuestionFactory(meeting=meeting)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = client.get(address("meeting_board", meeting)).content.decode()
        again = first.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
        with django_assert_num_queries(0):
            assert client.get(again).status_code == 204
        QuestionFactory(meeting=meeting, body="새 물음")
        clock.shift(meeting_questions.KEPT_SECONDS + 1)
        assert "새 물음" in client.get(again).content.decode()


def test_three_hundred_phones_with_sessions_cost_no_query_either(client, meeting, django_assert_num_queries):
    ask(client, meeting)
    with time_machine.travel(timezone.now(), tick=False):
        client.get(address("meeting_board", meeting))
        with django_assert_num_queries(0):
            for _phone in range(300):
                assert client.get(address("meeting_board", meeting)).status_code == 200


def test_the_page_costs_the_same_however_many_ask(client, meeting, django_assert_max_num_queries):
    for number in range(120):
        QuestionFactory(meeting=meeting, likes=number % 7, state="answered" if number % 4 == 0 else "new")
    client.get(address("meeting_live", MeetingFactory()))  # the frame around it is known
    with django_assert_max_num_queries(5):
        html = client.get(address("meeting_live", meeting)).content.decode()
    assert html.count('class="board-question"') == 50 + 30
    assert "아래에 더 있어요" in html


# -- the moderator ------------------------------------------------------------------------------------------------
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
