"""What the made-up city builds: debates with arguments and stances, and cards with plans and reports.

Like ideas.cityscape.pipeline it writes the rows that the verbs would have written, with their entries in the trail.
"""

import random
from datetime import date, timedelta

from ideas import deadlines
from ideas.cityscape import replies
from ideas.cityscape.bulk import Table
from ideas.cityscape.chance import Calendar, distinct
from ideas.debates.opening import QUESTION
from ideas.models import (
    Argument,
    Card,
    CardHolder,
    Debate,
    DebateDay,
    Milestone,
    ProgressReport,
    Promise,
    PromiseKind,
    Side,
    Stance,
)

DEBATE_DAYS = 14
MEAN_PEOPLE, ARGUING = 12, 0.35
SIDES, SIDE_SHARES = [str(side) for side in Side], [55, 25, 20]
PLANNED, STARTED, FINISHED, STOPPED, FORGOTTEN = 0.85, 0.85, 0.6, 0.04, 0.15
COST = 50_000_000  # won, the middle of what a plan costs


class Works:
    """Collects the rows of a chunk until `write`. tell: how an entry of the trail is written (Pipeline.tell)."""

    def __init__(self, rng: random.Random, calendar: Calendar, tell):
        self.rng, self.calendar, self.tell = rng, calendar, tell
        counts = ("pro", "con", "how", "pro_arguments", "con_arguments", "how_arguments")
        self.debates = Table(Debate, "id", "idea", "title", "question", "opens_at", "closes_at", "closed_at", *counts)
        self.days = Table(DebateDay, "debate", "day", "pro", "con", "how")
        self.stances = Table(Stance, "debate", "member", "side", "taken_at")
        self.arguments = Table(Argument, "debate", "author", "side", "body", "created_at")
        self.cards = Table(
            Card,
            *("id", "idea", "title", "status", "department", "post", "plan", "planned_at", "starts_on", "ends_on"),
            *("first_ends_on", "budget", "first_budget", "spent", "opened_at", "moved_at", "last_report_at", "stale_since"),
            *("finished_on", "stop_reason", "outcome_until"),
        )
        self.milestones = Table(Milestone, "card", "title", "position", "planned_on", "first_planned_on", "done_on")
        self.reports = Table(ProgressReport, "card", "department", "post", "body", "spent", "progress", "created_at")
        self.holders = Table(CardHolder, "card", "department", "post", "since")
        self.promises = Table(
            Promise,
            *(
                "idea",
                "kind",
                "owner",
                "department",
                "opened_at",
                "first_due_on",
                "due_on",
                "kept_at",
                "days_to_keep",
                "was_late",
            ),
        )
        tables = (self.debates, self.days, self.stances, self.arguments, self.cards, self.milestones, self.reports)
        self.tables: dict[Table, list[tuple]] = {table: [] for table in (*tables, self.holders, self.promises)}

    def settle(self, first_member: int, members: int, ideas: int) -> None:
        """Learn who lives here, and set keys aside."""
        self.first_member, self.members = first_member, members
        self.next_debate, self.next_card = self.debates.reserve(ideas), self.cards.reserve(ideas)

    def write(self) -> None:
        """Write what was collected."""
        for table, rows in self.tables.items():
            table.write(rows)
            rows.clear()

    # -- debates --------------------------------------------------------------------------------
    def open_debate(self, way, moment: str, day: int) -> None:
        """The debate of an idea that rose; it stays open until it is closed or the idea moves on."""
        key, self.next_debate = self.next_debate, self.next_debate + 1
        ends = date.fromisoformat(moment[:10]) + timedelta(days=DEBATE_DAYS)
        way.debate = {"key": key, "opens": moment, "ends": ends, "day": day}
        self.tell(way, "debate_opened", moment, "office", data={"debate": key, "closes_on": ends.isoformat()})

    def end_debate(self, way, moment: str | None) -> None:
        """Close the debate of an idea, where one is open. moment: None for one that still runs today."""
        if not way.debate:
            return
        debate, way.debate = way.debate, None
        rng, key = self.rng, debate["key"]
        people = min(self.members, 1 + int(rng.expovariate(1 / MEAN_PEOPLE)))
        sides = rng.choices(SIDES, SIDE_SHARES, k=people)
        days = self.calendar.days
        last = self.calendar.last if moment is None else days.index(moment[:10], debate["day"])
        tally, argued = dict.fromkeys(SIDES, 0), dict.fromkeys(SIDES, 0)
        for member, side in zip(distinct(rng, people, self.members), sides, strict=True):
            at = days[min(last, debate["day"] + int(rng.random() * DEBATE_DAYS))] + " 03:00:00"
            at = max(at, debate["opens"])
            tally[side] += 1
            self.tables[self.stances].append((key, self.first_member + member, side, at))
            if rng.random() < ARGUING:
                argued[side] += 1
                self.tables[self.arguments].append((key, self.first_member + member, side, rng.choice(replies.ARGUMENTS), at))
        self.tables[self.days].append((key, days[last], *tally.values()))
        ends = f"{debate['ends'].isoformat()} 09:00:00"
        closes = min(ends, moment) if moment else ends
        self.tables[self.debates].append((
            key, way.key, way.title[:120], QUESTION, debate["opens"], max(closes, f"{debate['opens'][:-2]}59"), moment,
            *tally.values(), *argued.values(),
        ))  # fmt: skip
        if moment:
            data = {"debate": key, "closes_on": moment[:10], **{side: tally[side] for side in SIDES}}
            self.tell(way, "debate_closed", moment, "office", data=data)
            self.owe(way, PromiseKind.SUMMARY, moment, 5)

    def owe(self, way, kind: PromiseKind, moment: str, days: int | None) -> None:
        """A promise made at a moment; kept so many days later, None for one that is still owed."""
        made = date.fromisoformat(moment[:10])
        due, department = deadlines.last_day(kind, made), way.state["department_id"] if kind != PromiseKind.SUMMARY else None
        owner = "department" if department else "office"
        name = way.department if department else "창의담당관"
        kept = made + timedelta(days=days) if days is not None else None
        if kept and kept.isoformat() > self.calendar.days[self.calendar.last]:
            kept = None
        self.tell(way, "promised", moment, "office", data={"promise": str(kind), "owner": name, "due_on": due.isoformat()})
        self.tables[self.promises].append((
            way.key, str(kind), owner, department, moment, due.isoformat(), due.isoformat(),
            f"{kept} 05:00:00" if kept else None, days if kept else None, bool(kept and kept > due),
        ))  # fmt: skip

    # -- cards ----------------------------------------------------------------------------------
    def open_card(self, way, moment: str, day: int) -> None:
        """The card of an adopted idea, as far as it has come by today."""
        rng, days, last = self.rng, self.calendar.days, self.calendar.last
        key, self.next_card = self.next_card, self.next_card + 1
        self.tell(way, "card_opened", moment, "office", data={"card": key})
        is_planned = day + 35 < last and rng.random() < PLANNED
        self.owe(way, PromiseKind.PLAN, moment, 20 if is_planned else None)
        department = way.state["department_id"]
        if department:
            self.tables[self.holders].append((key, way.department, "주무관", moment[:10]))
        card: dict = dict.fromkeys(("plan", "stop_reason"), "") | {"status": "review", "moved_at": moment, "spent": 0}
        if is_planned:
            way.reported = self.carry_out(key, card, day + 20)
        self.tables[self.cards].append((
            key, way.key, way.title[:120], card["status"], department, "주무관" if department else "", card["plan"],
            card.get("planned_at"), card.get("starts_on"), card.get("ends_on"), card.get("ends_on"), card.get("budget"),
            card.get("budget"), card["spent"], moment, card["moved_at"], card.get("last_report_at"), card.get("stale_since"),
            card.get("finished_on"), card["stop_reason"], card.get("outcome_until"),
        ))  # fmt: skip
        for place, (title, planned, done) in enumerate(card.get("milestones", ())):
            self.tables[self.milestones].append((key, title, place, days[min(planned, last)], days[min(planned, last)], done))

    def expect_report(self, way) -> None:
        """The report that the department of a card under way owes next."""
        day = max(way.last + 1, way.reported or 0)
        if way.reported is not None and day <= self.calendar.last:
            self.owe(way, PromiseKind.REPORT, f"{self.calendar.days[day]} 05:00:00", None)

    def carry_out(self, key: int, card: dict, planned: int) -> int | None:
        """Plan a card on a day of the calendar and go on with it until today.

        Returns the day of the last word on it, None once it has ended.
        """
        rng, days, last = self.rng, self.calendar.days, self.calendar.last
        length, begins = 120 + int(rng.random() * 400), planned + 30
        ends = planned + length
        card |= {
            "status": "planning", "plan": rng.choice(replies.PLANS), "planned_at": f"{days[planned]} 05:00:00",
            "moved_at": f"{days[planned]} 05:00:00", "starts_on": days[min(begins, last)],
            "ends_on": (date.fromisoformat(days[planned]) + timedelta(days=length)).isoformat(),
            "budget": int(COST * rng.lognormvariate(0, 1)),
        }  # fmt: skip
        steps = [(title, planned + length * (place + 1) // 3) for place, title in enumerate(replies.MILESTONES)]
        if begins < last and rng.random() < STARTED:
            card |= {"status": "doing", "moved_at": f"{days[begins]} 05:00:00"}
            if ends < last and rng.random() < FINISHED:
                until = date.fromisoformat(days[ends]) + timedelta(days=365)
                finished = {"finished_on": days[ends], "outcome_until": until.isoformat()}
                card |= {"status": "done", "moved_at": f"{days[ends]} 05:00:00", "spent": card["budget"], **finished}
            elif rng.random() < STOPPED:
                card |= {"status": "stopped", "stop_reason": rng.choice(replies.REFUSALS)}
        is_done = card["status"] == "done"
        card["milestones"] = [(title, day, days[day] if is_done and day <= last else None) for title, day in steps]
        told = planned
        while (told := told + 58) < min(ends, last) and card["status"] in ("doing", "done"):
            share = min(100, 100 * (told - planned) // length)
            spent = card["budget"] * share // 100
            row = (key, "", "주무관", rng.choice(replies.PLANS), spent, share, f"{days[told]} 05:00:00")
            self.tables[self.reports].append(row)
            card |= {"last_report_at": row[-1], "spent": spent if not is_done else card["spent"]}
        if card["status"] in ("planning", "doing") and rng.random() < FORGOTTEN:
            card["stale_since"] = days[last]
        return None if card["status"] in ("done", "stopped") else max(planned, told - 58)
