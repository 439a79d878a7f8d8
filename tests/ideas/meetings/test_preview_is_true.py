"""공개 전 미리보기 tells the truth: for any agenda, what it says is what publishing changes, and nothing else."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideas.meetings import effects, recording
from ideas.models import AgendaItem, Card, Decision, Idea, MeetingKind, Promise
from ideas.models.meeting import DECISIONS
from ideas.stages import Outcome, Stage
from tests.factories.accounts import DepartmentFactory
from tests.factories.ideas import IdeaFactory, PromiseFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, office_member

pytestmark = pytest.mark.django_db
OUTCOMES = {
    Decision.ADOPT: Outcome.ADOPTED,
    Decision.ADOPT_IN_PART: Outcome.PARTLY_ADOPTED,
    Decision.HOLD: Outcome.HELD,
    Decision.NOT_ADOPT: Outcome.NOT_ADOPTED,
}

# One item: which decision, whether somebody is in charge before and is put there, whether an answer is owed, whether it has gone.
ITEM = st.fixed_dictionaries(
    {"decision": st.integers(0, 9), "before": st.booleans(), "after": st.booleans(), "owed": st.booleans(), "gone": st.booleans()}
)


def make(meeting, coming, said):
    """An item as somebody could have written it; an adopted one has whom and when."""
    kind = MeetingKind(meeting.kind)
    decision = DECISIONS[kind][said["decision"] % len(DECISIONS[kind])]
    stage = Stage.WORKING if kind == MeetingKind.WORKING else Stage.REALISATION
    idea = IdeaFactory(stage=stage, department=DepartmentFactory() if said["before"] else None)
    if said["owed"]:
        PromiseFactory(idea=idea)
    more = {"department": DepartmentFactory()} if said["after"] or decision in effects.ADOPTIONS else {}
    if decision in effects.ADOPTIONS:
        more["starts_on"] = timezone.localdate() + timedelta(days=60)
    if decision == Decision.PUT_ON_AGENDA:
        more["goes_to"] = coming
    if said["gone"] and decision in effects.STAYING:
        Idea.objects.filter(pk=idea.pk).update(stage=Stage.PROPOSED)
    return AgendaItemFactory(meeting=meeting, idea=idea, decision=decision, reason="함께 정했어요.", **more)


def state(item):
    """What publishing could change of an idea, as the public sees it."""
    idea = Idea.objects.get(pk=item.idea_id)
    return {
        "place": (idea.stage, idea.outcome),
        "department": idea.department_id,
        "card": Card.objects.filter(idea=idea).count(),
        "answers": idea.answers.count(),
        "plan": Promise.objects.open().filter(idea=idea, kind="plan").values_list("due_on", flat=True).first(),
        "agenda": AgendaItem.objects.filter(idea=idea).exclude(pk=item.pk).count(),
        "trail": idea.trail_length,
    }


def told(effect):
    """What the preview said of an item, put into the same facts as `state`."""
    words, item = " ".join(effect.sentences), effect.item
    return {
        "closes": "정해져요. 까닭은 시의 답이 돼요." in words,
        "moves on": "옮겨가요." in words,
        "department": "담당이" in words,
        "card": "관리카드가 열려요." in words,
        "plan": "추진계획을 세우기로 약속해요." in words,
        "agenda": "안건에 올라요." in words,
        "stays": "그대로 있고, 까닭이 발자취에 남아요." in words,
        "untouched": "회의록에만 남아요." in words,
        "outcome": OUTCOMES.get(item.decision),
    }


@pytest.mark.parametrize("working", [False, True])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(agenda=st.lists(ITEM, min_size=1, max_size=5))
def test_what_the_preview_says_is_what_happens(agenda, working):
    with transaction.atomic():
        office, coming = office_member(), MeetingFactory()
        meeting = MeetingFactory(working=working, today=True) if working else MeetingFactory(today=True)
        items = [make(meeting, coming, said) for said in agenda]
        before = {item.pk: state(item) for item in items}
        shown = effects.preview(meeting, office)
        assert shown.is_ready, [effect.problems for effect in shown.effects]
        recording.publish(meeting, office, shown.mark)
        for effect in shown.effects:
            item, said = effect.item, told(effect)
            was, now = before[item.pk], state(item)
            closes = now["place"][0] == Stage.CLOSED and was["place"][0] != Stage.CLOSED
            assert said["closes"] == closes == (now["answers"] == was["answers"] + 1)
            assert not closes or now["place"][1] == said["outcome"]
            assert said["moves on"] == (now["place"] == (Stage.REALISATION, Outcome.NONE) and was["place"][0] == Stage.WORKING)
            assert said["department"] == (now["department"] != was["department"])
            assert said["card"] == (now["card"] == was["card"] + 1)
            assert said["plan"] == (now["plan"] is not None)
            assert said["agenda"] == (now["agenda"] == was["agenda"] + 1)
            assert not said["agenda"] or AgendaItem.objects.filter(idea=item.idea_id, meeting=coming).exists()
            assert said["stays"] == (now["place"] == was["place"] and now["trail"] > was["trail"])
            assert said["untouched"] == (now == was)
        # Each example begins in the same city.
        transaction.set_rollback(True)
