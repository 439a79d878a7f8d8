"""The awkward city's meetings: long names, no seats, a long line, called off, two on one day, one that nobody knows of yet;
what people ask there, the screen of the hall and the list of the moderator."""

from datetime import timedelta

from django.utils import timezone

from ideas.meetings import announcing, check_in, live, seats
from ideas.models import Meeting, QuestionState
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import (
    AgendaDocumentFactory,
    AgendaItemFactory,
    GuestFactory,
    MeetingFactory,
    QuestionFactory,
    SeatFactory,
)
from tests.gallery.scenes import Scene, send, unfold

LONG_NAME = "시민과 전문가와 공무원이 함께 퇴근길 버스 정류장의 의자와 지붕을 이야기하는 제12차 천만상상 실현회의 둘째 날"
LONG_PLACE = "서울특별시청 본관 3층 대회의실과 그 옆 작은 회의실 두 곳(엘리베이터에서 내려 왼쪽으로 끝까지 오세요)"
ONE_WORD = "한강다리위에서쉬어갈수있는그늘과의자와물마시는곳을만들어주세요"


def awkward_meetings(who: dict) -> dict[str, int]:
    """Make all of them; returns the numbers that addresses of scenes need."""
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    full = MeetingFactory(
        title=LONG_NAME,
        place=LONG_PLACE,
        address="서울특별시 중구 세종대로 110 " * 3,
        intro="함께 이야기해요.\n\n- 아이와 와도 좋아요.\n- 수어 통역이 있어요.\n\n" + "오시는 길은 넓어요. " * 40,
        starts_at=soon,
        open_seats=1,
        stream_url="https://example.org/live",
        sign_up_until=soon,
        takes_questions=True,
        listed=True,
    )
    for title in (LONG_NAME, ONE_WORD, "그늘"):
        item = AgendaItemFactory(meeting=full, idea=IdeaFactory(title=title), presenter=LONG_PLACE[:60], note=LONG_NAME * 2)
        AgendaDocumentFactory(item=item, title=ONE_WORD)
    for member in (UserFactory(), UserFactory(), who["writer"]):
        seats.sign_up(full, member)
    free = MeetingFactory(title="그늘 실무회의", kind="working", starts_at=soon)
    off = MeetingFactory(title="태풍을 만난 회의", starts_at=soon + timedelta(days=1))
    seats.sign_up(off, who["writer"])
    announcing.cancel(off, who["office"], "태풍이 와서 모두 집에 있는 편이 안전해요. " * 4)
    now = MeetingFactory(title="지금 열리는 회의", today=True)
    seat = seats.sign_up(now, who["writer"])
    check_in.let_in(seats.sign_up(now, who["neighbour"]), who["office"])
    streamed = MeetingFactory(title="집에서 보는 회의", open_seats=0, reserved_seats=0, starts_at=soon + timedelta(days=40))
    draft = MeetingFactory(title="준비하는 회의", draft=True)
    past = MeetingFactory(title="지난 회의", past=True)
    SeatFactory(meeting=past, member=who["writer"], checked_in=True)
    kept = MeetingFactory(title="밤을 새우는 회의", open_seats=0, starts_at=soon, ends_at=soon + timedelta(hours=20), listed=True)
    AgendaItemFactory(meeting=kept, idea=IdeaFactory(author=who["writer"], stage="realisation"))
    GuestFactory(meeting=past, name=ONE_WORD[:40], affiliation=LONG_PLACE[:80])
    for number in range(12):
        MeetingFactory(title=f"{number}번째 지난 회의", recorded=True, starts_at=soon - timedelta(days=30 * (number + 1)))
    made = {"full": full, "free": free, "off": off, "now": now, "streamed": streamed, "draft": draft, "past": past, "kept": kept}
    made |= awkward_questions(who)
    return {f"meeting_{name}": each.pk for name, each in made.items()} | {"seat_token": check_in.token(seat)}


def awkward_questions(who: dict) -> dict[str, Meeting]:
    """Meetings with none and with very many questions, and screens of the hall in every state."""
    quiet = MeetingFactory(title="조용한 회의", today=True, takes_questions=True)
    item = AgendaItemFactory(meeting=quiet, idea__title="그늘")
    asked = MeetingFactory(title=LONG_NAME, today=True, takes_questions=True, listed=True)
    items = [
        AgendaItemFactory(meeting=asked, idea=IdeaFactory(title=title, stage="realisation")) for title in (ONE_WORD, LONG_NAME)
    ]
    live.start(items[0], who["office"])
    QuestionFactory(meeting=asked, body=LONG_NAME * 17, likes=1_240, item=items[0])
    QuestionFactory(meeting=asked, body=ONE_WORD * 5, likes=12, item=items[1])
    QuestionFactory(meeting=asked, body="곧 물을 것이에요?", likes=77, state=QuestionState.SHORTLISTED)
    QuestionFactory(meeting=asked, body=f"{LONG_NAME}\n{ONE_WORD}", likes=3, state=QuestionState.LIVE)
    QuestionFactory(meeting=asked, body="밤에도 걷나요?", likes=31, state=QuestionState.ANSWERED, answered_at=timezone.now())
    QuestionFactory(meeting=asked, body="나쁜 말", state=QuestionState.HIDDEN)
    for number in range(60):
        QuestionFactory(meeting=asked, body=f"{number}번째로 궁금해요.")
    closed = MeetingFactory(title="질문을 마감한 회의", today=True)
    QuestionFactory(meeting=closed, likes=4, state=QuestionState.ANSWERED, answered_at=timezone.now())
    talking = MeetingFactory(title="이야기하는 회의", today=True)
    first = AgendaItemFactory(meeting=talking, idea__title="그늘", allotted=5)
    AgendaItemFactory(meeting=talking, idea__title=LONG_NAME)
    live.start(first, who["office"])
    first.meeting.items.filter(pk=first.pk).update(used_seconds=400)
    chatty = MeetingFactory(title="막 묻기 시작한 회의", today=True, takes_questions=True)
    return {"quiet": item.meeting, "chatty": chatty, "asked": asked, "closed": closed, "talking": talking}


