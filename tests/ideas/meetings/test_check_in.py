"""Coming into a meeting: at the door with a code, in the room by oneself, and the list of who came."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ideas.meetings import check_in
from ideas.meetings.seats import cancel_seat, sign_up
from ideas.models import Seat
from ideas.participation import Refused
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AgendaItemFactory, GuestFactory, MeetingFactory, SeatFactory, office_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(today=True)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_staff_let_somebody_in_once_and_take_a_slip_back(meeting):
    office, seat = office_member(), SeatFactory(meeting=meeting)
    came = check_in.let_in(seat, office).checked_in_at
    assert check_in.let_in(seat, office).checked_in_at == came
    assert check_in.how_many(meeting) == 1
    assert check_in.undo(seat, office).checked_in_at is None
    assert check_in.how_many(meeting) == 0


def test_nobody_else_lets_people_in(meeting):
    seat = SeatFactory(meeting=meeting)
    for act in (check_in.let_in, check_in.undo):
        with pytest.raises(Refused):
            act(seat, seat.member)
    assert Seat.objects.get().checked_in_at is None


@pytest.mark.parametrize(
    ("facts", "words"), [({"waiting": True}, "아직 자리를 기다리고"), ({"state": "cancelled"}, "돌려준 자리")]
)
def test_who_has_no_seat_does_not_come_in(meeting, facts, words):
    with pytest.raises(Refused, match=words):
        check_in.let_in(SeatFactory(meeting=meeting, **facts), office_member())


def test_the_door_is_open_from_the_day_before_to_the_day_after(time_machine):
    start = timezone.make_aware(timezone.datetime(2030, 12, 5, 14))
    meeting = MeetingFactory(starts_at=start, ends_at=start + timedelta(hours=2))
    seen = {}
    for days in range(-3, 4):
        time_machine.move_to(start + timedelta(days=days))
        seen[days] = check_in.is_time(meeting)
    assert [days for days, is_time in seen.items() if is_time] == [-1, 0, 1]
    with pytest.raises(Refused, match="열리는 날"):
        check_in.let_in(SeatFactory(meeting=meeting), office_member())


def test_the_code_of_the_room_lets_oneself_in_however_it_is_typed(meeting):
    seat = SeatFactory(meeting=meeting)
    typed = f" {meeting.code[:3].lower()}-{meeting.code[3:]} "
    assert check_in.come_in(meeting, seat.member, typed).checked_in_at
    for who, code in ((seat.member, "AAAAAA"), (UserFactory(), meeting.code), (AnonymousUser(), meeting.code)):
        with pytest.raises(Refused):
            check_in.come_in(meeting, who, code)


def test_a_token_is_for_one_seat_of_one_meeting_until_it_is_given_back():
    meeting, member = MeetingFactory(), UserFactory()
    seat = sign_up(meeting, member)
    token = check_in.token(seat)
    assert check_in.seat_of_token(meeting, token) == seat
    assert check_in.seat_of_token(MeetingFactory(), token) is None
    for forged in (token[:-1] + "x", f"{seat.pk}-{seat.order}", "", "a:b:c", "가" * 500):
        assert check_in.seat_of_token(meeting, forged) is None
    cancel_seat(seat, member)
    sign_up(meeting, member)
    assert check_in.seat_of_token(meeting, token) is None


# -- the pages ----------------------------------------------------------------------------------------
def test_staff_scan_see_the_name_and_press_one_button(client, meeting):
    seat = SeatFactory(meeting=meeting, member__nickname="그늘지기")
    client.force_login(office_member())
    url = f"/meetings/{meeting.pk}/check-in/"
    page = text(client.get(url, {"seat": check_in.token(seat)}))
    assert "그늘지기" in page
    assert Seat.objects.get().checked_in_at is None
    page = text(client.post(url, {"seat": check_in.token(seat), "action": "let_in"}))
    assert "에 들어왔어요." in page
    assert "지금까지 1명이 들어왔어요." in page
    client.post(url, {"seat": check_in.token(seat), "action": "undo"})
    assert Seat.objects.get().checked_in_at is None


def test_staff_find_a_seat_by_its_number(client, meeting):
    seat = SeatFactory(meeting=meeting, member__nickname="그늘지기")
    client.force_login(office_member())
    url = f"/meetings/{meeting.pk}/check-in/"
    assert "그늘지기" in text(client.get(url, {"number": seat.order}))
    assert "이 번호의 자리가 없어요." in text(client.get(url, {"number": 77}))
    assert "자리 번호는 숫자예요." in text(client.get(url, {"number": "하나"}))
    assert "이 회의의 자리가 아니에요." in text(client.get(url, {"seat": "forged"}))


def test_a_member_types_the_code_of_the_room(client, meeting):
    seat = SeatFactory(meeting=meeting)
    client.force_login(seat.member)
    url = f"/meetings/{meeting.pk}/check-in/"
    assert "다른 코드예요." in text(client.post(url, {"code": "AAAAAA"}))
    assert "즐거운 시간 되세요!" in text(client.post(url, {"code": meeting.code}, follow=True))


def test_a_member_who_opens_somebody_elses_token_learns_nothing(client, meeting):
    seat = SeatFactory(meeting=meeting, member__nickname="그늘지기")
    client.force_login(UserFactory())
    url = f"/meetings/{meeting.pk}/check-in/"
    assert "그늘지기" not in text(client.get(url, {"seat": check_in.token(seat)}))
    client.post(url, {"seat": check_in.token(seat), "action": "let_in"})
    assert Seat.objects.get().checked_in_at is None


def test_the_code_of_the_room_stands_on_no_page_of_a_member(client, meeting):
    seat = SeatFactory(meeting=meeting)
    client.force_login(seat.member)
    for rest in ("", "seat/", "check-in/"):
        assert meeting.code not in text(client.get(f"/meetings/{meeting.pk}/{rest}"))


def test_the_office_takes_the_list_away_safely(client, meeting):
    SeatFactory(meeting=meeting, member__nickname="=cmd", checked_in=True)
    SeatFactory(meeting=meeting, waiting=True)
    GuestFactory(meeting=meeting, name="한바다")
    url = f"/meetings/{meeting.pk}/attendance.csv"
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
    client.force_login(office_member())
    content = b"".join(client.get(url).streaming_content).decode("utf-8-sig")
    head, first, second, guest = csv.reader(io.StringIO(content))
    assert head[:4] == ["번호", "이름", "구실", "자리"]
    assert (first[0], first[1], first[3]) == ("1", "'=cmd", "자리가 있어요")
    assert first[5]
    assert (second[3], second[5]) == ("기다려요", "")
    assert guest[1:4] == ["한바다", "시장", "시장"]


def test_whose_idea_came_on_the_agenda_later_comes_in_as_its_proposer(meeting):
    seat = SeatFactory(meeting=meeting)
    AgendaItemFactory(meeting=meeting, idea__author=seat.member)
    assert check_in.let_in(seat, office_member()).role == "proposer"
    expert = SeatFactory(meeting=meeting, role="expert")
    assert check_in.let_in(expert, office_member()).role == "expert"
