"""회의록: who was there, what was decided and why, on the screen and as PDF."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from PIL import ImageFile

from ideas.meetings import minutes
from ideas.models import Decision, QuestionState
from tests.factories.accounts import AppointmentFactory, DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaItemFactory, GuestFactory, MeetingFactory, QuestionFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(recorded=True, video_url="https://www.youtube.com/watch?v=abc&t=3s")


def item(meeting, decision=Decision.HOLD, **more):
    return AgendaItemFactory(
        **{"meeting": meeting, "decision": decision, "reason": "예산이 모자라요.", "decided_at": timezone.now(), **more}
    )


def test_guests_stand_by_name_officials_by_post_and_citizens_are_counted(meeting):
    GuestFactory(meeting=meeting, name="한바다", role="chair", affiliation="시장")
    official = AppointmentFactory(
        department=DepartmentFactory(name="보행과"), post="팀장", starts_on=timezone.localdate() - timedelta(days=90)
    )
    SeatFactory(meeting=meeting, member=official.user, role="official", checked_in=True)
    SeatFactory.create_batch(3, meeting=meeting, checked_in=True)
    SeatFactory(meeting=meeting)
    assert minutes.attendees_of(meeting) == [("시장", "한바다(시장)"), ("공무원", "보행과 팀장"), ("시민", "3명")]


def test_an_official_without_a_post_on_that_day_is_counted(meeting):
    late = AppointmentFactory(starts_on=timezone.localdate())
    SeatFactory(meeting=meeting, member=late.user, role="official", checked_in=True)
    assert minutes.attendees_of(meeting) == [("공무원", "1명")]


def test_nobody_who_did_not_come_stands_in_the_minutes(meeting):
    SeatFactory(meeting=meeting)
    SeatFactory(meeting=meeting, waiting=True)
    assert minutes.attendees_of(meeting) == []


def test_the_record_says_in_one_sentence_what_was_decided(meeting):
    for decision in (Decision.HOLD, Decision.ADOPT, Decision.ADOPT, Decision.NOT_DISCUSSED):
        item(meeting, decision)
    assert minutes.record_of(meeting).totals == "안건 4건: 채택 2, 보류 1, 다루지 못함 1"


def test_only_answered_questions_come_into_the_record(meeting):
    QuestionFactory(meeting=meeting, body="밤에도 여나요?", state=QuestionState.ANSWERED, answered_at=timezone.now())
    QuestionFactory(meeting=meeting, state=QuestionState.HIDDEN)
    QuestionFactory(meeting=meeting)
    assert [question.body for question in minutes.record_of(meeting).questions] == ["밤에도 여나요?"]


def test_an_idea_that_was_lifted_over_its_bar_is_shown_as_such(meeting):
    from ideas.trail import changing, record

    lifted, other = item(meeting), item(meeting)
    with changing(lifted.idea) as idea:
        record(idea, "super_pass", None, "이웃이 적어도 좋은 상상이에요.")
    marks = {line.item.pk: line.has_super_pass for line in minutes.record_of(meeting).lines}
    assert marks == {lifted.pk: True, other.pk: False}


@pytest.mark.parametrize(
    ("url", "seconds", "address"),
    [
        ("https://www.youtube.com/watch?v=abc&t=3s", 754, "https://www.youtube.com/watch?v=abc&t=754s"),
        ("https://youtu.be/abc", 0, "https://youtu.be/abc?t=0s"),
        ("https://media.example.org/film.mp4", 61, "https://media.example.org/film.mp4#t=61"),
        ("https://media.example.org/film.mp4", None, ""),
        ("", 61, ""),
    ],
)
def test_a_film_begins_where_the_idea_is_talked_about(url, seconds, address):
    assert minutes.video_from(url, seconds) == address


def test_a_record_costs_the_same_however_long_it_is(meeting, django_assert_num_queries):
    for _ in range(12):
        item(meeting)
    SeatFactory.create_batch(5, meeting=meeting, checked_in=True)
    with django_assert_num_queries(3):
        minutes.record_of(meeting)
    with django_assert_num_queries(3):
        minutes.attendees_of(meeting)


def test_the_pdf_holds_what_the_page_says_and_is_made_once(meeting, monkeypatch):
    item(meeting, votes_for=7, votes_against=1, minutes="그늘이 먼저라는 말이 많았어요.")
    made = minutes.pdf_of(meeting)
    assert made.startswith(b"%PDF-")
    monkeypatch.setattr(minutes, "draw", lambda html: pytest.fail("drawn again"))
    assert minutes.pdf_of(meeting) == made


def test_a_hidden_idea_is_named_nowhere(meeting, monkeypatch):
    hidden = IdeaFactory(visibility="hidden", title="비밀스러운 제목")
    item(meeting, idea=hidden, reason="비밀스러운 까닭", minutes="비밀스러운 이야기")
    monkeypatch.setattr(minutes, "draw", lambda html: html)
    assert "비밀스러운" not in minutes.pdf_of(meeting)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "http://static.invalid/../../../etc/passwd",
        "http://static.invalid//etc/passwd",
        "http://static.invalid.example.org/css/minutes.css",
        "data:text/css,*{}",
        "http://static.invalid/css/none.css",
    ],
)
def test_the_printer_opens_nothing_but_files_of_ours(url):
    with pytest.raises(ValueError, match="ours"):
        minutes.our_file(url)


def test_the_printer_opens_our_style_sheet():
    assert b"@page" in minutes.our_file(f"{minutes.BASE}css/minutes.css")


@override_settings(LANGUAGE_CODE="ko")
def test_the_file_is_called_after_the_day(meeting):
    day = timezone.localdate(meeting.starts_at).isoformat()
    assert minutes.file_name(meeting) == f"회의록-{day}-{meeting.pk}.pdf"


def test_drawing_a_pdf_leaves_pillow_as_strict_as_it_was():
    """WeasyPrint would let broken photos through in the whole process (ideas/pictures.py refuses them)."""
    assert minutes.draw("<p>회의록</p>").startswith(b"%PDF")
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
