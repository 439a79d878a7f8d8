"""The citizen panel of the demo: a term that runs, a round that is closed, one that is open, and a next term that recruits."""

import random
from datetime import datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from home.demo import clock
from home.demo.people import NEIGHBOURS
from home.demo.pipeline import OFFICE
from ideas.models import District, Idea, Panel, Review, Round
from ideas.panel import applying, assigning, rating, results, terms
from ideas.stages import Stage

RESIDENT = "구름사다리"
SEATS, EACH_DISTRICT = 20, 3
MEMBERS, WAITING = 15, 3
# Days before now: when the term began, when the closed round ran, when the open one began.
BEGAN, ROUND_OPENED, ROUND_CLOSED, OPEN_SINCE = 110, 19, 6, 3
OPEN_DAYS = 7
REASONS = (
    "동네 이야기를 오래 들어 왔어요. 좋은 상상이 묻히지 않게 읽고 싶어요.",
    "아이를 키우며 불편했던 것이 많아요. 다른 분들 상상도 꼼꼼히 읽어 볼게요.",
    "일주일에 두세 시간은 낼 수 있어요. 어려운 말은 쉽게 풀어 적을게요.",
    "시에 바라는 것만 말하다가, 이번에는 함께 고르는 일을 해 보고 싶어요.",
    "여러 동네에 살아 봐서 동네마다 무엇이 다른지 조금 알아요.",
)
REMARKS = (
    "당장 한 곳에서 해 보고 넓혀도 좋겠어요.",
    "비슷한 것이 이미 있는지 먼저 살펴봤으면 해요.",
    "돈이 거의 들지 않아서 마음에 들어요.",
    "겨울에는 어떻게 할지도 함께 생각해 주세요.",
    "우리 동네에도 꼭 있었으면 좋겠어요.",
    "오래 이어지려면 누가 돌볼지 정해야 할 것 같아요.",
    "처음 보는 생각이라 웃으면서 읽었어요.",
)


def load_panel(people: dict[str, User], now: datetime) -> None:
    """The panel with everything it did, on the days it happened; nothing when the demo has a panel already."""
    if Panel.objects.exists():
        return
    dice = random.Random("panel")  # noqa: S311 - only to look alive
    panel = found_panel("상상누리단 1기", now - timedelta(days=BEGAN), 365, now)
    take_in(panel, people, dice, now)
    rate_past_round(panel, people, dice, now)
    rate_open_round(panel, people, dice, now)
    recruit_next(people, dice, now)


def found_panel(name: str, begins: datetime, days: int, now: datetime) -> Panel:
    """A term that begins on a day and lasts so many; applications are taken until the day before."""
    first = timezone.localdate(begins)
    panel = Panel(
        name=name,
        intro="이웃의 상상을 한 달에 몇 개씩 읽고 점수를 매겨요. 추천은 적어도 빛나는 상상은 슈퍼패스로 올려요.",
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        seats=SEATS,
        applications_until=first - timedelta(days=1),
        lift_votes=5,
    )
    with clock.at(min(now, begins - timedelta(days=30))):
        return terms.keep_panel(panel, quotas=[(district, "", EACH_DISTRICT) for district in District.objects.all()])


def take_in(panel: Panel, people: dict[str, User], dice: random.Random, now: datetime) -> None:
    """Its members: the resident one can log in as, and neighbours from here and there."""
    districts = list(District.objects.order_by("position", "id"))
    names = [RESIDENT, *dice.sample([name for name, _line in NEIGHBOURS], MEMBERS - 1)]
    for order, name in enumerate(names):
        asked = now - timedelta(days=BEGAN + 20 - order * 0.8)
        with clock.at(asked):
            row = applying.apply(panel, people[name], districts[order % len(districts)], "", REASONS[order % len(REASONS)])
        with clock.at(asked + timedelta(days=4)):
            applying.accept(row, people[OFFICE])
    terms.keep_group()


