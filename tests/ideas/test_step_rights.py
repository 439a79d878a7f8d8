"""Each step of the lifecycle × each role × each stage: who is offered it, and that nobody else can take it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts import roles
from ideas.lifecycle import STEPS, StepRefused, advance, steps_open_to
from ideas.models import Idea
from ideas.stages import AnswerState, Outcome, Stage
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db

ROLES = (
    *("anonymous", "author", "citizen", "former member", "official in charge", "deputy", "former official", "other official"),
    *("idea office", "moderator", "editor", "expert", "panel", "administrator group", "superuser"),
)
OFFICE = {"idea office", "superuser"}
AT_WORK = OFFICE | {"official in charge", "deputy"}
AUTHOR = {"author"}

# What an idea is like when a step could be taken at all; everything else is its plain self in that stage.
NEEDS = {
    "promote": {"gate_reached_at": timezone.now()},
    "send_to_working": {"gate_reached_at": timezone.now()},
    "give_supplement": {"awaits_supplement": True},
    "uphold": {"awaits_re_review": True},
    "reconsider": {"awaits_re_review": True},
}
P, D, W, R, C = Stage.PROPOSED, Stage.DEBATE, Stage.WORKING, Stage.REALISATION, Stage.CLOSED
# step → stage → who. A stage that is missing is closed to everybody.
TABLE = {
    "publish": {Stage.DRAFT: AUTHOR},
    "promote": {P: OFFICE},
    "super_pass": {P: OFFICE},
    "send_to_working": {D: OFFICE},
    "super_pass_to_working": {P: OFFICE, D: OFFICE},
    "put_on_agenda": {W: OFFICE},
    "adopt": {R: OFFICE},
    "fast_adopt": {P: AT_WORK, D: AT_WORK, W: AT_WORK},
    "adopt_in_part": {P: AT_WORK, D: AT_WORK, W: AT_WORK, R: OFFICE},
    "hold": {P: AT_WORK, D: AT_WORK, W: AT_WORK, R: OFFICE},
    "not_adopt": {P: AT_WORK, D: AT_WORK, W: AT_WORK, R: OFFICE},
    "transfer": {P: AT_WORK, D: AT_WORK, W: AT_WORK},
    "conclude": {P: AT_WORK, D: AT_WORK, W: AT_WORK},
    "ask_supplement": {P: AT_WORK, D: AT_WORK, W: AT_WORK},
    "give_supplement": {P: AUTHOR, D: AUTHOR, W: AUTHOR},
    "withdraw": {P: AUTHOR, D: AUTHOR, W: AUTHOR, R: AUTHOR},
    "merge": {P: OFFICE, D: OFFICE},
    "undo_merge": {C: OFFICE},
    "ask_re_review": {C: AUTHOR},
    "uphold": {C: OFFICE},
    "reconsider": {C: OFFICE},
    "reopen": {C: OFFICE},
}


@pytest.fixture
def department(db):
    return DepartmentFactory()


@pytest.fixture
def people(department):
    today = timezone.localdate()
    yesterday = today - timezone.timedelta(days=1)
    deputy = AppointmentFactory()
    AppointmentFactory(department=department, absent_from=yesterday, absent_until=today, deputy=deputy)
    return {
        "anonymous": AnonymousUser(),
        "author": UserFactory(),
        "citizen": UserFactory(),
        "former member": UserFactory(is_active=False, role=roles.IDEA_OFFICE),
        "official in charge": AppointmentFactory(department=department).user,
        "deputy": deputy.user,
        "former official": AppointmentFactory(department=department, starts_on=yesterday, ends_on=yesterday).user,
        "other official": AppointmentFactory().user,
        "idea office": UserFactory(role=roles.IDEA_OFFICE),
        "moderator": UserFactory(role=roles.MODERATORS),
        "editor": UserFactory(role=roles.EDITORS),
        "expert": UserFactory(role=roles.EXPERTS),
        "panel": UserFactory(role=roles.PANEL),
        "administrator group": UserFactory(role=roles.ADMINISTRATORS),
        "superuser": UserFactory(is_superuser=True),
    }


def idea_for(step, stage, author, department):
    """An idea in a stage, as ready for a step as it can be there."""
    more = dict(NEEDS.get(step, {}))
    if stage == Stage.DRAFT:
        return IdeaFactory(draft=True, author=author, department=department)
    if stage == Stage.CLOSED:
        more.pop("awaits_supplement", None)
        ended = Outcome.MERGED if step == "undo_merge" else Outcome.NOT_ADOPTED
        return IdeaFactory(ended=ended, author=author, department=department, answer_state=AnswerState.ANSWERED, **more)
    more.pop("awaits_re_review", None)
    return IdeaFactory(stage=stage, author=author, department=department, **more)


def test_the_table_names_every_step_and_every_role(people):
    assert set(TABLE) == set(STEPS)
    assert tuple(people) == ROLES


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("step", TABLE)
def test_each_step_is_open_to_exactly_these_people(step, stage, people, department):
    idea = idea_for(step, stage, people["author"], department)
    offered = {name for name, person in people.items() if step in {each.name for each in steps_open_to(person, idea)}}
    assert offered == TABLE[step].get(stage, set())
    other = IdeaFactory()
    for name in people.keys() - offered - {"anonymous"}:
        with pytest.raises(StepRefused):
            advance(idea, step, people[name], "까닭", into=other)
    now = Idea.objects.get(pk=idea.pk)
    assert (now.stage, now.outcome, now.trail_length, now.revision) == (idea.stage, idea.outcome, 0, idea.revision)


@pytest.mark.parametrize("step", [name for name, step in STEPS.items() if not step.is_automatic])
def test_the_citys_clock_takes_only_the_steps_that_are_its_own(step, people, department):
    for stage in STEPS[step].from_stages:
        idea = idea_for(step, stage, people["author"], department)
        with pytest.raises(StepRefused):
            advance(idea, step, None, "까닭", into=IdeaFactory())


@pytest.mark.parametrize("step", [name for name, step in STEPS.items() if step.needs_reason])
def test_without_a_reason_nobody_takes_a_step_that_needs_one(step, people, department):
    for stage, allowed in TABLE[step].items():
        idea = idea_for(step, stage, people["author"], department)
        with pytest.raises(StepRefused, match="까닭"):
            advance(idea, step, people[sorted(allowed)[0]], "  ", into=IdeaFactory())


def test_a_bar_not_reached_needs_a_super_pass(people, department):
    idea = IdeaFactory(gated=True, department=department)
    names = {step.name for step in steps_open_to(people["idea office"], idea)}
    assert "super_pass" in names
    assert "promote" not in names


def test_hidden_ideas_wait_for_whoever_works_on_them_but_not_for_citizens(people, department):
    idea = IdeaFactory(visibility="hidden", author=people["author"], department=department)
    for person in people.values():
        assert steps_open_to(person, idea) == []
