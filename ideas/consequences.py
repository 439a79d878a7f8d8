"""What a step brings along besides stage and outcome: promises, clocks, bars. Called by ideas.lifecycle.advance alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from common.models import Sequence
from ideas import gates, promises
from ideas.cards import opening as cards
from ideas.debates import opening as debates
from ideas.models import Idea, Owner, PromiseKind
from ideas.stages import AnswerState, Outcome, Stage

# Kept with the promise for everybody to read, so in the language of the city whatever language its member uses.
ENDED, WAITING = "상상의 길이 끝났어요.", "쓴 사람의 보완을 기다려요."
JUDGED = (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED, Outcome.HELD, Outcome.NOT_ADOPTED, Outcome.TRANSFERRED, Outcome.CONCLUDED)


@dataclass(frozen=True)
class Move:
    """What a step is taken with. details: `ground`, `into`, `transfer_to`, where the step wants them."""

    by: User | None
    reason: str
    details: dict


def publish(idea: Idea, move: Move) -> None:
    """The idea gets its number; bars are set before it."""
    idea.number = Sequence.take("idea")
    gates.stand_before(idea)


def begin(idea: Idea, move: Move) -> None:
    """The promise of an answer."""
    gates.begin(idea, move.by)


def rise(idea: Idea, move: Move) -> None:
    """A new stage begins before a bar of its own."""
    idea.gate_reached_at = None


def debate(idea: Idea, move: Move) -> None:
    """상상토론 begins."""
    debates.open_for(idea, move.by)


def end_debate(idea: Idea, move: Move) -> None:
    """Nobody argues any more about an idea that has moved on."""
    debates.end_for(idea, move.by)


def realise(idea: Idea, move: Move) -> None:
    """An adopted idea gets its card, and the promise of a plan."""
    end_debate(idea, move)
    cards.open_for(idea, move.by)


def close(idea: Idea, move: Move) -> None:
    """The way of an idea ends: what was owed is kept with the decision or falls away."""
    judged = idea.outcome in JUDGED
    idea.gate_reached_at = None
    idea.awaits_supplement = False
    for kind in (PromiseKind.SUPPLEMENT, PromiseKind.OPINION):
        promises.cancel(idea, kind, ENDED)
    if judged:
        # The public reason of a decision is the city's answer, whether or not a longer one follows.
        promises.keep(idea, PromiseKind.ANSWER)
        idea.answer_state, idea.answered_at = AnswerState.ANSWERED, idea.answered_at or timezone.now()
        idea.decided_at = timezone.now()
        idea.ground = move.details.get("ground")
    else:
        promises.cancel(idea, PromiseKind.ANSWER, ENDED)
        if idea.answer_state != AnswerState.ANSWERED:
            idea.answer_state = AnswerState.NONE


def withdraw(idea: Idea, move: Move) -> None:
    """The page stays with the reason in place of the text; lists, feeds and the search index read these columns."""
    close(idea, move)
    idea.withdrawal_reason = move.reason[:300]
    idea.excerpt = ""


def merge(idea: Idea, move: Move) -> None:
    """The idea points on to the one it went into."""
    close(idea, move)
    idea.merged_into = move.details["into"]


def unmerge(idea: Idea, move: Move) -> None:
    """Back to where it was, with the promises, the question and the bar it had."""
    merged_at = idea.merged_at or timezone.now()
    idea.merged_into, idea.merged_at = None, None
    idea.stage, idea.closed_from = Stage(idea.closed_from), ""
    if answer := promises.revive(idea, PromiseKind.ANSWER, merged_at):
        idea.answer_state = AnswerState.INTERIM if answer.interim_at else AnswerState.AWAITING
    idea.awaits_supplement = promises.revive(idea, PromiseKind.SUPPLEMENT, merged_at) is not None
    promises.revive(idea, PromiseKind.OPINION, merged_at)
    idea.gate_reached_at = gates.reached_at(idea)


def want_supplement(idea: Idea, move: Move) -> None:
    """The proposer is asked for more."""
    idea.awaits_supplement = True


def wait_for_supplement(idea: Idea, move: Move) -> None:
    """The city's clock stands meanwhile (국민 제안 규정 §6②④)."""
    promises.promise(idea, PromiseKind.SUPPLEMENT, Owner.PROPOSER, by=move.by)
    promises.stop(idea, PromiseKind.ANSWER, WAITING, move.by)


def give_supplement(idea: Idea, move: Move) -> None:
    """The proposer said more."""
    idea.awaits_supplement = False
    promises.keep(idea, PromiseKind.SUPPLEMENT)


def go_on(idea: Idea, move: Move) -> None:
    """The clock runs again, unless an expert is waited for, too."""
    if promises.open_of(idea, PromiseKind.OPINION) is None:
        promises.resume(idea, PromiseKind.ANSWER, move.by)


def want_re_review(idea: Idea, move: Move) -> None:
    """The proposer wants the decision looked at again (국민 제안 규정 §12)."""
    idea.awaits_re_review = True


def promise_re_review(idea: Idea, move: Move) -> None:
    """The idea office promises to."""
    promises.promise(idea, PromiseKind.RE_REVIEW, Owner.OFFICE, by=move.by)


def uphold(idea: Idea, move: Move) -> None:
    """The decision stands."""
    idea.awaits_re_review = False
    promises.keep(idea, PromiseKind.RE_REVIEW)


def start_over(idea: Idea, move: Move) -> None:
    """A closed idea flows again, and its decision is forgotten; the trail remembers it."""
    idea.awaits_re_review = False
    promises.keep(idea, PromiseKind.RE_REVIEW)
    idea.closed_from, idea.decided_at, idea.ground, idea.answer_state = "", None, None, AnswerState.NONE


def owe_again(idea: Idea, move: Move) -> None:
    """A new answer is owed; what was adopted in part is not built meanwhile."""
    cards.stop_for(idea, move.by)
    gates.promise_answer(idea, move.by)


def live_again(idea: Idea, move: Move) -> None:
    """A second life: before the bars in force today, as if it were new."""
    start_over(idea, move)
    gates.forget_crossings(idea)
    gates.stand_before(idea)


# step → the columns it changes before its trail entry is written, and the promises that follow with entries of their own.
BEFORE: dict[str, Callable[[Idea, Move], None]] = {
    "publish": publish,
    "promote": rise,
    "super_pass": rise,
    "send_to_working": rise,
    "super_pass_to_working": rise,
    "put_on_agenda": rise,
    "withdraw": withdraw,
    "merge": merge,
    "undo_merge": unmerge,
    "ask_supplement": want_supplement,
    "give_supplement": give_supplement,
    "ask_re_review": want_re_review,
    "uphold": uphold,
    "reconsider": start_over,
    "reopen": live_again,
    **dict.fromkeys(("adopt", "fast_adopt", "adopt_in_part", "hold", "not_adopt", "transfer", "conclude"), close),
}
AFTER: dict[str, Callable[[Idea, Move], None]] = {
    "publish": begin,
    **dict.fromkeys(("promote", "super_pass"), debate),
    **dict.fromkeys(("send_to_working", "super_pass_to_working", "withdraw", "merge"), end_debate),
    **dict.fromkeys(("hold", "not_adopt", "transfer", "conclude"), end_debate),
    **dict.fromkeys(("adopt", "fast_adopt", "adopt_in_part"), realise),
    "ask_supplement": wait_for_supplement,
    "give_supplement": go_on,
    "ask_re_review": promise_re_review,
    "reconsider": owe_again,
    "reopen": begin,
}
