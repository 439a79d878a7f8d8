"""The awkward city's records: agendas being built, a day with its clock, twelve decisions with long words, a hidden idea."""

from datetime import timedelta

from django.utils import timezone

from ideas.meetings import recording
from ideas.models import AgendaItem, Decision, Idea, QuestionState
from tests.factories.accounts import AppointmentFactory, DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.meetings import (
    AgendaDocumentFactory,
    AgendaItemFactory,
    GuestFactory,
    MeetingFactory,
    QuestionFactory,
    SeatFactory,
)
from tests.gallery.city import LONG_DEPARTMENT, LONG_TITLE
from tests.gallery.scenes import Scene, send, unfold

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
    decided = told.items.get(position=2).idea.number
    places = {"record_ready": ready.pk, "record_open": open_one.pk, "record": told.pk, "decided_there": decided}
    return places | awkward_agendas(who)


def wrong_minutes(page) -> None:
    """Give an item more minutes than a meeting has."""
    unfold(".agenda-item__more")(page)
    form = page.locator(".agenda-item__form:visible").first
    form.evaluate("form => { form.noValidate = true; }")
    form.get_by_label("시간(분)").fill("999")
    form.get_by_role("button", name="저장").click()
    page.wait_for_load_state()


def awkward_agendas(who: dict) -> dict[str, int]:
    """Agendas before, on and after their day: empty, long, with ideas that went elsewhere; the clock fresh, running and over."""
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    empty = MeetingFactory(title="안건이 없는 회의", working=True, starts_at=soon)
    many = MeetingFactory(title=LONG_TITLE[:80], today=True, listed=True)
    for number in range(14):
        idea = IdeaFactory(stage="realisation", title=(LONG_TITLE, LONG_WORD, "짧은 상상")[number % 3][:80])
        item = AgendaItemFactory(meeting=many, idea=idea, note=LONG[:300], presenter=LONG_DEPARTMENT[:60])
        AgendaDocumentFactory.create_batch(number % 3, item=item, title=LONG_WORD[:120])
    strayed, over, last = (many.items.order_by("position")[place] for place in (1, 2, 13))
    Idea.objects.filter(pk=strayed.idea_id).update(stage="working")
    now = timezone.now()
    AgendaItem.objects.filter(pk=over.pk).update(allotted=1, started_at=now - timedelta(minutes=75), used_seconds=4_000)
    words = {"reason": LONG, "votes_for": 40, "minutes": LONG * 2, "department": DepartmentFactory()}
    decided = {"decision": Decision.ADOPT, "starts_on": timezone.localdate() + timedelta(days=60), **words}
    AgendaItem.objects.filter(pk=last.pk).update(**decided)
    type(many).objects.filter(pk=many.pk).update(current_item=over)
    IdeaFactory.create_batch(3, stage="working", title=LONG_WORD[:80])
    sends = MeetingFactory(title="올릴 상상을 고르는 회의", working=True, today=True)
    AgendaItemFactory(meeting=sends, decision=Decision.NOT_PICKED)
    off = MeetingFactory(title="취소한 회의", cancelled=True)
    AgendaItemFactory(meeting=off)
    return {
        **{"agenda_empty": empty.pk, "agenda_many": many.pk, "agenda_sends": sends.pk, "agenda_off": off.pk},
        **{"item_strayed": strayed.pk, "item_last": last.pk, "item_fresh": many.items.first().pk},
    }


SCENES = (
    Scene("agenda-empty", "/desk/meetings/{agenda_empty}/agenda/", "office"),
    Scene("agenda-many", "/desk/meetings/{agenda_many}/agenda/", "office"),
    Scene("agenda-item", "/desk/meetings/{agenda_many}/agenda/", "office", unfold(".agenda-item__more")),
    Scene("agenda-item-wrong", "/desk/meetings/{agenda_many}/agenda/", "office", wrong_minutes),
    Scene(
        "agenda-unknown-number", "/desk/meetings/{agenda_empty}/agenda/", "office", send(".agenda-builder__number", number="x")
    ),
    Scene("agenda-off", "/desk/meetings/{agenda_off}/agenda/", "office"),
    Scene("clerk-empty", "/desk/meetings/{agenda_empty}/", "office"),
    Scene("clerk-fresh", "/desk/meetings/{agenda_many}/?item={item_fresh}", "office"),
    Scene("clerk-over", "/desk/meetings/{agenda_many}/", "office"),
    Scene("clerk-strayed", "/desk/meetings/{agenda_many}/?item={item_strayed}", "office"),
    Scene("clerk-last", "/desk/meetings/{agenda_many}/?item={item_last}", "office"),
    Scene("clerk-wrong", "/desk/meetings/{agenda_many}/?item={item_fresh}", "office", send("#decision", votes_for="-1")),
    Scene("clerk-working", "/desk/meetings/{agenda_sends}/", "office"),
    Scene("clerk-off", "/desk/meetings/{agenda_off}/", "office"),
    Scene("clerk-recorded", "/desk/meetings/{record}/", "office"),
    Scene("meeting-preview", "/desk/meetings/{record_ready}/preview/", "office"),
    Scene("meeting-preview-open", "/desk/meetings/{record_open}/preview/", "office"),
    Scene(
        "meeting-preview-wrong", "/desk/meetings/{record_open}/preview/", "office", send(".preview__words", summary="가" * 2_001)
    ),
    Scene("meeting-recorded", "/meetings/{record}/"),
    Scene("meeting-minutes", "/meetings/{record}/minutes/"),
    Scene("meeting-minutes-draft", "/meetings/{record_open}/minutes/", "office"),
    Scene("idea-decided-there", "/ideas/{decided_there}/"),
)
