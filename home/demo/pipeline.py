"""What the city did with the ideas of the demo, day by day, through the verbs that officials use."""

import random
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from accounts.models import Department, User
from home.demo import clock
from home.demo.sketch import key_of
from ideas import answers, crossings, gate_sets, gates, merging, routing
from ideas.answer_reading import points_to_answer
from ideas.answer_words import TEXTS, AnswerWords
from ideas.debates import running, standing
from ideas.lifecycle import advance, steps_open_to
from ideas.models import AnswerKind, Debate, GateSet, Ground, Idea, Passage, PipelineSettings

OFFICE = "첫물"
# So long ago the city put today's bars in force; before that it had those of 2023.
NEW_BARS, FIRST_DAY = 43, 125
# Which department the idea office thinks of by subject; what is about none of these waits for a decision.
DEPARTMENT_FOR = {
    "transport": "buses",
    "walking": "walking-cycling",
    "parks": "parks",
    "river": "waterside",
    "climate": "recycling",
    "culture": "arts",
    "learning": "libraries",
    "welfare": "elders",
}
OPENS, CLOSES = 9, 18  # hours of the desk
A_MOMENT = timedelta(minutes=7)
# In so much time people come to a debate; no story ends one sooner, even where its opening waited for a Monday.
FIRST_DAYS = timedelta(hours=36)


@dataclass(frozen=True)
class Event:
    """One thing that somebody did. day: days after the idea, or, when negative, before now. closes: its way ends with it."""

    day: float
    by: str
    act: Callable[[Idea, User], object]
    closes: bool = False
    opens: bool = False

    def moment(self, born: datetime, now: datetime) -> datetime:
        """When it was done; officials do not work at night or at the weekend."""
        moment = now + timedelta(days=self.day) if self.day < 0 else born + timedelta(days=self.day)
        return at_the_desk(min(moment, now), now, zlib.crc32(f"{self.by} {self.day}".encode()))


def at_the_desk(moment: datetime, now: datetime, some: int) -> datetime:
    """The same moment, or some hour of the next workday when the desk is closed then; never after now. some: any number."""
    here = timezone.localtime(moment)
    if not OPENS <= here.hour < CLOSES:
        here = here.replace(hour=OPENS + some % (CLOSES - OPENS), minute=some % 60) + timedelta(days=here.hour >= CLOSES)
    while here.weekday() > 4:
        here += timedelta(days=1)
    return here if here < now - timedelta(minutes=30) else moment


def route(day: float, department: str, post: str = "", by: str = OFFICE) -> Event:
    """The idea office puts a department in charge."""
    return Event(day, by, lambda idea, user: routing.assign(idea, Department.objects.get(slug=department), user, post=post))


def step(day: float, by: str, name: str, reason: str = "", **flags) -> Event:
    """A step of the lifecycle."""
    return Event(day, by, lambda idea, user: advance(idea, name, user, reason), **flags)


def rise(day: float, to: str, reason: str, sums_up: bool = True) -> Event:
    """On to the debate or the working meeting: through the bars that were reached, else by super-pass. to: a stage.

    sums_up: whether the reason is also what the debate came to that ends so.
    """
    names = ("promote", "send_to_working", {"debate": "super_pass", "working": "super_pass_to_working"}[to])

    def act(idea: Idea, user: User) -> None:
        while idea.stage != to:
            name = next(one.name for one in steps_open_to(user, idea) if one.name in names)
            idea = advance(idea, name, user, reason if name.startswith("super") else "")
            gather(idea)
        if sums_up:
            sum_up(idea, reason)

    return Event(day, OFFICE, act)