def ask(page) -> None:
    """Send a question and wait until the form is empty again."""
    page.get_by_label("무엇이 궁금한가요?").fill(LONG_NAME)
    page.get_by_role("button", name="질문 보내기").click()
    page.get_by_text("질문을 보냈어요.").wait_for()


def refuse(page) -> None:
    """Send nothing."""
    page.get_by_role("button", name="질문 보내기").click()
    page.get_by_text("아직 보내지 못했어요.").wait_for()


def like(page) -> None:
    """Press the first heart and wait until it is pressed."""
    page.get_by_role("button", name="나도 궁금해요").first.click()
    page.locator(".board-question__like [aria-pressed=true]").first.wait_for()


EMPTY = [Scene("empty-meetings", "/meetings/")]
SCENES = [
    Scene("meetings", "/meetings/"),
    Scene("meetings-second", "/meetings/?page=2"),
    Scene("meetings-empty-month", "/meetings/?month=2006-01"),
    Scene("meeting-full", "/meetings/{meeting_full}/"),
    Scene("meeting-waiting", "/meetings/{meeting_full}/", "writer"),
    Scene("meeting-waiting-seat", "/meetings/{meeting_full}/seat/", "writer"),
    Scene("meeting-free", "/meetings/{meeting_free}/", "neighbour"),
    Scene("meeting-off", "/meetings/{meeting_off}/"),
    Scene("meeting-streamed", "/meetings/{meeting_streamed}/"),
    Scene("meeting-past", "/meetings/{meeting_past}/"),
    Scene("meeting-draft", "/meetings/{meeting_draft}/", "office"),
    Scene("meeting-seat", "/meetings/{meeting_now}/seat/", "writer"),
    Scene("meeting-room-code", "/meetings/{meeting_now}/check-in/", "writer", send("main form", code="AAAAAA")),
    Scene("meeting-came-in", "/meetings/{meeting_now}/check-in/", "neighbour"),
    Scene("meeting-door", "/meetings/{meeting_now}/check-in/", "office"),
    Scene("meeting-door-scanned", "/meetings/{meeting_now}/check-in/?seat={seat_token}", "office"),
    Scene("meeting-seat-off", "/meetings/{meeting_off}/seat/", "writer"),
    Scene("meeting-seat-past", "/meetings/{meeting_past}/seat/", "writer"),
    Scene("meeting-kept", "/meetings/{meeting_kept}/", "writer"),
    Scene("live-empty", "/meetings/{meeting_quiet}/live/"),
    Scene("live-asked", "/meetings/{meeting_asked}/live/", act=unfold("#answered")),
    Scene("live-refused", "/meetings/{meeting_asked}/live/", act=refuse),
    Scene("live-sent", "/meetings/{meeting_chatty}/live/", act=ask),
    Scene("live-liked", "/meetings/{meeting_asked}/live/", act=like),
    Scene("live-closed", "/meetings/{meeting_closed}/live/"),
    Scene("projector-before", "/meetings/{meeting_quiet}/projector/", "office"),
    Scene("projector-talking", "/meetings/{meeting_talking}/projector/", "office"),
    Scene("projector-question", "/meetings/{meeting_asked}/projector/", "office"),
    Scene("projector-after", "/meetings/{meeting_past}/projector/", "office"),
    Scene("projector-off", "/meetings/{meeting_off}/projector/", "office"),
    Scene("moderate-long", "/desk/meetings/{meeting_asked}/questions/", "office"),
    Scene("moderate-second", "/desk/meetings/{meeting_asked}/questions/?order=latest&page=2", "office"),
    Scene("moderate-hidden", "/desk/meetings/{meeting_asked}/questions/?state=hidden", "office"),
    Scene("moderate-empty", "/desk/meetings/{meeting_quiet}/questions/", "office"),
    Scene("moderate-over", "/desk/meetings/{record}/questions/", "office"),
    Scene("meeting-door-unknown", "/meetings/{meeting_now}/check-in/?number=77", "office"),
]
