"""The awkward city's records: twelve decisions with long words, a hidden idea, a preview that is not ready and one that is."""

from datetime import timedelta

from django.utils import timezone

from ideas.meetings import recording
from ideas.models import Decision, Idea, QuestionState
from tests.factories.accounts import AppointmentFactory, DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import AgendaItemFactory, GuestFactory, MeetingFactory, QuestionFactory, SeatFactory
from tests.gallery.city import LONG_DEPARTMENT, LONG_TITLE
from tests.gallery.scenes import Scene

LONG_WORD = "한강다리위그늘쉼터와물마시는곳과의자와지붕과바람막이를한꺼번에만들어달라는상상" * 3
LONG = "다리가 견디는 무게를 먼저 따져야 해서 가벼운 천막을 쓰기로 했어요. " * 12
DECISIONS = (Decision.ADOPT, Decision.ADOPT_IN_PART, Decision.HOLD, Decision.NOT_ADOPT, Decision.NOT_DISCUSSED)


def meeting_with(items: int, title: str, **more):
    """A 실현회의 of today whose agenda is decided to the last item."""
    meeting = MeetingFactory(today=True, title=title, **more)
    department = DepartmentFactory(name=f"{LONG_DEPARTMENT} {meeting.pk}팀"[:60])
    for number in range(items):
        AgendaItemFactory(
            meeting=meeting,
            idea=IdeaFactory(stage="realisation", title=(LONG_TITLE, LONG_WORD, "짧은 상상")[number % 3][:80]),
            decision=DECISIONS[number % len(DECISIONS)],
            reason=LONG[:1_000] if number % 2 else LONG_WORD,
            department=department,
            starts_on=timezone.localdate() + timedelta(days=60),
            minutes=f"- {LONG}\n- {LONG_WORD}",
            votes_for=number * 40 or None,
            video_at=number * 371,
        )
    return meeting


def awkward_record(who: dict) -> dict[str, int]:
    """Make all of it; returns the keys of the meetings that addresses of scenes need."""
    office = who["office"]
    ready = meeting_with(4, "다 정한 회의")
    open_one = meeting_with(3, LONG_TITLE[:80], summary=LONG[:400])
    open_one.items.update(reason="", starts_on=None)
    told = meeting_with(12, LONG_WORD[:80], video_url="https://media.example.org/film.mp4", minutes=LONG, summary=LONG[:400])
    for role in ("chair", "expert"):
        GuestFactory.create_batch(3, meeting=told, role=role, name=LONG_WORD[:40], affiliation=LONG_DEPARTMENT)
    for _ in range(4):
        official = AppointmentFactory(department=DepartmentFactory(), post="버스정책기획팀장")
        SeatFactory(meeting=told, member=official.user, role="official", checked_in=True)
    QuestionFactory(meeting=told, body=LONG_WORD, state=QuestionState.ANSWERED, answered_at=timezone.now())
    recording.publish(told, office)
    Idea.objects.filter(pk=told.items.first().idea_id).update(visibility="hidden")
    return {"record_ready": ready.pk, "record_open": open_one.pk, "record": told.pk}


SCENES = (
    Scene("meeting-preview", "/desk/meetings/{record_ready}/preview/", "office"),
    Scene("meeting-preview-open", "/desk/meetings/{record_open}/preview/", "office"),
    Scene("meeting-recorded", "/meetings/{record}/"),
    Scene("meeting-minutes", "/meetings/{record}/minutes/"),
    Scene("meeting-minutes-draft", "/meetings/{record_open}/minutes/", "office"),
)