def gather(idea: Idea) -> None:
    """Some of those who recommended an idea say where they stand in the first days of its debate, and a few of them change their
    mind; a story may tell more (debates.TALKS)."""
    debate = Debate.objects.filter(idea=idea, closed_at=None).first()
    if debate is None or debate.people:
        return
    dice = random.Random(idea.title)  # noqa: S311 - only to look alive
    supporters = list(User.objects.filter(recommendations__idea=idea).order_by("pk"))
    came = dice.sample(supporters, len(supporters) * 2 // 3)
    stands = [(member, dice.choices(("pro", "con", "how"), (6, 2, 3))[0]) for member in came]
    stands += [(member, "con" if side == "how" else "how") for member, side in stands[::9]]
    # The clock of the story stands at the opening; the real one says how far it may be turned on.
    begun = timezone.now()
    step = (min(begun + FIRST_DAYS, datetime.now(UTC)) - begun) / (len(stands) + 1)
    for number, (member, side) in enumerate(stands, start=1):
        with clock.at(begun + step * number):
            standing.take_stance(debate, member, side)


def sum_up(idea: Idea, words: str) -> None:
    """The idea office writes what a debate came to that has just ended; nothing where none has, or somebody did already."""
    debate = Debate.objects.filter(idea=idea, closed_at__isnull=False, summarised_at=None).first()
    if debate:
        office = User.objects.get(nickname=OFFICE)
        running.summarise(debate, office, running.Summary(taken_along=words))


def answer(day: float, by: str, words: AnswerWords, starts_in: int = 0, lasts: int = 0, ground: str = "") -> Event:
    """A final answer with its decision. starts_in, lasts: days, for what is to be done."""

    def act(idea: Idea, user: User) -> None:
        today = timezone.localdate()
        said = replace(
            words,
            points=points_of(idea, words),
            starts_on=today + timedelta(days=starts_in) if starts_in else None,
            ends_on=today + timedelta(days=starts_in + lasts) if lasts else None,
            ground=Ground.objects.get(code=ground) if ground else None,
        )
        answers.publish(answers.save(idea, user, said), user)
        sum_up(idea, "이야기해 주신 뜻을 답변에 담았어요.")

    return Event(day, by, act, closes=bool(words.verdict))


def points_of(idea: Idea, words: AnswerWords) -> dict[int, tuple[str, str]]:
    """Where the answer takes up what people said most about: its longest part."""
    longest = max(TEXTS[1:], key=lambda name: len(getattr(words, name)))
    return {comment.pk: (longest, "") for comment in points_to_answer(idea)}


def put_off(day: float, by: str, words: AnswerWords, days: int) -> Event:
    """An interim answer that promises a new day, so many days later."""

    def act(idea: Idea, user: User) -> None:
        said = replace(words, new_due_on=timezone.localdate() + timedelta(days=days))
        answers.publish(answers.save(idea, user, said, AnswerKind.INTERIM), user)

    return Event(day, by, act)


def tomorrow(by: str, words: AnswerWords) -> Event:
    """An answer that is written and waits for tomorrow morning."""

    def act(idea: Idea, user: User) -> None:
        made = answers.save(idea, user, replace(words, points=points_of(idea, words)))
        morning = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
        answers.schedule(made, user, morning)

    return Event(-0.02, by, act)


def object_to(day: float, by: str, reason: str, suggested: str) -> Event:
    """A department says that it is not its business."""
    return Event(day, by, lambda idea, user: routing.object_to(idea, user, reason, Department.objects.get(slug=suggested)))


def ask(day: float, by: str, department: str, question: str, days: int) -> Event:
    """Another department is asked, by a day so many days later."""

    def act(idea: Idea, user: User) -> None:
        due_on = timezone.localdate() + timedelta(days=days)
        routing.ask_department(idea, Department.objects.get(slug=department), user, question, due_on)

    return Event(day, by, act)


def settle() -> None:
    """In the demo city departments answer themselves, so that each has something on its desk."""
    if not PipelineSettings.objects.exists():
        PipelineSettings.objects.create(office_answers_first=False)


def merge(day: float, into: str, reason: str) -> Event:
    """An idea goes into another one that says the same. into: its key."""

    def act(idea: Idea, user: User) -> None:
        merging.merge(idea, Idea.objects.get(draft_key=key_of(into)), user, reason)

    return Event(day, OFFICE, act, closes=True)


def set_bars(now: datetime) -> None:
    """The bars of a young city, and those that came later; for a city that has no ideas yet."""
    GateSet.objects.update(in_force_since=now - timedelta(days=FIRST_DAY + 1))
    _put_in_force("2023", now - timedelta(days=FIRST_DAY), "처음에는 서른 날 동안 쉰 명이 모이면 답했어요.")


def lower_bars(now: datetime) -> None:
    """Since then every idea is answered, and ten neighbours are enough for a debate."""
    _put_in_force("oasis", now - timedelta(days=NEW_BARS), "문턱이 높아 아무도 넘지 못했어요. 이제 모든 상상에 답해요.")


def _put_in_force(preset: str, since: datetime, note: str) -> None:
    made = gate_sets.put_preset_in_force(preset, None, note)
    GateSet.objects.filter(pk=made.pk).update(in_force_since=since)
    gates.forget()


def events_of(category: str, days: float, story: Iterable[Event], dice: random.Random) -> list[Event]:
    """The story of an idea; where it tells of no department, the idea office found one within two days."""
    story = list(story)
    if story or category not in DEPARTMENT_FOR or not 1.8 < days < NEW_BARS:
        return story
    return [route(0.6 + dice.random(), DEPARTMENT_FOR[category])]


def end_of(events: list[Event], born: datetime, now: datetime) -> datetime:
    """Until when an idea was open to its neighbours."""
    end = now
    for event in events:
        end = event.moment(born, now) if event.closes else now if event.opens else end
    return end


def live(idea: Idea, born: datetime, events: list[Event], given: list[datetime], people: dict[str, User]) -> None:
    """Let everything happen to an idea in its order. given: when each neighbour recommended it."""
    now, before, acts = timezone.now(), born, []
    for event in events:
        before = max(event.moment(born, now), before + A_MOMENT)
        acts.append((before, event.act, people[event.by]))
    gate = gates.gate_of(idea, Passage.DEBATE)
    if gate and 0 < gate.min_recommendations <= len(given):
        acts.append((sorted(given)[gate.min_recommendations - 1], _pass_bar, None))
    for moment, act, by in sorted(acts, key=lambda one: one[0]):
        moment = min(moment, now)
        with clock.at(moment):
            act(Idea.objects.get(pk=idea.pk), by)
        clock.set_back(idea, moment)


def _pass_bar(idea: Idea, by: None) -> None:
    """The neighbour on whom it hung has just recommended the idea: the bar is looked at with the count of that moment."""
    gate, whole = gates.gate_of(idea, Passage.DEBATE), idea.recommendation_count
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=gate.min_recommendations)
    crossings.look(Idea.objects.get(pk=idea.pk))
    Idea.objects.filter(pk=idea.pk).update(recommendation_count=whole)
