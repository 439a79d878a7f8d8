"""Once an idea has a card, its department changes on the card alone, so that the two never part."""

import pytest
from django.urls import reverse

from ideas import promises, routing
from ideas.cards import handing_over, opening
from ideas.lifecycle import StepRefused, advance
from ideas.models import CardStatus, Idea, Objection, PromiseKind
from ideas.stages import Outcome
from ideas.trail import changing
from tests.factories.accounts import AppointmentFactory, DepartmentFactory
from tests.factories.cards import adopted_card, fresh, idea_office, planned_card
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("post", ["", "다른 자리"])
def test_an_idea_with_a_card_is_not_put_into_other_hands_past_its_card(post):
    card, _held = planned_card()
    elsewhere = DepartmentFactory() if not post else card.department
    with pytest.raises(StepRefused, match="다른 부서로 보내기"):
        routing.assign(card.idea, elsewhere, idea_office(), "까닭", post=post)
    card = fresh(card)
    assert card.department == card.idea.department
    handing_over.transfer(card, idea_office(), DepartmentFactory(), "도로 일이에요.")
    card = fresh(card)
    assert card.department == card.idea.department


def test_an_objection_that_waited_while_the_idea_was_adopted_moves_nothing_either():
    card, held = adopted_card()
    waiting = Objection.objects.create(idea=card.idea, department=card.department, reason="아니에요.", made_by=held.user)
    office, elsewhere = idea_office(), DepartmentFactory()
    with pytest.raises(StepRefused, match="다른 부서로 보내기"):
        routing.settle(waiting, office, True, elsewhere, "그래요.")
    waiting.refresh_from_db()
    assert waiting.settled_at is None
    assert routing.settle(waiting, office, False, reply="그대로 맡아 주세요.").settled_at


def test_the_page_of_routing_leads_to_the_card(client):
    card, _held = planned_card()
    client.force_login(idea_office())
    address = reverse("ideas:desk_routing", args=[card.idea.number])
    assert client.get(address)["Location"] == reverse("ideas:desk_card_act", args=[card.pk, "transfer"])
    sent = client.post(address, {"department": DepartmentFactory().pk, "reason": "까닭", "known": card.idea.trail_length})
    assert sent.status_code == 422
    assert "다른 부서로 보내기" in sent.content.decode()


def test_a_card_that_had_stopped_goes_on_with_the_department_its_idea_has_by_then():
    office, new = idea_office(), AppointmentFactory(post="팀장")
    card, _held = planned_card()
    Idea.objects.filter(pk=card.idea_id).update(outcome=Outcome.PARTLY_ADOPTED, awaits_re_review=True)
    advance(Idea.objects.get(pk=card.idea_id), "reconsider", office, "다시 살펴볼게요.")
    assert fresh(card).status == CardStatus.STOPPED
    routing.assign(fresh(card).idea, new.department, office, "도로 일이에요.", post="팀장")
    with changing(fresh(card).idea) as idea:
        idea.stage, idea.outcome, idea.closed_from = "closed", Outcome.ADOPTED, "proposed"
        opening.open_for(idea, office)
    card = fresh(card)
    assert (card.status, card.department, card.post) == (CardStatus.REVIEW, new.department, "팀장")
    assert card.holders.get(until__isnull=True).appointment == new
    assert promises.open_of(card.idea, PromiseKind.PLAN).department == new.department


def test_an_idea_that_flows_is_routed_as_ever():
    idea, elsewhere = IdeaFactory(), DepartmentFactory()
    assert routing.assign(idea, elsewhere, idea_office()).department == elsewhere