def ripe(born_before: datetime, quiet_since: datetime) -> list[Idea]:
    """Ideas still on their way that were there then, and to whose trail nothing came since; most liked first."""
    found = Idea.objects.on_the_river().filter(stage__in=(Stage.PROPOSED, Stage.DEBATE), public_since__lt=born_before)
    found = found.annotate(last=Max("trail__at")).filter(last__lt=quiet_since)
    return list(found.order_by("-recommendations", "-id"))


def rate_past_round(panel: Panel, people: dict[str, User], dice: random.Random, now: datetime) -> None:
    """A round that is closed: its results are public."""
    opened, closes = now - timedelta(days=ROUND_OPENED), at_six(now - timedelta(days=ROUND_CLOSED))
    with clock.at(opened):
        made = Round(panel=panel, name="첫 번째 함께 읽기", opens_at=opened, closes_at=closes, reviews_per_idea=6)
        made = assigning.keep_round(made, ripe(opened, closes)[:8], people[OFFICE])
        made = assigning.assign(made, people[OFFICE], seed=2)
    rate_some(made, dice, share=0.93, since=opened, until=closes)
    with clock.at(closes):
        results.close_round(made)


def rate_open_round(panel: Panel, people: dict[str, User], dice: random.Random, now: datetime) -> None:
    """A round that is open: about half of it is done, and the resident has something left to read."""
    opened = now - timedelta(days=OPEN_SINCE)
    with clock.at(opened):
        closes = at_six(opened + timedelta(days=OPEN_DAYS))
        made = Round(panel=panel, name="두 번째 함께 읽기", opens_at=opened, closes_at=closes, reviews_per_idea=5)
        rated = set(panel.rounds.values_list("round_ideas__idea", flat=True))
        ideas = [idea for idea in ripe(opened, now) if idea.pk not in rated][:9]
        made = assigning.assign(assigning.keep_round(made, ideas, people[OFFICE]), people[OFFICE], seed=5)
    rate_some(made, dice, share=0.5, since=opened, until=now, leaves=RESIDENT)


def rate_some(made: Round, dice: random.Random, share: float, since: datetime, until: datetime, leaves: str = "") -> None:
    """Members rate about this share of what they were asked. leaves: somebody who rates only the first one."""
    reviews = Review.objects.filter(round_idea__round=made).select_related("membership__member", "round_idea")
    liking = {row.pk: dice.randint(2, 4) for row in made.round_ideas.order_by("pk")}
    codes = list(made.panel.criteria.values_list("code", flat=True))
    for review in reviews.order_by("membership", "position"):
        member = review.membership.member
        is_left = member.nickname == leaves
        if (is_left and review.position > 1) or (not is_left and dice.random() > share):
            continue
        points = {code: min(5, max(1, liking[review.round_idea_id] + dice.choice((-1, 0, 0, 1)))) for code in codes}
        with clock.at(since + (until - since) * (0.05 + 0.9 * dice.random())):
            rating.rate(review, member, points, dice.choice(REMARKS) if dice.random() < 0.5 else "")


def recruit_next(people: dict[str, User], dice: random.Random, now: datetime) -> None:
    """The next term, which takes applications; some wait for the office."""
    begins = now + timedelta(days=16)
    panel = found_panel("상상누리단 2기", begins, 365, now)
    districts = list(District.objects.order_by("position", "id"))
    members = set(Panel.objects.exclude(pk=panel.pk).values_list("memberships__member__nickname", flat=True))
    free = [name for name, _line in NEIGHBOURS if name not in members]
    for order, name in enumerate(dice.sample(free, WAITING)):
        with clock.at(now - timedelta(days=3 - order)):
            applying.apply(panel, people[name], dice.choice(districts), "", REASONS[-1 - order])


def at_six(moment: datetime) -> datetime:
    """Six in the evening of the same day in Seoul."""
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time(18)))
