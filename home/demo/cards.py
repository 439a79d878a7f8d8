# ruff: noqa: E501 - texts stand here as they are shown
"""Implementation cards of the demo: one in every status, one that nobody reports on, one that waits for its hand-over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import Appointment, User
from home.demo import clock, pictures
from home.demo.pipeline import A_MOMENT, at_the_desk
from home.demo.sketch import key_of
from ideas import routing
from ideas.cards import doing, ending, handing_over, planning
from ideas.lifecycle import advance
from ideas.models import Card, Idea

OFFICE = "첫물"
Act = Callable[[Card, User], object]


@dataclass(frozen=True)
class Story:
    """What became of an adopted idea. by: who keeps its card. acts: (days ago, what was done) in their order."""

    key: str
    by: str
    acts: tuple[tuple[float, Act], ...]
    department: str = ""
    post: str = ""
    adopted: float = 0
    reason: str = ""


def day(days: int) -> date:
    """So many days from the day of the story."""
    return timezone.localdate() + timedelta(days=days)


def plan(words: str, lasts: int, budget: int, *steps: tuple[str, int, int]) -> Act:
    """A first plan. lasts: days; steps: (what, days from then, weight)."""
    return lambda card, by: planning.plan(
        card, by, words, day(0), day(lasts), budget, tuple(planning.Step(title, day(in_), weight) for title, in_, weight in steps)
    )


def replan(later: int, budget: int, reason: str) -> Act:
    """The end moves by so many days, and the money."""
    return lambda card, by: planning.plan(
        card, by, card.plan, card.starts_on, card.ends_on + timedelta(days=later), budget, reason=reason
    )


def start() -> Act:
    """The work begins."""
    return lambda card, by: doing.start(card, by)


def step_done(place: int) -> Act:
    """The step at a place, counted from 0, was done on that day."""
    return lambda card, by: planning.finish_milestone(card.milestones.all()[place], by, day(0))


def report(words: str, spent: int, *photos: tuple[str, str]) -> Act:
    """A report. photos: (name of a scene, what it shows)."""
    return lambda card, by: doing.report(card, by, words, spent, photos=[(pictures.upload_of(name), alt) for name, alt in photos])


STORIES = (
    Story(
        "card-stairs", "한강바람", department="walking-cycling", post="주무관", adopted=109,
        reason="바로 시작할 수 있고, 꼭 필요한 일이에요.",
        acts=(
            (101, plan("가파른 계단 열 곳을 골라 양쪽에 손잡이를 달아요.", 90, 48_000_000, ("열 곳 고르기", 14, 1), ("손잡이 달기", 60, 3), ("함께 걸어 보기", 85, 1))),
            (96, start()),
            (88, step_done(0)),
            (62, report("여섯 곳에 손잡이를 달았어요. 나머지는 다음 달에 달아요.", 21_000_000, ("stairs", "양쪽에 손잡이가 달린 언덕길 계단"))),
            (31, step_done(1)),
            (14, step_done(2)),
            (12, lambda card, by: ending.finish(card, by, day(0), "열 곳 모두 손잡이를 달고 이웃들과 함께 걸어 보았어요. 고마워요!", 46_500_000)),
        ),
    ),
    Story(
        "card-lanterns", "나루지기", department="waterside", post="팀장", adopted=106,
        reason="작은 구간부터 바로 해 볼 만해요.",
        acts=(
            (97, plan("산책길 삼백 미터에 낮은 등불 서른 개를 놓아요.", 200, 60_000_000, ("등불 고르기", 30, 1), ("놓기", 150, 3))),
            (92, start()),
        ),
    ),
    Story(
        "card-water", "나루지기", department="waterside", post="수변시설팀장", adopted=101,
        reason="아이들에게 꼭 필요한 일이에요.",
        acts=(
            (92, plan("수돗가 여덟 곳에 아이 키에 맞는 것을 하나씩 더 놓아요.", 100, 20_000_000, ("물길 살피기", 20, 1), ("네 곳 놓기", 60, 2), ("나머지 놓기", 95, 2))),
            (86, start()),
            (70, step_done(0)),
            (38, report("네 곳에 놓았어요. 땅속 물길이 생각보다 깊어서 조금 늦어지고 있어요.", 13_200_000, ("stream", "물가의 낮은 수돗가 자리"))),
            (37, step_done(1)),
            (36, replan(43, 24_000_000, "땅속 물길이 깊어서 관을 더 묻어야 해요.")),
        ),
    ),
    Story(
        "card-float", "나루지기", department="waterside", post="팀장", adopted=102,
        reason="어디까지 할 수 있는지 먼저 살펴봐요.",
        acts=(
            (90, plan("물 깊이를 재고 짧은 길부터 놓아 봐요.", 300, 350_000_000, ("물 깊이 재기", 40, 1))),
            (52, lambda card, by: ending.stop(card, by, "여름마다 물이 높아지는 곳이라 사람이 다치지 않게 할 길을 찾지 못했어요. 안전한 자리를 다시 찾으면 이어 갈게요.")),
        ),
    ),
    # Of those that flow now: one at work, one planned; the others still owe their plan.
    Story("proposal-wall", "막이오르면", ((15, plan("시청 앞과 강가에 벽 하나씩을 세우고, 석 달 써 보고 늘려요.", 180, 30_000_000, ("자리 고르기", 20, 1), ("벽 세우기", 70, 3))), (9, start()))),
    Story("subtitles", "막이오르면", ((6, plan("작은 영화관 세 곳에서 주말마다 영어 자막을 틀어요.", 150, 18_000_000, ("영화관 고르기", 30, 1), ("자막 만들기", 60, 2))),)),
)  # fmt: skip


def load_cards(people: dict[str, User], now: datetime) -> int:
    """The cards that are not there yet; returns how many stories were told. people: by nickname."""
    told = 0
    for story in STORIES:
        idea = Idea.objects.filter(draft_key=key_of(story.key)).first()
        if idea is not None and live(idea, story, people, now):
            told += 1
    if told:
        leave(people["나루지기"], now)
        with clock.at(now - timedelta(days=30)):
            doing.look_for_stale()
        handing_over.look_for_leavers()
        note = "네 곳은 끝났고, 남은 네 곳은 관을 더 묻어야 해요. 관은 주문해 두었고 다음 달 첫 주에 와요."
        card = Card.objects.get(idea__draft_key=key_of("card-water"))
        handing_over.write_note(card, people["나루지기"], note)
    return told


def live(idea: Idea, story: Story, people: dict[str, User], now: datetime) -> bool:
    """Let everything happen to the card of an idea on its day; returns whether it had not happened before."""
    by = people[story.by]
    if story.adopted and idea.stage != "closed":
        moment = at_the_desk(now - timedelta(days=story.adopted), now, len(story.key))
        with clock.at(moment):
            adopt(idea, story, people)
        clock.set_back(idea, moment)
    card = Card.objects.filter(idea=idea, planned_at__isnull=True).first()
    if card is None:
        return False
    before = card.opened_at
    for number, (ago, act) in enumerate(story.acts):
        moment = before = max(at_the_desk(now - timedelta(days=ago), now, len(story.key) + number), before + A_MOMENT)
        with clock.at(moment):
            act(Card.objects.select_related("idea", "department").get(pk=card.pk), by)
        clock.set_back(idea, moment)
    return True


def adopt(idea: Idea, story: Story, people: dict[str, User]) -> None:
    """A department takes an idea up at once."""
    by = people[story.by]
    department = by.appointment.department
    idea = routing.assign(idea, department, people[OFFICE], post=story.post)
    if not Appointment.objects.filter(user=by, department=department, post=story.post).exists():
        began = timezone.localdate() - timedelta(days=300)
        Appointment.objects.create(user=by, department=department, post=story.post, starts_on=began)
    advance(Idea.objects.get(pk=idea.pk), "fast_adopt", by, story.reason)


def leave(official: User, now: datetime) -> None:
    """Two days ago one of the two posts of an official ended, with a card in its care."""
    held = Appointment.objects.filter(user=official, post="수변시설팀장", ends_on__isnull=True)
    held.update(ends_on=timezone.localdate(now) - timedelta(days=2))
