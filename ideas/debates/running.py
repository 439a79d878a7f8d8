"""What the idea office and moderators do with a debate: open it, give it more time, close it, write what came out of it."""

from collections.abc import Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm
from wagtail import log_actions as audit

from accounts.models import User
from common.words import clean_line, clean_text
from ideas import freshness, promises, trail
from ideas.debates import opening, reading
from ideas.debates.locking import keep, lock
from ideas.models import Argument, Debate, Idea, PromiseKind, Side
from ideas.participation import Refused
from ideas.stages import Stage

log = structlog.get_logger("oasis.debates")

# A debate that lasts longer is a slip of the pen.
LONGEST = timedelta(days=366)
SUMMARY_LENGTH = 2_000
# What may be changed of a debate that is open: the words around it, and who looks after it.
REWORDED = ("title", "question", "lead", "page", "moderator")
# So many debates are closed by one tick of the clock; the next one goes on.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Summary:
    """What a debate came to, in three short texts of which one may stand alone, and the argument pinned on each side.

    pins: side → argument; a side that is not named gets the one found helpful most.
    """

    agreed: str = ""
    disagreed: str = ""
    taken_along: str = ""
    pins: Mapping[str, Argument] | None = None


def open_on_idea(idea: Idea, by: User) -> Debate:
    """Open another debate on an idea that is still at 상상토론 though its debate has ended; one that is open is returned.

    What the last one came to has to be written down first: a promise of a summary belongs to one debate. Raises Refused.
    """
    refuse_unless("ideas.open_debate", by)
    with trail.changing(idea) as idea:
        if idea.stage != Stage.DEBATE or not idea.is_public:
            raise Refused(_("상상토론 차례인 상상에만 토론을 열 수 있어요."))
        if Debate.objects.filter(idea=idea, closed_at__isnull=False, summarised_at__isnull=True).exists():
            raise Refused(_("지난 토론을 정리한 글을 먼저 올려 주세요."))
        return opening.open_for(idea, by)


def open_question(debate: Debate, by: User) -> Debate:
    """Open a debate on a question of the city's own, as filled in (title, question, window, …). Raises Refused."""
    refuse_unless("ideas.open_debate", by)
    debate.title, debate.question = clean_line(debate.title), clean_line(debate.question)
    debate.lead = clean_text(debate.lead)
    if not debate.title or not debate.question:
        raise Refused(_("제목과 물음을 한 줄씩 적어 주세요."))
    refuse_window(debate.opens_at, debate.closes_at)
    debate.opened_by = by
    with transaction.atomic():
        debate.save(force_insert=True)
        freshness.city_changed()
    return debate


def reword(debate: Debate, by: User) -> Debate:
    """Change the words around a debate, its page and its moderator, as filled in; what citizens did stays. Raises Refused."""
    refuse_unless("ideas.open_debate", by)
    with transaction.atomic():
        now = lock(debate)
        for name in REWORDED:
            setattr(now, name, getattr(debate, name))
        keep(now, *REWORDED)
        freshness.city_changed()
    return now


def refuse_window(opens_at: datetime, closes_at: datetime) -> None:
    """Raise Refused for a window that ends before it begins, is over already, or lasts longer than a year."""
    if closes_at <= max(opens_at, timezone.now()):
        raise Refused(_("닫는 때는 여는 때보다, 그리고 지금보다 뒤여야 해요."))
    if closes_at > max(opens_at, timezone.now()) + LONGEST:
        raise Refused(_("토론은 한 해보다 길게 열 수 없어요."))


def extend(debate: Debate, by: User, closes_at: datetime, reason: str) -> Debate:
    """Give a debate more time, with public words why; a window never gets shorter.

    The same time and words sent twice make one extension. Raises Refused.
    """
    reason = clean_line(reason)[:300]
    with both_locked(debate) as (debate, idea):
        refuse_unless("ideas.run_debate", by, debate)
        there = reading.extension_of(debate)
        if there and (there.closes_at, there.reason) == (closes_at, reason):
            return debate
        if debate.is_closed or debate.closes_at <= timezone.now():
            raise Refused(_("이미 끝난 토론은 늘릴 수 없어요."))
        if not reason:
            raise Refused(_("왜 늘리는지 한 줄만 적어 주세요."))
        if closes_at <= debate.closes_at:
            raise Refused(_("지금 약속한 날보다 뒤로만 늘릴 수 있어요."))
        refuse_window(debate.opens_at, closes_at)
        debate.closes_at = closes_at
        keep(debate, "closes_at")
        if idea:
            trail.record(idea, "debate_extended", by, reason, data=opening.told(debate))
        write_log(debate, "debate_extended", by, reason=reason, closes_at=closes_at.isoformat())
    return debate


