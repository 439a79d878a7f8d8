# ruff: noqa: E501 - texts stand here as they are shown
"""What the people of the demo city imagine, a module for each subject; all of it written for this project."""

from home.demo.ideas import (
    built,
    care,
    climate,
    culture,
    housing,
    learning,
    parks,
    river,
    safety,
    transport,
    walking,
    welfare,
    work,
)
from home.demo.sketch import Draft

SUBJECTS = (transport, walking, parks, river, climate, culture, care, welfare, housing, work, safety, learning, built)
SKETCHES = tuple(sketch for subject in SUBJECTS for sketch in subject.SKETCHES)

# What people of the demo are still writing; the first of them can log in and write on.
DRAFTS = (
    Draft(
        key="draft",
        by="물방울하나",
        title="비 오는 날 빌려 쓰는 우산",
        body="갑자기 비가 오면 편의점에서 우산을 또 사게 돼요. 집에 벌써 여섯 개나 있는데요.\n\n역마다 빌려 쓰고 아무 역에나 돌려주는",
    ),
    Draft(key="draft-wind", by="물방울하나", title="바람 부는 날 연 날리는 옥상", body=""),
    Draft(
        key="draft-walk",
        by="동네한바퀴",
        title="",
        body="저녁마다 걷다 보면 같은 시각에 마주치는 사람이 있어요. 인사를 할까 말까 석 달째 고민 중이에요.",
    ),
)
