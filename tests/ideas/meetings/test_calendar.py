"""Months and calendar files."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from ideas.meetings.calendar import Month, file_of
from tests.factories.meetings import MeetingFactory


@pytest.fixture(autouse=True)
def _a_day_in_november(time_machine):
    time_machine.move_to(timezone.make_aware(datetime(2026, 11, 22, 9)))


def test_without_a_name_it_is_this_month():
    month = Month.named(None)
    assert (month.name, month.is_now, month.before.name, month.after.name) == ("2026-11", True, "2026-10", "2026-12")


def test_the_year_turns():
    assert Month.named("2026-12").after.name == "2027-01"
    assert Month.named("2027-01").before.name == "2026-12"


def test_there_is_nothing_before_the_first_year_and_far_ahead():
    assert Month.named("2006-01").before is None
    assert Month.named("2031-12").after is None


@pytest.mark.parametrize("name", ["2026", "2026-00", "2026-13", "2005-12", "2032-01", "२०२६-१२", "2026-1", "2026-12-01", "-"])
def test_what_is_no_month(name):
    assert Month.named(name) is None


def test_a_month_begins_and_ends_at_midnight_in_the_city():
    start, end = Month.named("2026-12").bounds
    assert start.isoformat() == "2026-12-01T00:00:00+09:00"
    assert end.isoformat() == "2027-01-01T00:00:00+09:00"


def test_weeks_begin_on_sunday_and_hold_whole_weeks():
    weeks = Month.named("2026-11").weeks([])
    assert weeks[0][0].day == date(2026, 11, 1)
    assert {len(week) for week in weeks} == {7}
    assert [day.day for week in weeks for day in week if day.is_today] == [date(2026, 11, 22)]
    assert [day.day for day in weeks[-1] if day.is_outside] == [date(2026, 12, day) for day in range(1, 6)]


@pytest.mark.django_db
def test_long_korean_words_survive_the_folding_of_lines():
    intro = "시민과 전문가, 공무원이 한자리에서; 그늘을 이야기해요.\n" * 20
    meeting = MeetingFactory(intro=intro)
    content = file_of([meeting])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert intro.strip() in str(event["description"])


@pytest.mark.django_db
def test_who_subscribes_sees_the_name_and_hears_of_changes_within_the_hour(client, settings):
    settings.SITE_URL = "https://oasis.example.kr"
    MeetingFactory(recorded=True, title="어제 연 회의", starts_at=timezone.now() - timedelta(days=1))
    read = Calendar.from_ical(client.get("/meetings.ics").content)
    assert "회의" in read["x-wr-calname"]
    assert (read["x-wr-timezone"], read["method"]) == ("Asia/Seoul", "PUBLISH")
    assert read["refresh-interval"].to_ical() == b"PT1H"
    # What was held does not vanish from anybody's calendar on the day of its record.
    assert [str(event["summary"]) for event in read.walk("VEVENT")] == ["어제 연 회의"]
    assert 'href="webcal://oasis.example.kr/meetings.ics"' not in client.get("/meetings/").content.decode()
    MeetingFactory()
    assert 'href="webcal://oasis.example.kr/meetings.ics"' in client.get("/meetings/").content.decode()
