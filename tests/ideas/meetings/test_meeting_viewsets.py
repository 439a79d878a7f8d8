"""Meetings in /cms/."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts import roles
from ideas.forms.meeting_seats import MeetingForm
from ideas.meetings import announcing
from ideas.models import Guest, Meeting
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.meetings import GuestFactory, MeetingFactory, SeatFactory

pytestmark = pytest.mark.django_db
NEW = "/cms/meetings/new/"


@pytest.fixture
def browser(client):
    client.force_login(UserFactory(role=roles.IDEA_OFFICE), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(**changed) -> dict:
    """What the form of a meeting is sent with."""
    start = timezone.localtime() + timedelta(days=10)
    return {
        "kind": "realisation",
        "title": "3차 실현회의",
        "starts_at": f"{start:%Y-%m-%d} 14:00",
        "ends_at": f"{start:%Y-%m-%d} 16:00",
        "place": "시청 3층",
        "open_seats": "50",
        "reserved_seats": "10",
        "remind_hours": "24",
        **changed,
    }


def edit(meeting) -> str:
    return f"/cms/meetings/edit/{meeting.pk}/"


def as_sent(meeting, **changed) -> dict:
    """The form of a meeting as it stands."""
    times = {name: f"{timezone.localtime(getattr(meeting, name)):%Y-%m-%d %H:%M:%S}" for name in ("starts_at", "ends_at")}
    names = ("kind", "title", "place", "open_seats", "reserved_seats", "remind_hours")
    return {**{name: getattr(meeting, name) for name in names}, **times, **changed}


def test_a_meeting_is_prepared_in_the_time_of_the_city_and_announced(browser, client):
    assert browser.get(NEW).status_code == 200
    assert browser.post(NEW, sent(starts_at="2030-12-05 14:00", ends_at="2030-12-05 16:00")).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.open_seats) == ("draft", 50)
    assert meeting.starts_at == timezone.make_aware(datetime(2030, 12, 5, 14))
    assert "알리기" in browser.get(edit(meeting)).content.decode()
    step = f"/cms/meetings/announce/{meeting.pk}/"
    assert "자리 신청이 시작돼요" in browser.get(step).content.decode()
    assert Meeting.objects.get().state == "draft"
    assert browser.post(step)["Location"] == edit(meeting)
    assert Meeting.objects.get().state == "announced"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": "2030-12-05 13:00"}, "하루 안에 끝나야"),
        ({"ends_at": "2030-12-09 13:00"}, "하루 안에 끝나야"),
        ({"sign_up_until": "2030-12-06 13:00"}, "끝나기 전이어야"),
    ],
)
def test_times_that_cannot_be_are_said(browser, wrong, words):
    times = {"starts_at": "2030-12-05 14:00", "ends_at": "2030-12-05 16:00"}
    assert words in browser.post(NEW, sent(**times | wrong)).content.decode()
    assert not Meeting.objects.exists()


def test_editing_keeps_who_sits_where_and_tells_them_of_a_new_place(browser):
    seat = SeatFactory()
    meeting = seat.meeting
    assert browser.post(edit(meeting), as_sent(meeting, place="도서관 강당")).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.open_taken) == ("도서관 강당", 1)
    assert "도서관 강당" in Notice.objects.get(member=seat.member).words


def test_fewer_seats_than_are_taken_is_refused_and_nothing_changes(browser):
    meeting = MeetingFactory()
    for _each in range(3):
        SeatFactory(meeting=meeting)
    page = browser.post(edit(meeting), as_sent(meeting, open_seats="2", place="다른 곳"))
    assert "벌써 3명이 앉기로 해서" in page.content.decode()
    assert Meeting.objects.get().place == meeting.place
    assert browser.post(edit(meeting), as_sent(meeting, open_seats="3")).status_code == 302
    assert Meeting.objects.get().open_seats == 3


def test_a_meeting_is_called_off_with_a_reason_and_never_deleted(browser, client):
    meeting = MeetingFactory()
    step = f"/cms/meetings/cancel/{meeting.pk}/"
    assert "까닭을 한 줄만" in browser.post(step, {"reason": ""}).content.decode()
    assert browser.post(step, {"reason": "태풍이 와요."}).status_code == 302
    assert Meeting.objects.get().cancel_reason == "태풍이 와요."
    boss = UserFactory(is_superuser=True)
    client.force_login(boss, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/cms/meetings/delete/{meeting.pk}/").status_code == 302
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_a_record_that_was_published_stands_but_the_video_may_come(browser):
    meeting = MeetingFactory(recorded=True)
    page = browser.get(edit(meeting)).content.decode()
    field = page[page.index('name="title"') :].split(">")[0]
    assert "disabled" in field
    browser.post(edit(meeting), as_sent(meeting, title="다른 이름", video_url="https://example.org/film"))
    kept = Meeting.objects.get()
    assert (kept.title, kept.video_url) == (meeting.title, "https://example.org/film")


def test_a_new_meeting_is_where_the_last_one_was_and_lasts_two_hours(browser):
    MeetingFactory(place="도서관 강당", open_seats=33)
    page = browser.get(NEW).content.decode()
    assert 'value="도서관 강당"' in page
    assert 'value="33"' in page
    assert browser.post(NEW, sent(starts_at="2030-12-05 14:00", ends_at="")).status_code == 302
    meeting = Meeting.objects.order_by("pk").last()
    assert timezone.localtime(meeting.ends_at).isoformat() == "2030-12-05T16:00:00+09:00"
    page = browser.post(NEW, sent(starts_at="", ends_at="", title="남는 이름")).content.decode()
    assert 'value="남는 이름"' in page
    assert Meeting.objects.count() == 2


def test_everything_that_can_be_changed_stands_in_the_form():
    assert set(MeetingForm.base_fields) == {*announcing.CHANGEABLE, "open_seats", "reserved_seats"}


def test_a_draft_is_thrown_away_and_no_other_meeting_is(browser):
    draft, known = MeetingFactory(draft=True), MeetingFactory()
    assert "지우기" in browser.get(edit(draft)).content.decode()
    assert "취소하기" not in browser.get(edit(draft)).content.decode()
    assert browser.post(f"/cms/meetings/discard/{draft.pk}/")["Location"] == "/cms/meetings/"
    assert "취소해 주세요" in browser.post(f"/cms/meetings/discard/{known.pk}/").content.decode()
    assert list(Meeting.objects.all()) == [known]
    assert [entry.object_id for entry in ModelLogEntry.objects.filter(action="wagtail.delete")] == [str(draft.pk)]


def test_guests_are_written_down(browser):
    meeting = MeetingFactory()
    guest = {"meeting": meeting.pk, "name": "한바다", "role": "chair", "affiliation": "시장"}
    assert browser.post("/cms/guests/new/", guest).status_code == 302
    assert Guest.objects.get().name == "한바다"
    assert "한바다" in browser.get("/cms/guests/").content.decode()


def test_a_published_record_keeps_who_was_there(browser):
    guest = GuestFactory(meeting=MeetingFactory(recorded=True))
    sent = {"meeting": guest.meeting_id, "name": "다른 사람", "role": "chair"}
    for path in ("/cms/guests/new/", f"/cms/guests/edit/{guest.pk}/"):
        assert "이제 바꿀 수 없어요" in browser.post(path, sent).content.decode()
    assert f'<option value="{guest.meeting_id}" selected>' in browser.get(f"/cms/guests/edit/{guest.pk}/").text
    browser.post(f"/cms/guests/delete/{guest.pk}/")
    assert [each.name for each in Guest.objects.all()] == ["한바다"]
    other = GuestFactory()
    browser.post(f"/cms/guests/delete/{other.pk}/")
    assert list(Guest.objects.all()) == [guest]


def test_the_list_is_searched_and_costs_the_same_with_many(browser, django_assert_max_num_queries):
    for _each in range(15):
        MeetingFactory()
    browser.get("/cms/meetings/")
    with django_assert_max_num_queries(25):
        assert browser.get("/cms/meetings/?q=실현").status_code == 200


@pytest.mark.parametrize("role", [roles.EDITORS, roles.MODERATORS, roles.OFFICIALS, roles.EXPERTS])
def test_nobody_else_prepares_meetings(client, role):
    meeting = MeetingFactory(draft=True)
    client.force_login(UserFactory(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = [NEW, edit(meeting), f"/cms/meetings/announce/{meeting.pk}/", f"/cms/meetings/cancel/{meeting.pk}/"]
    assert {client.post(address, sent()).status_code for address in addresses} <= {302, 403, 404}
    assert (Meeting.objects.get().state, Meeting.objects.get().title) == ("draft", meeting.title)
