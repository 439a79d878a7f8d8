"""Live questions: asked and liked from phones without a name, chosen by a moderator, seen by all but the hidden ones."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from common.limits import LIMITS, Limit
from common.models import TokenBucket
from ideas.meetings import questions
from ideas.models import Question, QuestionState
from ideas.participation import Refused
from ideas.views import meeting_questions
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, QuestionFactory, office_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(today=True, takes_questions=True)


def address(name, meeting, *more):
    return reverse(f"ideas:{name}", args=[meeting.pk, *more])


def ask(client, meeting, body="밤에도 그늘막을 걷나요?", **more):
    return client.post(address("meeting_live", meeting), {"body": body, "form_key": uuid.uuid4(), **more})


def ask_by_htmx(client, meeting, body):
    sent = {"body": body, "form_key": uuid.uuid4()}
    return client.post(address("meeting_live", meeting), sent, headers={"HX-Request": "true"})


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


def test_going_back_and_writing_something_else_asks_something_else(meeting):
    key = uuid.uuid4()
    first = questions.ask(meeting, "phone", "왜 봄인가요?", form_key=key)
    second = questions.ask(meeting, "phone", "왜 가을인가요?", form_key=key)
    assert (first.body, second.body) == ("왜 봄인가요?", "왜 가을인가요?")


def test_with_scripts_a_question_is_asked_without_a_new_page(client, meeting):
    client.get(address("meeting_live", meeting))  # what all phones share is kept from here on
    response = ask_by_htmx(client, meeting, "어디에 심나요?")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert "질문을 보냈어요." in html
    assert 'hx-swap-oob="true"' in html
    assert html.index('id="board"') < html.index("어디에 심나요?")  # in the list, no more in the field
    # One more, without anything loaded in between.
    assert ask_by_htmx(client, meeting, "언제 심나요?").status_code == 200
    assert meeting.questions.count() == 2


def test_with_scripts_a_refusal_keeps_what_was_typed(client, meeting):
    for number in range(3):
        ask_by_htmx(client, meeting, f"물음 {number}")
    response = ask_by_htmx(client, meeting, "네 번째 물음")
    html = response.content.decode()
    assert response.status_code == 422
    assert "2분 뒤에" in html
    assert "네 번째 물음</textarea>" in html


def test_what_was_written_when_asking_ended_is_still_there(client, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(takes_questions=False)
    for response in (ask(client, meeting, "늦은 물음"), ask_by_htmx(client, meeting, "늦은 물음")):
        assert response.status_code == 422
        html = response.content.decode()
        assert "지금은 질문을 받지 않아요." in html
        assert "늦은 물음" in html


def test_one_phone_likes_so_often_a_minute_and_is_told_so(client, meeting, settings):
    settings.RATE_LIMITS = True
    question = QuestionFactory(meeting=meeting)
    with time_machine.travel(datetime(2030, 12, 5, 14, tzinfo=UTC), tick=False):
        for number in range(LIMITS["like_question_phone"].acts):
            client.post(address("meeting_like", meeting), {"take_back" if number % 2 else "like": question.pk})
        response = client.post(address("meeting_like", meeting), {"like": question.pk}, headers={"HX-Request": "true"})
        assert "조금만 쉬었다가" in response.content.decode() or "조금만 천천히" in response.content.decode()
        client.cookies.clear()
        other = client.post(address("meeting_like", meeting), {"like": question.pk}, headers={"HX-Request": "true"})
        assert 'aria-pressed="true"' in other.content.decode()


def test_one_address_asks_only_so_much_though_cookies_are_thrown_away(client, meeting, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setitem(LIMITS, "ask_question", Limit(2, timedelta(minutes=5)))
    with time_machine.travel(datetime(2030, 12, 5, 14, tzinfo=UTC), tick=False):
        statuses = []
        for number in range(3):
            client.cookies.clear()
            statuses.append(ask(client, meeting, f"물음 {number}").status_code)
    assert statuses == [302, 302, 422]


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
    with django_assert_max_num_queries(6):
        html = client.get(address("meeting_live", meeting)).content.decode()
    assert html.count('class="board-question"') == 50 + 30 + questions.FRESH - 5


def test_a_question_asked_late_is_seen_where_not_all_are_shown(meeting):
    for number in range(60):
        QuestionFactory(meeting=meeting, likes=60 - number)
    last = QuestionFactory(meeting=meeting)
    board = questions.board(meeting)
    assert len(board.open) == 50
    assert board.fresh[0] == last
    assert not set(board.open) & set(board.fresh)
    last.state = QuestionState.HIDDEN
    last.save()
    assert last not in questions.board(meeting).fresh
