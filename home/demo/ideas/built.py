"""Ideas of the demo whose cards show what may become of an adopted one."""

from home.demo.sketch import Sketch

SKETCHES = (
    Sketch(
        "card-stairs",
        "느린산책",
        "계단 옆에 잡을 곳을 하나 더",
        "언덕길 계단을 오르내릴 때 잡을 곳이 한쪽에만 있어요.\n\n양쪽에 있으면 무릎이 아픈 날에도 혼자 장을 보러 갈 수 있어요.",
        "walking",
        118,
        31,
    ),
    Sketch(
        "card-lanterns",
        "노을자전거",
        "물가 산책길에 낮은 등불을",
        "밤에 강가를 걸으면 발밑이 어두워요.\n\n무릎 높이의 낮은 등불이면 별도 잘 보이고 걷기도 편해요.",
        "river",
        115,
        27,
        district="mapo",
    ),
    Sketch(
        "card-water",
        "쌍둥이네부엌",
        "강가 수돗가를 아이 키에 맞춰요",
        "강가 수돗가가 높아서 아이들이 늘 안아 달라고 해요.\n\n낮은 것을 하나 더 두면 좋겠어요.",
        "river",
        111,
        19,
        district="yongsan",
    ),
    Sketch(
        "card-float",
        "물소리듣기",
        "물 위를 걷는 나무길",
        "물가를 조금 돌아가는 나무길을 물 위에 놓으면 어떨까요?",
        "river",
        112,
        22,
        district="gwangjin",
    ),
)
