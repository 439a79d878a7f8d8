"""The way of an idea: which steps there are, who may take them, and the only code that changes a stage or outcome."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules import has_perm
from wagtail.log_actions import log
from wagtail.search import index

from accounts.models import User
from common.models import Sequence
from ideas import freshness
from ideas.models import Idea
from ideas.signals import idea_advanced
from ideas.stages import OFF_THE_RIVER, Outcome, Stage


class StepRefused(Exception):
    """A step that cannot be taken; `str()` says why in the reader's words."""


@dataclass(frozen=True)
class Step:
    """One arrow of the diagram. `permission` is a name from ideas/rules.py."""

    name: str
    from_stages: frozenset[Stage]
    to_stage: Stage
    permission: str
    outcome: Outcome = Outcome.NONE
    needs_reason: bool = False
    stamp: str = ""


STEPS = {
    step.name: step
    for step in (
        Step("publish", frozenset({Stage.DRAFT}), Stage.PROPOSED, "ideas.publish_idea", stamp="published_at"),
        Step(
            "withdraw",
            frozenset({Stage.PROPOSED, Stage.DEBATE, Stage.WORKING, Stage.REALISATION}),
            Stage.CLOSED,
            "ideas.withdraw_idea",
            outcome=Outcome.WITHDRAWN,
            needs_reason=True,
            stamp="withdrawn_at",
        ),
    )
}


def steps_open_to(user: User | AnonymousUser, idea: Idea) -> list[Step]:
    """The steps this member may take with this idea now; every button asks here."""
    return [step for step in STEPS.values() if idea.stage in step.from_stages and has_perm(step.permission, user, idea)]


def advance(idea: Idea, step_name: str, by: User, reason: str = "") -> Idea:
    """Take a step with an idea and return the idea as it is afterwards.

    by: the member who acts. reason: public words, required where the step says so.
    Raises StepRefused when somebody was quicker, the right is missing or the reason is empty.
    """
    step = STEPS[step_name]
    with transaction.atomic():
        idea = Idea.objects.select_for_update().get(pk=idea.pk)
        if idea.stage not in step.from_stages:
            raise StepRefused(_("그사이에 상상의 단계가 바뀌었어요. 화면을 새로 열어 확인해 주세요."))
        if not has_perm(step.permission, by, idea):
            raise StepRefused(_("이 상상에 그 일을 할 수 있는 사람이 아니에요."))
        if step.needs_reason and not reason:
            raise StepRefused(_("까닭을 한 줄만 적어 주세요."))
        idea.stage = step.to_stage
        idea.outcome = step.outcome
        if step.stamp:
            setattr(idea, step.stamp, timezone.now())
        if step.name == "publish":
            idea.number = Sequence.take("idea")
        if step.name == "withdraw":
            # The page stays with the reason in place of the text; lists, feeds and the search index read these columns.
            idea.withdrawal_reason = reason
            idea.excerpt = ""
        idea.revision += 1
        idea.save()
        freshness.city_changed()
        if idea.outcome in OFF_THE_RIVER:
            # The index forgets the words at once; it would only learn of new ones by itself.
            index.remove_object(idea)
        log(idea, f"ideas.{step.name}", user=by, data={"reason": reason} if reason else None)
        transaction.on_commit(lambda: idea_advanced.send(sender=type(idea), idea=idea, step=step, by=by))
    return idea
