# ruff: noqa: E501 - texts stand here as they are shown
"""What became of the ideas of the demo city, one story an idea; those that are not named wait for the city like any new one."""

from home.demo import written
from home.demo.debates import sum_up, talk
from home.demo.pipeline import OFFICE, Event, answer, ask, merge, object_to, put_off, rise, route, step, tomorrow

STORIES: dict[str, tuple[Event, ...]] = {
    # The four that the city is proud of.
    "bridge": (
        route(1.5, "walking-cycling", "보행팀장"),
        rise(9, "debate", "이웃 쉰 명이 가까이 모였고, 걷는 다리는 도시가 함께 이야기할 만한 상상이에요."),
        talk(22.5, "bridge"),
        rise(23, "working", "토론에서 일요일부터 시험하자는 데 뜻이 모였어요.", sums_up=False),
        sum_up(24, "bridge"),
        answer(30, "한강바람", written.BRIDGE_LOOKED_AT),
        step(37, OFFICE, "put_on_agenda"),
        answer(46, OFFICE, written.BRIDGE_ADOPTED, starts_in=120, lasts=240),
    ),
    "island": (
        route(2, "waterside", "수변기획팀장"),
        rise(12, "debate", "아름다운 생각이 왜 어려워졌는지까지 함께 적은 상상이라, 모두가 이야기할 자리를 열어요."),
        rise(33, "working", "작은 것 하나로 시작하자는 데 뜻이 모였어요."),
        step(54, OFFICE, "put_on_agenda"),
        answer(68, OFFICE, written.ISLAND_ADOPTED, starts_in=150, lasts=730),
    ),
    "proposal-wall": (
        route(1, "arts", "생활문화팀장"),
        rise(11, "debate", "받는 사람의 마음까지 살핀 이야기가 이어지고 있어 토론으로 올려요."),
        answer(44, "막이오르면", written.WALL_ADOPTED, starts_in=60, lasts=365),
    ),
    "subtitles": (
        route(1, "arts", "영상팀장"),
        answer(32, "막이오르면", written.SUBTITLES_ADOPTED, starts_in=45, lasts=180),
    ),
    # Answered with a decision, or without one.
    "poster-wall": (route(1, "arts"), answer(22, "막이오르면", written.POSTERS_IN_PART, starts_in=100, lasts=200)),
    "ferry-old": (route(1.4, "waterside"), answer(24, "나루지기", written.FERRY_NOT_NOW)),
    "river-announcement": (route(0.8, "buses"), answer(15, "정류장나무", written.RIVER_VOICE_SENT)),
    "kiosk-person": (route(1.1, "elders"), answer(20, "햇살마루", written.KIOSK_LATER)),
    "aed-game": (answer(26, OFFICE, written.AED_SENT),),
    "detour-sign": (route(2.2, "walking-cycling"), answer(30, "한강바람", written.DETOUR_ENDED, ground="complaint")),
    "sign-window": (route(1.2, "elders"), answer(27, "햇살마루", written.SIGNS_ANSWERED)),
    "language-trade": (route(0.9, "libraries"), answer(19, "책갈피바람", written.LANGUAGES_ANSWERED)),
    "mural": (route(1.3, "walking-cycling"), answer(17, "한강바람", written.MURAL_ANSWERED)),
    "meet-again-day": (route(1.0, "recycling"), answer(21, "다시쓰는손", written.MEET_AGAIN_ANSWERED)),
    # A decision that its writer wants to have looked at again, and an idea that flows for the second time.
    "quiet-bus": (
        route(1.6, "buses"),
        answer(18, "정류장나무", written.QUIET_BUS_NOT_NOW),
        step(
            -2.2,
            "책읽는버스",
            "ask_re_review",
            "방송을 끄자는 말이 아니었어요. 의자마다 작은 소리로 들려주는 자리가 있으면 괜찮다는 의견도 있었는데, 그 이야기가 답변에 없어요.",
        ),
    ),
    "night-swim": (
        route(3, "waterside"),
        answer(24, "나루지기", written.SWIM_NOT_NOW),
        step(-6, OFFICE, "reopen", "올여름에는 밤에도 설 요원을 구할 수 있게 되었어요. 다시 이야기해 보고 싶어요.", opens=True),
    ),
    # In debate.
    "rain-buddy": (
        route(0.7, "elders"),
        answer(16, "햇살마루", written.RAIN_BUDDY_ANSWERED),
        rise(19, "debate", "온 도시가 함께 이야기할 상상이에요."),
    ),
    "curb-map": (route(0.9, "walking-cycling"), rise(14, "debate", "길을 함께 걸어 볼 사람이 많이 필요한 상상이에요.")),
    "night-child": (rise(12, "debate", "밤에 일하는 분들의 이야기를 더 듣고 싶어요."),),
    "first-bus": (route(1.1, "buses"), rise(10, "debate", "첫차를 타는 분들의 이야기를 더 듣고 싶어요.")),
    "green-second": (route(0.8, "walking-cycling"), rise(9, "debate", "몇 초가 알맞은지 함께 이야기해요.")),
    "laundry-sun": (rise(8, "debate", "햇볕을 나눌 자리를 함께 찾아요."),),
    # Before the working meeting, and on the agenda of the mayor's.
    "bee-months": (
        route(1.0, "parks"),
        rise(9, "debate", "꽃 달력을 함께 만들어요."),
        rise(18, "working", "달마다 심을 꽃이 정해졌어요."),
    ),
    "first-job-notebook": (
        rise(8, "debate", "일을 시작하는 분들의 이야기를 더 들어요."),
        rise(17, "working", "수첩에 넣을 것이 모였어요."),
    ),
    "guard-chair": (
        rise(2, "debate", "서서 일하는 분들의 이야기를 함께 들어요."),
        rise(7, "working", "쉴 의자는 오래 기다릴 일이 아니에요."),
    ),
    "stroller-lift": (
        route(0.8, "buses"),
        rise(1.2, "debate", "어느 역부터 알리면 좋을지 함께 골라요."),
        rise(6, "working", "고장을 미리 알리는 일은 곧바로 살펴볼 수 있어요."),
    ),
    "holiday-table": (
        route(4, "elders", "돌봄기획팀장"),
        rise(15, "debate", "명절마다 되풀이되는 이야기라 함께 나눠요."),
        rise(40, "working", "밥상을 차릴 곳 여덟 군데가 나왔어요."),
        step(66, OFFICE, "put_on_agenda"),
    ),
    "lamp-number": (
        rise(8, "debate", "어떤 이름이 부르기 쉬운지 함께 골라요."),
        rise(20, "working", "이름만 붙이면 되는 일이라 바로 살펴봐요."),
        step(50, OFFICE, "put_on_agenda"),
    ),
    # Waiting for somebody: the writer, the idea office, another department, tomorrow morning.
    "drum-room": (
        route(0.9, "arts"),
        step(
            8,
            "막이오르면",
            "ask_supplement",
            "일주일에 몇 시간, 몇 사람이 쓰면 좋을지 들려주세요. 방 두 곳 가운데 고르는 데 도움이 돼요.",
        ),
    ),
    "pay-day": (
        route(0.9, "arts"),
        object_to(
            -1.3,
            "막이오르면",
            "공연비를 내주는 날은 회계 규정이 정해요. 규정을 맡은 기획조정실이 답하는 것이 맞아요.",
            "planning",
        ),
    ),
    "playground": (
        route(0.8, "parks"),
        ask(-3.1, "뿌리깊은봄", "elders", "휠체어 탄 아이와 보호자에게 그네 높이와 둘레가 어느 만큼이면 편한지 알려 주세요.", 10),
    ),
    "easy-letter": (route(1.2, "elders"), tomorrow("햇살마루", written.EASY_LETTER_READY)),
    # Promises that are late, one of them after a new day was told.
    "bike-school": (route(1.4, "walking-cycling"), put_off(28.5, "한강바람", written.BIKE_SCHOOL_LATER, 7)),
    "farm-box": (route(1.7, "recycling"),),
    # Twins.
    "umbrella-hook": (merge(-11, "umbrella-stand", "같은 자리에 우산을 걸자는 두 상상을 하나로 모았어요."),),
    "winter-wind": (merge(-0.7, "shade", "횡단보도의 겨울바람을 막자는 두 상상을 하나로 모았어요."),),
}
