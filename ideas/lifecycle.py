"""The way of an idea: which steps there are, who may take them, and the only code that changes a stage or outcome."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm
from wagtail.log_actions import log
from wagtail.search import index

from accounts.models import User
from ideas.consequences import AFTER, BEFORE, Move
from ideas.models import Idea, TrailEntry
from ideas.signals import idea_advanced
from ideas.stages import OFF_THE_RIVER, Outcome, Stage
from ideas.trail import changing, record


class StepRefused(Exception):
    """A step that cannot be taken; `str()` says why in the reader's words."""


class SomebodyWasQuicker(StepRefused):
    """The idea changed since the page was opened; `entries` say what happened meanwhile, oldest first."""

    def __init__(self, entries: list[TrailEntry]):
        super().__init__(_("그사이에 다른 사람이 이 상상을 움직였어요. 무엇이 바뀌었는지 보고 다시 정해 주세요."))
        self.entries = entries


@dataclass(frozen=True)
class Step:
    """One arrow of the diagram. `permission` is a name from ideas/rules.py.

    to_stage: None when the idea stays where it is (or, undoing a merge, goes back). outcome: None when it stays as it is.
    is_automatic: the city's own clock may take it.
    """

    name: str
    from_stages: frozenset[Stage]
    to_stage: Stage | None
    permission: str
    outcome: Outcome | None = None
    needs_reason: bool = False
    stamp: str = ""
    is_automatic: bool = False


P, D, W, R, C = Stage.PROPOSED, Stage.DEBATE, Stage.WORKING, Stage.REALISATION, Stage.CLOSED


def _step(name: str, from_stages: tuple[Stage, ...], to_stage: Stage | None, permission: str, **more: Any) -> Step:
    return Step(name, frozenset(from_stages), to_stage, f"ideas.{permission}", **more)


def _end(name: str, from_stages: tuple[Stage, ...], permission: str, outcome: Outcome, stamp: str = "") -> Step:
    return _step(name, from_stages, C, permission, outcome=outcome, needs_reason=True, stamp=stamp)


STEPS = {
    step.name: step
    for step in (
        _step("publish", (Stage.DRAFT,), P, "publish_idea", stamp="published_at"),
        _step("promote", (P,), D, "promote_idea", stamp="debated_at", is_automatic=True),
        _step("super_pass", (P,), D, "super_pass", needs_reason=True, stamp="debated_at"),
        _step("send_to_working", (D,), W, "send_to_working", stamp="working_at", is_automatic=True),
        _step("super_pass_to_working", (P, D), W, "super_pass", needs_reason=True, stamp="working_at"),
        _step("put_on_agenda", (W,), R, "put_on_agenda", stamp="on_agenda_at"),
        _end("adopt", (R,), "decide_idea", Outcome.ADOPTED),
        _end("fast_adopt", (P, D, W), "judge_idea", Outcome.ADOPTED),
        _end("adopt_in_part", (P, D, W, R), "judge_idea", Outcome.PARTLY_ADOPTED),
        _end("hold", (P, D, W, R), "judge_idea", Outcome.HELD),
        _end("not_adopt", (P, D, W, R), "judge_idea", Outcome.NOT_ADOPTED),
        _end("transfer", (P, D, W), "judge_idea", Outcome.TRANSFERRED),
        _end("conclude", (P, D, W), "judge_idea", Outcome.CONCLUDED),
        _step("ask_supplement", (P, D, W), None, "ask_supplement", needs_reason=True, stamp="supplement_asked_at"),
        _step("give_supplement", (P, D, W), None, "give_supplement", needs_reason=True, stamp="supplemented_at"),
        _end("withdraw", (P, D, W, R), "withdraw_idea", Outcome.WITHDRAWN, stamp="withdrawn_at"),
        _end("merge", (P, D), "merge_idea", Outcome.MERGED, stamp="merged_at"),
        _step("undo_merge", (C,), None, "undo_merge", outcome=Outcome.NONE, needs_reason=True),
        _step("ask_re_review", (C,), None, "ask_re_review", needs_reason=True, stamp="re_review_asked_at"),
        _step("uphold", (C,), None, "settle_re_review", needs_reason=True, stamp="re_reviewed_at"),
        _step("reconsider", (C,), W, "settle_re_review", outcome=Outcome.NONE, needs_reason=True, stamp="re_reviewed_at"),
        _step("reopen", (C,), P, "reopen_idea", outcome=Outcome.NONE, needs_reason=True, stamp="reopened_at"),
    )
}

