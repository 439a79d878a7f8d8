"""A page of the desk: one queue's rows in words, and the counts of all queues."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.paging import PAGE_SIZE, Pager
from common.words import clean_line
from ideas.cards.keeping import OF_CARDS
from ideas.desk_queues import MOST, QUEUES, Queue, Viewer, count, near_until, queues_of
from ideas.models import Answer, Cooperation, HandOver, Idea, Lift, Objection, Promise
from ideas.panel.lifts import STEP_FROM
from ideas.reading import LARGEST_NUMBER
from ideas.search import QUERY_LENGTH, find
from ideas.stages import Stage


@dataclass(frozen=True)
class Row:
    """What the list shows of one row. when: the day left in words; tone: "late", "near", "still" or nothing."""

    title: str
    href: str
    idea: Idea | None
    when: str
    tone: str
    what: str
    department: str
    post: str


@dataclass(frozen=True)
class Tab:
    """A queue with its count, as the top of the desk shows it."""

    queue: Queue
    number: int
    is_open: bool

    @property
    def words(self) -> str:
        """The count for people."""
        return f"{MOST:,}+" if self.number > MOST else f"{self.number:,}"


@dataclass(frozen=True)
class Page:
    """One page of the desk. groups: the tabs of the idea office and of the departments; q: what was searched for."""

    groups: tuple[tuple[Tab, ...], ...]
    queue: Queue | None
    rows: list[Row]
    pager: Pager
    q: str = ""

    @property
    def is_all_done(self) -> bool:
        """Nothing is late and nothing is near: a reason to be glad."""
        return not any(tab.number for group in self.groups for tab in group if tab.queue.tone)


def page_of(seen: Viewer, params: QueryDict, number: int) -> Page:
    """What the desk shows of a queue (`queue` in params), or of a search (`q`). number: the page, beyond the last the last one.

    The first queue with something in it is opened when none is asked for. Three queries besides those for rights; two more for a
    search.
    """
    groups = queues_of(seen)
    queues = [queue for group in groups for queue in group]
    counts = count(queues, seen)
    q = clean_line(params.get("q", ""))[:QUERY_LENGTH]
    asked = QUEUES.get(params.get("queue", ""))
    queue = asked if asked in queues else next((each for each in queues if counts[each.name]), queues[0])
    tabs = tuple(tuple(Tab(each, counts[each.name], each is queue and not q) for each in group) for group in groups)
    # Whoever works for the office and holds a post too sees the post's queues once there is something in them.
    tabs = tuple(group for group in tabs if group is tabs[0] or any(tab.number or tab.is_open for tab in group))
    if q:
        ideas = searched(seen, q)
        pager = pager_of(number, len(ideas), params)
        rows = [row_of(idea) for idea in ideas[pager.start : pager.start + pager.size]]
        return Page(tabs, None, rows, pager, q)
    pager = pager_of(number, min(counts[queue.name], MOST), params)
    found = queue.listed(seen)[pager.start : min(pager.start + pager.size, MOST)]
    return Page(tabs, queue, [row_of(row, queue.name) for row in found], pager)


def pager_of(number: int, total: int, params: QueryDict) -> Pager:
    """The page asked for, or the last one there is."""
    return Pager(min(number, Pager(1, total, size=PAGE_SIZE).last), total, params, size=PAGE_SIZE)


def searched(seen: Viewer, q: str) -> list[Idea]:
    """Ideas with a number or with words, newest first; for departments among those they take care of."""
    ideas = Idea.objects.exclude(stage=Stage.DRAFT).select_related("department").defer("body")
    if not seen.for_office:
        ideas = ideas.filter(department__in=seen.department_ids)
    if q.isascii() and q.isdigit():
        return list(ideas.filter(number=int(q))) if int(q) <= LARGEST_NUMBER else []
    found = find(ideas.public(), q).ids
    return list(ideas.filter(pk__in=found[:MOST]).order_by("-public_since", "-id"))


def row_of(row: Model, queue: str = "") -> Row:
    """A row of any queue in words."""
    if isinstance(row, HandOver):
        href = reverse("ideas:desk_hand_over", args=[row.pk])
        when, tone = day_words(row.due_on)
        what = _("넘기는 말을 읽고 확인해요") if row.note else _("넘기는 말을 적어요")
        return Row(f"{row.department.name} {row.post}", href, None, when, tone, what, row.department.name, row.post)
    idea = row if isinstance(row, Idea) else row.idea
    when, tone, what = WORDS[type(row)](row)
    if queue == "gate":
        what = _("다음 단계로 올릴지 정해요")
    department = idea.department.name if idea.department_id else ""
    return Row(str(idea), way_to(row, idea, queue), idea, when, tone, what, department, idea.post)


def way_to(row: Model, idea: Idea, queue: str) -> str:
    """The page on which a row is dealt with; the answer page keeps the queue for going on to the next one."""
    if isinstance(row, Objection):
        return reverse("ideas:desk_settle", args=[row.pk])
    if isinstance(row, Cooperation):
        return reverse("ideas:desk_opinion", args=[row.pk])
    if isinstance(row, Promise) and row.kind in OF_CARDS:
        return reverse("ideas:desk_card_of", args=[idea.number])
    if isinstance(row, Lift):
        return reverse("ideas:step", args=[idea.number, STEP_FROM[Stage(idea.stage)]])
    if queue == "new":
        return reverse("ideas:desk_routing", args=[idea.number]) + "?queue=new"
    return reverse("ideas:desk_idea", args=[idea.number]) + (f"?queue={queue}" if queue else "")


def day_words(day: date) -> tuple[str, str]:
    """How many days are left until a day in Seoul, and the tone."""
    left = (day - timezone.localdate()).days
    if left < 0:
        return ngettext("%(days)s일 지났어요", "%(days)s일 지났어요", -left) % {"days": -left}, "late"
    if left == 0:
        return _("오늘까지예요"), "near"
    return (
        ngettext("%(days)s일 남았어요", "%(days)s일 남았어요", left) % {"days": left},
        "near" if day <= near_until() else "",
    )


def of_promise(row: Promise) -> tuple[str, str, str]:
    """What is owed and by when; a clock that stands says why."""
    what = row.get_kind_display()
    if row.department_id is None or row.department_id != row.idea.department_id:
        what = _("%(owner)s · %(what)s") % {"owner": row.owner_name, "what": what}
    if row.stopped_on:
        return _("멈춰 있어요"), "still", f"{what} · {row.stop_reason}"
    return (*day_words(row.due_on), what)


def of_idea(row: Idea) -> tuple[str, str, str]:
    """How long an idea has been there."""
    days = (timezone.localdate() - timezone.localdate(row.published_at)).days
    when = ngettext("%(days)s일 됐어요", "%(days)s일 됐어요", days) % {"days": days} if days else _("오늘 왔어요")
    return when, "", ""


def of_objection(row: Objection) -> tuple[str, str, str]:
    """Who says that it is not theirs, and whose it is."""
    days = (timezone.localdate() - timezone.localdate(row.made_at)).days
    when = ngettext("%(days)s일 됐어요", "%(days)s일 됐어요", days) % {"days": days} if days else _("오늘 왔어요")
    if row.suggested:
        return when, "", _("%(here)s → %(there)s") % {"here": row.department.name, "there": row.suggested.name}
    return when, "", _("%(here)s: %(reason)s") % {"here": row.department.name, "reason": row.reason}


def of_question(row: Cooperation) -> tuple[str, str, str]:
    """What was asked, and by when."""
    return (*day_words(row.due_on), row.question)


def of_answer(row: Answer) -> tuple[str, str, str]:
    """When a scheduled answer goes out, or why it did not."""
    at = timezone.localtime(row.publish_at)
    when = _("%(month)s월 %(day)s일 %(time)s") % {"month": at.month, "day": at.day, "time": at.strftime("%H:%M")}
    return when, "late" if row.fault else "", row.fault or row.summary


def of_lift(row: Lift) -> tuple[str, str, str]:
    """How long ago the panel voted for a super-pass, and with how many votes."""
    days = (timezone.localdate() - timezone.localdate(row.passed_at)).days
    when = ngettext("%(days)s일 됐어요", "%(days)s일 됐어요", days) % {"days": days} if days else _("오늘 왔어요")
    return when, "", _("상상누리단 %(votes)d명이 찬성했어요. 올릴지 정해 주세요") % {"votes": row.in_favour}


WORDS = {
    Promise: of_promise,
    Idea: of_idea,
    Objection: of_objection,
    Cooperation: of_question,
    Answer: of_answer,
    Lift: of_lift,
}
