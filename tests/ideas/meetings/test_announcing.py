"""Announcing a meeting, moving it, calling it off, reminding of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.meetings.announcing import announce, cancel, change, discard
from ideas.meetings.reminding import remind
from ideas.models import Meeting
from ideas.participation import Refused
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, SeatFactory, office_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_member()


def told() -> dict[int, str]:
    """What everybody was told last."""
    return dict(Notice.objects.order_by("id").values_list("member_id", "words"))


def test_a_meeting_is_announced_once(office):
    meeting = MeetingFactory(draft=True)
    revision = announce(meeting, office).revision
    assert Meeting.objects.get().state == "announced"
    assert announce(meeting, office).revision == revision == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"draft": True, "past": True}, "지나간 날"), ({"recorded": True}, "이미 마쳤거나"), ({"cancelled": True}, "이미 마쳤거나")],
)
def test_what_is_over_is_not_announced(office, facts, words):
    if facts.pop("draft", False):
        facts["state"] = "draft"
    with pytest.raises(Refused, match=words):
        announce(MeetingFactory(**facts), office)


def test_only_the_idea_office_runs_meetings():
    meeting, citizen = MeetingFactory(draft=True), UserFactory()
    for act in (announce, lambda *who: cancel(*who, "싫어요"), lambda *who: change(*who, title="내 회의")):
        with pytest.raises(Refused, match="창의담당관"):
            act(meeting, citizen)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.revision) == ("draft", 0)


def test_everybody_who_wanted_to_come_hears_that_it_is_called_off(office):
    meeting = MeetingFactory()
    seated, waiting = SeatFactory(meeting=meeting), SeatFactory(meeting=meeting, waiting=True)
    gone = SeatFactory(meeting=meeting, state="cancelled")
    for _twice in range(2):
        cancel(meeting, office, "  태풍이\n와요. ")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", "태풍이 와요.")
    assert set(told()) == {seated.member_id, waiting.member_id}
    assert gone.member_id not in told()
    assert "태풍이 와요." in told()[seated.member_id]
    assert Notice.objects.count() == 2


def test_the_ideas_of_a_meeting_called_off_say_so_in_their_trails(office):
    item, unknown = AgendaItemFactory(meeting=MeetingFactory(listed=True)), AgendaItemFactory()
    for each in (item, unknown):
        cancel(each.meeting, office, "태풍이 와요.")
    entry = item.idea.trail.get()
    assert (entry.kind, entry.reason, entry.data["meeting_id"]) == ("off_meeting", "태풍이 와요.", item.meeting_id)
    assert not unknown.idea.trail.exists()


def test_a_meeting_that_was_held_is_not_called_off(office):
    item = AgendaItemFactory(meeting=MeetingFactory(recorded=True, listed=True))
    with pytest.raises(Refused, match="이미 마친"):
        cancel(item.meeting, office, "싫어요")
    assert not item.idea.trail.exists()


@pytest.mark.parametrize("reason", ["", "  \n ", "가" * 301])
def test_calling_off_needs_a_reason_that_fits(office, reason):
    meeting = MeetingFactory()
    with pytest.raises(Refused, match="까닭"):
        cancel(meeting, office, reason)
    assert Meeting.objects.get().state == "announced"


def test_a_new_day_or_place_is_told_and_other_words_are_not(office):
    seat = SeatFactory()
    change(seat.meeting, office, title="새 이름", intro="더 길게 이야기해요.")
    assert told() == {}
    change(seat.meeting, office, place="도서관 강당")
    assert "도서관 강당" in told()[seat.member_id]
    meeting = Meeting.objects.get()
    assert (meeting.title, meeting.place, meeting.open_taken) == ("새 이름", "도서관 강당", 1)


def test_whose_idea_stands_on_the_agenda_hears_of_a_new_day_without_a_seat(office):
    meeting = MeetingFactory(listed=True)
    item, hidden = AgendaItemFactory(meeting=meeting), AgendaItemFactory(meeting=meeting, idea__visibility="hidden")
    seat = SeatFactory(meeting=meeting, member=item.idea.author)
    secret = AgendaItemFactory(meeting=MeetingFactory())
    for each in (meeting, secret.meeting):
        change(each, office, place="도서관 강당")
    assert set(told()) == {seat.member_id}
    assert hidden.idea.author_id != seat.member_id
    assert Notice.objects.count() == 1


def test_of_a_record_only_the_video_changes(office):
    meeting = MeetingFactory(recorded=True)
    assert change(meeting, office, video_url="https://example.org/video").video_url
    with pytest.raises(Refused):
        change(meeting, office, title="다른 이름")


def test_who_has_a_seat_is_reminded_once_as_early_as_the_meeting_says(time_machine):
    start = timezone.now().replace(microsecond=0) + timedelta(days=3)
    seat = SeatFactory(meeting=MeetingFactory(starts_at=start, remind_hours=24))
    SeatFactory(meeting=seat.meeting, waiting=True)
    assert remind() == 0
    time_machine.move_to(start - timedelta(hours=23))
    assert remind() == 1
    assert remind() == 0
    assert set(told()) == {seat.member_id}
    assert "곧 회의가 열려요." in told()[seat.member_id]
    assert seat.meeting.place in told()[seat.member_id]


def test_a_meeting_that_was_moved_is_reminded_of_again(office, time_machine):
    start = timezone.now().replace(microsecond=0) + timedelta(hours=20)
    seat = SeatFactory(meeting=MeetingFactory(starts_at=start))
    assert remind() == 1
    later = start + timedelta(days=7)
    change(seat.meeting, office, starts_at=later, ends_at=later + timedelta(hours=2))
    assert remind() == 0
    time_machine.move_to(later - timedelta(hours=1))
    assert remind() == 1
    assert Notice.objects.filter(member=seat.member).count() == 3


@pytest.mark.parametrize("facts", [{"draft": True}, {"cancelled": True}, {"today": True}])
def test_nobody_is_reminded_of_what_is_not_announced_or_has_begun(facts):
    facts.setdefault("starts_at", timezone.now() + timedelta(hours=3))
    if facts.pop("today", False):
        facts["starts_at"] = timezone.now() - timedelta(minutes=1)
    SeatFactory(meeting=MeetingFactory(**facts))
    assert remind() == 0


def test_what_nobody_knew_of_is_not_called_off_in_public(office):
    meeting = MeetingFactory(draft=True)
    with pytest.raises(Refused, match="지워 주세요"):
        cancel(meeting, office, "날이 안 맞아요.")
    assert not Meeting.objects.public().exists()


def test_only_what_nobody_knew_of_is_thrown_away(office):
    meeting = AgendaItemFactory(meeting=MeetingFactory(draft=True)).meeting
    with pytest.raises(Refused, match="창의담당관"):
        discard(meeting, UserFactory())
    item = AgendaItemFactory(meeting=MeetingFactory(working=True), goes_to=meeting)
    with pytest.raises(Refused, match="올리기로 한 안건"):
        discard(meeting, office)
    type(item).objects.filter(pk=item.pk).update(goes_to=None)
    discard(meeting, office)
    assert list(Meeting.objects.all()) == [item.meeting]
    with pytest.raises(Refused, match="취소해 주세요"):
        discard(item.meeting, office)


def test_a_coming_meeting_is_not_moved_into_the_past_by_a_slip(office):
    meeting = SeatFactory().meeting
    start = timezone.now() - timedelta(days=358)
    with pytest.raises(Refused, match="지나간 날"):
        change(meeting, office, starts_at=start, ends_at=start + timedelta(hours=2))
    assert Meeting.objects.get().starts_at == meeting.starts_at
    running = MeetingFactory(today=True)
    assert change(running, office, ends_at=timezone.now() - timedelta(minutes=1)).is_over


def test_a_meeting_with_an_agenda_stays_of_its_kind(office):
    meeting = AgendaItemFactory().meeting
    with pytest.raises(Refused, match="서로 바꿀 수 없어요"):
        change(meeting, office, kind="working")
    assert change(MeetingFactory(), office, kind="working").kind == "working"
