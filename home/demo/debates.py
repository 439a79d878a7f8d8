# ruff: noqa: E501 - texts stand here as they are shown
"""What the demo city debates: who says what, who finds it helpful, who changes their mind, and what came out of it."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from home.demo import clock
from home.demo.pipeline import OFFICE, Event
from home.demo.sketch import key_of
from ideas.debates import arguing, running, standing
from ideas.debates.running import Summary
from ideas.models import Debate, Idea


@dataclass(frozen=True)
class Said:
    """One argument. helpful: how many neighbours found it so; replies: (who, what) beneath it."""

    by: str
    side: str
    body: str
    helpful: int = 0
    replies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Talk:
    """A whole debate: its arguments in turn, and how many neighbours stand where besides. movers: how many change their mind."""

    said: tuple[Said, ...]
    stands: tuple[int, int, int]
    movers: int = 0


TALKS = {
    "green-second": Talk(
        (
            Said("종로할매", "pro", "건널목 한가운데서 빨간불을 만나 본 사람은 알아요. 5초면 지팡이로 다섯 걸음이에요.", 14),
            Said(
                "출근길졸음",
                "con",
                "출근 시간 여섯 차선에서 5초가 모이면 뒤차는 신호를 한 번 더 기다려요. 버스 탄 사람도 그만큼 늦어요.",
                9,
                (("한강바람", "아침 7시부터 9시까지는 교차로 전체를 다시 셈하고 있어요. 낮과 밤을 나눠서 정하려고 해요."),),
            ),
            Said(
                "느티나무길",
                "how",
                "모든 건널목이 아니라 어르신이 많이 건너는 곳부터 걸음 빠르기를 1초에 0.7미터로 셈하면 돼요. 지금 기준 안에서 할 수 있어요.",
                17,
                (("감나무집순이", "내 걸음을 재 준 거네요. 고마워요, 선생님."),),
            ),
            Said("두바퀴아빠", "pro", "유아차를 밀고 딸 손까지 잡으면 저도 빠듯해요. 어르신만의 일이 아니에요.", 8),
            Said(
                "빗길조심",
                "con",
                "늘어난 초만큼 마음이 급해져서 노란불에 지나가는 차가 생길까 걱정이에요. 단속도 같이 늘려 주세요.",
                5,
            ),
            Said(
                "급식은세번",
                "how",
                "학교 앞에는 남은 시간이 숫자로 나와요. 시장 앞에도 숫자와 소리를 같이 놓으면 언제 서야 할지 알 수 있어요.",
                11,
            ),
            Said("다시걷는중", "pro", "다리를 다쳐 보니 초록불이 먼저 끝나요. 누구나 언젠가는 느린 사람이 돼요.", 12),
            Said(
                "한강바람",
                "how",
                "두 번 재어 보니 낮 10시부터 4시까지는 5초를 늘려도 차가 밀리지 않았어요. 이 시간부터 시작하고 석 달 뒤에 결과를 알려 드릴게요.",
                19,
            ),
            Said("바퀴로산책", "how", "길 가운데 쉼섬을 두면 두 번에 나눠 건널 수 있어요. 턱만 낮춰 주세요.", 10),
            Said("첫차타는사람", "con", "새벽에는 건너는 사람이 없는데 초록불이 길면 버스만 서 있어요. 시간을 나눠 주세요.", 4),
            Said("노을자전거", "pro", "5초 기다리는 것이 5초 모자란 것보다 쉬워요.", 6),
            Said(
                "흰지팡이여행",
                "how",
                "소리 신호가 초록불 끝나기 7초 전에 달라지면 저는 건너기 시작할지 정할 수 있어요.",
                13,
                (("한강바람", "소리 신호를 바꾸는 일은 보행 쪽에서 함께 살펴볼게요."),),
            ),
        ),
        (31, 12, 22),
        movers=9,
    ),
    "bridge": Talk(
        (
            Said("강변나무", "pro", "강을 걸어서 건너면 도시가 달라 보여요. 일요일 하루만이라도 다리를 사람에게 내주세요.", 16),
            Said(
                "첫차타는사람",
                "con",
                "일요일에도 첫차로 일하러 가요. 다리가 막히면 돌아가는 길이 40분이에요.",
                13,
                (("한강바람", "첫차부터 아침 9시까지는 차가 다니고, 그 뒤에도 버스 길 하나는 남겨 두는 안을 만들고 있어요."),),
            ),
            Said("느티나무길", "how", "네 차선 가운데 두 차선만 먼저 열어 보면 교통량을 재면서 넓힐 수 있어요.", 18),
            Said("달빛수영", "pro", "다리 위에서 노을을 보는 데 돈이 들지 않았으면 해요.", 7),
            Said("물길읽는이", "how", "강바람이 초속 10미터를 넘는 날은 닫는다는 약속을 미리 해 두어야 안전해요.", 9),
        ),
        (28, 11, 15),
        movers=6,
    ),
    "night-child": Talk(
        (
            Said(
                "새벽별병동", "pro", "밤 근무가 잡히면 아이를 맡길 곳부터 찾아요. 병원 가까이에 한 집만 있어도 숨이 트여요.", 13
            ),
            Said(
                "쌍둥이네부엌",
                "con",
                "자다 깬 아이가 낯선 방에서 울 생각을 하면 망설여져요. 부모 근무 시간을 줄이는 일이 먼저예요.",
                7,
            ),
            Said("퇴직한기관사", "how", "동네 어린이집의 빈 교실 하나를 밤에 쓰면 아이가 아는 방에서 잘 수 있어요.", 11),
        ),
        (17, 5, 12),
        movers=3,
    ),
    "first-bus": Talk(
        (
            Said("첫차타는사람", "pro", "15분이면 뛰지 않고 걸어서 갈아타요. 새벽에 뛰다 넘어진 사람이 한둘이 아니에요.", 15),
            Said(
                "비오는수요일",
                "con",
                "기사님들도 15분 먼저 일어나야 해요. 쉬는 시간을 그만큼 늘려 주는지 먼저 알고 싶어요.",
                9,
                (("정류장나무", "첫차를 당기는 노선은 앞뒤 쉬는 시간을 같이 옮기는 안으로 이야기하고 있어요."),),
            ),
            Said("책읽는버스", "how", "모든 노선이 아니라 첫차에 서서 가는 노선 열 개부터 당겨 보면 좋겠어요.", 12),
        ),
        (24, 8, 11),
        movers=4,
    ),
}
SUMMARIES = {
    "bridge": Summary(
        agreed="한 달에 한 번, 일요일 낮에 시험해 보자는 데 거의 모두가 뜻을 모았어요.",
        disagreed="모든 차선을 닫을지, 버스 길 하나를 남길지는 갈렸어요. 새벽에 일하러 가는 분들은 아침 9시 전에는 닫지 말아 달라고 했어요.",
        taken_along="두 차선부터 열고 교통량을 재는 안, 바람이 센 날 닫는 기준을 실무회의에 가져가요.",
    ),
    "heat": Summary(
        agreed="정류장 그늘은 큰 것 몇 개보다 작은 것 여럿이 낫다는 데 뜻이 모였어요.",
        disagreed="나무와 천막 가운데 무엇을 먼저 할지는 갈렸어요.",
        taken_along="볕이 가장 긴 정류장 서른 곳의 목록을 먼저 만들어 여기에 올려요.",
    ),
}
HEAT = Talk(
    (
        Said("책읽는버스", "pro", "버스를 기다리는 10분이 여름에는 하루 중 가장 길어요. 그늘 하나면 책을 펼 수 있어요.", 12),
        Said("옥상텃밭", "how", "덩굴을 올리면 이태 만에 지붕이 돼요. 물은 빗물통이면 넉넉해요.", 10),
        Said(
            "문방구막내",
            "con",
            "인도가 좁은 곳에 기둥을 세우면 걷는 길이 막혀요. 자리를 먼저 재 주세요.",
            7,
            (("정류장나무", "폭이 2미터가 안 되는 인도에는 기둥 대신 벽에 다는 그늘막을 살펴볼게요."),),
        ),
        Said("물길읽는이", "how", "지붕을 하얗게 칠하면 아래가 2도쯤 덜 더워요. 가장 빨리 할 수 있는 일이에요.", 8),
    ),
    (21, 6, 13),
    movers=4,
)


def talk(day: float, key: str) -> Event:
    """All that was said until that day in the debate that an idea is in; for the stories of ideas."""
    return Event(day, OFFICE, lambda idea, user: fill(Debate.objects.get(idea=idea, closed_at=None), TALKS[key]))


def sum_up(day: float, key: str) -> Event:
    """The idea office writes what the last debate of an idea came to; for the stories of ideas."""
    return Event(day, OFFICE, lambda idea, user: running.summarise(last_of(idea), user, SUMMARIES[key]))


def last_of(idea: Idea) -> Debate:
    """The debate of an idea that ended last."""
    return Debate.objects.filter(idea=idea, closed_at__isnull=False).latest("closed_at")


def load_debates(people: dict[str, User], now: datetime) -> None:
    """What no story tells: talk in the debate that runs, and two questions of the city's own, one of them answered."""
    for key, whole in TALKS.items():
        debate = Debate.objects.running(now).filter(idea__draft_key=key_of(key)).first()
        if debate and not debate.arguments.exists():
            fill(debate, whole)
    if Debate.objects.filter(idea=None).exists():
        return
    office, expert = people[OFFICE], people["느티나무길"]
    begun = now - timedelta(days=46)
    with clock.at(begun):
        heat = Debate(
            title="정류장 그늘, 어디부터 어떻게",
            question="여름마다 뜨거워지는 버스 정류장에 그늘을 어떻게 만들면 좋을까요?",
            opens_at=begun,
            closes_at=begun + timedelta(days=14),
        )
        heat = running.open_question(heat, office)
    with clock.at(heat.closes_at - timedelta(minutes=5)):
        fill(heat, HEAT)
    with clock.at(heat.closes_at + timedelta(minutes=1)):
        running.close(heat, None)
    with clock.at(heat.closes_at + timedelta(days=5)):
        running.summarise(heat, office, SUMMARIES["heat"])
    begun = now - timedelta(days=3)
    with clock.at(begun):
        running.open_question(
            Debate(
                title="아이와 함께 가는 구청",
                question="구청 민원실에 아이가 놀 자리를 만들면 어떨까요?",
                lead="서류 한 장 떼러 갈 때도 아이를 맡길 곳을 찾는 분이 많아요. 어떤 자리면 좋을지, 걱정되는 것은 없는지 들려주세요.",
                opens_at=begun,
                closes_at=now + timedelta(days=18),
                moderator=expert,
            ),
            office,
        )


