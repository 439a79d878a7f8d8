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
    "rain-buddy": Talk(
        (
            Said("작은방창문", "pro", "반지하에 살아요. 물보다 무서운 건 아무도 모른다는 거였어요. 전화 한 통이면 돼요.", 15),
            Said("달지키는사람", "pro", "밤에 깨어 있는 사람도 많아요. 저는 새벽 짝꿍을 할 수 있어요.", 8),
            Said(
                "코딩하는고모",
                "con",
                "전화번호가 한번 퍼지면 거둘 수 없어요. 누가 명단을 지키고 언제 지우는지부터 정해 주세요.",
                9,
                (("은평돌멩이", "맞아요. 우리 골목은 종이 한 장에 적어 통장님만 갖고 계세요. 이사 가면 그 줄을 지워요."),),
            ),
            Said(
                "물길읽는이",
                "how",
                "비의 세기보다 하수관 수위가 10분 먼저 알려 줘요. 낮은 골목에는 수위계를 하나씩 달고 그 신호로 전화하면 늦지 않아요.",
                14,
            ),
            Said(
                "새벽별병동",
                "con",
                "전화를 못 받은 밤에 탓하는 사람이 생길까 걱정이에요. 못 받아도 괜찮다고 처음부터 적어 주세요.",
                6,
            ),
            Said(
                "퇴직한기관사", "how", "지렛대는 있어도 쓸 줄 모르면 소용없어요. 장마 전 연습하는 날 문 여는 법도 같이 배워요.", 7
            ),
        ),
        (19, 4, 9),
        movers=3,
    ),
    "curb-map": Talk(
        (
            Said(
                "초록우산",
                "pro",
                "유아차를 밀고 나가면 저도 같은 지도가 필요해요. 아이가 크면 잊히는 길을 지금 적어 두고 싶어요.",
                11,
            ),
            Said(
                "느티나무길",
                "how",
                "턱의 높이, 폭, 비탈 세 가지만 같은 방법으로 재면 누구나 적을 수 있어요. 재는 법을 그림 한 장으로 만들게요.",
                13,
                (("바퀴로산책", "그림에 바퀴 지름도 넣어 주세요. 제 앞바퀴는 12센티미터예요."),),
            ),
            Said(
                "택시삼십년",
                "con",
                "공사가 끝나면 턱이 또 바뀌어요. 틀린 지도는 없는 것보다 나빠요. 언제 잰 것인지 꼭 보이게 해 주세요.",
                7,
            ),
            Said(
                "열여덟의지도",
                "how",
                "우리 학교 봉사 시간으로 동네 한 바퀴씩 재면 석 달이면 구 하나를 다 적을 수 있어요.",
                10,
                (("한강바람", "학교와 함께 재는 날을 살펴보고 있어요. 자는 저희가 준비할게요."),),
            ),
            Said(
                "골목탐험가",
                "pro",
                "지도에 없는 길을 제일 많이 아는 건 바퀴로 다니는 분들이에요. 서른한 개 골목부터 올려 주세요.",
                6,
            ),
        ),
        (17, 2, 14),
        movers=4,
    ),
    "laundry-sun": Talk(
        (
            Said("자취칠년차", "pro", "제습기를 밤새 돌려도 이불은 못 말려요. 한 달에 한 번이라도 햇볕에 널고 싶어요.", 9),
            Said(
                "옥상텃밭", "how", "우리 건물 옥상은 낮에 비어 있어요. 열쇠를 맡아 줄 사람만 있으면 빨랫줄은 내일이라도 매요.", 12
            ),
            Said(
                "달지키는사람",
                "con",
                "옥상은 밤에 잠가야 안전해요. 누가 열고 닫는지, 널어 둔 것이 없어지면 어떻게 하는지 먼저 정해요.",
                5,
            ),
            Said("목요일의빵", "how", "두 시간씩 자리를 나눠 맡고 종이에 이름을 적어요. 동네 빵집 화덕도 그렇게 같이 썼어요.", 4),
        ),
        (12, 3, 8),
        movers=2,
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


WITH_CHILDREN = Talk(
    (
        Said(
            "등원길전쟁",
            "pro",
            "번호표를 뽑는 순간 아들은 뛰기 시작해요. 그림책 다섯 권만 있어도 서류를 끝까지 읽을 수 있어요.",
            10,
        ),
        Said("쌍둥이네부엌", "pro", "둘을 안고 도장을 찍은 적이 있어요. 앉힐 자리 하나면 돼요.", 8),
        Said("콩나물교실", "how", "장난감보다 낮은 책상과 색연필이 나아요. 줍고 닦기 쉽고, 그린 것은 벽에 붙이면 돼요.", 7),
        Said("그림자나무", "con", "좁은 민원실에 놀 자리를 만들면 휠체어가 도는 자리가 줄어요. 넓은 곳부터 해 보면 좋겠어요.", 5),
    ),
    (13, 4, 7),
    movers=2,
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
        asked = running.open_question(
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
    with clock.at(now):
        fill(asked, WITH_CHILDREN)


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
