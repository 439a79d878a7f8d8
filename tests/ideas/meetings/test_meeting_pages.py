"""/meetings/: the calendar, the page of a meeting, its files, and the block on the page of an idea."""

from datetime import datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from icalendar import Calendar

from ideas.meetings import questions
from ideas.meetings.announcing import cancel
from ideas.meetings.seats import sign_up
from ideas.models import Meeting, Seat
from ideas.stages import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import (
    AgendaDocumentFactory,
    AgendaItemFactory,
    MeetingFactory,
    SeatFactory,
    office_member,
)

pytestmark = pytest.mark.django_db


def text(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def korean(year: int, month: int, day: int, hour: int = 14) -> datetime:
    """A moment in the city."""
    return timezone.make_aware(datetime(year, month, day, hour, 30))


# -- the calendar -----------------------------------------------------------------------------------
def test_the_calendar_shows_a_month_what_comes_and_what_was(client):
    MeetingFactory(title="다가오는 회의")
    MeetingFactory(title="지나간 회의", recorded=True)
    MeetingFactory(title="준비하는 회의", draft=True)
    page = text(client, "/meetings/")
    assert page.index("곧 열려요") < page.index("다가오는 회의") < page.index("지난 회의") < page.rindex("지나간 회의")
    assert "50자리 중 50자리 남았어요" in page
    assert "준비하는 회의" not in page


def test_a_month_is_a_table_of_weeks_from_sunday(client, time_machine):
    time_machine.move_to(korean(2026, 11, 22))
    MeetingFactory(title="섣달 회의", starts_at=korean(2026, 12, 3), ends_at=korean(2026, 12, 3, 16))
    page = text(client, "/meetings/?month=2026-12")
    assert "2026년 12월" in page
    assert page.count('<td class="month__day') == 35
    cell = page[page.index('datetime="2026-12-03"') :].split("</td>")[0]
    assert "섣달 회의" in cell
    assert "오후 2:30" in cell
    assert 'href="?month=2026-11#month"' in page
    assert 'href="?month=2027-01#month"' in page


def test_a_meeting_late_in_the_evening_stands_on_the_day_of_the_city(client, time_machine):
    time_machine.move_to(korean(2026, 11, 22))
    # 31 December 23:30 in Seoul is the afternoon of that day in the database; 1 January 00:30 is still December there.
    MeetingFactory(title="새해 첫 회의", starts_at=korean(2027, 1, 1, 0), ends_at=korean(2027, 1, 1, 2))
    assert "새해 첫 회의" in text(client, "/meetings/?month=2027-01").split("지난 회의")[0].split("month__table")[1]
    assert "month__meeting" not in text(client, "/meetings/?month=2026-12")


@pytest.mark.parametrize("month", ["2026-13", "1999-01", "9999-12", "12-2026", "２０２６-12", "nonsense", "2026-1"])
def test_a_month_that_does_not_exist_leads_to_this_one(client, month):
    response = client.get("/meetings/", {"month": month})
    assert (response.status_code, response["Location"]) == (302, "/meetings/")


def test_past_meetings_come_page_by_page(client):
    for days in range(1, 13):
        MeetingFactory(title=f"지난 {days}일", starts_at=timezone.now() - timedelta(days=days, hours=3))
    first, second = text(client, "/meetings/?page=1"), text(client, "/meetings/?page=2")
    assert "지난 10일" in first.split('id="past"')[1]
    assert "지난 12일" not in first.split('id="past"')[1]
    assert "지난 12일" in second.split('id="past"')[1]


def test_the_list_costs_the_same_with_many_meetings(client, django_assert_max_num_queries):
    for days in range(-40, 40):
        MeetingFactory(starts_at=timezone.now() + timedelta(days=days, hours=3))
    text(client, "/meetings/")
    with django_assert_max_num_queries(6):
        client.get("/meetings/")


# -- one meeting -------------------------------------------------------------------------------------
def test_the_page_says_when_where_and_how_many_seats_are_left(client):
    meeting = MeetingFactory(starts_at=korean(2030, 12, 5), open_seats=50, place="시청 3층", intro="함께 정해요.")
    for _ in range(38):
        SeatFactory(meeting=meeting)
    page = text(client, meeting.get_absolute_url())
    assert "2030년 12월 5일 목요일 오후 2:30" in page
    assert "시청 3층" in page
    assert "함께 정해요." in page
    assert "50자리 중 12자리 남았어요" in page
    assert "로그인하고 자리 신청하기" in page


def test_a_visitors_page_is_kept_until_the_meeting_changes(client, django_assert_max_num_queries):
    meeting = MeetingFactory()
    assert "50자리 중 50자리" in text(client, meeting.get_absolute_url())
    with django_assert_max_num_queries(1):
        client.get(meeting.get_absolute_url())
    sign_up(meeting, UserFactory())
    assert "50자리 중 49자리" in text(client, meeting.get_absolute_url())


def test_a_page_with_a_thousand_sign_ups_costs_as_much_as_one_with_none(client, django_assert_max_num_queries):
    meeting, member = MeetingFactory(open_seats=5, listed=True), UserFactory()
    for _ in range(5):
        AgendaDocumentFactory(item=AgendaItemFactory(meeting=meeting))
    client.force_login(member)
    people = type(member).objects.bulk_create(
        [type(member)(email=f"m{n}@example.org", nickname=f"이웃{n}", nickname_key=f"이웃{n}") for n in range(1_000)]
    )
    Seat.objects.bulk_create(
        Seat(meeting=meeting, member=person, order=n, state="seated" if n <= 5 else "waiting")
        for n, person in enumerate(people, start=1)
    )
    Meeting.objects.filter(pk=meeting.pk).update(open_taken=5, waiting=995, last_order=1_000)
    sign_up(meeting, member)
    text(client, meeting.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = text(client, meeting.get_absolute_url())
    assert "앞에 995명이 있어요." in page


def test_the_agenda_is_shown_once_it_is_announced(client):
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting, idea__title="그늘 쉼터", presenter="공원정책팀장", allotted=20)
    AgendaDocumentFactory(item=item, title="기온 기록")
    page = text(client, meeting.get_absolute_url())
    assert "그늘 쉼터" not in page
    assert "정해지면 여기에 보여 드릴게요." in page
    Meeting.objects.update(agenda_announced_at=timezone.now(), revision=1)
    page = text(client, meeting.get_absolute_url())
    for words in ("그늘 쉼터", "발표: 공원정책팀장", "기온 기록", "상상 1개를 20분 동안 이야기해요."):
        assert words in page


@pytest.mark.parametrize("gone", [{"visibility": Visibility.HIDDEN}, {"visibility": Visibility.WAITING}, {"withdrawn": True}])
def test_hidden_and_withdrawn_ideas_leak_nothing(client, gone):
    meeting = MeetingFactory(listed=True)
    AgendaItemFactory(meeting=meeting, idea=IdeaFactory(title="감춘 상상", excerpt="감춘 말", **gone))
    page = text(client, meeting.get_absolute_url())
    assert "감춘" not in page


def test_a_meeting_that_is_prepared_is_there_for_the_office_only(client):
    meeting = MeetingFactory(draft=True)
    addresses = [meeting.get_absolute_url() + rest for rest in ("", "seat/", "check-in/", "attendance.csv")]
    addresses.append(f"/meetings/{meeting.pk}.ics")
    for member in (None, UserFactory()):
        if member:
            client.force_login(member)
        assert {client.get(address).status_code for address in addresses} == {404}
    client.force_login(office_member())
    assert "준비하고 있어요" in text(client, meeting.get_absolute_url())


def test_a_meeting_called_off_says_why(client):
    meeting, office = MeetingFactory(), office_member()
    cancel(meeting, office, "태풍이 와요.")
    page = text(client, meeting.get_absolute_url())
    assert "이 회의는 열리지 않아요." in page
    assert "태풍이 와요." in page
    assert "자리 신청" not in page


def test_no_such_meeting(client):
    assert client.get("/meetings/999999/").status_code == 404
    assert client.get(f"/meetings/{2**70}/").status_code == 404


# -- a seat ------------------------------------------------------------------------------------------
def test_a_member_signs_up_sees_the_seat_and_gives_it_back(client):
    meeting, member = MeetingFactory(), UserFactory()
    client.force_login(member)
    page = client.post(f"/meetings/{meeting.pk}/seat/", {"action": "sign_up"}, follow=True).content.decode()
    assert "내 자리가 있어요" in page
    ticket = text(client, f"/meetings/{meeting.pk}/seat/")
    assert "자리 번호 <strong>1</strong>" in ticket
    assert "<svg" in ticket
    page = client.post(f"/meetings/{meeting.pk}/seat/", {"action": "cancel"}, follow=True).content.decode()
    assert "자리를 돌려주었어요." in page
    assert Seat.objects.get().state == "cancelled"


def test_who_waits_sees_how_many_stand_before(client):
    meeting, member = MeetingFactory(open_seats=1), UserFactory()
    for _ in range(3):
        sign_up(meeting, UserFactory())
    client.force_login(member)
    page = client.post(f"/meetings/{meeting.pk}/seat/", follow=True).content.decode()
    assert "앞에 2명이 있어요." in page
    assert "<svg" not in text(client, f"/meetings/{meeting.pk}/seat/").split('class="stack ticket"')[1].split("seat-title")[1]


def test_a_refusal_is_said_and_nothing_happens(client):
    meeting = MeetingFactory(sign_up_until=timezone.now() - timedelta(hours=1))
    client.force_login(UserFactory())
    page = client.post(f"/meetings/{meeting.pk}/seat/", follow=True).content.decode()
    assert "자리 신청을 마감했어요." in page
    assert not Seat.objects.exists()


def test_visitors_are_led_to_the_log_in_page_and_back(client):
    meeting = MeetingFactory()
    response = client.post(f"/meetings/{meeting.pk}/seat/")
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={meeting.get_absolute_url()}")


def test_a_proposer_finds_the_way_to_the_seats_that_are_kept(client):
    meeting = MeetingFactory(open_seats=0, reserved_seats=3, listed=True)
    item = AgendaItemFactory(meeting=meeting)
    client.force_login(UserFactory())
    assert "자리 신청하기" not in text(client, meeting.get_absolute_url())
    client.force_login(item.idea.author)
    assert "자리 신청하기" in text(client, meeting.get_absolute_url())
    assert "내 자리가 있어요" in client.post(f"/meetings/{meeting.pk}/seat/", follow=True).content.decode()


def test_leaving_the_line_is_not_called_giving_a_seat_back(client):
    seat = SeatFactory(meeting=MeetingFactory(open_seats=0), waiting=True)
    client.force_login(seat.member)
    path = f"/meetings/{seat.meeting_id}/seat/"
    page = client.post(path, {"action": "cancel"}, follow=True).content.decode()
    assert "기다리는 줄에서 나왔어요." in page
    assert "자리를 돌려주었어요" not in page
    assert "맡아 둔 자리가 없어요." in client.post(path, {"action": "cancel"}, follow=True).content.decode()


def test_the_ticket_of_a_meeting_called_off_or_long_over_lets_nobody_in(client):
    off, over = SeatFactory(), SeatFactory(meeting=MeetingFactory(past=True), checked_in=True)
    cancel(off.meeting, office_member(), "태풍이 와요.")
    for seat, words in ((off, "태풍이 와요."), (over, "함께해 주셔서 고마워요!")):
        client.force_login(seat.member)
        page = text(client, f"/meetings/{seat.meeting_id}/seat/")
        assert words in page
        assert "ticket__picture" not in page


def test_what_the_clerk_still_writes_is_not_in_the_list(client):
    MeetingFactory(past=True, summary="아직 쓰는 글")
    MeetingFactory(recorded=True, summary="다 쓴 글")
    page = text(client, "/meetings/")
    assert "다 쓴 글" in page
    assert "아직 쓰는 글" not in page


def test_visitors_see_at_once_that_questions_are_taken(client):
    meeting = MeetingFactory(today=True)
    assert "질문하고 공감하기" not in text(client, meeting.get_absolute_url())
    questions.switch(meeting, office_member(), on=True)
    assert "질문하고 공감하기" in text(client, meeting.get_absolute_url())


def test_a_meeting_past_midnight_says_on_which_day_it_ends(client):
    meeting = MeetingFactory(starts_at=korean(2030, 12, 5, 22), ends_at=korean(2030, 12, 6, 1))
    assert "2030년 12월 6일 1:30 오전에 마쳐요" in text(client, meeting.get_absolute_url()).replace("오전 1:30", "1:30 오전")


# -- calendars of others -------------------------------------------------------------------------------
def events(client, address: str) -> list:
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_file_of_a_meeting_moves_with_it_and_calls_it_off(client):
    meeting, office = MeetingFactory(starts_at=korean(2030, 12, 5), title="섣달; 회의, 하나"), office_member()
    [event] = events(client, f"/meetings/{meeting.pk}.ics")
    assert event["summary"] == "섣달; 회의, 하나"
    assert event["dtstart"].to_ical() == b"20301205T053000Z"
    assert event["status"] == "CONFIRMED"
    cancel(meeting, office, "태풍이 와요.")
    [later] = events(client, f"/meetings/{meeting.pk}.ics")
    assert (later["uid"], later["status"]) == (event["uid"], "CANCELLED")
    assert later["sequence"] > event["sequence"]


def test_the_file_of_all_holds_what_comes_and_what_was_called_off(client):
    MeetingFactory(title="온다")
    MeetingFactory(title="안 온다", cancelled=True)
    MeetingFactory(title="준비", draft=True)
    MeetingFactory(title="옛날", past=True, starts_at=timezone.now() - timedelta(days=60))
    assert sorted(event["summary"] for event in events(client, "/meetings.ics")) == ["안 온다", "온다"]


def test_the_file_of_a_meeting_being_prepared_is_kept_nowhere(client):
    draft, known = MeetingFactory(draft=True), MeetingFactory()
    client.force_login(office_member())
    assert "no-store" in client.get(f"/meetings/{draft.pk}.ics")["Cache-Control"]
    assert client.get(f"/meetings/{known.pk}.ics")["Cache-Control"] == "public, max-age=300"


# -- the page of an idea --------------------------------------------------------------------------------
def test_an_idea_says_which_meetings_it_comes_to(django_assert_num_queries):
    item = AgendaItemFactory(meeting=MeetingFactory(title="섣달 회의", listed=True))
    item.idea.on_agenda_at = timezone.now()
    AgendaItemFactory(meeting=MeetingFactory(title="준비하는 회의", draft=True, listed=True), idea=item.idea)
    AgendaItemFactory(meeting=MeetingFactory(title="아직 안건을 안 알린 회의"), idea=item.idea)
    with django_assert_num_queries(1):
        block = render_to_string("meetings/_on_idea.html", {"idea": item.idea})
    assert "섣달 회의" in block
    assert "준비하는 회의" not in block
    assert "안 알린" not in block


def test_an_idea_that_never_got_so_far_asks_nothing(django_assert_num_queries):
    idea = IdeaFactory()
    with django_assert_num_queries(0):
        assert render_to_string("meetings/_on_idea.html", {"idea": idea}).strip() == ""
