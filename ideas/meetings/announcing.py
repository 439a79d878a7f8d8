"""Announcing a meeting, moving it and calling it off; everybody who has a seat or waits for one hears of what changes."""

from collections.abc import Iterable
from contextlib import ExitStack

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from rules import has_perm

from accounts.models import User
from common.words import clean_line
from ideas.meetings.seats import changing_meeting
from ideas.models import Idea, Meeting, MeetingState, Seat, SeatState
from ideas.participation import Refused
from ideas.trail import changing, record
from notifications import inbox
from notifications.kinds import Kind

# What people plan by; when it changes they are told.
PLANS = ("starts_at", "ends_at", "place", "address")
CHANGEABLE = (*("kind", "title", "intro", *PLANS, "stream_url", "video_url", "sign_up_until", "remind_hours", "takes_questions"),)
REASON_LENGTH = Meeting._meta.get_field("cancel_reason").max_length


def announce(meeting: Meeting, by: User) -> Meeting:
    """Let everybody know of a meeting; from now on people can sign up. Announcing twice changes nothing. Raises Refused."""
    with changing_meeting(meeting) as meeting:
        _may_run(meeting, by)
        if meeting.state == MeetingState.ANNOUNCED:
            return meeting
        if meeting.state != MeetingState.DRAFT:
            raise Refused(_("이미 마쳤거나 취소한 회의예요."))
        if meeting.is_over:
            raise Refused(_("벌써 지나간 날이에요. 회의 날을 고쳐 주세요."))
        meeting.state = MeetingState.ANNOUNCED
    return meeting


def change(meeting: Meeting, by: User, **words) -> Meeting:
    """Change what is said of a meeting; words: values of CHANGEABLE by name. A record that was published stands: afterwards only
    the address of the video may come. Raises Refused."""
    with changing_meeting(meeting) as meeting:
        _may_run(meeting, by)
        changed = {name for name in CHANGEABLE if name in words and getattr(meeting, name) != words[name]}
        if meeting.state == MeetingState.CANCELLED or (meeting.state == MeetingState.RECORDED and changed - {"video_url"}):
            raise Refused(_("이미 마쳤거나 취소한 회의예요."))
        if "kind" in changed and meeting.items.exists():
            raise Refused(_("안건이 올라온 다음에는 실무회의와 실현회의를 서로 바꿀 수 없어요."))
        is_ahead = meeting.starts_at > timezone.now()
        for name in changed:
            setattr(meeting, name, words[name])
        if meeting.state == MeetingState.ANNOUNCED and is_ahead and meeting.is_over:
            raise Refused(_("벌써 지나간 날이에요. 회의 날을 고쳐 주세요."))
        if "starts_at" in changed or "remind_hours" in changed:
            meeting.reminded_at = None
        if changed & set(PLANS) and meeting.state == MeetingState.ANNOUNCED and not meeting.is_over:
            with override("ko"):
                told = _("회의 때나 곳이 바뀌었어요. %(when)s, %(place)s") % {"when": when(meeting), "place": meeting.place}
            key = f"meeting-{meeting.pk}-moved-{meeting.revision}"
            tell_members(meeting, key, told)
            _tell_proposers(meeting, key, told)
    return meeting


def cancel(meeting: Meeting, by: User, reason: str) -> Meeting:
    """Call a meeting off; whoever wanted to come is told why, and its ideas' trails say that they will not be talked about there.

    Calling off twice changes nothing. Raises Refused when it was held already, nobody was told of it, or the reason is missing.
    """
    reason = clean_line(reason)
    if not reason:
        raise Refused(_("취소하는 까닭을 한 줄만 적어 주세요."))
    if len(reason) > REASON_LENGTH:
        raise Refused(_("까닭은 %(most)d자까지 쓸 수 있어요.") % {"most": REASON_LENGTH})
    with ExitStack() as stack:
        # The meeting is held before its ideas, as wherever both change (ideas/meetings/agenda.py).
        stack.enter_context(transaction.atomic())
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        listed = (
            Idea.objects.filter(agenda_items__meeting=meeting).only("pk").order_by("pk") if meeting.agenda_announced_at else []
        )
        ideas = [stack.enter_context(changing(idea)) for idea in listed]
        meeting = stack.enter_context(changing_meeting(meeting))
        _may_run(meeting, by)
        if meeting.state == MeetingState.CANCELLED:
            return meeting
        if meeting.state == MeetingState.RECORDED:
            raise Refused(_("이미 마친 회의예요."))
        if meeting.state == MeetingState.DRAFT:
            # Called off, it would be public for the first time: it is discarded instead.
            raise Refused(_("아직 아무도 모르는 회의예요. 열지 않을 거라면 지워 주세요."))
        meeting.state, meeting.cancel_reason, meeting.takes_questions = MeetingState.CANCELLED, reason, False
        for idea in ideas:
            record(idea, "off_meeting", by, reason, data={"meeting": meeting.title, "meeting_id": meeting.pk})
        with override("ko"):
            told = _("%(when)s에 열려던 회의를 취소했어요. %(reason)s") % {"when": when(meeting), "reason": reason}
        tell_members(meeting, f"meeting-{meeting.pk}-cancelled", told)
    return meeting


def discard(meeting: Meeting, by: User) -> None:
    """Throw away a meeting that nobody was told of, with the agenda begun for it. Raises Refused for any other."""
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        _may_run(meeting, by)
        if meeting.state != MeetingState.DRAFT:
            raise Refused(_("한 번 알린 회의는 지울 수 없어요. 열지 않는다면 취소해 주세요."))
        if meeting.picked_items.exists():
            raise Refused(_("실무회의에서 이 회의로 올리기로 한 안건이 있어요. 그 결정을 먼저 바꿔 주세요."))
        meeting.delete()


def _may_run(meeting: Meeting, by: User) -> None:
    """Raises Refused for whoever does not run meetings."""
    if not has_perm("ideas.run_meeting", by, meeting):
        raise Refused(_("회의는 창의담당관이 열어요."))


def _tell_proposers(meeting: Meeting, key: str, words: str) -> None:
    """Tell whose ideas stand on the announced agenda, seat or no seat; nobody hears the same news twice."""
    if meeting.agenda_announced_at:
        shown = Idea.objects.public().filter(agenda_items__meeting=meeting, author__isnull=False)
        authors = list(shown.order_by("author_id").values_list("author_id", flat=True))
        inbox.tell(authors, key, Kind.MEETING, meeting.title, words[:300], meeting.get_absolute_url())


def when(meeting: Meeting) -> str:
    """Day and hour as people say them: 2026년 12월 3일 목요일 오후 2시 30분."""
    start = timezone.localtime(meeting.starts_at)
    return f"{date_format(start, 'DATE_FORMAT')} {date_format(start, 'l')} {date_format(start, 'TIME_FORMAT')}"


def tell_members(meeting: Meeting, key: str, words: str, states: Iterable[str] = (SeatState.SEATED, SeatState.WAITING)) -> int:
    """Tell everybody whose seat is in one of these states; returns how many were told. key: names the news."""
    members = Seat.objects.filter(meeting=meeting, state__in=states).order_by("order").values_list("member_id", flat=True)
    return inbox.tell(list(members), key, Kind.MEETING, meeting.title, words[:300], meeting.get_absolute_url())
