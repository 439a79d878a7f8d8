"""Each verb on a card × each role: who may, and that nobody else can."""

import pytest

from accounts import roles
from ideas.cards import doing, ending, handing_over, joining, planning
from ideas.lifecycle import StepRefused
from ideas.models import Idea
from tests.factories.accounts import AppointmentFactory, DepartmentFactory, UserFactory
from tests.factories.cards import adopted_card, day, fresh, idea_office, planned_card

pytestmark = pytest.mark.django_db

ROLES = (
    *("proposer", "citizen", "official in charge", "deputy", "former official", "other official"),
    *("idea office", "moderator", "expert"),
)
KEEPERS = {"official in charge", "deputy", "idea office"}
OFFICE = {"idea office"}
TABLE = {
    "plan": KEEPERS,
    "add": KEEPERS,
    "move": KEEPERS,
    "done": KEEPERS,
    "start": KEEPERS,
    "report": KEEPERS,
    "stop": KEEPERS,
    "finish": KEEPERS,
    "transfer": OFFICE,
    "join": OFFICE,
}
VERBS = {
    "plan": lambda card, by: planning.plan(card, by, "새 계획", card.starts_on, card.ends_on, card.budget),
    "add": lambda card, by: planning.add_milestone(card, by, planning.Step("하나 더", day(5))),
    "move": lambda card, by: planning.move_milestone(card.milestones.first(), by, day(50), "비가 와요."),
    "done": lambda card, by: planning.finish_milestone(card.milestones.first(), by, day(0)),
    "start": doing.start,
    "report": lambda card, by: doing.report(card, by, "터를 골랐어요."),
    "stop": lambda card, by: ending.stop(card, by, "땅이 없어요."),
    "finish": lambda card, by: ending.finish(card, by, day(0), "다 놓았어요."),
    "transfer": lambda card, by: handing_over.transfer(card, by, DepartmentFactory(), "강의 일이에요."),
    "join": lambda card, by: joining.join(card, adopted_card()[0].idea, by),
}


def somebody(role: str, card, held):
    """A member in this role towards a card."""
    if role == "proposer":
        return card.idea.author
    if role == "official in charge":
        return held.user
    if role == "deputy":
        deputy = AppointmentFactory()
        held.absent_from, held.absent_until, held.deputy = day(-1), day(3), deputy
        held.save()
        return deputy.user
    if role == "former official":
        return AppointmentFactory(department=held.department, starts_on=day(-90), ends_on=day(-1)).user
    if role == "other official":
        return AppointmentFactory().user
    names = {"moderator": roles.MODERATORS, "expert": roles.EXPERTS}
    return idea_office() if role == "idea office" else UserFactory(role=names.get(role))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", TABLE)
def test_only_those_who_may_do_it(verb, role):
    card, held = planned_card()
    by = somebody(role, card, held)
    before = fresh(card).revision
    if role in TABLE[verb]:
        VERBS[verb](card, by)
        assert fresh(card).revision > before
        return
    with pytest.raises(StepRefused):
        VERBS[verb](card, by)
    assert fresh(card).revision == before


@pytest.mark.parametrize(
    ("role", "status"),
    [("citizen", 403), ("other official", 404), ("official in charge", 200), ("deputy", 200), ("idea office", 200)],
)
def test_the_desk_page_of_a_card_is_for_its_keepers(client, role, status):
    card, held = planned_card()
    client.force_login(somebody(role, card, held))
    for url in (f"/desk/cards/{card.pk}/", f"/desk/cards/{card.pk}/report/"):
        assert client.get(url).status_code == status


def test_strangers_log_in_first_and_hidden_cards_are_not_there(client):
    card, held = planned_card()
    assert client.get(f"/desk/cards/{card.pk}/").status_code == 302
    Idea.objects.filter(pk=card.idea_id).update(visibility="hidden")
    client.force_login(held.user)
    assert client.get(f"/desk/cards/{card.pk}/").status_code == 404