def close(debate: Debate, by: User | None) -> Debate:
    """Freeze the tally; nobody changes anything afterwards. One that is closed already is returned as it is.

    by: None for the city's own clock, which closes only what is over. Raises Refused.
    """
    with both_locked(debate) as (debate, idea):
        if by:
            refuse_unless("ideas.run_debate", by, debate)
        if not debate.is_closed and (by or debate.closes_at <= timezone.now()):
            opening.close(debate, idea, by)
            write_log(debate, "debate_closed", by)
    return debate


def close_due() -> int:
    """Close the debates whose window is over; returns how many. Safe to run twice, late, or beside another one."""
    closed = 0
    for debate in Debate.objects.over().order_by("closes_at", "id")[:MOST_AT_ONCE]:
        closed += close(debate, None).is_closed
    if closed:
        log.info("debates_closed", count=closed)
    return closed


def summarise(debate: Debate, by: User, summary: Summary) -> Debate:
    """Write down what a closed debate came to, and pin its best arguments; the city's promise to do so is kept.

    May be written again, which the trail of its idea shows; the same summary sent twice is one. Raises Refused.
    """
    words = {name: clean_text(getattr(summary, name)) for name in ("agreed", "disagreed", "taken_along")}
    if not any(words.values()):
        raise Refused(_("뜻이 모인 것, 갈린 것, 시가 가져가는 것 가운데 하나는 적어 주세요."))
    if max(map(len, words.values())) > SUMMARY_LENGTH:
        raise Refused(_("%(most)s자까지 쓸 수 있어요. 지금은 %(now)s자예요.") % long_words(words))
    with both_locked(debate) as (debate, idea):
        refuse_unless("ideas.summarise_debate", by, debate)
        is_moved = pin(debate, summary.pins or {})
        if debate.summarised_at and not is_moved and all(getattr(debate, name) == text for name, text in words.items()):
            return debate
        for name, text in words.items():
            setattr(debate, name, text)
        debate.summarised_at, debate.summarised_by = timezone.now(), by
        keep(debate, *words, "summarised_at", "summarised_by")
        if idea:
            promises.keep(idea, PromiseKind.SUMMARY)
            trail.record(idea, "debate_summarised", by, data=opening.told(debate))
        write_log(debate, "debate_summarised", by)
    return debate


def long_words(words: dict[str, str]) -> dict[str, int]:
    """How long a text may be, and how long the longest one is."""
    return {"most": SUMMARY_LENGTH, "now": max(map(len, words.values()))}


def pin(debate: Debate, pins: Mapping[str, Argument]) -> bool:
    """Let one argument of each side stand above the others: the one named, else the one found helpful most, if any was.

    Returns whether that moved anything.
    """
    arguments = Argument.objects.filter(debate=debate)
    pinned = arguments.filter(side__in=Side.values, is_pinned=True)
    before = set(pinned.values_list("pk", flat=True))
    pinned.update(is_pinned=False)
    after = set()
    for side in Side.values:
        of_side = arguments.filter(side=side).shown()
        if side in pins:
            best = of_side.filter(pk=pins[side].pk).first()
            if best is None:
                raise Refused(_("고른 의견이 그쪽에 없어요. 다시 골라 주세요."))
        else:
            best = of_side.filter(helpful_count__gt=0).order_by("-helpful_count", "-id").first()
        if best:
            Argument.objects.filter(pk=best.pk).update(is_pinned=True)
            after.add(best.pk)
    return before != after


def write_log(debate: Debate, act: str, by: User | None, **data) -> None:
    """A line in the history of a debate: what was done with a question of the city's own stands in no trail of an idea."""
    audit.log(debate, f"ideas.{act}", user=by, data=data or None)


@contextmanager
def both_locked(debate: Debate):
    """One transaction with the idea of a debate (None where it has none) and the debate locked, in this order."""
    with transaction.atomic(), trail.changing(debate.idea) if debate.idea_id else nullcontext() as idea:
        debate = lock(debate)
        if idea:
            debate.idea = idea
        yield debate, idea
        if idea is None:
            freshness.city_changed()


def refuse_unless(permission: str, by: User, thing=None) -> None:
    """Raise Refused unless `by` has a permission."""
    if not has_perm(permission, by, thing):
        raise Refused(_("지금은 할 수 없는 일이에요. 창의담당관이나 사회자인지, 토론이 그럴 때인지 확인해 주세요."))