# Steps that other verbs take together with something of their own; no form offers them alone.
NOT_BY_THEMSELVES = frozenset(
    {
        "publish",
        "withdraw",
        "merge",
        "undo_merge",
        "adopt",
        "fast_adopt",
        "adopt_in_part",
        "hold",
        "not_adopt",
        "transfer",
        "conclude",
    }
)


def steps_open_to(user: User | AnonymousUser, idea: Idea) -> list[Step]:
    """The steps this member may take with this idea now; every button asks here."""
    return [step for step in STEPS.values() if idea.stage in step.from_stages and has_perm(step.permission, user, idea)]


def advance(idea: Idea, step_name: str, by: User | None, reason: str = "", *, known: int | None = None, **details: Any) -> Idea:
    """Take a step with an idea and return the idea as it is afterwards.

    by: the member who acts, None for the city's clock. reason: public words, required where the step says so. known: how long
    the trail was on the page the member acts from. details: `ground`, `into`, `transfer_to` for the steps that want them, and
    `told`, plain values for the trail.
    Raises StepRefused when the right is missing or the reason is empty, SomebodyWasQuicker when the idea has changed.
    """
    step = STEPS[step_name]
    with transaction.atomic():
        with changing(idea) as idea:
            refuse(idea, step, by, reason, known)
            take(idea, step, Move(by, reason, details))
        if idea.outcome in OFF_THE_RIVER:
            # The index forgets the words at once; it would only learn of new ones by itself.
            index.remove_object(idea)
        log(idea, f"ideas.{step.name}", user=by, data={"reason": reason} if reason else None)
        transaction.on_commit(lambda: idea_advanced.send(sender=type(idea), idea=idea, step=step, by=by))
    return idea


def refuse(idea: Idea, step: Step, by: User | None, reason: str, known: int | None) -> None:
    """Raise StepRefused for a step that cannot be taken."""
    if known is not None and known != idea.trail_length:
        raise SomebodyWasQuicker(list(idea.trail.filter(number__gt=known).order_by("number")))
    if idea.stage not in step.from_stages:
        raise StepRefused(_("그사이에 상상의 단계가 바뀌었어요. 화면을 새로 열어 확인해 주세요."))
    if not (step.is_automatic if by is None else has_perm(step.permission, by, idea)):
        raise StepRefused(_("이 상상에 그 일을 할 수 있는 사람이 아니에요."))
    if step.needs_reason and not reason.strip():
        raise StepRefused(_("까닭을 한 줄만 적어 주세요."))


def take(idea: Idea, step: Step, move: Move) -> None:
    """Change the columns of a locked idea and write its trail."""
    came_from, now = idea.stage, timezone.now()
    if step.to_stage:
        idea.stage = step.to_stage
        if step.to_stage == Stage.CLOSED:
            idea.closed_from = came_from
    if step.outcome is not None:
        idea.outcome = step.outcome
    if step.stamp:
        setattr(idea, step.stamp, now)
    BEFORE.get(step.name, _nothing)(idea, move)
    record(idea, step.name, move.by, move.reason, data=told(idea, move))
    AFTER.get(step.name, _nothing)(idea, move)


def told(idea: Idea, move: Move) -> dict:
    """What the trail says of a step beside its reason."""
    data = dict(move.details.get("told", {}))
    if ground := move.details.get("ground"):
        data["ground"] = ground.name
    if into := move.details.get("into"):
        data["into"] = into.number
    if where := move.details.get("transfer_to"):
        data["transfer_to"] = where
    return data


def _nothing(idea: Idea, move: Move) -> None:
    """Most steps bring nothing else along."""
