# ruff: noqa: E501 - texts stand here as they are shown
"""The meetings of the demo city: a 실무회의 and a 실현회의 with their records, and one of each to come, through the verbs of the office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Department, User
from home.demo import clock
from home.demo.pipeline import OFFICE
from home.demo.sketch import key_of
from ideas.meetings import agenda, announcing, check_in, live, questions, recording, seats
from ideas.models import AgendaItem, Card, CardChange, Decision, Guest, Idea, Meeting, MeetingKind, Question, Seat, TrailEntry
from ideas.stages import Stage

PLACE, ADDRESS = "시청 3층 큰 회의실", "서울 중구 세종대로 110"
STREAM = "https://www.youtube.com/"
FRIDAY = 4
OFFICIALS = ("한강바람", "햇살마루", "뿌리깊은봄", "정류장나무")


@dataclass(frozen=True)
class Said:
    """What is decided on an idea. key: of its sketch. department: by its name in addresses, where it is adopted."""

    key: str
    decision: str
    reason: str = ""
    department: str = ""
    starts_in: int = 0
    votes: tuple[int, int] | None = None
    minutes: str = ""
    used: int = 12


PICKED = (
    Said(
        "bee-months",
        Decision.PUT_ON_AGENDA,
        "달마다 심을 꽃이 정해졌고, 공원 세 곳에 심을 자리도 찾았어요.",
        minutes="- 3월부터 10월까지 달마다 한 가지씩, 여덟 가지 꽃을 골랐어요.\n- 벌에 놀라는 분이 없게 놀이터에서 스무 걸음 떨어져 심자고 했어요.",
    ),
    Said(
        "first-job-notebook",
        Decision.NOT_PICKED,
        "좋은 상상이에요. 다만 수첩에 담을 글을 노동청과 먼저 맞춰야 해서, 다음 실무회의에서 다시 이야기해요.",
        minutes="- 나라에서 나누어 주는 안내서와 겹치는 글이 있는지 먼저 살펴보기로 했어요.",
    ),
)
DECIDED = (
    Said(
        "lamp-number",
        Decision.ADOPT,
        "가로등 번호판을 바꿀 때 부르기 쉬운 이름을 함께 적기로 했어요. 골목이 많은 세 동네에서 먼저 시작해요.",
        "walking-cycling",
        70,
        (21, 2),
        "- 번호판은 해마다 조금씩 바꾸고 있어서 돈이 크게 더 들지 않아요.\n- 이름은 동네 어린이와 함께 짓자는 말에 모두 손뼉을 쳤어요.",
        24,
    ),
    Said(
        "holiday-table",
        Decision.ADOPT_IN_PART,
        "설과 추석에 복지관 여덟 곳에서 긴 밥상을 차려요. 온 도시로 넓히는 일은 두 번 해 보고 정하기로 했어요.",
        "elders",
        60,
        (18, 5),
        "- 밥을 받는 자리가 아니라 함께 차리는 자리면 좋겠다는 말이 많았어요.\n- 명절에 일하는 분을 어떻게 구할지는 담당 부서가 계획에 적기로 했어요.",
        31,
    ),
    Said(
        "bee-months",
        Decision.NOT_DISCUSSED,
        "앞의 두 안건을 오래 이야기해서 시간이 모자랐어요. 다음 실현회의에서 가장 먼저 다뤄요.",
        used=0,
    ),
)
ASKED = (
    ("이름을 지을 때 어린이도 함께할 수 있나요?", 9, "answered"),
    ("밥상을 차리는 사람도 앉아서 먹나요?", 14, "answered"),
    ("꽃은 누가 가꾸나요?", 4, "new"),
)
WONDERED = (
    ("겨울에는 벌이 어디에 있나요?", 6),
    ("우리 동네 공원에도 심을 수 있나요?", 11),
    ("꽃가루 알레르기가 있으면 어떻게 하나요?", 3),
)


@transaction.atomic
def load_meetings(people: dict[str, User], now: datetime) -> int:
    """Hold and announce the meetings; a city that has any is left alone. Returns how many were made."""
    if Meeting.objects.exists():
        return 0
    office = people[OFFICE]
    working = announced(
        office, now, -3, 10, MeetingKind.WORKING, "11차 실무회의", "토론을 거친 상상 가운데 실현회의에서 다룰 것을 골라요.", 20
    )
    mayor = announced(
        office, now, -2, 14, MeetingKind.REALISATION, "6차 실현회의", "시장과 시민이 한자리에 앉아 상상을 이룰지 정해요.", 40
    )
    announced(
        office, now, 6, 10, MeetingKind.WORKING, "12차 실무회의", "토론을 거친 상상 가운데 실현회의에서 다룰 것을 골라요.", 20
    )
    coming = announced(
        office,
        now,
        12,
        14,
        MeetingKind.REALISATION,
        "7차 실현회의",
        "시장과 시민이 한자리에 앉아 상상을 이룰지 정해요. 유튜브로도 볼 수 있어요.",
        50,
    )
    hold(working, PICKED, people, mayor, closes_after=0)
    hold(mayor, DECIDED, people, closes_after=2)
    prepare(coming, people)
    TrailEntry.objects.filter(idea__agenda_items__isnull=False, processed_at=None).update(processed_at=timezone.now())
    return Meeting.objects.count()


def announced(office: User, now: datetime, days: int, hour: int, kind: str, title: str, intro: str, chairs: int) -> Meeting:
    """A meeting so many days from now at an hour in Seoul, announced three weeks before; always on a workday."""
    starts = (timezone.localtime(now) + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    while starts.weekday() > FRIDAY:
        starts += timedelta(days=1 if days > 0 else -1)
    meeting = Meeting.objects.create(
        kind=kind,
        title=title,
        intro=intro,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place=PLACE,
        address=ADDRESS,
        open_seats=chairs,
        reserved_seats=10,
    )
    return at(min(starts - timedelta(days=21), now), lambda: announcing.announce(meeting, office))


def at(moment: datetime, act: Callable):
    """Do something at a moment of the story."""
    with clock.at(moment):
        return act()


def fresh(meeting: Meeting) -> Meeting:
    """The meeting as it is now."""
    return Meeting.objects.get(pk=meeting.pk)


# -- meetings that were held ------------------------------------------------------------------------------------
def hold(
    meeting: Meeting, told: tuple[Said, ...], people: dict[str, User], goes_to: Meeting | None = None, closes_after: int = 3
) -> None:
    """A meeting from its agenda to its record. closes_after: hours from its end until the record is out."""
    office, begins = people[OFFICE], meeting.starts_at
    stage = agenda.STAGE_OF[MeetingKind(meeting.kind)]
    ideas = {said.key: Idea.objects.filter(draft_key=key_of(said.key), stage=stage).first() for said in told}
    before = begins - timedelta(hours=1)
    ready = [said for said in told if ideas[said.key] and not ideas[said.key].trail.filter(at__gt=before).exists()]
    if not ready:
        return
    for said in ready:
        at(before, lambda said=said: agenda.add_item(meeting, ideas[said.key], office))
    for place, said in enumerate(ready, start=1):
        item = AgendaItem.objects.get(meeting=meeting, idea=ideas[said.key])
        at(before, lambda item=item, place=place: agenda.move_item(item, office, place))
    at(before, lambda: agenda.announce_agenda(fresh(meeting), office))
    seat_people(meeting, people, begins - timedelta(days=4), 14 if meeting.kind == MeetingKind.REALISATION else 6)
    come(meeting, office, begins - timedelta(minutes=10))
    Guest.objects.create(meeting=meeting, name="윤슬기", role="expert", affiliation="도시연구원")
    if meeting.kind == MeetingKind.REALISATION:
        Guest.objects.create(meeting=meeting, name="한바다", role="chair", affiliation="시장")
        ask(meeting, office, ASKED, begins + timedelta(minutes=30))
    moment = talk(meeting, ready, office, begins, goes_to)
    words = f"시민 {Seat.objects.filter(meeting=meeting, checked_in_at__isnull=False).count()}명이 함께했어요. 서로의 말을 끝까지 듣고 하나씩 정했어요."
    at(
        moment,
        lambda: recording.write(
            fresh(meeting),
            office,
            words,
            "처음에 지난 회의에서 정한 일이 어디까지 왔는지 들었어요.\n\n마지막으로 다음 회의 날을 정했어요.",
            recording.mark_of_words(fresh(meeting)),
        ),
    )
    closed = meeting.ends_at + timedelta(hours=closes_after)
    at(closed, lambda: recording.publish(meeting, office))
    for said in ready:
        clock.set_back(ideas[said.key], closed)
        cards = Card.objects.filter(idea=ideas[said.key])
        cards.filter(opened_at__gt=closed).update(opened_at=closed, moved_at=closed)
        CardChange.objects.filter(card__in=cards, at__gt=closed).update(at=closed)


def seat_people(meeting: Meeting, people: dict[str, User], since: datetime, number: int) -> None:
    """So many neighbours and some officials sign up, one an hour."""
    residents = set(OFFICIALS)
    neighbours = [user for name, user in people.items() if name != OFFICE and not user.appointment and name not in residents]
    for place, member in enumerate([*neighbours[:number], *(people[name] for name in OFFICIALS)]):
        at(since + timedelta(hours=place), lambda member=member: seats.sign_up(meeting, member))


def come(meeting: Meeting, office: User, moment: datetime) -> None:
    """Everybody comes but one in seven."""
    for place, seat in enumerate(meeting.seats.filter(state="seated").order_by("order")):
        if place % 7 != 6:
            at(moment, lambda seat=seat: check_in.let_in(seat, office))


def talk(meeting: Meeting, told: list[Said], office: User, moment: datetime, goes_to: Meeting | None) -> datetime:
    """One item after the other, with its clock and what is written down; returns when the last one was done."""
    for said in told:
        item = AgendaItem.objects.get(meeting=meeting, idea__draft_key=key_of(said.key))
        if said.used:
            at(moment, lambda item=item: live.start(item, office))
        moment += timedelta(minutes=said.used)
        at(moment, lambda: live.pause(meeting, office))
        at(moment, lambda said=said: write_down(meeting, said, office, goes_to))
        if said.used:
            AgendaItem.objects.filter(pk=item.pk).update(
                video_at=int((moment - meeting.starts_at).total_seconds()) - 60 * said.used
            )
    return moment


def write_down(meeting: Meeting, said: Said, office: User, goes_to: Meeting | None) -> None:
    """The clerk keeps what was decided."""
    item = AgendaItem.objects.get(meeting=meeting, idea__draft_key=key_of(said.key))
    department = Department.objects.filter(slug=said.department).first()
    words = {
        "decision": said.decision,
        "reason": said.reason,
        "department_id": department.pk if department else None,
        "starts_on": timezone.localdate() + timedelta(days=said.starts_in) if said.starts_in else None,
        "goes_to_id": goes_to.pk if goes_to and said.decision == Decision.PUT_ON_AGENDA else None,
        "votes_for": said.votes[0] if said.votes else None,
        "votes_against": said.votes[1] if said.votes else None,
        "minutes": said.minutes,
    }
    live.save_decision(item, office, words, live.mark_of(item))


def ask(meeting: Meeting, office: User, asked: tuple, moment: datetime) -> None:
    """Questions from phones, with those who liked them; the moderator takes up those that were answered."""
    at(moment, lambda: questions.switch(fresh(meeting), office, on=True))
    for number, (body, likes, *state) in enumerate(asked):
        when = moment + timedelta(minutes=3 * number)
        made = at(
            when,
            lambda body=body, number=number: questions.ask(fresh(meeting), questions.phone_mark(meeting, f"demo {number}"), body),
        )
        Question.objects.filter(pk=made.pk).update(asked_at=when)
        for voter in range(likes):
            questions.like(made, questions.phone_mark(meeting, f"demo voter {voter}"))
        if state and state[0] == "answered":
            at(when + timedelta(minutes=9), lambda made=made: questions.moderate(made, office, "answered"))


# -- the meeting to come ------------------------------------------------------------------------------------------
def prepare(meeting: Meeting, people: dict[str, User]) -> None:
    """Its agenda is out, people have signed up, first questions have come in."""
    office = people[OFFICE]
    announcing.change(meeting, office, stream_url=STREAM)
    for idea in Idea.objects.public().filter(stage=Stage.REALISATION).order_by("pk"):
        item = agenda.add_item(meeting, idea, office)
        agenda.set_item(
            item, office, allotted=30, presenter="담당 부서 팀장", note="지난 회의에서 다루지 못해 가장 먼저 이야기해요."
        )
    if meeting.items.exists():
        agenda.announce_agenda(fresh(meeting), office)
    seat_people(meeting, people, timezone.now() - timedelta(days=2), 38)
    ask(meeting, office, WONDERED, timezone.now() - timedelta(hours=5))
