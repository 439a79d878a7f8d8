"""What the panel of the demo voted on and wrote to itself, and which ideas neighbours keep an eye on."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from home.demo import clock
from home.demo.pipeline import OFFICE
from home.demo.sketch import key_of
from ideas import telling
from ideas.models import BoardPost, Follow, Idea, Lift, Membership, MembershipState, Panel, TrailEntry
from ideas.panel import board, lifts
from notifications.models import Notice

FEWEST = 4
# What the demo tells of, so that its first start stays short, and what of it nobody has read yet.
LATELY, UNREAD_FOR = timedelta(days=10), timedelta(days=4)
KEYS = uuid.UUID("0d7a5d3e-55c2-4f0a-8f2e-6a4f6f2b9c11")


@dataclass(frozen=True)
class Vote:
    """A vote on a super-pass: which idea, how many days ago it began, why, and how many were for and against it."""

    idea: str
    days: float
    reason: str
    in_favour: int
    against: int


# Of the panel's members, in the order in which they joined; in_favour counts beyond what is needed are not asked for.
VOTES = (
    Vote("year-letter", 40, "큰돈이 들지 않고, 강가를 찾는 까닭을 하나 더 만들어 줘요.", 2, 3),
    Vote(
        "snow-shovel", 9, "추천한 사람은 적어도 눈이 오면 온 동네가 쓸 수 있어요. 첫눈이 오기 전에 이야기해 보고 싶어요.", 99, 1
    ),
    Vote("goal-light", 3, "동네 풋살장을 쓰는 사람이 한마디씩 보태면 금방 좋아질 상상이에요.", 3, 1),
)
# How many days ago, who (the number of a member, or the idea office), the title, the words, and who replied with what.
POSTS = (
    (
        *(21, 0, "평가하는 화면에서 상상 글이 다시 보이면 좋겠어요"),
        "점수를 매기다가 글을 한 번 더 읽고 싶을 때가 많아요. 점수 칸 옆에 글을 접어 두면 어떨까요?",
        ((1, "저도요. 앞으로 갔다가 돌아오면 어디까지 했는지 헷갈려요."), (OFFICE, "고맙습니다. 다음 회차 전에 고쳐 볼게요.")),
    ),
    (
        *(8, 2, "‘계속성’ 기준을 쉬운 말로 풀어 주세요"),
        "처음 오신 분은 무엇을 보라는 뜻인지 어려워하셨어요. ‘해마다 이어 갈 수 있나요?’처럼 물어보면 좋겠어요.",
        ((3, "‘한 번으로 끝나지 않나요?’도 좋아요."),),
    ),
    (
        *(2, OFFICE, "다음 모임은 화면으로도 함께해요"),
        "멀리 사는 단원을 위해 다음 모임부터 화면으로도 들어올 수 있어요. 주소는 전날 알림으로 보내 드릴게요.",
        (),
    ),
)
# Who follows which ideas without recommending them.
FOLLOWS = (
    ("책읽는버스", ("bridge", "island", "dog-hours")),
    ("소금빵한개", ("bridge", "night-swim")),
    (OFFICE, ("kiosk-person",)),
)


def load_panelboard(people: dict[str, User], now: datetime) -> None:
    """Votes, posts and follows that are not there yet. The panel of the demo has to be there (nothing is voted on without)."""
    is_first = not Notice.objects.exists()
    follow_ideas(people)
    today = timezone.localdate(now)
    panels = Panel.objects.filter(starts_on__lte=today, ends_on__gte=today)
    if panel := panels.order_by("-starts_on", "-id").first():
        let_panel_work(panel, people, now)
    if is_first:
        tell_the_latest(now)


def let_panel_work(panel: Panel, people: dict[str, User], now: datetime) -> None:
    """Votes and posts of a panel; a handful of members is too few for either."""
    seats = Membership.objects.filter(panel=panel, state=MembershipState.MEMBER).select_related("member").order_by("pk")
    members = [seat.member for seat in seats]
    if len(members) < FEWEST:
        return
    for one in VOTES:
        hold_vote(panel, one, members, now)
    for number, post in enumerate(POSTS):
        write(panel, number, post, members, people, now)


def tell_the_latest(now: datetime) -> None:
    """Fill the inboxes with what became of the demo's ideas lately; what is older than a few days has been read."""
    entries = TrailEntry.objects.filter(idea__draft_key__isnull=False, kind__in=telling.NEWS, at__gte=now - LATELY)
    for entry in entries.select_related("idea").order_by("at", "id"):
        telling.hear(sender=TrailEntry, entry=entry)
    while telling.spread():
        continue
    Notice.objects.filter(created_at__lt=now - UNREAD_FOR, read_at__isnull=True).update(read_at=F("created_at"))


def follow_ideas(people: dict[str, User]) -> None:
    """Let neighbours follow ideas of others."""
    for name, keys in FOLLOWS:
        for idea in Idea.objects.on_the_river().filter(draft_key__in=[key_of(key) for key in keys]):
            if name in people and idea.author_id != people[name].pk:
                Follow.objects.get_or_create(idea=idea, member=people[name])


def hold_vote(panel: Panel, one: Vote, members: list[User], now: datetime) -> None:
    """One vote from its opening on, on the days it happened; none on an idea that needs no lift, or before the panel's term."""
    idea = Idea.objects.filter(draft_key=key_of(one.idea)).first()
    begun = now - timedelta(days=one.days)
    if idea is None or Lift.objects.filter(panel=panel, idea=idea).exists() or timezone.localdate(begun) <= panel.starts_on:
        return
    voters = [member for member in members if member.pk != idea.author_id]
    with clock.at(begun):
        if lifts.why_not_open(idea):
            return
        lift = lifts.open_lift(panel, idea, voters[0], one.reason)
    # Those against say so first, so that a vote which passes does not end before they have spoken.
    wishes = [False] * one.against + [True] * min(one.in_favour, panel.lift_votes)
    for (member, is_for), moment in zip(zip(voters, wishes, strict=False), moments(begun, now), strict=False):
        with clock.at(moment):
            lift = lifts.vote(lift, member, is_for)


def moments(begun: datetime, now: datetime) -> Iterator[datetime]:
    """One moment after the other, some hours apart, up to now."""
    moment = begun
    while (moment := moment + timedelta(hours=5, minutes=17)) < now:
        yield moment


def write(panel: Panel, number: int, post: tuple, members: list[User], people: dict[str, User], now: datetime) -> None:
    """One post of the board with its replies, in the days it was written."""
    days, writer, title, words, replies = post
    begun, key = now - timedelta(days=days), uuid.uuid5(KEYS, f"{panel.pk} {number}")
    if timezone.localdate(begun) <= panel.starts_on or BoardPost.objects.filter(form_key=key).exists():
        return

    def person(who) -> User:
        return people[who] if isinstance(who, str) else members[who % len(members)]

    with clock.at(begun):
        above = board.post(panel, person(writer), title, words, form_key=key)
    for order, (who, said) in enumerate(replies, 1):
        with clock.at(begun + timedelta(hours=3 * order)):
            board.post(panel, person(who), "", said, parent=above, form_key=uuid.uuid5(key, str(order)))
