"""What the made-up city does with its ideas: bars, departments, promises, answers, decisions, and the trail of all that.

The rows are those that the verbs would have written, day by day, and the hashes of the trails are real.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import Department
from ideas import deadlines, gate_sets
from ideas.cityscape import replies
from ideas.cityscape.bulk import Table
from ideas.cityscape.chance import SEOUL_AHEAD, Calendar
from ideas.cityscape.works import Works
from ideas.models import Answer, AnswerVersion, GateCrossing, GateSet, Ground, Owner, Promise, PromiseKind, TrailEntry
from ideas.trail_bulk import COLUMNS, Chain

# From this share of the city's life on every idea is answered; before that only what fifty neighbours wanted.
BARS_FELL = 0.4
OLD_BAR, NEW_BAR = 50, 10
ROUTED, FORGOTTEN, CORRECTED = 0.7, 0.05, 0.05
PROMOTED, EXAMINED, ON_AGENDA = 0.6, 0.35, 0.3
ANSWER_DAYS, ANSWER_SPREAD = 17, 0.55  # median, and spread of its logarithm
OFFICIALS = 40  # so many members act for the city
# verdict → (share in %, outcome); the rest is answered and flows on
VERDICTS = {
    "": (42, ""),
    "not_adopt": (20, "not_adopted"),
    "conclude": (14, "concluded"),
    "hold": (9, "held"),
    "transfer": (6, "transferred"),
    "adopt_in_part": (5, "partly_adopted"),
    "fast_adopt": (4, "adopted"),
}
OFFICE_NAME = str(Owner.OFFICE.label)


@dataclass
class Way:
    """The way of one idea so far. last: the day of the calendar on which something happened to it last. department: its name.
    debate: the one that runs. reported: the day on which its card was last heard of, None for ideas without a card under way."""

    key: int
    number: int
    chain: Chain
    state: dict
    stamps: dict = field(default_factory=dict)
    last: int = 0
    title: str = ""
    department: str = ""
    debate: dict | None = None
    reported: int | None = None

    def values(self) -> tuple:
        """The columns of the idea in the order of IDEA_COLUMNS."""
        state, stamps = self.state, self.stamps
        return (
            *(state["stage"], state["outcome"], state["closed_from"], state["answer_state"], state["department_id"]),
            *(state["gate_set_id"], self.chain.length, self.chain.head),
            *(stamps.get(name) for name in STAMPS),
        )


STAMPS = ("gate_reached_at", "debated_at", "working_at", "on_agenda_at", "decided_at", "answered_at", "withdrawn_at", "ground")
IDEA_COLUMNS = (
    *("stage", "outcome", "closed_from", "answer_state", "department", "gate_set", "trail_length", "trail_head"),
    *STAMPS,
)


class Pipeline:
    """Takes each idea on its way and collects the rows of a chunk until `write`."""

    def __init__(self, rng: random.Random, calendar: Calendar):
        self.rng, self.calendar = rng, calendar
        self.trail = Table(TrailEntry, "idea", *COLUMNS)
        self.crossings = Table(GateCrossing, "idea", "passage", "crossed_at")
        self.promises = Table(
            Promise,
            *("idea", "kind", "owner", "department", "opened_at", "first_due_on", "due_on"),
            *("kept_at", "cancelled_at", "cancel_reason", "days_to_keep", "was_late"),
        )
        self.answers = Table(
            Answer,
            *("id", "idea", "status", "verdict", "ground", "transfer_to", "department", "signer_post", "author", "version"),
            *("published_at", "changed_at", "saved_at", "starts_on", "summary", "necessity", "feasibility", "plan", "refusal"),
        )
        self.versions = Table(
            AnswerVersion,
            *("answer", "number", "editor", "reason", "created_at", "summary", "necessity", "feasibility", "plan", "refusal"),
        )
        self.tables = {
            self.trail: [],
            self.crossings: [],
            self.promises: [],
            self.answers: [],
            self.versions: [],
        }
        self.works = Works(rng, calendar, self.tell)
        self.due: dict[int, date] = {}
        self.verdicts, self.shares = list(VERDICTS), [share for share, _outcome in VERDICTS.values()]

    def settle(self, departments: list[int], first_member: int, members: int) -> None:
        """Put the bars in force, of old and of today, and learn who acts for the city."""
        self.bars_fell = int(BARS_FELL * self.calendar.last)
        self.gate_sets = []
        for preset, day in (("2023", 0), ("oasis", self.bars_fell)):
            made = gate_sets.put_preset_in_force(preset, None)
            GateSet.objects.filter(pk=made.pk).update(in_force_since=f"{self.calendar.days[day]} 00:00:00+00:00")
            self.gate_sets.append(made.pk)
        self.departments = list(Department.objects.filter(pk__in=departments).values_list("pk", "name"))
        self.grounds = list(Ground.objects.filter(is_active=True).values_list("pk", "name"))
        self.first_official, self.officials, self.members = first_member, min(members, OFFICIALS), members

    def reserve(self, count: int) -> None:
        """Set keys aside for as many answers, debates and cards."""
        self.next_answer = self.answers.reserve(count)
        self.works.settle(self.first_official, self.members, count)

    def write(self) -> None:
        """Write what was collected."""
        for table, rows in self.tables.items():
            table.write(rows)
            rows.clear()
        self.works.write()

    def live(
        self,
        key: int,
        number: int,
        title: str,
        author: int,
        day: int,
        published: str,
        seconds: int,
        support: int,
        withdrawn: tuple | None,
    ) -> Way:
        """The whole way of an idea that came on `day` of the calendar. seconds: since 1970. withdrawn: (moment, reason)."""
        is_new = day >= self.bars_fell
        state = {
            "stage": "proposed", "outcome": "none", "closed_from": "", "answer_state": "none", "visibility": "public",
            "awaits_supplement": False, "awaits_re_review": False, "department_id": None, "merged_into_id": None,
            "gate_set_id": self.gate_sets[is_new],
        }  # fmt: skip
        way = Way(key, number, Chain(number), state, title=title)
        self.tell(way, "publish", published, "proposer", actor=author)
        promised = None
        if is_new:
            promised = self.promise(way, published, seconds)
        if withdrawn:
            self.withdraw(way, author, promised, *withdrawn)
            return way
        way.last = day
        for later, act in sorted(self.plan(day, is_new, support), key=lambda one: one[0]):
            # One thing a day, so that the trail is in order.
            later = way.last = max(later, way.last + 1)
            if later > self.calendar.last or state["stage"] == "closed":
                break
            moment = self.calendar.days[later] + self.daytime()
            promised = act(way, moment, later, promised) or promised
        if promised and not promised.get("kept_at"):
            self.keep_row(way, promised)
        self.works.end_debate(way, None)
        self.works.expect_report(way)
        return way

    def plan(self, day: int, is_new: bool, support: int) -> list[tuple[int, Callable]]:
        """What is to happen to an idea of a day, each thing on a later day than the one before it could have happened."""
        rng, plan = self.rng, []
        bar = NEW_BAR if is_new else OLD_BAR
        if is_new and rng.random() < ROUTED:
            plan.append((day + 1 + int(rng.random() * 4), self.route))
        if support >= bar:
            passed = day + 2 + int(rng.random() * 25)
            plan.append((passed, self.pass_bar if is_new else self.earn_answer))
            for share, act in ((PROMOTED, self.promote), (EXAMINED, self.examine), (ON_AGENDA, self.put_on_agenda)):
                if rng.random() >= share:
                    break
                passed += 5 + int(rng.random() * 30)
                plan.append((passed, act))
        if (is_new or support >= bar) and rng.random() >= FORGOTTEN:
            begun = day if is_new else plan[0][0]
            plan.append((begun + 2 + int(rng.lognormvariate(0, ANSWER_SPREAD) * ANSWER_DAYS), self.answer))
        return plan

    def tell(self, way: Way, kind: str, moment: str, role: str, *, actor: int | None = None, reason: str = "", **more) -> None:
        """One entry of the trail."""
        salt = f"{self.rng.getrandbits(128):032x}" if reason else ""
        row = way.chain.add(kind, moment, role, way.state, actor=actor, reason=reason, salt=salt, **more)
        self.tables[self.trail].append((way.key, *row))

    def cross(self, way: Way, passage: str, moment: str) -> None:
        self.tables[self.crossings].append((way.key, passage, moment))

    def promise(self, way: Way, moment: str, seconds: int) -> dict:
        """The city promises an answer."""
        self.cross(way, "answer", moment)
        way.state["answer_state"] = "awaiting"
        opened = (seconds + SEOUL_AHEAD * 3_600) // 86_400
        due = self.due.get(opened)
        if due is None:
            due = self.due[opened] = deadlines.last_day(PromiseKind.ANSWER, date(1970, 1, 1) + timedelta(days=opened))
        data = {"promise": "answer", "owner": OFFICE_NAME, "due_on": due.isoformat()}
        self.tell(way, "promised", moment, "system", data=data)
        return {"opened_at": moment, "opened": opened, "due": due, "owner": "office", "department": None}

    def keep_row(self, way: Way, promised: dict) -> None:
        """The row of a promise as it ends, or as it stands today."""
        due = promised["due"].isoformat()
        self.tables[self.promises].append((
            way.key, "answer", promised["owner"], promised["department"], promised["opened_at"], due, due,
            promised.get("kept_at"), promised.get("cancelled_at"), promised.get("cancel_reason", ""),
            promised.get("days_to_keep"), promised.get("was_late", False),
        ))  # fmt: skip

    def withdraw(self, way: Way, author: int, promised: dict | None, moment: str, reason: str) -> None:
        """Its writer takes an idea back."""
        way.state |= {"stage": "closed", "outcome": "withdrawn", "closed_from": "proposed", "answer_state": "none"}
        way.stamps["withdrawn_at"] = moment
        if promised:
            self.keep_row(way, promised | {"cancelled_at": moment, "cancel_reason": "상상의 길이 끝났어요."})
        self.tell(way, "withdraw", moment, "proposer", actor=author, reason=reason)

    def route(self, way: Way, moment: str, day: int, promised: dict | None) -> None:
        """A department is put in charge and owes the answer from now on."""
        key, name = self.rng.choice(self.departments)
        way.state["department_id"], way.department = key, name
        self.tell(way, "routed", moment, "office", actor=self.official(), data={"department": name, "before": "", "post": ""})
        if promised:
            promised |= {"owner": "department", "department": key, "name": name}
            moved = {"promise": "answer", "owner": name, "due_on": promised["due"].isoformat(), "before": OFFICE_NAME}
            self.tell(way, "promise_moved", moment, "office", actor=self.official(), data=moved)

    def pass_bar(self, way: Way, moment: str, day: int, promised: dict | None) -> None:
        """Ten neighbours were enough for a debate."""
        self.cross(way, "debate", moment)
        way.stamps["gate_reached_at"] = moment
        self.tell(way, "gate_reached", moment, "system", data={"passage": "debate", "recommendations": NEW_BAR})

    def earn_answer(self, way: Way, moment: str, day: int, promised: dict | None) -> dict:
        """Fifty neighbours were enough for an answer and a debate."""
        self.tell(way, "gate_reached", moment, "system", data={"passage": "answer", "recommendations": OLD_BAR})
        hour, minute, second = (int(part) for part in moment[11:].split(":"))
        seconds = self.calendar.epoch + day * 86_400 + hour * 3_600 + minute * 60 + second
        promised = self.promise(way, moment, seconds)
        self.cross(way, "debate", moment)
        way.stamps["gate_reached_at"] = moment
        self.tell(way, "gate_reached", moment, "system", data={"passage": "debate", "recommendations": OLD_BAR})
        return promised

    def promote(self, way: Way, moment: str, day: int, promised: dict | None) -> None:
        self.step(way, "promote", "debate", "debated_at", moment)
        self.works.open_debate(way, moment, day)

    def examine(self, way: Way, moment: str, day: int, promised: dict | None) -> None:
        self.step(way, "send_to_working", "working", "working_at", moment)
        self.works.end_debate(way, moment)

    def put_on_agenda(self, way: Way, moment: str, day: int, promised: dict | None) -> None:
        self.step(way, "put_on_agenda", "realisation", "on_agenda_at", moment)

    def step(self, way: Way, name: str, stage: str, stamp: str, moment: str) -> None:
        """One stage further."""
        way.state["stage"] = stage
        way.stamps |= {stamp: moment, "gate_reached_at": None}
        self.tell(way, name, moment, "office", actor=self.official())

    def official(self) -> int:
        """Somebody who acts for the city."""
        return self.first_official + int(self.rng.random() * self.officials)

    def daytime(self) -> str:
        """A time of the day in the hours of the desk, as text in UTC."""
        return f" {int(self.rng.random() * 8):02}:{int(self.rng.random() * 60):02}:{int(self.rng.random() * 60):02}"

    def answer(self, way: Way, moment: str, day: int, promised: dict) -> None:
        """The answer that keeps the promise, with its decision; some are corrected later."""
        rng, state, by = self.rng, way.state, self.official()
        verdict = rng.choices(self.verdicts, self.shares)[0]
        if verdict in ("conclude", "transfer", "fast_adopt") and state["stage"] == "realisation":
            verdict = "adopt"
        key, self.next_answer = self.next_answer, self.next_answer + 1
        name = promised.get("name", "")
        role = "department" if name else "office"
        texts = self.texts(verdict, name or OFFICE_NAME)
        ground = rng.choice(self.grounds) if verdict == "conclude" and self.grounds else None
        elsewhere = rng.choice(replies.ELSEWHERE) if verdict == "transfer" else ""
        today = date.fromisoformat(moment[:10])
        state["answer_state"], way.stamps["answered_at"] = "answered", moment
        promised |= {"kept_at": moment, "was_late": today > promised["due"], "days_to_keep": self.days_since(promised, today)}
        self.keep_row(way, promised)
        data, said = {"answer": key, "verdict": verdict}, texts[0]
        self.tell(way, "answered", moment, role, actor=by, department=name, reason="" if verdict else said, data=data)
        if verdict:
            told = {"answer": key}
            told |= {"ground": ground[1]} if ground else {}
            told |= {"transfer_to": elsewhere} if elsewhere else {}
            outcome = "adopted" if verdict == "adopt" else VERDICTS[verdict][1]
            state |= {"closed_from": state["stage"], "stage": "closed", "outcome": outcome}
            way.stamps |= {"decided_at": moment, "gate_reached_at": None, "ground": ground[0] if ground else None}
            self.tell(way, verdict, moment, role, actor=by, department=name, reason=said, data=told)
            self.works.end_debate(way, moment)
            if outcome in ("adopted", "partly_adopted"):
                self.works.open_card(way, moment, day)
        changed = self.correct(way, key, day, role, name, by, texts)
        starts_on = (today + timedelta(days=90)).isoformat() if "adopt" in verdict and verdict != "not_adopt" else None
        self.tables[self.answers].append((
            key, way.key, "published", verdict, ground[0] if ground else None, elsewhere, state["department_id"], "주무관", by,
            2 if changed else 1, moment, changed, changed or moment, starts_on, *(self.corrected(texts) if changed else texts),
        ))  # fmt: skip
        self.tables[self.versions].append((key, 1, by, "", moment, *texts))

    def correct(self, way: Way, key: int, day: int, role: str, name: str, by: int, texts: tuple) -> str | None:
        """Some answers are corrected a few days later; returns when."""
        later = day + 1 + int(self.rng.random() * 20)
        if self.rng.random() >= CORRECTED or later > self.calendar.last:
            return None
        way.last = later
        moment, reason = self.calendar.days[later] + self.daytime(), self.rng.choice(replies.CORRECTIONS)
        self.tables[self.versions].append((key, 2, by, reason, moment, *self.corrected(texts)))
        data = {"answer": key, "version": 2}
        self.tell(way, "answer_changed", moment, role, actor=by, department=name, reason=reason, data=data)
        return moment

    @staticmethod
    def corrected(texts: tuple) -> tuple:
        """The second wording of an answer."""
        return (*texts[:3], f"{texts[3]}\n\n시작하는 날이 바뀌면 여기에 적을게요.", texts[4])

    def texts(self, verdict: str, department: str) -> tuple:
        """Summary, necessity, feasibility, plan and refusal."""
        choice = self.rng.choice
        refuses = verdict in ("not_adopt", "hold", "adopt_in_part")
        return (
            choice(replies.SUMMARIES).format(p=department),
            choice(replies.NECESSITY),
            choice(replies.FEASIBILITY),
            choice(replies.PLANS),
            choice(replies.REFUSALS) if refuses else "",
        )

    @staticmethod
    def days_since(promised: dict, today: date) -> int:
        """Days from the promise to its keeping."""
        return max(0, (today - date(1970, 1, 1)).days - promised["opened"])