def fill(debate: Debate, whole: Talk) -> None:
    """Let people stand, argue, respond and change their mind between the opening of a debate and now."""
    people = {user.nickname: user for user in User.objects.filter(email__endswith="@demo.oasis.example").order_by("pk")}
    dice = random.Random(debate.title)  # noqa: S311 - only to look alive
    speakers = {one.by for one in whole.said}
    crowd = [user for name, user in people.items() if name not in speakers and user.email.startswith("neighbour")]
    dice.shuffle(crowd)
    acts = [*stands(debate, whole, crowd), *(lambda one=one: say(debate, one, people, crowd) for one in whole.said)]
    dice.shuffle(acts)
    acts += [lambda mover=mover: change_mind(debate, mover, dice) for mover in crowd[: whole.movers]]
    now, begun = timezone.now(), debate.opens_at
    step = (now - begun) / (len(acts) + 1)
    for number, act in enumerate(acts, start=1):
        with clock.at(begun + step * number):
            act()


def stands(debate: Debate, whole: Talk, crowd: list[User]) -> list:
    """What neighbours who only say where they stand do."""
    sides = [side for side, number in zip(("pro", "con", "how"), whole.stands, strict=True) for _one in range(number)]
    return [
        lambda user=user, side=side: standing.take_stance(debate, user, side) for user, side in zip(crowd, sides, strict=False)
    ]


def say(debate: Debate, one: Said, people: dict[str, User], crowd: list[User]) -> None:
    """One argument, those who found it helpful, and the responses beneath."""
    made = arguing.argue(debate, people[one.by], one.side, one.body)
    start = len(one.body) % max(1, len(crowd) - one.helpful)
    for reader in crowd[start : start + one.helpful]:
        arguing.find_helpful(made, reader)
    for by, body in one.replies:
        arguing.respond(made, people[by], body)


def change_mind(debate: Debate, mover: User, dice: random.Random) -> None:
    """Somebody reads on and stands elsewhere."""
    standing.take_stance(debate, mover, dice.choice(("pro", "how", "con")))
